"""Write the one migration anew (until 1.0): ``make migration``.

Django writes down the models that this site happens to use; a reusable package names those that a site may
swap: its page model, its image model, its user model.
"""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MIGRATION = ROOT / "wagtail_disability_events" / "migrations" / "0001_initial.py"
REPLACEMENTS = {
    "to='wagtailimages.image'": "to=get_image_model_string()",
    "to=settings.WAGTAIL_PAGE_MODEL": "to=BASE_PAGE_MODEL_NAME",
    "to='wagtailcore.page'": "to=BASE_PAGE_MODEL_NAME",
    "'wagtailcore.page', models.Model": "BASE_PAGE_MODEL_NAME.lower(), models.Model",
    "modelsearch.index": "wagtail.search.index",
}
IMPORTS = """from django.db import migrations, models
from wagtail.images import get_image_model_string

from wagtail_disability_events.core.base_page import BASE_PAGE_DEPENDENCIES, BASE_PAGE_MODEL_NAME
"""
DEPENDENCIES = """    dependencies = [
        ('wagtailcore', '0094_alter_page_locale'),
        migrations.swappable_dependency(get_image_model_string()),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        *BASE_PAGE_DEPENDENCIES,
    ]
"""


def main() -> None:
    MIGRATION.unlink(missing_ok=True)
    make = ["makemigrations", "wagtail_disability_events", "-n", "initial"]
    subprocess.run([sys.executable, str(ROOT / "example_site" / "manage.py"), *make], check=True)
    text = MIGRATION.read_text(encoding="utf-8")
    text = re.sub(r"\A#[^\n]*\n\n", "", text)
    text = re.sub(r"    dependencies = \[.*?\n    \]\n", DEPENDENCIES, text, count=1, flags=re.S)
    text = text.replace("from django.db import migrations, models\n", IMPORTS, 1)
    for written, wanted in REPLACEMENTS.items():
        text = text.replace(written, wanted)
    MIGRATION.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
