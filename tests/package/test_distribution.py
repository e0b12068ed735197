"""What is handed to others: the wheel, its catalogues, the production profile, complete migrations."""

import os
import re
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import polib
import pytest

from tests.support.install import Project, blocks_of
from tests.support.site import EXAMPLE, ROOT
from wagtail_disability_events.core.encryption import generate_key

CATALOGUES = ROOT / "wagtail_disability_events" / "locale"


def run(command: list[str], **options: object) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False, **options)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.mark.slow
def test_the_wheel_holds_the_package_and_nothing_else(wheel):
    held = zipfile.ZipFile(wheel).infolist()
    names = {one.filename for one in held}
    tracked = run(["git", "ls-files", "wagtail_disability_events"], cwd=ROOT).split()
    shipped = {name for name in names if ".dist-info/" not in name}
    assert shipped == {name for name in tracked if not name.endswith(".po") and "/locale/en/" not in name}
    assert sum(one.compress_size for one in held) <= 1_100_000  # bytes, without the tables of the archive
    for needed in (
        "py.typed",
        "templates/wagtail_disability_events/event_page.html",
        "static/wagtail_disability_events/css/wde.css",
        "locale/zh_Hans/LC_MESSAGES/django.mo",
        "migrations/0001_initial.py",
    ):
        assert f"wagtail_disability_events/{needed}" in shipped


FIRST_STEPS = """
from wagtail.models import Page
from wagtail_disability_events.models import ArticleIndexPage, EventIndexPage
home = Page.objects.get(slug="home")
organisation = home.add_child(instance=EventIndexPage(title="测试残联", slug="events"))
organisation.save_revision().publish()
organisation.add_child(instance=ArticleIndexPage(title="宣传", slug="articles"))
"""
LOOK = """
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import Page
answer = Client().get("/events/", headers={"host": "localhost"})
print(answer.status_code, "近期活动" in answer.content.decode())
print(Page.objects.get(slug="articles").get_workflow().tasks.count(), Group.objects.count())
"""


@pytest.mark.slow
def test_a_new_site_follows_install_word_for_word_in_an_empty_environment(wheel, tmp_path):
    """Every block of the page, in its order: packages from the wheel, edits, commands in a shell."""
    site = tmp_path / "site"
    site.mkdir()
    venv.create(site / ".venv", with_pip=True)
    python = str(site / ".venv" / "bin" / "python")
    project = Project(site / "minimal" / "settings" / "base.py", site / "minimal" / "urls.py")
    environment = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("DJANGO", "PYTHON", "SITE_", "DATABASE"))
    } | {"PATH": f"{site / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}"}

    def in_a_shell(line: str) -> str:
        line = line.replace("pip install wagtail-disability-events", f"pip install {wheel}")
        line = line.replace("/srv/site", str(site))
        return run(["sh", "-ec", line], cwd=site, env=environment)

    keys: list[str] = []
    for block in blocks_of("how-to/install.md"):
        if block.heading == "PostgreSQL with Django 6" or block.language == "ini":
            continue
        if block.language == "python":
            if "ENCRYPTION_KEYS" in block.text:
                environment |= {"ENCRYPTION_KEYS": keys[0], "LOOKUP_KEY": keys[0]}
            project.do(block)
            continue
        if block.heading == "Who may do what":
            in_a_shell(f"python manage.py shell -c '{FIRST_STEPS}'")
        for line in block.text.splitlines():
            if line.startswith("systemctl"):
                continue
            said = in_a_shell(line.removeprefix("* * * * * "))
            if "generate" in line:
                keys.append(said.split()[0])
            if "--deploy" in line:
                ours = re.findall(r"\(wagtail_disability_events\.(\w+)\)", said)
        if block.heading == "The package":
            run([str(Path(python).parent / "wagtail"), "start", "minimal", str(site)])
    # a new site is called localhost; hosts, address, sender, proxy, cache and mail are those of a developer
    assert ours == ["W107", "W110", "W111", "W112", "W115", "W116", "W117"]
    assert run([python, "manage.py", "shell", "-v0", "-c", LOOK], cwd=site, env=environment).split() == [
        *("200", "True", "3", "8")  # with Wagtail's own two groups
    ]


def test_both_catalogues_say_everything(tmp_path):
    source = messages_of_the_source(tmp_path)
    assert len(source) > 400
    for language in ("zh_Hans", "en"):
        catalogue = polib.pofile(str(CATALOGUES / language / "LC_MESSAGES" / "django.po"))
        said = {(entry.msgctxt, entry.msgid): entry for entry in catalogue if not entry.obsolete}
        assert source - set(said) == set(), f"{language}: missing"
        assert set(said) - source == set(), f"{language}: no longer used"
        assert [entry.msgid for entry in catalogue if entry.fuzzy] == []
        if language == "en":  # so that the wheel can do without it
            assert [e.msgid for e in said.values() if e.msgstr not in (e.msgid, "")] == []
            plurals = [e for e in said.values() if e.msgid_plural]
            assert [e for e in plurals if [*e.msgstr_plural.values()] != [e.msgid, e.msgid_plural]] == []
        if language == "zh_Hans":
            assert [entry.msgid for entry in said.values() if not entry.translated()] == []
        compiled = polib.mofile(str(CATALOGUES / language / "LC_MESSAGES" / "django.mo"))
        texts = {(e.msgctxt, e.msgid): (e.msgstr, e.msgstr_plural) for e in compiled}
        for key, entry in said.items():
            if entry.translated():
                assert texts[key] == (entry.msgstr, entry.msgstr_plural), (
                    f"{language}: compile the catalogue again"
                )


def messages_of_the_source(folder: Path) -> set[tuple[str | None, str]]:
    """What makemessages finds in the package, without touching it."""
    copy = folder / "wagtail_disability_events"
    run(["cp", "-r", str(ROOT / "wagtail_disability_events"), str(copy)])
    run(
        [sys.executable, "-m", "django", "makemessages", "-l", "xx", "--no-location"],
        cwd=copy,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": ""},
    )
    found = polib.pofile(str(copy / "locale" / "xx" / "LC_MESSAGES" / "django.po"))
    return {(entry.msgctxt, entry.msgid) for entry in found}


def test_no_migration_is_missing_and_a_fresh_clone_says_so(tmp_path):
    environment = {**os.environ, "SITE_VAR_DIR": str(tmp_path / "not" / "there"), "DATABASE_URL": ""}
    command = [sys.executable, str(EXAMPLE / "manage.py"), "makemigrations", "--check", "--dry-run"]
    assert "No changes detected" in run(command, env=environment)


def test_the_production_profile_leaves_nothing_to_warn_of(tmp_path):
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "example_site.settings",
        "SITE_PROFILE": "production",
        "SITE_VAR_DIR": str(tmp_path),
        "SECRET_KEY": "k9" + generate_key() * 2,
        "ALLOWED_HOSTS": "events.example",
        "SITE_URL": "https://events.example",
        "DATABASE_URL": "postgresql://site:secret@localhost/site",
        "REDIS_URL": "redis://localhost:6379/0",
        "S3_BUCKET": "pictures",
        "S3_PRIVATE_BUCKET": "pictures-private",
        "ENCRYPTION_KEYS": generate_key(),
        "LOOKUP_KEY": generate_key(),
        "CLIENT_ADDRESS_HEADER": "X-Real-IP",
        "DEFAULT_FROM_EMAIL": "office@events.example",
    }
    said = run(
        [sys.executable, str(EXAMPLE / "manage.py"), "check", "--deploy", "--fail-level", "DEBUG"],
        env=environment,
    )
    assert "no issues" in said
    for name in (
        "SECRET_KEY",
        "DATABASE_URL",
        "REDIS_URL",
        "S3_BUCKET",
        "S3_PRIVATE_BUCKET",
        "ENCRYPTION_KEYS",
        "LOOKUP_KEY",
        "ALLOWED_HOSTS",
        "SITE_URL",
        "CLIENT_ADDRESS_HEADER",
        "DEFAULT_FROM_EMAIL",
    ):
        without = {key: value for key, value in environment.items() if key != name}
        done = subprocess.run(
            [sys.executable, str(EXAMPLE / "manage.py"), "check"],
            env=without,
            capture_output=True,
            text=True,
            check=False,
        )
        assert f"Set {name}" in done.stderr
