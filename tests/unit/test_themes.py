"""Every pair of text and ground is 7:1 or better, in each theme, light and dark (WCAG 2.2 SC 1.4.6)."""

import re

import pytest
from django.contrib.staticfiles import finders

from wagtail_disability_events.publicity.style.contrast import contrast, parse_colour

with open(finders.find("wagtail_disability_events/css/wde.css")) as opened:
    CSS = opened.read()

PAIRS = [
    ("ink", "paper"),
    ("ink", "sheet"),
    ("ink", "tint"),
    ("soft", "paper"),
    ("soft", "sheet"),
    ("soft", "tint"),
    ("act", "paper"),
    ("act", "sheet"),
    ("act", "tint"),
    ("act-ink", "act"),
    ("ink", "act-tint"),
    ("act", "act-tint"),
    ("warm", "paper"),
    ("warm", "sheet"),
    ("ink", "warm-tint"),
    ("gold", "gold-tint"),
    ("gold", "paper"),
]


DARK = re.compile(r"@media \(prefers-color-scheme: dark\) \{(.*?\})\s*\}", re.S)
ROOT = re.compile(r':root(?:\[data-wde-theme="(\w+)"\])? \{([^}]+)\}')


def variables(theme: str, mode: str) -> dict[str, str]:
    """The colours that hold, in the order of the cascade: common ones, then those of the theme."""
    parts = [DARK.sub("", CSS)] + (["".join(DARK.findall(CSS))] if mode == "dark" else [])
    found: dict[str, str] = {}
    for part in parts:
        for name, body in ROOT.findall(part):
            if not name or name == theme:
                found.update(re.findall(r"--wde-([\w-]+): (#[0-9a-f]{6})", body))
    return found


def ratio(first: str, second: str) -> float:
    return contrast(parse_colour(first), parse_colour(second))


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("theme", ["calm", "warm", "festive"])
def test_each_pair_is_legible(theme, mode):
    colours = variables(theme, mode)
    assert (colours["paper"] < "#800000") is (mode == "dark")
    weak = {
        f"{text} on {ground}": round(ratio(colours[text], colours[ground]), 2)
        for text, ground in PAIRS
        if ratio(colours[text], colours[ground]) < 7
    }
    assert weak == {}


def test_the_style_sheet_stays_small():
    assert len(CSS.encode()) <= 30 * 1024
