"""Rows are locked without their keys, so that nobody waits who only points to them."""

import ast
from pathlib import Path

import wagtail_disability_events

PACKAGE = Path(wagtail_disability_events.__file__).parent


def test_every_lock_leaves_the_key_to_others():
    plain = [
        f"{path.relative_to(PACKAGE)}:{call.lineno}"
        for path in PACKAGE.rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text()))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr == "select_for_update"
        and "no_key" not in {keyword.arg for keyword in call.keywords}
    ]
    assert plain == []
