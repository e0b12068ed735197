"""A second opinion on our calendars: Mozilla's ical.js, run by Node where both are installed."""

import json
import os
import shutil
import subprocess
from datetime import UTC, datetime, time
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = """
const ICAL = require(process.argv[1]).default || require(process.argv[1]);
const text = require("fs").readFileSync(0, "utf8");
// A whole day has no zone: two days more are asked for, the caller takes what it wants.
const until = ICAL.Time.fromJSDate(new Date(Number(process.argv[2]) + 2 * 86400000), true);
const root = new ICAL.Component(ICAL.parse(text));
for (const zone of root.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
const masters = new Map(), changes = [];
for (const part of root.getAllSubcomponents("vevent")) {
  const event = new ICAL.Event(part);
  if (event.isRecurrenceException()) changes.push(event);
  else masters.set(event.uid + "|" + masters.size, event);
}
const out = [];
const say = (event, start, end) => out.push([
  start.isDate ? start.toString() : start.toUnixTime(), end.isDate ? end.toString() : end.toUnixTime(),
  event.component.getFirstPropertyValue("status")]);
for (const event of masters.values()) {
  if (!event.isRecurring()) { say(event, event.startDate, event.endDate); continue; }
  for (const change of changes) if (change.uid === event.uid) event.relateException(change);
  const dates = event.iterator();
  for (let next = dates.next(), turn = 0; next && turn < 3000; next = dates.next(), turn++) {
    if (next.compare(until) > 0 && changes.length === 0) break;
    if (next.toUnixTime() > until.toUnixTime() + 86400 * 400) break;
    const found = event.getOccurrenceDetails(next);
    say(found.item, found.startDate, found.endDate);
  }
}
const known = new Set([...masters.values()].map(event => event.uid));
for (const change of changes) if (!known.has(change.uid)) say(change, change.startDate, change.endDate);
console.log(JSON.stringify(out));
"""


@lru_cache(maxsize=1)
def _library() -> str:
    home = os.environ.get("ICAL_JS") or str(ROOT / ".venv" / "node" / "node_modules" / "ical.js")
    return home if shutil.which("node") and Path(home).exists() else ""


def has_ical_js() -> bool:
    """Whether Node and ical.js are there; ``make test`` fetches the latter where it finds npm."""
    return bool(_library())


def expand_with_ical_js(text: bytes, until: datetime, zone: str) -> set[tuple[datetime, datetime, str]]:
    """Start, end (in UTC) and status of every instance before ``until``."""
    command = ["node", "-e", SCRIPT, _library(), str(int(until.timestamp() * 1000))]
    done = subprocess.run(command, input=text, capture_output=True, check=True)
    found = {
        (_moment(start, zone), _moment(end, zone), status) for start, end, status in json.loads(done.stdout)
    }
    return {item for item in found if item[0] < until}


def _moment(value: int | str, zone: str) -> datetime:
    if isinstance(value, str):
        return datetime.combine(datetime.fromisoformat(value).date(), time.min, ZoneInfo(zone)).astimezone(
            UTC
        )
    return datetime.fromtimestamp(value, UTC)
