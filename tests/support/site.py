"""The example site as it really runs: its own database and files, and a web server with several processes."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import templates
from .first_database import ARCHIVE
from .postgres import free_port
from .templates import EXAMPLE, ROOT

PLAIN = ("example_site.settings", "tests.support.gateway_settings", "tests.support.host_settings")
"""Settings with the tables of the example site."""


class Parent:
    """The process of ``set_up_once``: whatever runs for a site is its child."""

    def __init__(self, environment: dict[str, str], folder: Path) -> None:
        self._folder, self._lock, self._count = folder, threading.Lock(), 0
        self._errors = folder / "set-up.log"
        with self._errors.open("w") as errors:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.support.set_up_once"],
                env=environment,
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )

    def start(self, *arguments: str) -> "Child":
        """Begin a management command."""
        return self._begin("command", arguments, self._output())

    def serve(self, *arguments: str, log: Path) -> "Child":
        """Begin a web server."""
        return self._begin("serve", arguments, log)

    def ask(self, **order: object) -> Any:
        """Give an order and return the answer."""
        with self._lock:
            self._process.stdin.write(json.dumps(order) + "\n")
            self._process.stdin.flush()
            answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError(f"The site could not be set up:\n{self._errors.read_text()}")
        return json.loads(answer)

    def end(self) -> None:
        """Take no more orders."""
        self._process.stdin.close()
        self._process.wait(timeout=30)
        self._process.stdout.close()

    def _begin(self, kind: str, arguments: tuple[str, ...], output: Path) -> "Child":
        pid = self.ask(**{kind: arguments, "output": str(output)})["pid"]
        return Child(self, pid, arguments, output)

    def _output(self) -> Path:
        with self._lock:
            self._count += 1
            return self._folder / f"said-{self._count}.txt"


@dataclass
class Child:
    """A command or a server under way."""

    parent: Parent
    pid: int
    arguments: tuple[str, ...]
    output: Path

    def has_ended(self) -> bool:
        """Whether it has ended by now."""
        return self.parent.ask(wait=self.pid, block=False)["code"] is not None

    def stop(self) -> None:
        """Ask it to end, and wait until it has."""
        if not self.has_ended():
            os.kill(self.pid, signal.SIGTERM)
        self.parent.ask(wait=self.pid)

    def said(self) -> str:
        """Wait until it has ended and return what it printed. Raises RuntimeError if it failed."""
        code = self.parent.ask(wait=self.pid)["code"]
        if code:
            raise RuntimeError(f"manage.py {' '.join(self.arguments)} ({code}):\n{self.output.read_text()}")
        return self.output.read_text()


@dataclass
class RunningSite:
    """A site that answers at ``url``; ``manage`` runs a command against the same database.

    ``process_id`` is that of the server, whose children answer.
    """

    url: str
    var_dir: Path
    parent: Parent
    process_id: int = 0

    def manage(self, *arguments: str) -> str:
        """Run a management command in a process of its own and return what it printed."""
        return self.start(*arguments).said()

    def start(self, *arguments: str) -> Child:
        """Begin a management command in a process of its own."""
        return self.parent.start(*arguments)

    @property
    def mails(self) -> list[str]:
        """The mails that the site has sent, as source text."""
        return [path.read_text() for path in sorted((self.var_dir / "mail").glob("*"))]


@contextmanager
def stored_site(
    *,
    database_url: str = "",
    demo: bool = True,
    first: bool = False,
    settings: str = "example_site.settings",
    **variables: str,
) -> Iterator[RunningSite]:
    """Migrate and load the demo; nothing is served. ``variables`` of the environment.

    ``first``: the database is that of the first version instead, and not migrated.
    """
    with _two_folders() as (folder, beside):
        var_dir, url = Path(folder), f"http://127.0.0.1:{free_port()}"
        environment = {
            **os.environ,
            "SITE_PROFILE": "demo",
            "SITE_VAR_DIR": folder,
            "SITE_URL": url,
            "DATABASE_URL": database_url,
            "DJANGO_SETTINGS_MODULE": settings,
            "PYTHONPATH": os.pathsep.join([str(EXAMPLE), str(ROOT)]),
            **variables,
        }
        is_copied = demo and not first and settings in PLAIN
        if is_copied:
            environment["DATABASE_URL"] = _copy_of_template(database_url, var_dir)
        if first:
            _load_first_database(environment)
        site = RunningSite(url, var_dir, Parent(environment, Path(beside)))
        try:
            if is_copied:
                site.manage("check_calendars")  # texts carry the address of the site
            elif not first:
                site.manage("migrate", "-v0")
                if demo:
                    site.manage("load_demo")
            yield site
        finally:
            site.parent.end()


@contextmanager
def running_site(*, workers: int = 2, threads: int = 8, **options: Any) -> Iterator[RunningSite]:
    """Serve a stored site, with its ``options``, by gunicorn; stop it afterwards."""
    with stored_site(**options) as site, served(site, workers, threads):
        yield site


@contextmanager
def served(site: RunningSite, workers: int = 2, threads: int = 8) -> Iterator[None]:
    """Serve a site by gunicorn."""
    words = _gunicorn(site.url, workers, threads)
    server = site.parent.serve(*words, log=site.var_dir / "server.log")
    try:
        _wait_until_answered(f"{site.url}/", server)
        site.process_id = server.pid
        yield
    finally:
        server.stop()


def _load_first_database(environment: dict[str, str]) -> None:
    command = [sys.executable, "-m", "tests.support.first_database", "load", str(ARCHIVE)]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)


@contextmanager
def _two_folders() -> Iterator[tuple[str, str]]:
    """What the site stores, and what is said beside it."""
    with (
        tempfile.TemporaryDirectory(prefix="wde-site-") as folder,
        tempfile.TemporaryDirectory(prefix="wde-said-") as beside,
    ):
        yield folder, beside


def _copy_of_template(database_url: str, var_dir: Path) -> str:
    """A site with the demo in ``var_dir`` and, where it is on PostgreSQL, in a database of its own there."""
    if not database_url:
        shutil.copytree(templates.sqlite_template(), var_dir, dirs_exist_ok=True)
        return ""
    server, name = templates.address_of(database_url, "postgres"), f"site_{uuid.uuid4().hex[:8]}"
    templates.copy_files(templates.postgres_template(server), var_dir)
    templates.create_database(server, name, templates.postgres_template_name())
    return templates.address_of(server, name)


def _gunicorn(url: str, workers: int, threads: int) -> list[str]:
    address = ["--bind", url.removeprefix("http://")]
    size = ["--workers", str(workers), "--threads", str(threads), "--timeout", "60"]
    quiet = ["--preload", "--log-level", "warning"]
    return ["example_site.wsgi", *address, *size, *quiet]


def _wait_until_answered(url: str, server: Child) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if server.has_ended():
            raise RuntimeError("The server ended before it answered.")
        try:
            urllib.request.urlopen(url, timeout=10)
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("The server did not answer within 30 seconds.")
