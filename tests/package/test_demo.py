"""The demo as a reader of the README starts it: from a source distribution, at a port of their choice."""

import io
import os
import re
import signal
import subprocess
import sys
import tarfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from tests.support.postgres import free_port
from tests.support.site import ROOT

SECONDS = 300
"""For the demo to be loaded on a busy machine; it takes a tenth of that on a quiet one."""


def ports_in(text: str) -> set[str]:
    return set(re.findall(r"127\.0\.0\.1:(\d+)", text))


@pytest.mark.django_db
def test_addresses_have_the_port_that_the_demo_is_served_at_today(
    settings, django_capture_on_commit_callbacks
):
    def fetched(address: str, port: int = 8765) -> str:
        text = Client().get(address, headers={"host": f"127.0.0.1:{port}"}).content.decode()
        return text.replace("\r\n ", "")  # lines of a calendar are folded

    assert ports_in(fetched("/calendar.ics", 8000)) == {"8000"}
    settings.WAGTAILADMIN_BASE_URL = "http://127.0.0.1:8765"
    with django_capture_on_commit_callbacks(execute=True):
        call_command("load_demo", stdout=io.StringIO())
    for address in ("/calendar.ics", "/nanhu/rss.xml", "/nanhu/"):
        assert ports_in(fetched(address)) == {"8765"}


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory) -> Path:
    """A folder with what is in the source distribution."""
    folder = tmp_path_factory.mktemp("sdist")
    build("--sdist", ROOT, folder)
    (archive,) = folder.glob("*.tar.gz")
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")
    return archive.with_name(archive.name.removesuffix(".tar.gz"))


def build(what: str, source: Path, target: Path) -> None:
    command = [sys.executable, "-m", "build", what, "--no-isolation", "--outdir", str(target), str(source)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
def test_a_source_distribution_has_every_file_and_makes_the_wheel(unpacked, tmp_path):
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    tracked = {name for name in listed.stdout.split("\0") if name and (ROOT / name).exists()}
    assert {name for name in tracked if not (unpacked / name).exists()} == set()
    build("--wheel", unpacked, tmp_path)
    assert len(list(tmp_path.glob("*.whl"))) == 1


@pytest.mark.slow
def test_a_source_distribution_runs_its_own_demo_at_the_port_that_is_asked_for(unpacked, tmp_path):
    as_if_installed(unpacked / ".venv")
    port = free_port()
    with running_demo(unpacked, port, tmp_path / "said.txt") as said:
        page = wait_for(f"http://127.0.0.1:{port}/nanhu/", said)
    assert "南湖街道残疾人联合会" in page
    assert ports_in(page) == ports_in(said.read_text(encoding="utf-8")) == {str(port)}


def as_if_installed(venv: Path) -> None:
    """What ``scripts/install`` leaves, without a network: the Python of the tests has the packages."""
    (venv / "bin").mkdir(parents=True)
    python = venv / "bin" / "python"
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    python.chmod(0o755)
    (venv / ".demo").touch()


@contextmanager
def running_demo(folder: Path, port: int, said: Path) -> Iterator[Path]:
    """``make demo`` in a folder, until the block ends; yields the file in which is what it says."""
    ours = ("DJANGO_SETTINGS_MODULE", "DATABASE_URL", "SITE_")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    environment |= {"PYTHONPATH": str(folder), "PYTHONUNBUFFERED": "1"}
    with said.open("w") as output:
        demo = subprocess.Popen(
            ["make", "demo", f"PORT={port}"],
            cwd=folder,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            yield said
        finally:
            os.killpg(demo.pid, signal.SIGTERM)
            demo.wait(timeout=30)


def wait_for(address: str, said: Path) -> str:
    """The page at an address, as soon as it answers."""
    for _attempt in range(SECONDS):
        try:
            with urllib.request.urlopen(address, timeout=30) as answer:
                return answer.read().decode()
        except urllib.error.URLError:
            time.sleep(1)
    raise AssertionError(said.read_text(encoding="utf-8"))
