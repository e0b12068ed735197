"""A site that extends us as the how-to shows, word for word; what is public can be imported."""

import os
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from tests.support.site import EXAMPLE, ROOT

DOCS = ROOT / "docs"

WALK = """
from email import message_from_bytes
from email.header import decode_header, make_header
from pathlib import Path
from django.conf import settings
from django.test import Client
from wagtail.models import Page, Site
from choir.models import ChoirEveningPage
from tests.support import factories
from wagtail_disability_events.models import EventIndexPage
from wagtail_disability_events.occurrences.operations import cancel

home = Site.objects.get(is_default_site=True).root_page.add_child(instance=Page(title="市", slug="city"))
street = factories.organisation(home)
songs = [("programme", {"heading": "曲目", "items": [{"time": None, "text": "茉莉花"}]})]
evening = factories.event(street, model=ChoirEveningPage, songs=songs)
page = Client().get(evening.url, headers={"host": "localhost"}).content.decode()
for words in ("节目单", "茉莉花", "一起唱吧！"):
    assert words in page, words
assert evening.title in Client().get(street.url, headers={"host": "localhost"}).content.decode()
assert evening.kind == "performance"
assert "songs" in ChoirEveningPage.get_edit_handler().get_form_class().base_fields
assert ChoirEveningPage in EventIndexPage.creatable_subpage_models()
factories.registration(evening, email="resident@example.com")
for mail in Path(settings.EMAIL_FILE_PATH).iterdir():
    print("sent:", make_header(decode_header(message_from_bytes(mail.read_bytes())["subject"])))
cancel(evening.occurrences.get(), "台风")
"""


def files_in(page: str) -> dict[str, str]:
    """The files that a page shows: each begins with a comment that names it."""
    text = (DOCS / page).read_text(encoding="utf-8")
    blocks = re.findall(r"^```(?:python|html)\n(.*?)^```$", text, re.M | re.S)
    named = (re.match(r"(?:# |\{# )(\S+)(?: #\})?\n", block) for block in blocks)
    return {name[1]: block for name, block in zip(named, blocks, strict=True) if name}


@pytest.mark.slow
def test_an_app_written_as_extend_shows_works(tmp_path: Path):
    files = files_in("how-to/extend.md")
    settings = files.pop("settings")
    assert sorted(files) == [
        "choir/apps.py",
        "choir/models.py",
        "choir/sending.py",
        "choir/telling.py",
        "choir/templates/choir/choir_evening_page.html",
    ]
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    (tmp_path / "choir" / "__init__.py").touch()
    (tmp_path / "town.py").write_text("from example_site.settings import *\n" + settings, encoding="utf-8")
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "town",
        "DATABASE_URL": "",
        "SITE_VAR_DIR": str(tmp_path / "var"),
        "PYTHONPATH": os.pathsep.join([str(tmp_path), str(EXAMPLE), str(ROOT)]),
    }

    def manage(*arguments: str) -> str:
        command = [sys.executable, str(EXAMPLE / "manage.py"), *arguments]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    manage("makemigrations", "choir", "-v0")
    manage("migrate", "-v0")
    assert "no issues" in manage("check")
    said = manage("shell", "-v0", "-c", WALK)
    assert "sent: 合唱团 · " in said
    assert re.search("测试活动 [0-9]+: 台风", said)


@pytest.mark.parametrize(
    ("module", "what_for"),
    re.findall(r"^\| `(wagtail_disability_events\.[\w.]+)` \| (.*?) \|$",
               (DOCS / "reference" / "public-api.md").read_text(encoding="utf-8"), re.M),
)  # fmt: skip
def test_what_is_public_can_be_imported(module, what_for):
    if module.endswith(".test"):
        pytest.importorskip("wagtail_factories", reason="the extra test is not installed")
    found = import_module(module)
    for name in re.findall(r"`(\w+)`", what_for):
        assert hasattr(found, name), name


def test_what_other_pages_import_is_public():
    public = (DOCS / "reference" / "public-api.md").read_text(encoding="utf-8")
    pages = [*DOCS.glob("how-to/*.md"), *DOCS.glob("reference/*.md")]
    imported = {
        module
        for page in pages
        for module in re.findall(r"^\s*from (wagtail_disability[\w.]*) import", page.read_text("utf-8"), re.M)
    }
    assert {module for module in imported if f"`{module}`" not in public} == set()
