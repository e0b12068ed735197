"""The days that staff ask for in an address."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

MAX_DAYS = 62


@dataclass(frozen=True)
class DaySpan:
    """First and last day, both included; ``notice`` says why they are not those that were asked for."""

    first: date
    last: date
    notice: str = ""

    @property
    def parameters(self) -> str:
        """The same days in an address."""
        return f"?from={self.first.isoformat()}&to={self.last.isoformat()}"

    @property
    def before(self) -> "DaySpan":
        """As many days before these."""
        end = self.first - timedelta(days=1)
        return DaySpan(end - (self.last - self.first), end)

    @property
    def after(self) -> "DaySpan":
        """As many days after these."""
        start = self.last + timedelta(days=1)
        return DaySpan(start, start + (self.last - self.first))


def read_span(asked: Mapping[str, str], posted: Mapping[str, str], today: date) -> DaySpan:
    """The days that an address or a form names; the week of today where it names none, at most two months."""
    monday = today - timedelta(days=today.weekday())
    sunday = monday + timedelta(days=6)
    first, last = (_day(asked.get(name) or posted.get(name) or "") for name in ("from", "to"))
    if first is None or last is None:
        named = asked.get("from") or asked.get("to")
        return DaySpan(monday, sunday, _("These are not two days; this is the week.") if named else "")
    if last < first or last - first > timedelta(days=MAX_DAYS):
        return DaySpan(monday, sunday, _("At most two months can be shown; this is the week."))
    return DaySpan(first, last)


def _day(text: str) -> date | None:
    try:
        found = parse_date(text)
    except ValueError:
        return None
    return found if found and 1900 < found.year < 9000 else None
