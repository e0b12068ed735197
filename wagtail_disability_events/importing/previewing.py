"""A file of others is read and kept as a preview for staff; nothing else is changed."""

from collections import Counter
from dataclasses import asdict
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from ..calendars.incoming import Reading
from ..calendars.models import CalendarImport, CalendarSource, ImportedEvent
from ..calendars.reading import read_calendar
from ..core.users import User, signed_in
from ..pages.models import EventIndexPage
from .packing import packed
from .planning import BATCH

PREVIEW_KEPT = timedelta(days=7)
"""An import that was only looked at is forgotten after a week."""


def preview_import(
    content: bytes,
    index: EventIndexPage,
    *,
    user: User | None,
    source: CalendarSource | None = None,
    name: str,
    url: str = "",
) -> CalendarImport:
    """Read a file for an organisation and note what it holds. Raises NotACalendar.

    Without ``source`` it is the calendar whose events are in the file already, else a new one.
    """
    reading = read_calendar(content, index.time_zone)
    with transaction.atomic():
        source = (
            source
            or _known_source(reading, index, url)
            or CalendarSource.objects.create(page=index, name=(reading.name or name)[:120], url=url)
        )
        if url and source.url != url:
            source.url = url
            source.save(update_fields=["url"])
        old = source.imports.filter(state=CalendarImport.State.PREVIEW)
        old.filter(created_at__lt=timezone.now() - PREVIEW_KEPT).delete()
        return CalendarImport.objects.create(
            source=source,
            user=signed_in(user) if user is not None else None,
            events=[packed(event) for event in reading.events],
            refused=[asdict(refusal) for refusal in reading.refused],
            total=len(reading.events),
        )


def _known_source(reading: Reading, index: EventIndexPage, url: str) -> CalendarSource | None:
    """The calendar of an organisation that has this address, or most of these events."""
    if url and (same := CalendarSource.objects.filter(page=index, url=url).first()):
        return same
    counts: Counter[int] = Counter()
    uids = [event.uid for event in reading.events]
    rows = ImportedEvent.objects.filter(source__page=index)
    for start in range(0, len(uids), BATCH):
        counts.update(rows.filter(uid__in=uids[start : start + BATCH]).values_list("source_id", flat=True))
    return CalendarSource.objects.get(pk=counts.most_common(1)[0][0]) if counts else None
