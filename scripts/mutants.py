"""Change rules one by one and see whether a test notices: ``make mutants`` (``ROOM=seats`` for one).

mutmut makes the changes and runs, for each one, the tests that reach the changed function. What it does is
prepared here: each room of ``scripts/mutants.toml`` is copied to ``.cache/mutants/``; functions whose
decorators mutmut does not understand are written without ``@``, so that it changes them too; the demo is
loaded once. A second run asks only what has changed. Texts are left alone: catalogues have tests of their
own, and what an error says that only a mistake in the code can raise is for whoever made it.

Prints the kill rate of each module and, with the change, each survivor that ``mutants.toml`` does not
explain, by itself or as one of a kind. Fails where a room is below the goal; what is explained counts as a
survivor all the same.
"""

import argparse
import ast
import difflib
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import libcst as cst

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.support import templates  # noqa: E402

PACKAGE = "wagtail_disability_events"
COPIES = ROOT / ".cache" / "mutants"
COPIED = (PACKAGE, "tests", "example_site")
WRAPPERS = re.compile(r"property|cached_property|contextmanager|cache|lru_cache.*|transaction\.atomic.*")
"""Decorators that do the same when they are called after the definition."""
CONFIGURATION = """
[tool.mutmut]
source_paths = ["wagtail_disability_events"]
only_mutate = {mutate}
do_not_mutate = {leave}
do_not_mutate_patterns = [
    '\\b_\\(', '\\bn?gettext(_lazy)?\\(', '\\bpgettext(_lazy)?\\(', 'raise (RuntimeError|ValueError)\\('
]
pytest_add_cli_args_test_selection = {tests}
pytest_add_cli_args = ["-p", "no:cacheprovider", "-m", "not slow"]
also_copy = ["example_site"]
track_dependencies = false
use_git_change_detection = false
"""
KILLED, TIMED_OUT, UNREACHED = {1, 3}, {24, 36, -24, 152, 255}, {5, 33}


@dataclass
class Room:
    """Files to change, and the tests that must notice."""

    name: str
    mutate: list[str]
    tests: list[str]
    leave: list[str] = field(default_factory=list)

    @property
    def copy(self) -> Path:
        return COPIES / self.name

    @property
    def files(self) -> list[Path]:
        """What is changed, as paths below the root."""
        found = {path for pattern in self.mutate for path in (ROOT / PACKAGE).glob(pattern)}
        found -= {path for pattern in self.leave for path in (ROOT / PACKAGE).glob(pattern)}
        return sorted(path.relative_to(ROOT) for path in found if path.name != "__init__.py")


class Reasons:
    """Why a survivor is none that a test should notice: one change of a function, or changes of a kind."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self.of_one = {
            (one["function"], one["change"]): one["reason"] for one in settings.get("survivors", ())
        }
        self.of_kind = [(re.compile(kind["change"]), kind["reason"]) for kind in settings.get("kinds", ())]

    def reason(self, function: str, change: str) -> str:
        """The reason of a survivor; empty where none is given."""
        kinds = (reason for pattern, reason in self.of_kind if pattern.search(change))
        return self.of_one.get((function, change)) or next(kinds, "")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rooms", nargs="*", help="all rooms where none is named")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 2)
    asked = parser.parse_args()
    settings = tomllib.loads((ROOT / "scripts" / "mutants.toml").read_text(encoding="utf-8"))
    rooms = [Room(name, **fields) for name, fields in settings["rooms"].items()]
    reasons = Reasons(settings)
    environment = {**os.environ, "WDE_TEMPLATE": str(templates.sqlite_template())}
    is_good = True
    for room in rooms:
        if not asked.rooms or room.name in asked.rooms:
            prepare(room)
            mutmut(room, environment, "run", "--max-children", str(asked.jobs))
            is_good &= report(room, reasons) >= settings["goal"]
    return 0 if is_good else 1


def prepare(room: Room) -> None:
    """A copy in which mutmut works; what it found out before stays where the files are the same."""
    for name in COPIED:
        shutil.rmtree(room.copy / name, ignore_errors=True)
        shutil.copytree(ROOT / name, room.copy / name, ignore=shutil.ignore_patterns("__pycache__", "var"))
    for path in room.files:
        source = (ROOT / path).read_text(encoding="utf-8")
        (room.copy / path).write_text(cst.parse_module(source).visit(Undecorated()).code, encoding="utf-8")
    configuration = CONFIGURATION.format(
        mutate=json.dumps([str(path) for path in room.files]),
        leave=json.dumps([f"{PACKAGE}/{path}" for path in room.leave]),
        tests=json.dumps([path for path in room.tests if (ROOT / path).exists()]),
    )
    for found in room.copy.glob("mutants/**/*.meta"):
        ask_survivors_again(found)
    kept = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (room.copy / "pyproject.toml").write_text(kept + configuration, encoding="utf-8")


def ask_survivors_again(found: Path) -> None:
    """A test may be written since that notices what survived; a machine may be at rest that was busy."""
    said = json.loads(found.read_text(encoding="utf-8"))
    codes = said.get("exit_code_by_key", {})
    said["exit_code_by_key"] = {change: code if code in KILLED else None for change, code in codes.items()}
    found.write_text(json.dumps(said), encoding="utf-8")


class Undecorated(cst.CSTTransformer):
    """``@property def x`` becomes ``def x`` and ``x = property(x)``, which is the same to everybody else."""

    def leave_FunctionDef(  # noqa: N802
        self, original_node: cst.FunctionDef, updated_node: cst.FunctionDef
    ) -> cst.FunctionDef | cst.FlattenSentinel:
        wrappers = [cst.Module([]).code_for_node(each.decorator) for each in updated_node.decorators]
        if not wrappers or not all(WRAPPERS.fullmatch(wrapper) for wrapper in wrappers):
            return updated_node
        name = updated_node.name.value
        wrapped = name
        for wrapper in reversed(wrappers):
            wrapped = f"{wrapper}({wrapped})"
        return cst.FlattenSentinel(
            [updated_node.with_changes(decorators=[]), cst.parse_statement(f"{name} = {wrapped}\n")]
        )


def mutmut(room: Room, environment: dict[str, str], *arguments: str) -> str:
    """Run mutmut in the copy of a room and return what it printed; its progress is not of interest."""
    done = subprocess.run(
        [sys.executable, "-m", "mutmut", *arguments],
        cwd=room.copy,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"{room.name}: {done.stdout[-3000:]}")
    return done.stdout


def report(room: Room, reasons: Reasons) -> float:
    """Print what became of the mutants of a room; the kill rate in per cent."""
    total: Counter[str] = Counter()
    explained: Counter[str] = Counter()
    print(f"\n{room.name}")
    for path in room.files:
        results = json.loads((room.copy / "mutants" / f"{path}.meta").read_text())["exit_code_by_key"]
        counted = Counter(state_of(code) for code in results.values())
        total += counted
        if results:
            name = path.relative_to(PACKAGE)
            print(f"  {rate(counted):5.1f} % of {counted.total():4} {name}  {dict(counted)}")
        for mutant, code in results.items():
            if state_of(code) not in ("killed", "timed out"):
                function, change = change_of(room, path, mutant)
                if reason := reasons.reason(function, change):
                    explained[reason] += 1
                else:
                    print(f"      {state_of(code)}: {function}\n        {change}")
    for reason, count in explained.most_common():
        print(f"  {count:4} survive: {reason}")
    print(f"{room.name}: {rate(total):.1f} % of {total.total()} killed", flush=True)
    return rate(total)


def state_of(code: int | None) -> str:
    if code in KILLED:
        return "killed"
    if code in TIMED_OUT:
        return "timed out"
    return "not reached" if code in UNREACHED else "survived" if code == 0 else f"ended with {code}"


def rate(counted: Counter[str]) -> float:
    """Killed in per cent; a mutant that never ends is noticed as well."""
    return 100 * (counted["killed"] + counted["timed out"]) / max(1, counted.total())


def change_of(room: Room, path: Path, mutant: str) -> tuple[str, str]:
    """The function of a mutant, and what changed in it: ``- old + new``."""
    name = mutant.rpartition(".")[2]
    bodies = functions_of(room.copy / "mutants" / path)
    before = bodies[re.sub(r"__mutmut_\d+$", "__mutmut_orig", name)]
    lines = difflib.unified_diff(before, bodies[name], lineterm="", n=0)
    changed = [line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    change = " ".join(f"{line[0]} {line[1:].strip()}" for line in changed)
    return re.sub(r"__mutmut_\d+$", "", mutant).removeprefix(f"{PACKAGE}."), change


@cache
def functions_of(path: Path) -> dict[str, list[str]]:
    """The lines of each function that mutmut has written into a file, without the one that names it."""
    source = path.read_text(encoding="utf-8")
    lines = source.splitlines()
    found = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)]
    return {node.name: lines[node.lineno : node.end_lineno] for node in found}


if __name__ == "__main__":
    sys.exit(main())
