"""Reading what is at an address that somebody typed. The only module that opens such an address.

The connection goes to the very address that ``guarded_addresses`` checked, so that a name which resolves
differently the second time changes nothing; each redirect is checked alike; size and time are bounded
whatever the other side does.
"""

import http.client
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TypeVar
from urllib.parse import urljoin

from . import conf
from .guarded_addresses import USUAL_PORTS, FetchError, Target, checked

MAX_REDIRECTS = 3
CONNECT_SECONDS = 5.0
_CHUNK = 65_536
_TYPES = (
    "text/calendar",
    "text/plain",
    "application/octet-stream",
    "application/ics",
    "application/x-ics",
    "",
)

Read = TypeVar("Read")


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
                return content
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
                return status < 400
            url = urljoin(url, location)
    return False


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


def _ask(
    target: Target, watch: _Watch, read: Callable[[http.client.HTTPResponse, _Watch], tuple[Read, str]]
) -> tuple[Read, str]:
    """One request: what ``read`` takes from the answer, and where it has moved to. Raises FetchError."""
    connection = http.client.HTTPConnection(target.host, target.port, timeout=CONNECT_SECONDS)
    try:
        connection.sock = watch.sock = _connected(target)
        if watch.is_up:
            raise FetchError("time")
        usual = target.port == USUAL_PORTS[target.scheme]
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


def _connected(target: Target) -> socket.socket:
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
