"""Collect the messages of the package, complete the English catalogue, compile both: ``make messages``.

Chinese is written by people: what is missing is listed, and the command fails until it is there.
"""

import subprocess
import sys
from pathlib import Path

import polib

PACKAGE = Path(__file__).resolve().parent.parent / "wagtail_disability_events"


def main() -> int:
    collect = ["makemessages", "-l", "zh_Hans", "-l", "en", "--no-location", "--no-obsolete", "--no-wrap"]
    subprocess.run([sys.executable, "-m", "django", *collect], cwd=PACKAGE, check=True)
    missing = []
    for language in ("en", "zh_Hans"):
        path = PACKAGE / "locale" / language / "LC_MESSAGES" / "django.po"
        catalogue = polib.pofile(str(path), wrapwidth=0)
        for entry in catalogue:
            if language == "en":
                _repeat_source(entry)
            elif entry.fuzzy or not entry.translated():
                missing.append(entry.msgid)
        catalogue.metadata.pop("POT-Creation-Date", None)
        catalogue.save(str(path))
        catalogue.save_as_mofile(str(path.with_suffix(".mo")))
    for message in missing:
        print(f"Not in Chinese yet: {message}")
    return 1 if missing else 0


def _repeat_source(entry: polib.POEntry) -> None:
    if entry.fuzzy:  # gettext's guess from another message
        entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
        entry.msgstr = ""
    if entry.msgid_plural:
        entry.msgstr_plural = {0: entry.msgid, 1: entry.msgid_plural}
    elif not (entry.msgctxt and entry.msgstr):
        entry.msgstr = entry.msgid
    entry.previous_msgid = entry.previous_msgid_plural = entry.previous_msgctxt = None


if __name__ == "__main__":
    sys.exit(main())
