"""A PostgreSQL server of the tests' own: a new cluster in a temporary folder, on a free port."""

import os
import shutil
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .postgres_programs import binaries
from .templates import address_of, create_database


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running_postgres() -> Iterator[str]:
    """Yield the address of an empty database (``postgresql://postgres@127.0.0.1:PORT/…``).

    It is on the server that ``WDE_POSTGRES`` names, else on one that is started for it and removed again.
    """
    server = os.environ.get("WDE_POSTGRES")
    if server:
        name = f"wde_{uuid.uuid4().hex[:8]}"
        create_database(server, name)
        yield address_of(server, name)
    else:
        with _running_cluster() as address:
            yield address


@contextmanager
def _running_cluster() -> Iterator[str]:
    folder = binaries()
    if folder is None:
        raise RuntimeError("PostgreSQL is not installed: apt-get install postgresql, then run this again.")
    home = Path(tempfile.mkdtemp(prefix="wde-postgres-"))
    as_owner: list[str] = []
    if os.geteuid() == 0:  # the server refuses to run as root
        shutil.chown(home, "postgres", "postgres")
        as_owner = ["runuser", "-u", "postgres", "--"]
    data, port = home / "data", free_port()
    settings = f"-p {port} -k {home} -c listen_addresses=127.0.0.1 -c max_connections=200 -c fsync=off"
    initdb = [str(folder / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust"]
    pg_ctl = [str(folder / "pg_ctl"), "-D", str(data), "-w", "-l", str(home / "log")]
    try:
        _run([*as_owner, *initdb, "-E", "UTF8", "--locale=C.UTF-8"], home)
        _run([*as_owner, *pg_ctl, "-o", settings, "start"], home)
        yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
    finally:
        stop = [*as_owner, *pg_ctl, "-m", "immediate", "stop"]
        subprocess.run(stop, cwd=home, capture_output=True, check=False)
        shutil.rmtree(home, ignore_errors=True)


def _run(command: list[str], folder: Path) -> None:
    done = subprocess.run(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{command[-1]}: {done.stderr}")
