"""The example site with its demo, made once on each database and copied by whoever needs one.

In the folder that ``WDE_TEMPLATES`` names, what one process has made serves the others; without it each
process makes its own.
"""

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "example_site"
POSTGRES_TEMPLATE = "wde_template"
_OWN = tempfile.TemporaryDirectory(prefix="wde-templates-")


def sqlite_template() -> Path:
    """A folder with ``db.sqlite3`` and the files of a site on SQLite."""
    folder = _shelf() / "sqlite"
    with _made_once(folder) as is_new:
        if is_new:
            _load(folder, "")
    return folder


def postgres_template(server: str) -> Path:
    """Make a database named POSTGRES_TEMPLATE on the server of an address; the folder with its files."""
    folder = _shelf() / f"postgres-{server.rpartition(':')[2].partition('/')[0]}"
    with _made_once(folder) as is_new:
        if is_new:
            create_database(server, POSTGRES_TEMPLATE)
            _load(folder, address_of(server, POSTGRES_TEMPLATE))
    return folder


def create_database(server: str, name: str, template: str = "template1") -> None:
    """Create a database as a copy of another one, to which nobody is connected."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')


def address_of(server: str, name: str) -> str:
    """The address of another database on the same server."""
    return f"{server.rpartition('/')[0]}/{name}"


def copy_files(template: Path, var_dir: Path) -> None:
    """Copy what a site has stored beside its database."""
    shutil.copytree(template, var_dir, dirs_exist_ok=True, ignore=shutil.ignore_patterns("db.sqlite3*"))


def _shelf() -> Path:
    return Path(os.environ.get("WDE_TEMPLATES") or _OWN.name)


@contextmanager
def _made_once(folder: Path) -> Iterator[bool]:
    """Yield whether the folder is still to be filled; everybody else waits until it is."""
    folder.parent.mkdir(exist_ok=True)
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
    folder.mkdir()
    for command in (("migrate", "-v0"), ("load_demo",)):
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
