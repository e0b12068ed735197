"""Which addresses our server may ask: the guard against server-side request forgery (OWASP).

Only http and https on their usual ports, and every address that the name resolves to must be a public one.
Everything that a person types and our server opens passes here: calendars that are imported, links that are
checked. The gateway for text messages and the API of WeChat are named in the site's settings and may be
inside an office; they are not asked for here, and follow no redirect.
"""

import ipaddress
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from . import conf

USUAL_PORTS = {"http": 80, "https": 443}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class FetchError(Exception):
    """The address was refused or gave nothing; ``code`` says why, ``part`` what is meant."""

    def __init__(self, code: str, part: str = "") -> None:
        super().__init__(f"{code}: {part}")
        self.code = code
        self.part = part[:120]


@dataclass(frozen=True)
class Target:
    """Where to connect to: an address that was checked, and the name that it was found by."""

    scheme: str
    host: str
    port: int
    path: str
    address: str


def checked(url: str) -> Target:
    """Where an address leads to, if it may be asked. Raises FetchError."""
    parts = _split(url)
    scheme = {"webcal": "http", "webcals": "https"}.get(parts.scheme.lower(), parts.scheme.lower())
    if scheme not in USUAL_PORTS:
        raise FetchError("scheme", parts.scheme)
    host = parts.hostname or ""
    if not host or parts.username is not None or parts.password is not None:
        raise FetchError("address")
    try:
        port = parts.port or USUAL_PORTS[scheme]
        host = host.encode("idna").decode("ascii") if not host.isascii() else host
    except (ValueError, UnicodeError) as error:
        raise FetchError("address") from error
    addresses = _resolved(host, port)
    for address in addresses:
        if not may_ask(address, port, scheme):
            raise FetchError("private", host)
    path = parts.path or "/"
    if parts.query:
        path += f"?{parts.query}"
    return Target(scheme, host, port, path, str(addresses[0]))


def may_ask(address: Address, port: int, scheme: str) -> bool:
    """Whether a connection to an address is allowed: a public one on the usual port, or one that the setting
    ``IMPORT_TRUSTED_NETWORKS`` names."""
    plain = getattr(address, "ipv4_mapped", None) or address
    if any(plain in ipaddress.ip_network(network) for network in conf.get("IMPORT_TRUSTED_NETWORKS")):
        return True
    if any(not inner.is_global for inner in _embedded(plain)):
        return False
    return (
        plain.is_global and not plain.is_multicast and not plain.is_reserved and port == USUAL_PORTS[scheme]
    )


def _embedded(address: Address) -> Iterator[ipaddress.IPv4Address]:
    """IPv4 addresses that an IPv6 address leads to through a gateway: 6to4, Teredo, NAT64 (RFC 6052)."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.sixtofour is not None:
            yield address.sixtofour
        if address.teredo is not None:
            yield address.teredo[1]
        if address in _NAT64:
            yield ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)


def _split(url: str) -> SplitResult:
    if any(ord(character) < 33 or ord(character) == 127 for character in url) or len(url) > 2000:
        raise FetchError("address")
    try:
        return urlsplit(url)
    except ValueError as error:
        raise FetchError("address") from error


def _resolved(host: str, port: int) -> list[Address]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError("name", host) from error
    addresses = [ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
    if not addresses:
        raise FetchError("name", host)
    return addresses
