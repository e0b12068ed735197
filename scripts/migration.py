"""Write the next migration: ``make migration NAME=what_changes``. Those before it are frozen.

Django writes down the models that this site happens to use; a reusable package names those that a site may
swap: its page model, its image model, its user model. And it writes down the newest migrations of other apps,
which an older Wagtail does not have; the first migration already asks for those that are needed.
"""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MIGRATIONS = ROOT / "wagtail_disability_events" / "migrations"
REPLACEMENTS = {
    "to='wagtailimages.image'": "to=get_image_model_string()",
    "to=settings.WAGTAIL_PAGE_MODEL": "to=BASE_PAGE_MODEL_NAME",
    "migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL)": "*BASE_PAGE_DEPENDENCIES",
    "to='wagtailcore.page'": "to=BASE_PAGE_MODEL_NAME",
    "'wagtailcore.page', models.Model": "BASE_PAGE_MODEL_NAME.lower(), models.Model",
    "modelsearch.index": "wagtail.search.index",
}
IMPORTS = {
    "get_image_model_string": "from wagtail.images import get_image_model_string\n",
    "BASE_PAGE_MODEL_NAME": "\nfrom wagtail_disability_events.core.base_page import {BASE}\n",
}
OF_OTHER_APPS = re.compile(r"^        \('(?!wagtail_disability_events')\w+', '\w+'\),\n", re.MULTILINE)


def main() -> int:
    name = sys.argv[1] if len(sys.argv) > 1 else ""
    if not re.fullmatch(r"[a-z][a-z0-9_]+", name):
        print("Say what changes, in small letters: make migration NAME=photo_licence", file=sys.stderr)
        return 2
    there = set(MIGRATIONS.glob("0*.py"))
    make = ["makemigrations", "wagtail_disability_events", "-n", name]
    subprocess.run([sys.executable, str(ROOT / "example_site" / "manage.py"), *make], check=True)
    for path in set(MIGRATIONS.glob("0*.py")) - there:
        path.write_text(for_any_site(path.read_text(encoding="utf-8")), encoding="utf-8")
    return 0


def for_any_site(text: str) -> str:
    """A migration as Django has written it here, as it holds on a site with models of its own."""
    text = OF_OTHER_APPS.sub("", re.sub(r"\A#[^\n]*\n\n", "", text))
    for written, wanted in REPLACEMENTS.items():
        text = text.replace(written, wanted)
    base = [name for name in ("BASE_PAGE_DEPENDENCIES", "BASE_PAGE_MODEL_NAME") if name in text]
    imported = "".join(line for used, line in IMPORTS.items() if used in text).replace(
        "{BASE}", ", ".join(base)
    )
    if "settings." not in text:
        text = text.replace("from django.conf import settings\n", "")
    head = (
        "from django.db import migrations, models\n"
        if "import migrations, models\n" in text
        else "from django.db import migrations\n"
    )
    return text.replace(head, head + imported, 1)


if __name__ == "__main__":
    sys.exit(main())
