"""Run every test; with ``--coverage`` also measure how much of the package unit and integration tests reach.

One piece more than there are cores at once, because a browser is waited for. The site with its demo is made
once on each database and copied. What a piece says is printed when it ends; where the whole is broken off,
what has been said so far.

A browser on a busy machine can miss its moment: what failed there runs once more by itself, and both answers
are printed. What is wrong fails twice.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.support.postgres import running_postgres  # noqa: E402

COVERAGE = [sys.executable, "-m", "coverage"]
PYTEST = ["-m", "pytest", "-q", "--durations=8", "--durations-min=5"]
REPORTS = (["combine", "-q"], ["report", "--fail-under=97"])
AT_ONCE = 1 + min(4, os.cpu_count() or 2)
OTHER_PROGRAMS = "tests/integration/calendars/test_series_calendars.py"


@dataclass(frozen=True)
class Piece:
    """Some of the tests, run by one process: folders, modules and options of pytest."""

    name: str
    tests: tuple[str, ...]
    is_measured: bool = False
    on_postgres: bool = False
    is_tried_again: bool = False


def but(left_out: tuple[str, ...]) -> list[str]:
    """Options that leave some out."""
    return [f"--ignore={path}" for path in left_out]


AXE = tuple(f"tests/browser/test_{name}.py" for name in ("accessibility", "inside_a_host", "wagtail_screens"))
SIGN_UP = ("tests/integration/registration", "tests/integration/publicity")
PIECES = (
    Piece("Pages in a browser", AXE, is_tried_again=True),
    Piece("Work in a browser", ("tests/browser", *but(AXE)), is_tried_again=True),
    Piece("Integration", ("tests/integration", *but((*SIGN_UP, OTHER_PROGRAMS))), is_measured=True),
    Piece("Sign-up and publicity", SIGN_UP, is_measured=True),
    Piece("Installations", ("tests/package",)),
    Piece("With several server processes", ("tests/concurrency",)),
    Piece("Units and other programs", ("tests/unit", OTHER_PROGRAMS), is_measured=True),
    Piece("Integration, on PostgreSQL", ("tests/integration", "-m", "both_databases"), on_postgres=True),
)  # the longest first


def main() -> int:
    started, is_measured = time.monotonic(), "--coverage" in sys.argv[1:]
    if is_measured:
        subprocess.run([*COVERAGE, "erase"], cwd=ROOT, check=True)
    print(f"{len(PIECES)} pieces, {AT_ONCE} at once, about ten minutes on two cores …", flush=True)
    with tempfile.TemporaryDirectory(prefix="wde-shelf-") as shelf, running_postgres() as server:
        environment = {**os.environ, "WDE_TEMPLATES_OF": "all", "WDE_POSTGRES": server}
        said = {piece: Path(shelf) / f"piece-{number}.txt" for number, piece in enumerate(PIECES)}
        signal.signal(signal.SIGTERM, lambda *_signal: broken_off(said))
        with ThreadPoolExecutor(AT_ONCE) as pool:
            under_way = {
                pool.submit(run, piece, environment, said[piece], is_measured): piece for piece in PIECES
            }
            failed = False
            for done in as_completed(under_way):
                piece = under_way[done]
                print(
                    f"\n{piece.name} ({time.monotonic() - started:.0f} s):\n{said.pop(piece).read_text()}",
                    flush=True,
                )
                failed |= done.result() != 0
    for report in REPORTS if is_measured else ():
        failed |= subprocess.run([*COVERAGE, *report], cwd=ROOT, check=False).returncode != 0
    print(f"All of it took {time.monotonic() - started:.0f} s.", flush=True)
    return 1 if failed else 0


def run(piece: Piece, environment: dict[str, str], said: Path, is_measured: bool) -> int:
    """Run a piece to its end; its exit code."""
    measured = ["-m", "coverage", "run"] if is_measured and piece.is_measured else []
    kept = ["-o", f"cache_dir={said}.cache"]
    command = [sys.executable, *measured, *PYTEST, *kept, *piece.tests]
    with said.open("ab") as out, running_postgres() if piece.on_postgres else nullcontext("") as url:
        where = {"cwd": ROOT, "env": {**environment, "DATABASE_URL": url}, "stdout": out, "stderr": out}
        code = subprocess.call(command, **where)
        if code and piece.is_tried_again:
            code = subprocess.call([*command, "--last-failed"], **where)
        return code


def broken_off(said: dict[Piece, Path]) -> None:
    """Print what the pieces under way have said, and end."""
    for piece, path in said.items():
        if path.exists():
            print(f"\n{piece.name}, broken off:\n{path.read_text()}", flush=True)
    os._exit(143)


if __name__ == "__main__":
    sys.exit(main())
