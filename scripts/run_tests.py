"""Run every test: all on SQLite, then those of the database again on PostgreSQL; report coverage of both."""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.support.postgres import running_postgres  # noqa: E402

MINIMUM_COVERAGE = 95


def main() -> int:
    started = time.monotonic()
    coverage = [sys.executable, "-m", "coverage"]
    _run([*coverage, "erase"])
    print("1 of 2: everything, on SQLite, in a browser, with server processes …", flush=True)
    failed = _run([*coverage, "run", "-m", "pytest", "-q"])
    print("2 of 2: unit and integration tests on PostgreSQL …", flush=True)
    with running_postgres() as url:
        environment = {**os.environ, "DATABASE_URL": url}
        on_postgres = ["pytest", "-q", "tests/unit", "tests/integration"]
        failed |= _run([*coverage, "run", "-m", *on_postgres], env=environment)
    _run([*coverage, "combine", "-q"])
    failed |= _run([*coverage, "report", f"--fail-under={MINIMUM_COVERAGE}"])
    print(f"All of it took {time.monotonic() - started:.0f} s.", flush=True)
    return 1 if failed else 0


def _run(command: list[str], **options: object) -> bool:
    """Run a command; return whether it failed."""
    return bool(subprocess.run(command, cwd=ROOT, check=False, **options).returncode)


if __name__ == "__main__":
    sys.exit(main())
