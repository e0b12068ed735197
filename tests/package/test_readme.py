"""What the README says is there: names on buttons, addresses, commands, accounts, files, extras."""

import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path
from urllib.parse import urlsplit

import django
import polib
import pytest
import wagtail
from django.contrib.auth import authenticate
from django.test import Client
from packaging.requirements import Requirement

from hatch_build import long_description
from tests.support.site import ROOT
from wagtail_disability_events.models import EventIndexPage

ENGLISH, CHINESE = "README.md", "README.zh-CN.md"
TUTORIAL = "docs/tutorial/first-event.md"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LINK = re.compile(r"\[[^\[\]]*\]\(([^()\s]+)\)")


def read(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def catalogues() -> Iterator[polib.POFile]:
    """What our pages, and Wagtail's and Django's, say in Chinese."""
    yield polib.pofile(str(ROOT / "wagtail_disability_events/locale/zh_Hans/LC_MESSAGES/django.po"))
    for package in (wagtail, django):
        for compiled in Path(package.__file__).parent.rglob("zh_Hans/LC_MESSAGES/django.mo"):
            yield polib.mofile(str(compiled))


@pytest.fixture(scope="module")
def said() -> set[tuple[str, str]]:
    """Each text of a page in English, in small letters, with what stands there in Chinese."""
    entries = [entry for catalogue in catalogues() for entry in catalogue]
    plural = {(one.msgid_plural.lower(), text) for one in entries for text in one.msgstr_plural.values()}
    return {(one.msgid.lower(), one.msgstr) for one in entries} | plural


@pytest.mark.parametrize("page", [ENGLISH, TUTORIAL])
def test_each_name_is_given_as_it_stands_in_english_and_in_chinese(page, said):
    named = re.findall(r"\*([^*\n]+)\*\s+\(([^()\n]*[\u4e00-\u9fff][^()\n]*)\)", read(page))
    assert len(named) >= 15
    assert [pair for pair in named if (pair[0].lower(), pair[1]) not in said] == []


def test_the_chinese_readme_quotes_what_stands_on_the_pages(said):
    loop = read(CHINESE).split("## 走一遍全流程")[1].split("\n## ")[0]
    quoted = re.findall("“([^”]+)”", loop)
    assert len(quoted) >= 15
    assert [words for words in quoted if words not in {chinese for _english, chinese in said}] == []


@pytest.mark.django_db
@pytest.mark.parametrize("page", [ENGLISH, CHINESE, TUTORIAL])
def test_each_address_answers(page):
    addresses = set(re.findall(r"http://127\.0\.0\.1:8000/[^>\s)]*", read(page)))
    assert len(addresses) >= 3
    for address in addresses:
        answer = Client().get(urlsplit(address).path, headers={"host": "127.0.0.1:8000"}, follow=True)
        assert answer.status_code == 200, address


@pytest.mark.django_db
@pytest.mark.parametrize("page", [ENGLISH, CHINESE])
def test_each_account_opens_and_the_organisations_are_there(page):
    accounts = re.findall("`([a-z]+)`", re.search(r"`admin`.*?`huodong`", read(page), re.S)[0])
    assert len(accounts) == 6
    assert [name for name in accounts if authenticate(username=name, password="demo") is None] == []
    for title in set(re.findall("[\u4e00-\u9fff]+残疾人联合会", read(page))):
        assert EventIndexPage.objects.filter(title=title.removeprefix("进入")).exists(), title


@pytest.mark.parametrize(
    "page", [ENGLISH, CHINESE, TUTORIAL, "CONTRIBUTING.md", "docs/guide-zh/developers.md"]
)
def test_each_command_and_each_file_is_there(page):
    targets = set(re.findall(r"^([a-z-]+):", read("Makefile"), re.M))
    assert set(re.findall(r"(?:^|`)make ([a-z-]+)", read(page), re.M)) <= targets
    folder = (ROOT / page).parent
    files = [target.partition("#")[0] for target in LINK.findall(read(page)) if "//" not in target]
    assert [name for name in files if name and not (folder / name).exists()] == []


def test_both_readmes_say_the_same():
    def shape(page: str) -> list[str]:
        return re.findall(r"^(#+|- \*\*|\d\.|\| `\w+`|```\w*|!)", read(page), re.M)

    def leads_to(page: str) -> set[str]:
        return {target for target in LINK.findall(read(page)) if target not in (ENGLISH, CHINESE)}

    assert shape(ENGLISH) == shape(CHINESE)
    assert leads_to(ENGLISH) - leads_to(CHINESE) == set()


def test_a_package_index_gets_no_address_that_leads_nowhere():
    text = long_description(read(ENGLISH), PROJECT["urls"]["Source"])
    targets = [target for target in LINK.findall(text) if not target.startswith("https://")]
    assert targets == []
    assert text.count("![") == read(ENGLISH).count("![") == 4


def brought_by(*names: str) -> set[str]:
    """What pip installs with these requirements, as far as it is installed here: normalised names."""
    found: set[str] = set()
    waiting = [Requirement(name) for name in names]
    while waiting:
        requirement = waiting.pop()
        key = re.sub(r"[-_.]+", "-", requirement.name).lower()
        label = f"{key}[{','.join(sorted(requirement.extras))}]"
        if label in found:
            continue
        found |= {key, label}
        try:
            further = [Requirement(text) for text in requires(requirement.name) or []]
        except PackageNotFoundError:
            continue
        for extra in {"", *requirement.extras}:
            waiting += [one for one in further if one.marker is None or one.marker.evaluate({"extra": extra})]
    return found


@pytest.mark.parametrize("extra", ["faces", "postgres", "s3", "production", "test"])
def test_an_extra_adds_something_that_is_not_there_without_it(extra):
    there = brought_by(*PROJECT["dependencies"])
    own = [text for text in PROJECT["optional-dependencies"][extra] if not text.startswith(PROJECT["name"])]
    assert own
    assert [text for text in own if brought_by(text) <= there] == []


def test_readers_are_told_of_each_extra_and_of_no_other():
    for_users = set(PROJECT["optional-dependencies"]) - {"all-tests", "lint", "docs", "dev"}
    for page in (ENGLISH, CHINESE):
        assert set(re.findall(r"^\| `(\w+)` \|", read(page), re.M)) == for_users
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    named = {extra for page in pages for extra in re.findall(r"disability-events\[(\w+)\]", page.read_text())}
    assert named <= for_users
