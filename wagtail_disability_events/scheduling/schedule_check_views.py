"""While an editor writes a schedule: it is said back, with its next dates, clashes and who is affected."""

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from wagtail.fields import StreamField

from ..core.base_page import BasePage
from ..core.dates import local
from ..core.posted import whole_number
from ..occurrences.clashes import Clash, clashes
from ..occurrences.lunar import lunar_phrase
from ..occurrences.models import Occurrence
from ..occurrences.projection import preview_rows
from ..pages.models import EventIndexPage, EventPage
from .lines import when
from .schedule_reading import effect_of_publishing, read_schedule

DATES_SHOWN = 10
TEMPLATE = "wagtail_disability_events/scheduling/schedule_check.html"


@never_cache
@require_POST
def check_schedule(request: HttpRequest, page_id: int) -> HttpResponse:
    """Read the schedule in the posted page form. ``page_id`` is the event, or its parent for a new one."""
    event = _draft(request, page_id)
    readings = read_schedule(event)
    rows = [] if any(reading.errors for reading in readings) else preview_rows(event)
    now = timezone.now()
    ahead = [row for row in rows if row.end >= now]
    context = {
        "readings": readings,
        "dates": [_date_line(row) for row in (ahead or rows)[:DATES_SHOWN]],
        "more": max(0, len(ahead or rows) - DATES_SHOWN),
        "clashes": [_clash_line(clash) for clash in clashes(rows)],
        "effect": effect_of_publishing(event) if rows else None,
    }
    return TemplateResponse(request, TEMPLATE, context)


def _draft(request: HttpRequest, page_id: int) -> EventPage:
    """The event as it would be, from the fields of the form that make dates.

    Raises PermissionDenied, and BadRequest where a part of the form is missing.
    """
    page = BasePage.objects.filter(pk=page_id).first()
    page = page.specific if page else None
    if isinstance(page, EventPage) and page.permissions_for_user(request.user).can_edit():
        event: EventPage = page
    elif isinstance(page, EventIndexPage) and page.permissions_for_user(request.user).can_add_subpage():
        event = EventPage()
        event._cached_parent_obj = page
    else:
        raise PermissionDenied
    field: StreamField = EventPage._meta.get_field("schedule")
    try:
        event.schedule = field.stream_block.value_from_datadict(request.POST, request.FILES, "schedule")
    except (KeyError, ValueError) as error:  # blocks read their fields as a whole form has them
        raise BadRequest("an incomplete form of a schedule") from error
    event.venue_id = whole_number(request.POST.get("venue", ""))
    event.location_note = request.POST.get("location_note", "")
    return event


def _date_line(row: Occurrence) -> dict[str, str]:
    return {
        "when": when(row),
        "lunar": lunar_phrase(local(row.start, row.time_zone).date()),
        "topic": " · ".join(part for part in (row.topic, row.teacher) if part),
    }


def _clash_line(clash: Clash) -> dict[str, str]:
    date, other = clash.date, clash.other
    return {
        "when": when(date),
        "venue": str(other.venue or date.venue),
        "other": other.event.title if other.pk else "",
    }
