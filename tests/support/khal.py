"""A third opinion on our calendars: khal, a calendar for the terminal with an expansion of its own."""

import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

CONFIG = """
[calendars]
[[ours]]
path = {folder}/ours
type = calendar
[locale]
local_timezone = {zone}
default_timezone = {zone}
timeformat = %H:%M:%S
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M:%S
longdatetimeformat = %Y-%m-%d %H:%M:%S
[sqlite]
path = {folder}/khal.db
[default]
default_calendar = ours
"""
FORMAT = "{uid}\t{start-long}\t{end-long}\t{status}\n"


def expand_with_khal(
    text: bytes, since: datetime, until: datetime, zone: str
) -> tuple[set[tuple[datetime, datetime, str]], str]:
    """Start, end (in UTC) and status of every instance that begins in a time, and what khal complained of."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "ours").mkdir()
        (home / "config").write_text(CONFIG.format(folder=folder, zone=zone))
        (home / "feed.ics").write_bytes(text)
        khal = [str(Path(sys.executable).with_name("khal")), "-c", str(home / "config")]
        brought = subprocess.run(
            [*khal, "import", "--batch", "-a", "ours", str(home / "feed.ics")],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        days = [
            f"{moment.astimezone(ZoneInfo(zone)):%Y-%m-%d}" for moment in (since, until + timedelta(days=2))
        ]
        listed = subprocess.run(
            [*khal, "list", "--format", FORMAT, "--day-format", "", *days],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
    found = set()
    for line in listed.stdout.splitlines():
        if line.count("\t") == 3:
            _uid, start, end, status = line.split("\t")
            found.add((_moment(start, zone), _moment(end, zone, last=True), status.strip()))
    return {item for item in found if item[0] < until}, brought.stderr + listed.stderr


def _moment(said: str, zone: str, *, last: bool = False) -> datetime:
    """A local time, or a day; khal names the last day of a whole day."""
    moment = datetime.fromisoformat(said)
    if len(said) == 10 and last:
        moment += timedelta(days=1)
    return moment.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
