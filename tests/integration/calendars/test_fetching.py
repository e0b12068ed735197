"""Addresses that staff type are asked without being led astray: against a real server on this machine."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from wagtail_disability_events.core import fetching
from wagtail_disability_events.core.fetching import FetchError, checked, fetch_calendar

CALENDAR = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"


class Handler(BaseHTTPRequestHandler):
    """Answers by the path: well, or in each of the ways in which servers are bad."""

    def do_GET(self) -> None:
        self.server.asked.append((self.path, self.headers["Host"]))
        name = self.path.strip("/").partition("?")[0]
        getattr(self, f"_{name.replace('-', '_')}", self._missing)()

    def _good(self) -> None:
        self._send(200, CALENDAR, {"Content-Type": "text/calendar; charset=utf-8"})

    def _page(self) -> None:
        self._send(200, b"<html></html>", {"Content-Type": "text/html"})

    def _moved(self) -> None:
        self._send(302, b"", {"Location": "/good"})

    def _round(self) -> None:
        self._send(302, b"", {"Location": "/round"})

    def _inside(self) -> None:
        self._send(302, b"", {"Location": "http://169.254.169.254/latest/meta-data/"})

    def _file(self) -> None:
        self._send(301, b"", {"Location": "file:///etc/passwd"})

    def _lost(self) -> None:
        self._send(302, b"", {})

    def _large(self) -> None:
        self._send(200, b"x" * 4096, {"Content-Type": "text/calendar"})

    def _endless(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/calendar")
        self.end_headers()
        while not self.server.stopping:
            self.wfile.write(b"x" * 1024)

    def _drip(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/calendar")
        self.end_headers()
        while not self.server.stopping:
            self.wfile.write(b"x")
            self.wfile.flush()
            time.sleep(0.05)

    def _drip_header(self) -> None:
        while not self.server.stopping:
            self.wfile.write(b"X")
            self.wfile.flush()
            time.sleep(0.05)

    def _short(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/calendar")
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(CALENDAR)

    def _missing(self) -> None:
        self._send(404, b"", {})

    def _send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        pass


@contextmanager
def running() -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads, server.stopping, server.asked = True, False, []
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server
    finally:
        server.stopping = True
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def server(settings) -> Iterator[ThreadingHTTPServer]:
    """A partner's server, in a network that the site trusts."""
    settings.WAGTAIL_DISABILITY_EVENTS = {
        "IMPORT_FROM_ADDRESSES": True,
        "IMPORT_TRUSTED_NETWORKS": ["127.0.0.1/32"],
        "IMPORT_MAX_BYTES": 2048,
        "IMPORT_SECONDS": 0.6,
    }
    with running() as server:
        yield server


def address(server: ThreadingHTTPServer, path: str) -> str:
    return f"http://127.0.0.1:{server.server_port}/{path}"


def refused(url: str) -> str:
    with pytest.raises(FetchError) as error:
        fetch_calendar(url)
    return error.value.code


def test_a_calendar_is_fetched_also_where_it_has_moved_to(server):
    assert fetch_calendar(address(server, "good?token=1")) == CALENDAR
    assert fetch_calendar(address(server, "moved")) == CALENDAR
    assert fetch_calendar(address(server, "good").replace("http:", "webcal:")) == CALENDAR
    assert server.asked[0] == ("/good?token=1", f"127.0.0.1:{server.server_port}")


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("page", "type"),
        ("round", "redirects"),
        ("inside", "private"),
        ("file", "scheme"),
        ("lost", "status"),
        ("large", "size"),
        ("endless", "size"),
        ("drip", "time"),
        ("drip-header", "time"),
        ("short", "network"),
        ("nowhere", "status"),
    ],
)
def test_each_bad_answer_is_refused_with_its_reason_and_in_time(server, path, code):
    started = time.monotonic()
    assert refused(address(server, path)) == code
    assert time.monotonic() - started < 10  # a drip would take minutes


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://127.0.0.1/a.ics", "private"),
        ("http://localhost/a.ics", "private"),
        ("http://[::1]/a.ics", "private"),
        ("http://[::ffff:127.0.0.1]/a.ics", "private"),
        ("http://[64:ff9b::7f00:1]/a.ics", "private"),
        ("http://[2002:7f00:1::]/a.ics", "private"),
        ("http://0.0.0.0/a.ics", "private"),
        ("http://2130706433/a.ics", "private"),
        ("http://10.1.2.3/a.ics", "private"),
        ("http://192.168.0.1/a.ics", "private"),
        ("http://100.64.0.1/a.ics", "private"),
        ("http://169.254.169.254/latest/meta-data/", "private"),
        ("http://224.0.0.1/a.ics", "private"),
        ("http://8.8.8.8:22/a.ics", "private"),
        ("https://8.8.8.8:80/a.ics", "private"),
        ("file:///etc/passwd", "scheme"),
        ("gopher://example.org/", "scheme"),
        ("javascript:alert(1)", "scheme"),
        ("", "scheme"),
        ("http://user:secret@8.8.8.8/a.ics", "address"),
        ("http:///a.ics", "address"),
        ("http://8.8.8.8:99999/a.ics", "address"),
        ("http://exa mple.org/", "address"),
        ("http://example.org/\r\nX: y", "address"),
        ("http://[::1/a.ics", "address"),
        (f"http://8.8.8.8/{'a' * 3000}", "address"),
        ("http://does-not-exist.invalid/a.ics", "name"),
    ],
)
def test_addresses_that_lead_inside_or_nowhere_are_never_asked(settings, url, code):
    settings.WAGTAIL_DISABILITY_EVENTS = {"IMPORT_FROM_ADDRESSES": True}
    assert refused(url) == code


def test_a_public_address_on_its_usual_port_may_be_asked(settings):
    settings.WAGTAIL_DISABILITY_EVENTS = {"IMPORT_FROM_ADDRESSES": True}
    target = checked("webcals://8.8.8.8/a.ics?x=1")
    assert (target.scheme, target.port, target.path, target.address) == (
        "https",
        443,
        "/a.ics?x=1",
        "8.8.8.8",
    )


def test_nothing_is_asked_where_the_site_does_not_allow_it():
    assert refused("https://example.org/a.ics") == "off"


def test_a_name_that_resolves_differently_the_second_time_changes_nothing(server, monkeypatch):
    """The connection goes to the address that was checked: the name is resolved once for each request."""
    real, asked = socket.getaddrinfo, []

    def resolve(host, port, *rest, **kwargs):
        if host != "partner.example":
            return real(host, port, *rest, **kwargs)
        asked.append(host)
        address = "127.0.0.1" if len(asked) == 1 else "169.254.169.254"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(fetching.socket, "getaddrinfo", resolve)
    assert fetch_calendar(f"http://partner.example:{server.server_port}/good") == CALENDAR
    assert len(asked) == 1
    assert server.asked == [("/good", f"partner.example:{server.server_port}")]
    assert refused(f"http://partner.example:{server.server_port}/good") == "private"


def test_one_private_address_among_public_ones_is_enough_to_refuse(settings, monkeypatch):
    settings.WAGTAIL_DISABILITY_EVENTS = {"IMPORT_FROM_ADDRESSES": True}

    def resolve(host, port, **kwargs):
        return [(2, 1, 6, "", (address, port)) for address in ("8.8.8.8", "10.0.0.1")]

    monkeypatch.setattr(fetching.socket, "getaddrinfo", resolve)
    assert refused("http://rebind.example/a.ics") == "private"
