"""How often somebody may ask for something; counted in the cache, under a hash, for an hour."""

from ipaddress import ip_address

from django.core.cache import cache

from .client_address import line_of
from .encryption import lookup_hash

HOUR = 3600


def is_rate_limited(what: str, who: str, most: int, *, amount: int = 1) -> bool:
    """Count that ``who`` does ``what`` once more, or ``amount`` times; return whether that is more than
    ``most`` an hour."""
    key = _key(what, who)
    if cache.add(key, amount, HOUR):
        return most < amount
    try:
        return cache.incr(key, amount) > most
    except ValueError:  # it has expired meanwhile
        return False


def has_reached(what: str, who: str, most: int) -> bool:
    """Whether more than ``most`` were counted within the hour; nothing is counted."""
    return bool((cache.get(_key(what, who)) or 0) > most)


def is_address_rate_limited(what: str, address: str, most: int, *, amount: int = 1) -> bool:
    """The same for an IP address, as text; one that is not public, or none, is not counted.

    Many people share the address of a proxy or an office: what is counted is much, and never a person.
    """
    try:
        is_public = ip_address(address).is_global
    except ValueError:
        return False
    return is_public and is_rate_limited(what, line_of(address), most, amount=amount)


def _key(what: str, who: str) -> str:
    return f"wde-rate-{lookup_hash('rate', what, who)[:40]}"
