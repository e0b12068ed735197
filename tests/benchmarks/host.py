"""What a plain Wagtail site pays for having us: its start, the memory of a worker, its own pages.

Measured in one run with and without, in a folder of its own.
"""

import contextlib
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
from collections.abc import Callable, Iterator
from pathlib import Path

STARTS = 7
TURNS, REQUESTS = 25, 100
FIRST_PAGES = ("/", "/plain/", "/admin/login/")
MAKE = """
from wagtail.models import Page
from tests.support.bare_pages.models import BarePage
home = Page.objects.get(depth=2)
page = home.add_child(instance=BarePage(title="plain", slug="plain", text="<p>words</p>" * 40))
page.save_revision().publish()
"""
QUERIES = """
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
client = Client(headers={"host": "127.0.0.1"})
client.get("/plain/")
with CaptureQueriesContext(connection) as asked:
    assert client.get("/plain/").status_code == 200
print(len(asked))
"""

Say = Callable[[str, float, str, float], None]


class PlainHost:
    """A plain site in a folder; with our app, or without."""

    def __init__(self, folder: str, *, with_us: bool) -> None:
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        path = os.pathsep.join(filter(None, [str(Path.cwd()), os.environ.get("PYTHONPATH")]))
        self.environment = kept | {
            "DJANGO_SETTINGS_MODULE": "tests.benchmarks.plain_host",
            "PYTHONPATH": path,
            "PYTHONPYCACHEPREFIX": f"{folder}/compiled",
            "WDE_HOST": "with" if with_us else "without",
            "WDE_HOST_FOLDER": folder,
        }

    def set_up(self) -> None:
        """Its database with one page; and everything compiled, as an installation does."""
        self.manage("migrate", "-v0")
        self.manage("shell", "-v0", "-c", MAKE)
        self.manage("check")

    def manage(self, *arguments: str) -> str:
        command = [sys.executable, "-m", "django", *arguments]
        done = subprocess.run(command, env=self.environment, check=True, capture_output=True, text=True)
        return done.stdout

    def start_seconds(self) -> float:
        """What one ``manage.py check`` takes of a processor, whatever else the machine does."""
        command = [sys.executable, "-m", "django", "check"]
        process = subprocess.Popen(command, env=self.environment, stdout=subprocess.DEVNULL)
        _pid, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise RuntimeError("the plain site has errors")
        return usage.ru_utime + usage.ru_stime

    def queries(self) -> int:
        """Queries of its page, for a reader without a session."""
        return int(self.manage("shell", "-v0", "-c", QUERIES).split()[-1])

    @contextlib.contextmanager
    def serving(self) -> Iterator[tuple[str, int]]:
        """A server with one worker: its address, and the number of the worker's process."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = [sys.executable, "-m", "gunicorn", "django.core.wsgi:get_wsgi_application()"]
        command += ["--workers", "1", "--bind", f"127.0.0.1:{port}", "--log-level", "error"]
        server = subprocess.Popen(command, env=self.environment)
        try:
            yield f"http://127.0.0.1:{port}", _worker_of(server.pid, port)
        finally:
            server.terminate()
            server.wait()


def measure_host(say: Say, get: Callable[[str], bytes]) -> None:
    """Start and a page of the site in seconds of a processor, a worker in MB, the queries of that page."""
    with tempfile.TemporaryDirectory(prefix="wde-host-") as folder:
        without, with_us = PlainHost(folder, with_us=False), PlainHost(folder, with_us=True)
        without.set_up()
        with_us.set_up()
        starts = [(with_us.start_seconds(), without.start_seconds()) for _turn in range(STARTS)]
        most, least = (min(runs) for runs in zip(*starts, strict=True))
        say("start with us, beside without", most, "CPU s", least)
        say("queries of a page with us, beside without", with_us.queries(), "queries", without.queries())
        with with_us.serving() as (url, worker), without.serving() as (other_url, other_worker):
            for path in FIRST_PAGES:
                for address in (url, other_url):
                    with contextlib.suppress(urllib.error.HTTPError):
                        get(f"{address}{path}")
            say("worker with us, beside without", _resident(worker), "MB", _resident(other_worker))
            pages = [
                (_page_seconds(get, url, worker), _page_seconds(get, other_url, other_worker))
                for _turn in range(TURNS)
            ]
            most, least = (statistics.median(runs) for runs in zip(*pages, strict=True))
            say("a page with us, beside without", most, "CPU s", least)


def _worker_of(server: int, port: int) -> int:
    """The process of the one worker, as soon as it answers."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            children = Path(f"/proc/{server}/task/{server}/children").read_text().split()
            if len(children) == 1:
                return int(children[0])
        time.sleep(0.1)
    raise RuntimeError("the plain site does not answer")


def _page_seconds(get: Callable[[str], bytes], url: str, worker: int) -> float:
    """What one answer takes of a processor, from some hundred of them."""
    before = _processor_seconds(worker)
    for _request in range(REQUESTS):
        get(f"{url}/plain/")
    return (_processor_seconds(worker) - before) / REQUESTS


def _processor_seconds(process: int) -> float:
    """What a process has had of processors since it began (proc(5): utime and stime)."""
    after_name = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(after_name[11]) + int(after_name[12])) / os.sysconf("SC_CLK_TCK")


def _resident(process: int) -> float:
    """Memory of a process in MB, as it is resident (Linux)."""
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024 / 1024
