"""The number of a check leads to one check: a site silences it, and docs name it, by that number."""

import re
from collections import defaultdict
from pathlib import Path

import wagtail_disability_events

PACKAGE = Path(wagtail_disability_events.__file__).parent
NUMBER = re.compile(r'"(?:wagtail_disability_events\.)?([EW]\d{3})"')


def test_no_two_checks_have_the_same_number():
    found = defaultdict(list)
    for path in PACKAGE.rglob("*.py"):
        for number in NUMBER.findall(path.read_text(encoding="utf-8")):
            found[number].append(path.name)
    assert len(found) > 25
    assert {number: where for number, where in found.items() if len(where) > 1} == {}
