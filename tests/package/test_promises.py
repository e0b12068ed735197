"""What is claimed is what is tried: metadata, grid, workflows, README and lock name the same versions."""

import configparser
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from tests.support.site import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
WORKFLOWS = ROOT / ".github" / "workflows"
LOCK = (ROOT / "requirements" / "dev.lock").read_text()
WORDS = ("Python", "Django", "Wagtail")


def classified(prefix: str) -> set[str]:
    """Versions that follow a prefix in the classifiers, such as ``{"5.2", "6.0"}``; not "3" for Python."""
    found = {line.removeprefix(prefix) for line in PROJECT["classifiers"] if line.startswith(prefix)}
    return found - {"3"}


def grid() -> list[str]:
    """Names of the environments of the grid, as tox reads them."""
    listed = [sys.executable, "-m", "tox", "list", "-d", "--no-desc", "-q"]
    return subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()


def dotted(digits: str) -> str:
    """``313`` is 3.13, ``52`` is 5.2, ``8`` is 8: the version in the name of an environment."""
    return f"{digits[0]}.{digits[1:]}".rstrip(".")


def versions_of(environment: str) -> dict[str, str]:
    """The versions in a name: ``py313-django61-wagtail8``."""
    parts = re.fullmatch(r"py(\d+)-django(\d+|main)-wagtail(\d+|main)", environment)
    return dict(
        zip(WORDS, (part if part == "main" else dotted(part) for part in parts.groups()), strict=True)
    )


def tried(word: str) -> set[str]:
    return {versions_of(name)[word] for name in grid()}


def major(version: str) -> str:
    return version.partition(".")[0]


def ascending(versions: set[str]) -> list[str]:
    return sorted(versions, key=lambda version: [int(part) for part in version.split(".")])


def steps_of(workflow: str, job: str) -> Iterator[tuple[str, str]]:
    """Environment and Python of each run of a job."""
    jobs = yaml.safe_load((WORKFLOWS / workflow).read_text())["jobs"]
    for entry in jobs[job]["strategy"]["matrix"]["include"]:
        yield entry["env"], entry["python"]


def test_the_grid_tries_what_the_classifiers_claim():
    assert tried("Python") == classified("Programming Language :: Python :: ")
    assert tried("Django") == classified("Framework :: Django :: ")
    assert {major(version) for version in tried("Wagtail")} == classified("Framework :: Wagtail :: ")


def test_the_ranges_begin_where_the_grid_begins_and_end_with_the_major_it_ends_with():
    ranges = {r.name: r.specifier for r in map(Requirement, PROJECT["dependencies"])}
    assert SpecifierSet(PROJECT["requires-python"]) == SpecifierSet(f">={ascending(tried('Python'))[0]}")
    for word, name in (("Django", "Django"), ("Wagtail", "wagtail")):
        *_, last = versions = ascending(tried(word))
        assert ranges[name] == SpecifierSet(f">={versions[0]},<{int(major(last)) + 1}")


def test_the_grid_has_the_oldest_of_all_and_the_newest_of_all():
    for choose in (0, -1):
        corner = {word: ascending(tried(word))[choose] for word in WORDS}
        assert corner in [versions_of(name) for name in grid()]


def test_the_grid_has_each_wagtail_with_each_django_and_each_python():
    environments = [versions_of(name) for name in grid()]
    for word in ("Django", "Python"):
        pairs = {(version, wagtail) for version in tried(word) for wagtail in tried("Wagtail")}
        assert {(versions[word], versions["Wagtail"]) for versions in environments} == pairs


def test_an_environment_installs_what_its_name_says():
    tox = configparser.ConfigParser()
    tox.read(ROOT / "tox.ini")
    factors = dict(line.split(": ") for line in tox["testenv"]["deps"].splitlines() if ": " in line)
    for word in ("Django", "Wagtail"):
        for version in tried(word):
            installed = Requirement(factors[f"{word.lower()}{version.replace('.', '')}"])
            assert installed.name.lower() == word.lower()
            assert installed.specifier.contains(f"{version}.9")
            assert not installed.specifier.contains(f"{int(major(version)) + 1}.0")
            assert "." not in version or not installed.specifier.contains(
                f"{version[:-1]}{int(version[-1]) + 1}"
            )


@pytest.mark.parametrize("page", ["README.md", "docs/how-to/install.md"])
def test_readers_are_told_the_versions_that_are_tried(page):
    (line,) = re.findall(r"^Supported: .*$", (ROOT / page).read_text(), re.MULTILINE)
    for word in WORDS:
        said = re.search(rf"{word} ((?:[\d.]+(?:, | and )?)+)", line).group(1)
        assert re.findall(r"\d+(?:\.\d+)?", said) == ascending(tried(word))


def test_the_forge_runs_the_whole_grid_each_with_its_python():
    runs = list(steps_of("test.yml", "matrix"))
    assert [environment for environment, _ in runs] == grid()
    for environment, python in [*runs, *steps_of("nightly.yml", "nightly")]:
        assert python == versions_of(environment)["Python"]


def test_each_night_what_comes_next_is_tried_and_the_two_ends_of_what_is():
    nightly = [versions_of(environment) for environment, _ in steps_of("nightly.yml", "nightly")]
    newest = {word: ascending(tried(word))[-1] for word in WORDS}
    oldest = {word: ascending(tried(word))[0] for word in WORDS}
    assert nightly == [newest | {"Django": "main"}, newest | {"Wagtail": "main"}, oldest, newest]


def test_the_installer_takes_the_lock_for_the_supported_pythons():
    first, *_, last = (version.partition(".")[2] for version in ascending(tried("Python")))
    script = (ROOT / "scripts" / "install").read_text()
    assert f"not (3, {first}) <= sys.version_info < (3, {int(last) + 1})" in script
    assert f"for Python 3.{first} to 3.{last}" in script


def locked(python: str) -> dict[str, str]:
    """What the lock installs with a version of Python on Linux: name and version."""
    pins = re.findall(r"^([a-z0-9][^ ]+)==([^ ]+)(?: ; (.*?))? \\$", LOCK, re.MULTILINE)
    return {
        name: version
        for name, version, marker in pins
        if not marker or Requirement(f"x ; {marker}").marker.evaluate(machine_with(python))
    }


def machine_with(python: str) -> dict[str, str]:
    return {
        "python_version": python,
        "python_full_version": f"{python}.1",
        "sys_platform": "linux",
        "platform_system": "Linux",
        "os_name": "posix",
        "platform_machine": "x86_64",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }


def asked_for(extra: str) -> Iterator[Requirement]:
    """What an extra of ours asks for, with the extras it names and the package itself."""
    for requirement in map(Requirement, PROJECT["optional-dependencies"][extra]):
        if requirement.name == PROJECT["name"]:
            for other in requirement.extras:
                yield from asked_for(other)
        else:
            yield requirement


@pytest.mark.parametrize("python", ascending(classified("Programming Language :: Python :: ")))
def test_the_lock_has_what_development_asks_for(python):
    pins = locked(python)
    for requirement in [*map(Requirement, PROJECT["dependencies"]), *asked_for("dev")]:
        name = re.sub(r"[-_.]+", "-", requirement.name).lower()
        assert name in pins, f"{name} is not locked: make lock"
        assert requirement.specifier.contains(pins[name]), f"{name} {pins[name]} is locked: make lock"


def test_the_lock_names_no_host_and_no_folder_and_proves_every_file():
    assert not re.search(r"://|^-|/(?:home|tmp|usr|root|opt)/", LOCK, re.MULTILINE)
    packages = re.split(r"^(?=[a-z0-9])", LOCK, flags=re.MULTILINE)[1:]
    assert len(packages) > 100
    assert [package for package in packages if "--hash=sha256:" not in package] == []
