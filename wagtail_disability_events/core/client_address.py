"""Edge: the address that a request comes from, and the visitor behind it. See ``core/__init__.py``."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.http import HttpRequest

from . import conf
from .encryption import lookup_hash

PREFIX_OF_A_LINE = 64
"""Bits of an IPv6 address that a provider gives to one line; the rest its owner changes at will."""


def client_address(request: HttpRequest) -> str:
    """The visitor's IP address as text: from the header that ``CLIENT_ADDRESS_HEADER`` names, where a reverse
    proxy sets one, else that of the connection; empty where there is none.

    Of several addresses in the header it is the last, which the proxy itself has written.
    """
    header = conf.get("CLIENT_ADDRESS_HEADER")
    name = f"HTTP_{header.upper().replace('-', '_')}" if header else "REMOTE_ADDR"
    return str(request.META.get(name, "")).rpartition(",")[2].strip()


def visitor_of(request: HttpRequest) -> str:
    """What stands for whoever a request comes from, where something is kept for them: a keyed hash, from
    which no address can be read. All of an office or of a line of IPv6 are one visitor."""
    return lookup_hash("visitor", line_of(client_address(request)))


def line_of(address: str) -> str:
    """The address as it is counted: of IPv6 the network of the line; any other text as it is.

    >>> line_of("2001:db8:1:2:3:4:5:6")
    '2001:db8:1:2::/64'
    >>> line_of("203.0.113.9")
    '203.0.113.9'
    """
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if isinstance(known, IPv6Address) and known.ipv4_mapped is None:
        return str(ip_network((known, PREFIX_OF_A_LINE), strict=False))
    return str(known)
