"""While an editor writes a schedule: it is said back, with its next dates, clashes and who is affected."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from ..core.base_page import BasePage
from ..core.dates import local, span_phrase
from ..occurrences.clashes import Clash, clashes
from ..occurrences.lunar import lunar_phrase
from ..occurrences.models import Occurrence
from ..occurrences.projection import Projection, plan_projection, preview_rows
from ..pages.models import EventIndexPage, EventPage
from ..pages.publishing.publish import people_depend_on
from ..registration.models.registrations import Registration

DATES_SHOWN = 10
TEMPLATE = "wagtail_disability_events/scheduling/schedule_check.html"


@dataclass(frozen=True)
class BlockReading:
    """How one block of a schedule is understood."""

    label: str
    sentences: list[str]
    errors: list[str]


@never_cache
@require_POST
def check_schedule(request: HttpRequest, page_id: int) -> HttpResponse:
    """Read the schedule in the posted page form. ``page_id`` is the event, or its parent for a new one."""
    event = _draft(request, page_id)
    readings = _read(event)
    rows = [] if any(reading.errors for reading in readings) else preview_rows(event)
    now = timezone.now()
    ahead = [row for row in rows if row.end >= now]
    context = {
        "readings": readings,
        "dates": [_date_line(row) for row in (ahead or rows)[:DATES_SHOWN]],
        "more": max(0, len(ahead or rows) - DATES_SHOWN),
        "clashes": [_clash_line(clash) for clash in clashes(rows)],
        "effect": _effect(event) if rows else None,
    }
    return TemplateResponse(request, TEMPLATE, context)


def _draft(request: HttpRequest, page_id: int) -> Any:
    """The event as it would be, from the fields of the form that make dates. Raises PermissionDenied."""
    page = BasePage.objects.filter(pk=page_id).first()
    page = page.specific if page else None
    if isinstance(page, EventPage) and page.permissions_for_user(request.user).can_edit():
        event = page
    elif isinstance(page, EventIndexPage) and page.permissions_for_user(request.user).can_add_subpage():
        event = EventPage()
        event._cached_parent_obj = page  # type: ignore[attr-defined]
    else:
        raise PermissionDenied
    field: Any = EventPage._meta.get_field("schedule")
    block = field.stream_block
    event.schedule = block.value_from_datadict(request.POST, request.FILES, "schedule")
    venue = request.POST.get("venue", "")
    event.venue_id = int(venue) if venue.isascii() and venue.isdigit() and len(venue) < 10 else None
    event.location_note = request.POST.get("location_note", "")
    return event


def _read(event: Any) -> list[BlockReading]:
    """Check each block of the draft; what is right is left behind as dates and times instead of texts."""
    readings = []
    for child in event.schedule:
        try:
            child.value = child.block.clean(child.value)
        except ValidationError as error:
            readings.append(BlockReading(str(child.block.label), [], list(dict.fromkeys(_words(error)))))
        else:
            readings.append(BlockReading(str(child.block.label), _sentences(child), []))
    return readings


def _sentences(child: Any) -> list[str]:
    """The rule in Chinese and in English, once where they are the same."""
    said = []
    for language in ("zh-hans", "en"):
        with override(language):
            said.append(child.block.describe(child.value))
    return [sentence for sentence in dict.fromkeys(said) if sentence]


def _words(error: Any) -> list[str]:
    """The messages in a block's error, however deep they stand."""
    found: list[str] = []
    for name in ("non_block_errors", "block_errors"):
        below = getattr(error, name, None)
        items = below.values() if isinstance(below, dict) else below or []
        for item in items:
            found += _words(item) if isinstance(item, Exception) else [str(item)]
    if found:
        return found
    return list(error.messages) if hasattr(error, "error_list") or hasattr(error, "error_dict") else []


def _date_line(row: Occurrence) -> dict[str, str]:
    return {
        "when": span_phrase(row.start, row.end, all_day=row.all_day, zone=row.time_zone),
        "lunar": lunar_phrase(local(row.start, row.time_zone).date()),
        "topic": " · ".join(part for part in (row.topic, row.teacher) if part),
    }


def _clash_line(clash: Clash) -> dict[str, str]:
    date, other = clash.date, clash.other
    return {
        "when": span_phrase(date.start, date.end, all_day=date.all_day, zone=date.time_zone),
        "venue": str(other.venue or date.venue),
        "other": other.event.title if other.pk else "",
    }


def _effect(event: Any) -> dict[str, int] | None:
    """What publishing would do to dates that people know of; None where it harms nothing."""
    if not event.pk or not event.live:
        return None
    existing = list(event.occurrences.filter(end__gte=timezone.now()))
    keys = {row.key for row in existing}
    report: Projection = plan_projection(event, existing, needed=people_depend_on)
    moved = [row for row in report.changed if row.key in keys]
    touched = [row.pk for row in [*report.cancelled, *moved]]
    if not touched:
        return None
    people = Registration.objects.active().for_occurrences(event, touched).count()
    return {"cancelled": len(report.cancelled), "changed": len(moved), "people": people}
