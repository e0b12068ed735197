"""Publishing an event makes its facts: dates, quotas, calendar texts. One sentence a step."""

from django.db import transaction
from django.db.models import Q

from ...calendars.entries import refresh_entries
from ...occurrences.listing_changes import note_change
from ...occurrences.locking import lock_facts
from ...occurrences.models import Occurrence
from ...occurrences.projection import Projection, project
from ...registration.booking.sync_quotas import sync_quotas
from ...registration.form.versions import keep_form
from ...registration.messages.date_changes import notify_registrants
from ...registration.models.attendances import Attendance
from ...registration.models.quotas import Quota
from ...registration.models.registrations import Registration
from ..models import EventPage


@transaction.atomic(savepoint=False)
def publish_facts(event: EventPage, *, note: bool = True, is_locked: bool = False) -> Projection:
    """Project the published words of ``event`` into rows, all together or not at all.

    If something newer was published meanwhile, its words are taken. ``note`` False leaves it to the caller to
    tell the lists in memory, once for many events; ``is_locked`` says that the event and its
    quotas were read under the lock.
    """
    published = None if is_locked else lock_facts([event.pk]).get(event.pk)
    if published is not None and published.revision_id != event.live_revision_id:
        event = type(event).objects.get(pk=event.pk)
    if published is not None:
        event.known_wordings = None if published.in_other_words else []

    def write_texts(report: Projection) -> None:
        refresh_entries(event, report.rows, anything_gone=bool(report.removed))

    # before any date is written or goes: who signs up holds rows of seats, and then asks for the date
    is_first = _is_first_publication(event)
    there = (
        list(event.quotas.all()) if is_locked else None if is_first else Quota.objects.lock_event(event.pk)
    )
    report = project(event, needed=people_depend_on, prepare=write_texts)
    is_new = is_first and len(report.rows) == len(report.created)
    sync_quotas(event, report.rows, there=there, is_new=is_new, dates_changed=bool(report.differences))
    keep_form(event, is_new=is_new)
    if note:
        note_change(event.pk)
    if report.rescheduled or report.cancelled:
        notify_registrants(event, [*report.rescheduled, *report.cancelled])
    return report


def _is_first_publication(event: EventPage) -> bool:
    return event.first_published_at is not None and event.first_published_at == event.last_published_at


def people_depend_on(dates: list[Occurrence]) -> set[int]:
    """Ids of the dates that somebody signed up for, alone or with the whole event, or has come to."""
    by_id = {date.pk: date for date in dates}
    signed_up = Registration.objects.filter(
        Q(occurrence__in=by_id) | Q(occurrence=None, event__in={date.event_id for date in dates})
    ).values_list("event_id", "occurrence_id")
    whole_events: set[int] = set()
    single: set[int] = set()
    for event_id, occurrence_id in signed_up.distinct().order_by():
        if occurrence_id is None:
            whole_events.add(event_id)
        else:
            single.add(occurrence_id)
    came = Attendance.objects.filter(occurrence__in=by_id).values_list("occurrence_id", flat=True)
    return {date.pk for date in dates if date.event_id in whole_events} | single | set(came)
