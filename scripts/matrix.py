"""Unit and integration tests in each environment of tox.ini: ``make matrix`` (``ENVS=name,name`` for some).

Says at the end which environments passed, which failed, and which are missing because their Python is not on
this machine. Fails if one failed, or if none could be run.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
INSTALLED_BY = {
    "PYENV_ROOT": ("~/.pyenv", "versions/*"),
    "UV_PYTHON_INSTALL_DIR": ("~/.local/share/uv/python", "cpython-*"),
    "MISE_DATA_DIR": ("~/.local/share/mise", "installs/python/*"),
    "ASDF_DATA_DIR": ("~/.asdf", "installs/python/*"),
}
"""Managers of versions: the variable that names the folder, the usual folder, a version in it."""


def main(environments: str) -> int:
    """Run environments (names with commas; all when empty); return the code for the shell."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [sys.executable, "-m", "tox", "run", "--result-json", str(report)]
        command += ["-e", environments] if environments else []
        command += ["--discover", *found] if (found := managed_pythons()) else []
        code = subprocess.run(command, cwd=ROOT, check=False).returncode
        if not report.exists():
            return code or 1
        ran = json.loads(report.read_text())["testenvs"]
    results = {name: said["result"] for name, said in ran.items() if "result" in said}
    not_run = [name for name, result in results.items() if result["skipped"]]
    failed = [name for name, result in results.items() if not result["success"] and name not in not_run]
    passed = [name for name in results if name not in not_run + failed]
    print("\n".join(["", *sentences(passed, failed, not_run)]), flush=True)
    return code if passed else 1


def managed_pythons() -> list[str]:
    """Interpreters that a manager of versions keeps away from PATH, or hides there behind a switch.

    Only those from 3.10 on: tox looks no further when the first it is shown is too old for it.
    """
    found: list[str] = []
    for variable, (usual, version) in INSTALLED_BY.items():
        folder = Path(os.environ.get(variable) or usual).expanduser()
        found += map(str, sorted(folder.glob(f"{version}/bin/python3.[1-9][0-9]")))
    return found


def sentences(passed: list[str], failed: list[str], not_run: list[str]) -> list[str]:
    """What became of each environment, in words."""
    by_word = {"Passed": passed, "Failed": failed}
    said = [f"{word}: {', '.join(names)}." for word, names in by_word.items() if names]
    for version in sorted({python_of(name) for name in not_run}):
        names = ", ".join(name for name in not_run if python_of(name) == version)
        said.append(f"Not run: {names}. Python {version} is missing here; install it and run this again.")
    return said


def python_of(environment: str) -> str:
    """The version of Python in a name: ``py313-django61-wagtail8`` has 3.13."""
    digits = environment.partition("-")[0].removeprefix("py")
    return f"{digits[0]}.{digits[1:]}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
