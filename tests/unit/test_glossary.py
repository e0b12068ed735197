"""Every class or function that the glossary names is in the package."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "wagtail_disability_events"
ROWS = re.findall(r"^\| (.+) \| (.+) \| `(\w+)` \|$", (ROOT / "docs/reference/glossary.md").read_text(), re.M)
SOURCE = "\n".join(path.read_text() for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)


def test_the_glossary_has_three_columns_and_many_rows():
    assert len(ROWS) >= 40


@pytest.mark.parametrize(("english", "chinese", "name"), ROWS)
def test_each_name_is_defined(english, chinese, name):
    defined = rf"^\s*(?:(?:class|def) {name}\b|{name}(?:: [^=\n]+)? = |\"{name}\": )"
    assert re.search(defined, SOURCE, re.M), f"{english}: nothing is called {name}"
    assert re.search(r"[\u4e00-\u9fff]", chinese)
