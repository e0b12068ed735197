"""Run every test; report the coverage of the unit and integration tests.

Two lines of work at once, since the machine has two cores at least: what needs a browser, server processes or
an installation; and unit and integration tests on SQLite, then what asks a database again on PostgreSQL. The
site with its demo is made once on each database and copied.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.support.postgres import running_postgres  # noqa: E402

COVERAGE = [sys.executable, "-m", "coverage"]
PYTEST = [sys.executable, "-m", "pytest", "-q", "--durations=15", "--durations-min=5"]
MINIMUM_COVERAGE = 95
# whatever depends on how a database locks, sorts, searches, counts or stores
ON_BOTH_DATABASES = (
    *("booking", "groups", "listing", "messages", "needs_and_door", "operations", "outcomes", "privacy"),
    *("private_page", "projection", "second_sign_ups", "services", "size_and_queries", "slots", "staff_list"),
    *("stored_calendars", "waiting_list", "feeds"),
)


def main() -> int:
    started = time.monotonic()
    run([*COVERAGE, "erase"])
    log = ROOT / ".coverage-second-line.log"
    print(
        "Browser, server processes and packaging; beside them the rest on SQLite and PostgreSQL …", flush=True
    )
    with tempfile.TemporaryDirectory(prefix="wde-shelf-") as shelf, running_postgres() as server:
        shared = {"WDE_TEMPLATES": shelf, "WDE_POSTGRES": server}
        with log.open("w") as out:
            second = subprocess.Popen(
                [sys.executable, __file__, "databases"],
                cwd=ROOT,
                stdout=out,
                stderr=out,
                env={**os.environ, **shared},
            )
            failed = run([*PYTEST, "tests/browser", "tests/concurrency", "tests/package"], **shared)
            print(f"The first line took {time.monotonic() - started:.0f} s.", flush=True)
            failed |= bool(second.wait())
    print(log.read_text(encoding="utf-8"), flush=True)
    log.unlink()
    run([*COVERAGE, "combine", "-q"])
    failed |= run([*COVERAGE, "report", f"--fail-under={MINIMUM_COVERAGE}"])
    print(f"All of it took {time.monotonic() - started:.0f} s.", flush=True)
    return 1 if failed else 0


def on_both_databases() -> int:
    """Unit and integration tests on SQLite; what asks a database again on PostgreSQL, without coverage."""
    started = time.monotonic()
    failed = run([*COVERAGE, "run", "-m", *PYTEST[2:], "tests/unit", "tests/integration"])
    print(f"On SQLite: {time.monotonic() - started:.0f} s.", flush=True)
    with running_postgres() as url:
        modules = [f"tests/integration/test_{name}.py" for name in ON_BOTH_DATABASES]
        failed |= run([*PYTEST, *modules], DATABASE_URL=url)
    print(f"And on PostgreSQL: {time.monotonic() - started:.0f} s.", flush=True)
    return 1 if failed else 0


def run(command: list[str], **environment: str) -> bool:
    """Run a command; return whether it failed."""
    done = subprocess.run(command, cwd=ROOT, check=False, env={**os.environ, **environment})
    return bool(done.returncode)


if __name__ == "__main__":
    sys.exit(on_both_databases() if sys.argv[1:] == ["databases"] else main())
