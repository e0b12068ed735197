"""Run every test; report the coverage of the unit and integration tests.

Three lines of work at once: in a browser, then on PostgreSQL; unit and integration tests on SQLite; what
needs several server processes, an installation, or other programs. The site with its demo is made once on
each database and copied.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
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
    *("stored_calendars", "waiting_list", "feeds", "review", "channels", "ledger", "drafting"),
)


OTHER_PROGRAMS = "tests/integration/calendars/test_series_calendars.py"
LINES: dict[str, Callable[[], bool]] = {
    "In a browser, then on PostgreSQL": lambda: in_a_browser_then_on_postgresql(),
    "On SQLite": lambda: run(
        [*COVERAGE, "run", "-m", *PYTEST[2:], "tests/unit", "tests/integration", f"--ignore={OTHER_PROGRAMS}"]
    ),
    "With server processes and other programs": lambda: run(
        [*PYTEST, "tests/concurrency", "tests/package", OTHER_PROGRAMS]
    ),
}


def main() -> int:
    started = time.monotonic()
    run([*COVERAGE, "erase"])
    print(f"{'; '.join(LINES)}: all at once, a few minutes …", flush=True)
    with tempfile.TemporaryDirectory(prefix="wde-shelf-") as shelf, running_postgres() as server:
        environment = {**os.environ, "WDE_TEMPLATES": shelf, "WDE_POSTGRES": server}
        with ThreadPoolExecutor(len(LINES)) as pool:
            done = [pool.submit(in_a_process, name, environment) for name in LINES]
            failed = False
            for line in as_completed(done):
                name, code, said = line.result()
                print(f"\n{name} ({time.monotonic() - started:.0f} s):\n{said}", flush=True)
                failed |= bool(code)
    run([*COVERAGE, "combine", "-q"])
    failed |= run([*COVERAGE, "report", f"--fail-under={MINIMUM_COVERAGE}"])
    print(f"All of it took {time.monotonic() - started:.0f} s.", flush=True)
    return 1 if failed else 0


def in_a_process(name: str, environment: dict[str, str]) -> tuple[str, int, str]:
    """One line of work; its name, its exit code and what it said."""
    done = subprocess.run(
        [sys.executable, __file__, name],
        cwd=ROOT,
        check=False,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return name, done.returncode, done.stdout


def in_a_browser_then_on_postgresql() -> bool:
    """What needs a browser; then what asks a database again, without coverage."""
    failed = run([*PYTEST, "tests/browser"])
    with running_postgres() as url:
        modules = [
            str(next((ROOT / "tests/integration").rglob(f"test_{name}.py"))) for name in ON_BOTH_DATABASES
        ]
        return run([*PYTEST, *modules], DATABASE_URL=url) or failed


def run(command: list[str], **environment: str) -> bool:
    """Run a command; return whether it failed."""
    done = subprocess.run(command, cwd=ROOT, check=False, env={**os.environ, **environment})
    return bool(done.returncode)


if __name__ == "__main__":
    sys.exit(LINES[sys.argv[1]]() if len(sys.argv) > 1 else main())
