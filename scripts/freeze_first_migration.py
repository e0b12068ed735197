"""Freeze the first migration: ``make freeze``, once, while it is the only one.

Makes a site on SQLite with the first migration and the demo, and writes its rows into
``tests/support/first_database.jsonl.xz``. From then on ``tests/package/test_migrations.py`` migrates them to
today on both databases, and fails when a byte of the first migration changes. Later migrations cannot be
applied backwards to a demo of their time, so that the archive is never made again.

It is made best with the oldest Django and Wagtail that are supported: an older one cannot load it.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.support import templates  # noqa: E402
from tests.support.first_database import ARCHIVE  # noqa: E402


def main() -> None:
    later = sorted((ROOT / "wagtail_disability_events" / "migrations").glob("0*.py"))[1:]
    if later:
        sys.exit(f"It is frozen: {later[0].name} stands on it. Write the next migration instead.")
    with tempfile.TemporaryDirectory(prefix="wde-freeze-") as shelf:
        os.environ.setdefault("WDE_TEMPLATES", shelf)
        environment = {
            **os.environ,
            "SITE_VAR_DIR": shelf,
            "DJANGO_SETTINGS_MODULE": "example_site.settings",
            "PYTHONPATH": os.pathsep.join([str(templates.EXAMPLE), str(ROOT)]),
        }
        manage = [sys.executable, str(templates.EXAMPLE / "manage.py")]
        run([*manage, "makemigrations", "--check", "--dry-run", "wagtail_disability_events"], environment)
        database = templates.sqlite_template() / "db.sqlite3"
        save = [sys.executable, "-m", "tests.support.first_database", "save", str(ARCHIVE), str(database)]
        run(save, environment)
    print(f"{ARCHIVE.relative_to(ROOT)}: {ARCHIVE.stat().st_size // 1024} KB")


def run(command: list[str], environment: dict[str, str]) -> None:
    subprocess.run(command, env=environment, cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
