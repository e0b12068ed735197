"""Reading a calendar at an address that somebody typed, without letting the server be led astray.

Against server-side request forgery (OWASP): only http and https on their usual ports; every address that
the name resolves to must be a public one; the connection goes to the very address that was checked, so that
a name which resolves differently the second time changes nothing; each redirect is checked alike; size and
time are bounded whatever the other side does.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit

from . import conf

MAX_REDIRECTS = 3
CONNECT_SECONDS = 5.0
_CHUNK = 65_536
_PORTS = {"http": 80, "https": 443}
_TYPES = (
    "text/calendar",
    "text/plain",
    "application/octet-stream",
    "application/ics",
    "application/x-ics",
    "",
)

_NAT64 = ipaddress.ip_network("64:ff9b::/96")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class FetchError(Exception):
    """The address was refused or gave nothing; ``code`` says why, ``part`` what is meant."""

    def __init__(self, code: str, part: str = "") -> None:
        super().__init__(f"{code}: {part}")
        self.code = code
        self.part = part[:120]


@dataclass(frozen=True)
class _Target:
    """Where to connect to: an address that was checked, and the name that it was found by."""

    scheme: str
    host: str
    port: int
    path: str
    address: str


def fetch_calendar(url: str) -> bytes:
    """The bytes at an address. Raises FetchError: ``off``, ``scheme``, ``address``, ``name``, ``private``,
    ``redirects``, ``status``, ``type``, ``size``, ``time``, ``network``."""
    if not conf.get("IMPORT_FROM_ADDRESSES"):
        raise FetchError("off")
    with _deadline() as watch:
        for _turn in range(MAX_REDIRECTS + 1):
            target = checked(url)
            content, location = _ask(target, watch, _answer)
            if not location:
                return bytes(content)
            url = urljoin(url, location)
    raise FetchError("redirects")


def answers(url: str) -> bool:
    """Whether there is something at an address: an answer below 400, after redirects; nothing is read.

    Raises FetchError only for an address that may not be asked (``scheme``, ``address``, ``private``).
    """
    with _deadline() as watch:
        for _turn in range(MAX_REDIRECTS + 1):
            try:
                status, location = _ask(checked(url), watch, _status)
            except FetchError as error:
                if error.code in ("scheme", "address", "private"):
                    raise
                return False
            if not location:
                return bool(status < 400)
            url = urljoin(url, location)
    return False


def checked(url: str) -> _Target:
    """Where an address leads to, if it may be asked. Raises FetchError."""
    parts = _split(url)
    scheme = {"webcal": "http", "webcals": "https"}.get(parts.scheme.lower(), parts.scheme.lower())
    if scheme not in _PORTS:
        raise FetchError("scheme", parts.scheme)
    host = parts.hostname or ""
    if not host or parts.username is not None or parts.password is not None:
        raise FetchError("address")
    try:
        port = parts.port or _PORTS[scheme]
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
    return _Target(scheme, host, port, path, str(addresses[0]))


def may_ask(address: Address, port: int, scheme: str) -> bool:
    """Whether a connection to an address is allowed: a public one on the usual port, or one that the setting
    ``IMPORT_TRUSTED_NETWORKS`` names."""
    plain = getattr(address, "ipv4_mapped", None) or address
    if any(plain in ipaddress.ip_network(network) for network in conf.get("IMPORT_TRUSTED_NETWORKS")):
        return True
    if any(not inner.is_global for inner in _embedded(plain)):
        return False
    return plain.is_global and not plain.is_multicast and not plain.is_reserved and port == _PORTS[scheme]


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


class _Watch:
    """Cuts the connection off when the time is up, wherever it hangs: a header that drips, or a body."""

    def __init__(self) -> None:
        self.sock: socket.socket | None = None
        self.is_up = False

    def ring(self) -> None:
        self.is_up = True
        if self.sock is not None:
            with suppress(OSError):
                self.sock.shutdown(socket.SHUT_RDWR)


@contextmanager
def _deadline() -> Iterator[_Watch]:
    watch = _Watch()
    timer = threading.Timer(conf.get("IMPORT_SECONDS"), watch.ring)
    timer.daemon = True
    timer.start()
    try:
        yield watch
    finally:
        timer.cancel()


def _ask(target: _Target, watch: _Watch, read: Callable[[Any, _Watch], tuple[Any, str]]) -> tuple[Any, str]:
    """One request: what ``read`` takes from the answer, and where it has moved to. Raises FetchError."""
    connection = http.client.HTTPConnection(target.host, target.port, timeout=CONNECT_SECONDS)
    try:
        connection.sock = watch.sock = _connected(target)
        if watch.is_up:
            raise FetchError("time")
        usual = target.port == _PORTS[target.scheme]
        connection.request(
            "GET",
            target.path,
            headers={
                "Host": target.host if usual else f"{target.host}:{target.port}",
                "Accept": "text/calendar, text/html;q=0.9, */*;q=0.8",
                "Accept-Encoding": "identity",
                "User-Agent": "wagtail-disability-events",
            },
        )
        return read(connection.getresponse(), watch)
    except (OSError, http.client.HTTPException, UnicodeError) as error:
        is_slow = watch.is_up or isinstance(error, TimeoutError)
        raise FetchError("time" if is_slow else "network", target.host) from error
    finally:
        connection.close()
        watch.sock = None


def _connected(target: _Target) -> socket.socket:
    """A connection to the address that was checked; the certificate is that of the name."""
    plain = socket.create_connection((target.address, target.port), timeout=CONNECT_SECONDS)
    if target.scheme == "http":
        return plain
    try:
        return ssl.create_default_context().wrap_socket(plain, server_hostname=target.host)
    except OSError:
        plain.close()
        raise


def _status(response: http.client.HTTPResponse, watch: _Watch) -> tuple[int, str]:
    """The status of an answer, and where it has moved to."""
    is_moved = response.status in (301, 302, 303, 307, 308)
    return response.status, response.headers.get("Location", "") if is_moved else ""


def _answer(response: http.client.HTTPResponse, watch: _Watch) -> tuple[bytes, str]:
    if response.status in (301, 302, 303, 307, 308):
        location = response.headers.get("Location", "")
        if not location:
            raise FetchError("status", str(response.status))
        return b"", location
    if response.status != 200:
        raise FetchError("status", str(response.status))
    kind = response.headers.get_content_type() if response.headers.get("Content-Type") else ""
    if kind not in _TYPES:
        raise FetchError("type", kind)
    limit = conf.get("IMPORT_MAX_BYTES")
    if (response.length or 0) > limit:
        raise FetchError("size", str(limit))
    content = bytearray()
    while chunk := response.read1(_CHUNK):
        content += chunk
        if len(content) > limit:
            raise FetchError("size", str(limit))
        if watch.is_up:
            break
    if watch.is_up:
        raise FetchError("time")
    if response.length:
        raise FetchError("network")  # it ended before what it had announced
    return bytes(content), ""
