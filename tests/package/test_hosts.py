"""The package goes into sites that have their own models, forms and looks."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.install import Project, blocks_of
from tests.support.postgres import running_postgres
from tests.support.site import EXAMPLE, ROOT

HOSTS = Path(__file__).parent.parent / "hosts"


@dataclass(frozen=True)
class Host:
    """A site of ``tests/hosts`` in a folder of its own: its package, and what it imports ours from."""

    folder: Path
    name: str
    packages: Path
    database: str

    @property
    def project(self) -> Project:
        return Project(self.folder / self.name / "settings.py", self.folder / self.name / "urls.py")

    def walk(self, phase: str) -> dict:
        """What is found in a process of its own."""
        environment = {
            key: value
            for key, value in os.environ.items()
            if not key.startswith(("SITE_", "DATABASE", "DJANGO"))
        } | {
            "DJANGO_SETTINGS_MODULE": f"{self.name}.settings",
            "PYTHONPATH": os.pathsep.join(map(str, (self.folder, self.packages, ROOT))),
            "HOST_DATABASE": self.database,
        }
        command = [sys.executable, "-m", "tests.hosts.walking", phase, f"{self.name}.content"]
        done = subprocess.run(
            command, cwd=self.folder, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-6000:]
        return json.loads(done.stdout.strip().splitlines()[-1])


@pytest.fixture(
    params=[
        pytest.param(("bakery", "bakery", False), id="bakery"),
        pytest.param(("news", "newsroom", True), id="news", marks=pytest.mark.postgres),
    ]
)
def host(request: pytest.FixtureRequest, tmp_path: Path, installed_wheel: Path) -> Iterator[Host]:
    """A site with content that has not heard of us."""
    folder, name, is_on_postgres = request.param
    shutil.copytree(HOSTS / folder, tmp_path / folder)
    with running_postgres() if is_on_postgres else nullcontext("") as address:
        yield Host(tmp_path / folder, name, installed_wheel, address)


def install(project: Project) -> None:
    """What the page tells every site to edit."""
    for block in blocks_of("how-to/install.md"):
        if block.language == "python" and block.heading in ("Settings", "Addresses"):
            project.do(block)


def run(tmp_path: Path, settings: str, *arguments: str, **more: str) -> str:
    """What a command of a host says."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": settings,
        "SITE_VAR_DIR": str(tmp_path),
        "DATABASE_URL": "",
        "PYTHONPATH": os.pathsep.join([str(tmp_path), str(EXAMPLE), str(ROOT)]),
        **more,
    }
    command = [sys.executable, str(EXAMPLE / "manage.py"), *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


TRANSLATED = {"simple": "settings", "localize": "localize"}
"""Packages that translate pages, with the settings of the host that uses each."""


@pytest.mark.slow
@pytest.mark.parametrize("how", TRANSLATED)
def test_an_event_is_one_event_in_four_languages(tmp_path: Path, how: str) -> None:
    if how == "localize":
        pytest.importorskip("wagtail_localize")
    settings = f"tests.hosts.translations.{TRANSLATED[how]}"
    assert "no issues" in run(tmp_path, settings, "check")
    run(tmp_path, settings, "migrate", "-v0")
    walk = (ROOT / "tests" / "hosts" / "translations" / "walk.py").read_text()
    assert run(tmp_path, settings, "shell", "-v0", "-c", walk, HOW=how).strip() == "walked"


HOLES_OF_A_HOST = {"W110", "W111", "W112", "W114", "W116", "W117"}
"""What a host's own settings leave open while it is developed."""


@pytest.mark.slow
def test_a_site_installs_us_uses_us_and_stays_as_it_was(host: Host) -> None:
    original = host.project.settings.read_text().strip(), host.project.urls.read_text()
    before = host.walk("before")
    assert before["checks"] == []
    assert [answer[0] for answer in before["answers"].values()].count(500) == 0

    install(host.project)
    found = host.walk("with")

    assert found["from"].startswith(str(host.packages))
    assert found["checks"] == before["checks"]
    assert found["answers"] == before["answers"]
    assert set(found["public"].values()) == {200}
    assert len(found["groups"]) == 6
    assert found["signed up"] == {"answer": 302, "name": "赵一禾", "page": 200, "named there": True}
    assert len(found["links"]) > 15
    assert set(found["links"].values()) == {200}
    assert found["with a new secret"] == ["赵一禾", 200, 1]
    assert found["names"] in ([], [True, True, False])
    assert found["review"] == {"refused": True, "copy is live": False}
    assert set(found["admin"].values()) == {200}
    told = {problem.rpartition(".")[2] for problem in found["deploy"]}
    assert told - HOLES_OF_A_HOST == {"W101", "W102", "W115"}  # keys of its own, and the visitor's header

    said = found["uninstalled"]["said"]
    assert found["uninstalled"]["kept meanwhile"] == 2
    assert "stands below one of ours" in found["uninstalled"]["in the way"]
    assert "1  copies of photos in the image library" in said
    assert "Everything is gone" in said

    for block in blocks_of("how-to/uninstall.md"):
        if block.language == "python":
            host.project.do(block)
    assert host.project.settings.read_text().strip() == original[0]
    assert host.project.urls.read_text() == original[1]
    after = host.walk("after")
    assert after.pop("answers") == before["answers"]
    assert after == {
        "checks": before["checks"],
        "tables": [],
        "types": 0,
        "permissions": 0,
        "pages without a type": [],
        "tree": [[], [], [], [], []],
        "lost": [0, 0],
        "workflows": [0, 0],
        "collections": ["Root", "东城残联"],  # the groups' own, which stays with them
        "private": [],
        "explorer": 200,
    }
