"""Files of an event: its calendar, and a picture where it has none."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from ...calendars.feed_views import feed_response
from ...calendars.feeds import stored_texts
from ...calendars.models import TranslatedEntry
from ...core.dates import local
from ...core.security_headers import for_everyone, for_one_reader
from ...posters.cover import draw_cover
from ..listing.feed import state_of_event
from ..mixins import EventPageMixin
from .reader import Reader


@require_safe
@gzip_page
def calendar(request: HttpRequest, event: EventPageMixin) -> HttpResponse:
    """Its dates as iCalendar."""
    reader = Reader.of(request)
    return feed_response(
        request,
        lambda: _texts(event),
        state=state_of_event(event, reader.snapshot),
        name=event.title,
        url=event.get_full_url(request) or "",
        filename="event.ics",
        private=bool(reader.accepted),
    )


def _texts(event: EventPageMixin) -> Iterable[tuple[str, bytes]]:
    if event.words_id == event.pk:
        return stored_texts(event.calendar_entries.all())
    return stored_texts(TranslatedEntry.objects.filter(page_id=event.words_id), of="entry__")


@require_safe
def cover(request: HttpRequest, event: EventPageMixin) -> HttpResponse:
    """The picture of an event that has none; the address changes with what is drawn."""
    response = HttpResponse(draw_cover(event.kind, event.pk, _cover_day(event)), content_type="image/png")
    if event.get_view_restrictions().exists():
        for_one_reader(response)
    else:
        for_everyone(response, seconds=86400)
    return response


def _cover_day(event: EventPageMixin) -> str:
    """Month and day of the next date, or of the last one: ``12·13``."""
    dates = list(event.occurrences.taking_place())
    ahead = [date for date in dates if date.end >= timezone.now()]
    shown = (ahead or dates[-1:])[:1]
    return "".join(f"{local(d.start, d.time_zone).month}·{local(d.start, d.time_zone).day}" for d in shown)
