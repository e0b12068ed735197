"""Run every test; report coverage of all of them together.

Two lines of work at once, since the machine has two cores at least: what needs a browser, server processes or
an installation; and unit and integration tests on SQLite, then what asks a database again on PostgreSQL.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.support.postgres import running_postgres  # noqa: E402

COVERAGE = [sys.executable, "-m", "coverage"]
PYTEST = [*COVERAGE, "run", "-m", "pytest", "-q"]
MINIMUM_COVERAGE = 95
# templates, files and other servers: no database has a part in them
ON_ONE_DATABASE = ("articles", "blocks", "commands", "fetching", "machines", "photos", "steps", "subscribing")


def main() -> int:
    started = time.monotonic()
    run([*COVERAGE, "erase"])
    log = ROOT / ".coverage-second-line.log"
    print(
        "Browser, server processes and packaging; beside them the rest on SQLite and PostgreSQL …", flush=True
    )
    with log.open("w") as out:
        second = subprocess.Popen([sys.executable, __file__, "databases"], cwd=ROOT, stdout=out, stderr=out)
        failed = run([*PYTEST, "tests/browser", "tests/concurrency", "tests/package"])
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
    failed = run([*PYTEST, "tests/unit", "tests/integration"])
    with running_postgres() as url:
        left_out = [f"--ignore=tests/integration/test_{name}.py" for name in ON_ONE_DATABASE]
        failed |= run(
            [sys.executable, "-m", "pytest", "-q", "tests/integration", *left_out], DATABASE_URL=url
        )
    return 1 if failed else 0


def run(command: list[str], **environment: str) -> bool:
    """Run a command; return whether it failed."""
    done = subprocess.run(command, cwd=ROOT, check=False, env={**os.environ, **environment})
    return bool(done.returncode)


if __name__ == "__main__":
    sys.exit(on_both_databases() if sys.argv[1:] == ["databases"] else main())
