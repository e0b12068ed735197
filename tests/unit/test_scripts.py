"""Scripts and templates meet in data attributes: what one side names, the other side knows."""

import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "wagtail_disability_events"
SCRIPTS = {path.name: path for path in (PACKAGE / "static").rglob("*.js")}
SOURCES = [*PACKAGE.rglob("*.html"), *PACKAGE.rglob("*.py")]
TEXT = "".join(path.read_text(encoding="utf-8") for path in SOURCES)


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_is_loaded_as_a_module(name):
    assert f"wagtail_disability_events/js/{name}" in TEXT
    for line in TEXT.splitlines():
        if f"js/{name}'" in line:
            assert '<script type="module"' in line


@pytest.mark.parametrize("name", SCRIPTS)
def test_what_a_script_looks_for_stands_in_a_template(name):
    script = SCRIPTS[name].read_text(encoding="utf-8")
    asked = set(re.findall(r"\[(data-[\w-]+)", script))
    asked |= {
        "data-" + re.sub(r"[A-Z]", lambda capital: f"-{capital[0].lower()}", asked_name)
        for asked_name in re.findall(r"\.dataset\.(wde\w+)", script)
    }
    asked -= {"data-contentpath"}  # Wagtail's own
    assert {each for each in asked if not re.search(rf"{each}(?![\w-])", TEXT)} == set()


def test_what_a_page_offers_to_a_script_is_looked_for():
    scripts = "".join(path.read_text(encoding="utf-8") for path in SCRIPTS.values())
    offered = set(re.findall(r"(?<![\w-])data-wde-[\w-]+", TEXT)) - {"data-wde-theme"}
    unknown = {
        each
        for each in offered
        if each not in scripts and re.sub(r"-(\w)", lambda part: part[1].upper(), each[5:]) not in scripts
    }
    assert unknown == set()
