"""The package goes into sites that have their own models, forms and looks."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.site import EXAMPLE, ROOT

PAGES = """
from wagtail.models import Page, Site
from tests.hosts.common_names import models as theirs
from wagtail_disability_events import models as ours
root = Page.objects.get(depth=1)
home = root.add_child(instance=Page(title="home", slug="host-home"))
concert = home.add_child(instance=theirs.EventPage(title="concert", slug="concert"))
district = home.add_child(instance=ours.EventIndexPage(title="残联", slug="district"))
event = district.add_child(instance=ours.EventPage(title="运动会", slug="sports", summary="x"))
page = Page.objects.get(pk=concert.pk)
assert type(page.specific) is theirs.EventPage and page.eventpage == concert
page = Page.objects.get(pk=event.pk)
assert type(page.specific) is ours.EventPage and page.wde_eventpage == event
assert Page.objects.filter(eventpage__isnull=False).count() == 1
event.delete()
concert.delete()
print("both")
"""


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


@pytest.mark.slow
def test_a_site_may_have_models_with_our_names(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.hosts.common_names.settings",
        "SITE_VAR_DIR": str(tmp_path),
        "DATABASE_URL": "",
        "PYTHONPATH": os.pathsep.join([str(tmp_path), str(EXAMPLE), str(ROOT)]),
    }

    (tmp_path / "common_names_migrations").mkdir()
    (tmp_path / "common_names_migrations" / "__init__.py").touch()

    def manage(*arguments: str) -> str:
        command = [sys.executable, str(EXAMPLE / "manage.py"), *arguments]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    assert "no issues" in manage("check", "--database", "default")
    manage("makemigrations", "common_names", "-v0")
    manage("migrate", "-v0")
    assert manage("shell", "-v0", "-c", PAGES).strip() == "both"
