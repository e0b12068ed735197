"""The dates of an organisation as a table for spreadsheets."""

import csv
import io
from collections.abc import Iterable

from django.utils.translation import gettext as _

from ..core.dates import local
from ..core.spreadsheets import BOM, neutralise
from ..occurrences.models import Occurrence
from ..occurrences.operations import public_reason
from ..pages.listing.lines import location_line
from ..registration.seats.availability_of_many import states_of_dates


def dates_csv(dates: Iterable[Occurrence]) -> str:
    """One line a date, as CSV text with a BOM (RFC 4180); formulas are neutralised.

    Expects ``event``, ``venue`` and its facilities loaded.
    """
    rows = list(dates)
    states = states_of_dates(rows)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(
        [
            _("Event"),
            _("Kind"),
            _("Topic"),
            _("From"),
            _("Until"),
            _("Where"),
            _("State"),
            _("Reason"),
            _("Sign-up"),
            _("Address"),
        ]
    )
    for date in rows:
        event = date.event
        cells = [
            event.title,
            str(event.get_kind_display()),
            date.topic,
            _moment(date, end=False),
            _moment(date, end=True),
            location_line(date),
            str(date.get_status_display()) if event.live else _("not published"),
            public_reason(date),
            states[date.pk].sentence,
            event.full_url or "",
        ]
        writer.writerow([neutralise(cell) for cell in cells])
    return BOM + out.getvalue()


def _moment(date: Occurrence, *, end: bool) -> str:
    """A day, inclusive, or a local time: ``2027-05-17``, ``2027-05-17 14:00``."""
    if date.all_day:
        moment = date.end if end else date.start
        day = local(moment, date.time_zone).date()
        return str(day.fromordinal(day.toordinal() - 1) if end else day)
    return f"{local(date.end if end else date.start, date.time_zone):%Y-%m-%d %H:%M}"
