"""Where the programs of PostgreSQL are, and how one is run."""

import shutil
import subprocess
from pathlib import Path


def binaries() -> Path | None:
    """The folder with ``initdb`` and ``pg_ctl``; None where PostgreSQL is not installed."""
    on_path = shutil.which("pg_ctl")
    candidates = [Path(on_path).parent] if on_path else []
    candidates += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in candidates if (folder / "initdb").exists()), None)


def run_program(name: str, *arguments: str) -> None:
    """Run one of those of the server. Raises RuntimeError with what it said."""
    folder = binaries()
    program = (folder / "pg_ctl").resolve().with_name(name) if folder else None
    if program is None or not program.exists():
        raise RuntimeError(f"{name} is not installed: apt-get install postgresql, then run this again.")
    done = subprocess.run([str(program), *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{name}: {done.stderr}")
