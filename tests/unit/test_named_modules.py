"""What is named in documents and strings is there; what is translated can be found."""

import ast
import importlib
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PLACES = (
    "README.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "docs",
    "example_site",
    "scripts",
    "tests",
    "pyproject.toml",
)
IMPORTS = re.compile(
    r"^\s*(?:>>> |\.\.\. )?from (wagtail_disability_events[\w.]*) import (\([^)]*\)|[^\n#;]+)", re.MULTILINE
)
DOTTED = re.compile(r"[\"'`](wagtail_disability_events(?:\.[a-z_]+)(?:\.\w+)*)[\"'`]")
"""Not what begins with a capital: a model's label, or the number of a check."""
NO_MODULES = {
    "wagtail_disability_events.encryption": "what the key of a site is derived from, since the first release"
}


def texts() -> list[Path]:
    found = []
    for place in PLACES:
        path = ROOT / place
        inside = path.rglob("*") if path.is_dir() else [path]
        found += [
            one for one in inside if one.suffix in (".py", ".md", ".toml") and "_build" not in one.parts
        ]
    return found


def named() -> list[tuple[str, str]]:
    """Each name with the file that has it; of ``import a as b, c`` there are two."""
    found = set()
    for path in texts():
        text, here = path.read_text(encoding="utf-8"), path.relative_to(ROOT).as_posix()
        for module, names in IMPORTS.findall(text):
            for name in names.strip("()").split(","):
                if plain := name.split(" as ")[0].strip().removesuffix('"').strip():
                    found.add((f"{module}.{plain}", here))
        found |= {(dotted, here) for dotted in DOTTED.findall(text)}
    return sorted(found)


def is_there(dotted: str) -> bool:
    """Whether a dotted name is a module, or something in one."""
    parts = dotted.split(".")
    for length in range(len(parts), 0, -1):
        try:
            thing = importlib.import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        for part in parts[length:]:
            if not hasattr(thing, part):
                return False
            thing = getattr(thing, part)
        return True
    return False


def test_every_name_that_is_imported_somewhere_exists():
    assert len(named()) > 500
    assert [(name, where) for name, where in named() if name not in NO_MODULES and not is_there(name)] == []


def test_no_text_is_translated_inside_an_f_string():
    """What collects texts takes an f-string for one text, and does not look into it."""
    asked = {"_", "gettext", "gettext_lazy", "ngettext", "pgettext"}
    found = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in (ROOT / "wagtail_disability_events").rglob("*.py")
        for text in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in asked
    ]
    assert found == []
