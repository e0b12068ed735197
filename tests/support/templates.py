"""The example site with its demo, made once on each database and copied by whoever needs one.

It is kept in the folder that ``WDE_TEMPLATES`` names, else in ``.cache/``, under a hash of what it was made
from: the tables, the demo, and the day, since the demo's dates are counted from today. Another run takes it
from there. For ``make test`` (``WDE_TEMPLATES_OF=all``) the hash is of the whole package, so that the demo is
always loaded by the rules as they are.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import django
import psycopg
import wagtail

from .postgres_programs import run_program

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "example_site"
DUMP = "database.dump"
KEPT_SECONDS = 2 * 86400
MADE_FROM = ("migrations/*.py", "**/models.py", "**/*_models.py", "**/models/*.py", "blocks/*.py")
"""Files of the package that say what the tables are."""
FIRST_VISITS = """
from django.test import Client
from wagtail.models import Page, Site
site = Site.objects.get(is_default_site=True)
pages = Page.objects.live().public().descendant_of(site.root_page, inclusive=True)
for url in {page.get_url() for page in pages} - {None}:
    answer = Client(SERVER_NAME=site.hostname).get(url, headers={"host": site.hostname})
    assert answer.status_code in (200, 302), (url, answer.status_code)
"""
"""Pictures are made in the sizes that pages show when somebody first looks."""
TODAY = datetime.now(ZoneInfo("Asia/Shanghai")).date()
"""From which the dates of the demo are counted."""


def sqlite_template() -> Path:
    """A folder with ``db.sqlite3`` and the files of a site on SQLite.

    The one that ``WDE_TEMPLATE`` names, where the models differ in nothing that matters.
    """
    if ready := os.environ.get("WDE_TEMPLATE"):
        return Path(ready)
    folder = _shelf() / _hash_of_what_it_is_made_from()
    with _made_once(folder) as is_new:
        if is_new:
            _load(folder, "")
    return folder


def postgres_template(server: str) -> Path:
    """Make the database ``postgres_template_name()`` on a server; the folder with its files."""
    name = postgres_template_name()
    address = address_of(server, name)
    folder = _shelf() / f"{_hash_of_what_it_is_made_from()}-postgres"
    with _made_once(folder) as is_new:
        if is_new:
            drop_database(server, name)  # left half made by an interruption
            create_database(server, name)
            _load(folder, address)
            run_program("pg_dump", "-Fc", "-f", str(folder / DUMP), address)
        elif not _has_database(server, name):
            create_database(server, name)
            run_program("pg_restore", "--no-owner", "-d", address, str(folder / DUMP))
    return folder


def postgres_template_name() -> str:
    """Named by what it was made from: a server that stays has those of other states too."""
    return f"wde_template_{_hash_of_what_it_is_made_from()}"


def _shelf() -> Path:
    shelf = Path(os.environ.get("WDE_TEMPLATES") or ROOT / ".cache" / "demo")
    _forget_old_ones(shelf)
    return shelf


def _has_database(server: str, name: str) -> bool:
    with psycopg.connect(server) as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        return found.fetchone() is not None


def create_database(server: str, name: str, template: str = "template1") -> None:
    """Create a database as a copy of another one, to which nobody is connected."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')


def drop_database(server: str, name: str) -> None:
    """Remove a database, whoever is still connected to it."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def address_of(server: str, name: str) -> str:
    """The address of another database on the same server."""
    return f"{server.rpartition('/')[0]}/{name}"


def copy_files(template: Path, var_dir: Path) -> None:
    """Copy what a site has stored beside its database."""
    shutil.copytree(template, var_dir, dirs_exist_ok=True, ignore=shutil.ignore_patterns("db.sqlite3*", DUMP))


def _forget_old_ones(shelf: Path) -> None:
    for ready in shelf.glob("*.ready"):
        if time.time() - ready.stat().st_mtime > KEPT_SECONDS:
            ready.unlink(missing_ok=True)
            shutil.rmtree(ready.with_suffix(""), ignore_errors=True)


@cache
def _hash_of_what_it_is_made_from() -> str:
    package = ROOT / "wagtail_disability_events"
    patterns = ("**/*.py",) if os.environ.get("WDE_TEMPLATES_OF") == "all" else MADE_FROM
    sources = {path for pattern in patterns for path in package.glob(pattern)}
    sources |= set(EXAMPLE.glob("**/*.py"))
    made_by = (sys.version, django.__version__, wagtail.__version__, TODAY.isoformat())
    digest = hashlib.sha256(" ".join(made_by).encode())
    for path in sorted(sources):
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


@contextmanager
def _made_once(folder: Path) -> Iterator[bool]:
    """Yield whether the folder is still to be filled; everybody else waits until it is."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with Path(f"{folder}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        ready = Path(f"{folder}.ready")
        yield not ready.exists()
        ready.touch()


def _load(folder: Path, database_url: str) -> None:
    environment = {
        **os.environ,
        "SITE_PROFILE": "demo",
        "SITE_VAR_DIR": str(folder),
        "DATABASE_URL": database_url,
        "DJANGO_SETTINGS_MODULE": "example_site.settings",
        "PYTHONPATH": os.pathsep.join([str(EXAMPLE), str(ROOT)]),
    }
    shutil.rmtree(folder, ignore_errors=True)  # left half made by an interruption
    folder.mkdir()
    for command in (("migrate", "-v0"), ("load_demo",), ("shell", "-v0", "-c", FIRST_VISITS)):
        done = subprocess.run(
            [sys.executable, str(EXAMPLE / "manage.py"), *command],
            env=environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"manage.py {' '.join(command)}:\n{done.stdout}\n{done.stderr}")
