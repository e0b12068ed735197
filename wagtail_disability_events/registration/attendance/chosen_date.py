"""Which date of an event staff are at."""

from django.utils import timezone

from ...core.dates import span_phrase
from ...occurrences.event import Event
from ...occurrences.models import Occurrence


def chosen_date(wanted: str, event: Event) -> Occurrence | None:
    """The date asked for, else the one that staff are most likely at: the next to end, or the last."""
    dates = event.known_dates()
    chosen = next((date for date in dates if str(date.pk) == wanted), None)
    ahead = next((date for date in dates if date.end >= timezone.now()), None)
    return chosen or ahead or (dates[-1] if dates else None)


def date_label(date: Occurrence) -> str:
    """When, and what of a course."""
    when = span_phrase(date.start, date.end, all_day=date.all_day, zone=date.time_zone)
    return f"{when} {date.topic}".strip()
