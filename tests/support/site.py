"""The example site as it really runs: its own database and files, and a web server with several processes."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
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
from .postgres import free_port
from .templates import EXAMPLE, ROOT

PLAIN = ("example_site.settings", "tests.support.gateway_settings", "tests.support.host_settings")
"""Settings with the tables of the example site."""


@dataclass
class RunningSite:
    """A site that answers at ``url``; ``manage`` runs a command against the same database.

    ``process_id`` is that of the server, whose children answer.
    """

    url: str
    environment: dict[str, str]
    var_dir: Path
    process_id: int = 0

    def manage(self, *arguments: str) -> str:
        """Run a management command and return what it printed. Raises CalledProcessError."""
        return manage(self.environment, *arguments)

    @property
    def mails(self) -> list[str]:
        """The mails that the site has sent, as source text."""
        return [path.read_text() for path in sorted((self.var_dir / "mail").glob("*"))]


def manage(environment: dict[str, str], *arguments: str) -> str:
    """Run a management command of the example site in a process of its own."""
    done = subprocess.run(
        [sys.executable, str(EXAMPLE / "manage.py"), *arguments],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"manage.py {' '.join(arguments)}:\n{done.stdout}\n{done.stderr}")
    return done.stdout


@contextmanager
def stored_site(
    *,
    database_url: str = "",
    demo: bool = True,
    settings: str = "example_site.settings",
    **variables: str,
) -> Iterator[RunningSite]:
    """Migrate and load the demo; nothing is served. ``variables`` of the environment."""
    with tempfile.TemporaryDirectory(prefix="wde-site-") as folder:
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
        if demo and settings in PLAIN:
            environment["DATABASE_URL"] = _copy_of_template(database_url, var_dir)
            manage(environment, "check_calendars")  # texts carry the address of the site
        else:
            manage(environment, "migrate", "-v0")
            if demo:
                manage(environment, "load_demo")
        yield RunningSite(url, environment, var_dir)


@contextmanager
def running_site(*, workers: int = 2, threads: int = 8, **options: Any) -> Iterator[RunningSite]:
    """Serve a stored site, with its ``options``, by gunicorn; stop it afterwards."""
    with stored_site(**options) as site, (site.var_dir / "server.log").open("w") as log:
        server = subprocess.Popen(
            _gunicorn(site.url, workers, threads),
            env=site.environment,
            cwd=ROOT,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_until_answered(f"{site.url}/", server)
            site.process_id = server.pid
            yield site
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=30)


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
    return [sys.executable, "-m", "gunicorn", "example_site.wsgi", *address, *size, *quiet]


def _wait_until_answered(url: str, server: subprocess.Popen) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if server.poll() is not None:
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
