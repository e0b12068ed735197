"""Two ways to the sandbox: over HTTP, and inside the process for an account of the demo."""

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

import requests
from requests.adapters import BaseAdapter

from .platform import Platform
from .wire import Request

BASE = "https://wechat.sandbox"


class SandboxAdapter(BaseAdapter):
    """Lets a ``requests`` session talk to a platform in this process."""

    def __init__(self, platform: Platform, ip: str = "127.0.0.1") -> None:
        super().__init__()
        self.platform, self.ip = platform, ip

    def send(self, request: requests.PreparedRequest, *args: object, **kwargs: object) -> requests.Response:  # type: ignore[override]
        parts = urlsplit(request.url or "")
        body = request.body or b""
        content = body.encode("utf-8") if isinstance(body, str) else bytes(body)  # type: ignore[arg-type]
        answer = self.platform.answer(
            Request(
                parts.path,
                dict(parse_qsl(parts.query)),
                content,
                str(request.headers.get("Content-Type", "")),
                self.ip,
            )
        )
        if answer.body is None:
            raise requests.ConnectionError("the connection ended without an answer", request=request)
        response = requests.Response()
        response.status_code, response.url, response.request = answer.status, request.url or "", request
        response.headers["Content-Type"] = answer.content_type
        response.raw = io.BytesIO(answer.body)
        return response

    def close(self) -> None:
        pass


class SandboxServer(ThreadingHTTPServer):
    """The platform on a port of this machine."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, platform: Platform) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.platform = platform

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # an answer goes out in one piece, without waiting for the other side to confirm its head

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        self._answer(self.rfile.read(length))

    def do_GET(self) -> None:
        self._answer(b"")

    def _answer(self, body: bytes) -> None:
        parts = urlsplit(self.path)
        ip = self.headers.get("X-Real-IP", self.client_address[0])
        platform: Platform = self.server.platform  # type: ignore[attr-defined]
        answer = platform.answer(
            Request(parts.path, dict(parse_qsl(parts.query)), body, self.headers.get("Content-Type", ""), ip)
        )
        if answer.body is None:
            self.close_connection = True
            return
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def running_sandbox(platform: Platform) -> Iterator[SandboxServer]:
    """Let a platform listen on a free port; stop it afterwards."""
    server = SandboxServer(platform)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
