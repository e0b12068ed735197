"""How often somebody may ask for something; counted in the cache, under a hash, for an hour."""

from ipaddress import ip_address

from django.core.cache import cache
from django.http import HttpRequest

from . import conf
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


def is_address_rate_limited(what: str, request: HttpRequest, most: int) -> bool:
    """The same for the address that a request comes from; one that is not public is not counted.

    Many people share the address of a proxy or an office.
    """
    header = conf.get("CLIENT_ADDRESS_HEADER")
    name = f"HTTP_{header.upper().replace('-', '_')}" if header else "REMOTE_ADDR"
    text = request.META.get(name, "").strip()
    try:
        is_public = ip_address(text).is_global
    except ValueError:
        return False
    return is_public and is_rate_limited(what, text, most)
