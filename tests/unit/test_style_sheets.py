"""Our style sheets leave a host alone, and an engine as old as Chromium 86 drops none of their rules."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import tinycss2
from bs4 import BeautifulSoup
from django.contrib.staticfiles import finders

PACKAGE = Path(__file__).resolve().parents[2] / "wagtail_disability_events"
EXAMPLE = PACKAGE.parent / "example_site"
TEMPLATES = PACKAGE / "templates" / "wagtail_disability_events"
SHEETS = {
    # a theme may stand before the root, as the setting does on our own page
    "wde.css": re.compile(r'(:root\[data-wde-theme="\w+"\] )?\.wde(-page)?(?![\w-])'),
    "admin.css": re.compile(r"\.wde-"),
    "home.css": re.compile(r"\.wde-"),
}
NOT_IN_EVERY_ENGINE = re.compile(r":has\(|::details-content")
"""Where an engine does not know one selector of a list, it drops the whole rule."""


def rules(name: str) -> Iterator[tuple[list[str], list]]:
    """The selectors and the declarations of each rule, also of those in @media and @supports."""
    css = Path(finders.find(f"wagtail_disability_events/css/{name}")).read_text(encoding="utf-8")
    yield from _rules(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True))


def _rules(nodes: list) -> Iterator[tuple[list[str], list]]:
    for node in nodes:
        assert node.type != "error", node.message
        if node.type == "at-rule":
            assert node.lower_at_keyword in ("media", "supports"), node.at_keyword  # no @layer, no @scope
            yield from _rules(
                tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
            )
        else:
            selectors = tinycss2.serialize(node.prelude).strip()
            contents = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
            assert {part.type for part in contents} == {"declaration"}, f"{selectors}: rules in a rule"
            yield re.split(r",\s*(?![^()]*\))", selectors), contents


@pytest.mark.parametrize("name", SHEETS)
def test_every_selector_begins_below_our_root(name):
    """So that a host's own elements and Wagtail's screens look as if our sheet were not there."""
    bare = [
        selector
        for selectors, declarations in rules(name)
        for selector in selectors
        if not SHEETS[name].match(selector) and not only_variables(selector, declarations)
    ]
    assert bare == []


def only_variables(selector: str, declarations: list) -> bool:
    """Whether a rule gives values to our own variables at the root, where a host can give others."""
    return re.fullmatch(r':root(\[data-wde-theme="\w+"\])?', selector) is not None and all(
        declaration.name.startswith("--wde-") for declaration in declarations
    )


@pytest.mark.parametrize("name", SHEETS)
def test_an_old_engine_reads_every_selector(name):
    unread, mixed = [], []
    for selectors, _declarations in rules(name):
        unread += [selector for selector in selectors if re.search(r":(where|is)\(|&", selector)]
        if len(selectors) > 1:
            mixed += [selector for selector in selectors if NOT_IN_EVERY_ENGINE.search(selector)]
    assert unread == []
    assert mixed == []


@pytest.mark.parametrize("name", SHEETS)
def test_every_variable_is_ours_and_has_a_value(name):
    declared, used = set(), set()
    for _selectors, declarations in rules(name):
        declared |= {part.name for part in declarations if part.name.startswith("--")}
        used |= set(re.findall(r"var\((--[\w-]+)", tinycss2.serialize(declarations)))
    given = declared if name == "wde.css" else declared | {each for each in used if each.startswith("--w-")}
    assert {each for each in declared if not each.startswith("--wde-")} == set()
    assert used - given == set()


def test_every_class_with_a_rule_is_used():
    styled = {
        found
        for name in SHEETS
        for selectors, _declarations in rules(name)
        for found in re.findall(r"\.(wde[\w-]*)", " ".join(selectors))
    }
    sources = [*PACKAGE.rglob("*.html"), *PACKAGE.rglob("*.js"), *EXAMPLE.rglob("*.html")]
    text = "".join(path.read_text(encoding="utf-8") for path in sources)
    assert {each for each in styled if not re.search(rf"[\"' .]{each}(?![\w-])", text)} == set()


def test_every_page_of_ours_stands_below_the_root_in_whatever_base_a_site_has():
    """A host's base template has a block "content" and knows nothing of us: page.html fills it."""
    own_root = {"base.html", "page.html"}
    found = {
        str(path.relative_to(TEMPLATES))
        for path in TEMPLATES.rglob("*.html")
        if re.search(r'extends "wagtail_disability_events/base.html"', path.read_text(encoding="utf-8"))
    }
    assert found - own_root == set()
    page = BeautifulSoup((TEMPLATES / "page.html").read_text(encoding="utf-8"), "html.parser")
    assert "block main" in page.select_one("div.wde").get_text()


def test_the_base_template_that_the_docs_show_is_the_one_that_is_tested():
    """tests/browser/test_inside_a_host.py looks at it in a browser."""
    shown = (PACKAGE.parent / "docs" / "how-to" / "base-template.md").read_text(encoding="utf-8")
    host = Path(__file__).resolve().parents[1] / "support" / "host_pages" / "templates"
    tested = (host / "wagtail_disability_events" / "base.html").read_text(encoding="utf-8")
    assert tested.startswith('{% extends "base.html" %}')
    assert f"```html\n{tested}```" in shown
