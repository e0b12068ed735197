"""How often somebody may ask for something; counted in the cache, under a hash, for an hour."""

from ipaddress import ip_address

from django.core.cache import cache

from .encryption import lookup_hash

HOUR = 3600


def is_rate_limited(what: str, who: str, most: int) -> bool:
    """Count one more time that ``who`` does ``what``; return whether that is more than ``most`` an hour."""
    key = f"wde-rate-{lookup_hash('rate', what, who)[:40]}"
    if cache.add(key, 1, HOUR):
        return most < 1
    try:
        return cache.incr(key) > most
    except ValueError:  # it has expired meanwhile
        return False


def is_address_rate_limited(what: str, address: str, most: int) -> bool:
    """The same for an IP address, as text; one that is not public, or none, is not counted.

    Many people share the address of a proxy or an office.
    """
    try:
        is_public = ip_address(address).is_global
    except ValueError:
        return False
    return is_public and is_rate_limited(what, address, most)
