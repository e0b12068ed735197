"""Keep the stored text in step with the facts: written when they change, not when it is asked for."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from ..occurrences.access import AccessService
from ..occurrences.models import Occurrence, Status
from ..occurrences.operations import public_reason
from .models import CalendarEntry
from .vevent import CalendarFacts, write_vevent

_STATUS = {
    Status.SCHEDULED: "CONFIRMED",
    Status.MOVED: "CONFIRMED",
    Status.POSTPONED: "TENTATIVE",
    Status.CANCELLED: "CANCELLED",
}


@transaction.atomic
def refresh_entries(event: Any) -> int:
    """Write the entries of an event's dates anew where the facts changed; return how many texts changed.

    The event's rows are locked, so that of two changes at once the later one reads the other's result.
    """
    occurrences = list(
        Occurrence.objects.select_for_update(of=("self",))
        .filter(event_id=event.pk)
        .select_related("venue", "calendar_entry")
    )
    written = 0
    linked = []
    with override(event.locale.language_code):
        for occurrence in occurrences:
            had_entry = occurrence.calendar_entry_id is not None
            written += _refresh(event, occurrence)
            if not had_entry:
                linked.append(occurrence)
    Occurrence.objects.bulk_update(linked, ["calendar_entry"], batch_size=500)
    CalendarEntry.objects.filter(event_id=event.pk, occurrences=None).delete()
    return written


def calendar_facts(event: Any, occurrence: Occurrence) -> CalendarFacts:
    """What a VEVENT says of a date, in the active language. Nothing of a registrant is in it."""
    venue = occurrence.venue
    status = Status(occurrence.status)
    return CalendarFacts(
        start=occurrence.start,
        end=occurrence.end,
        all_day=occurrence.all_day,
        time_zone=occurrence.time_zone,
        status=_STATUS[status],
        summary=_summary(event, occurrence),
        description=_description(event, occurrence),
        location=" ".join(
            part
            for part in (venue.name if venue else "", occurrence.place, venue.address if venue else "")
            if part
        ),
        url=event.full_url or "",
        categories=tuple(
            part for part in (str(event.get_kind_display()), event.theme.name if event.theme else "") if part
        ),
        organizer=event.organisation_name,
        geo=(float(venue.latitude), float(venue.longitude))
        if venue and venue.latitude is not None and venue.longitude is not None
        else None,
    )


def write_entry(entry: CalendarEntry, facts: CalendarFacts) -> bool:
    """Bring an entry's stamps and text in step with the facts; return whether anything had changed.

    SEQUENCE rises when the schedule changed (RFC 5546 §2.1.4). The entry is not saved here.
    """
    content, schedule = facts.content_digest(), facts.schedule_digest()
    if entry.content_digest == content:
        return False
    if entry.schedule_digest and entry.schedule_digest != schedule:
        entry.sequence += 1
    entry.schedule_digest, entry.content_digest = schedule, content
    entry.start, entry.end, entry.time_zone = facts.start, facts.end, facts.time_zone
    entry.modified = timezone.now().replace(microsecond=0)
    entry.text = write_vevent(facts, uid=entry.uid, sequence=entry.sequence, modified=entry.modified)
    return True


def _refresh(event: Any, occurrence: Occurrence) -> int:
    entry = occurrence.calendar_entry or CalendarEntry(event_id=event.pk)
    if not write_entry(entry, calendar_facts(event, occurrence)):
        return 0
    entry.save()
    occurrence.calendar_entry = entry
    return 1


def _summary(event: Any, occurrence: Occurrence) -> str:
    title = f"{event.title}：{occurrence.topic}" if occurrence.topic else event.title
    if occurrence.status == Status.CANCELLED:
        return _("Cancelled: %(title)s") % {"title": title}
    if occurrence.status == Status.POSTPONED:
        return _("Postponed: %(title)s") % {"title": title}
    return title


def _description(event: Any, occurrence: Occurrence) -> str:
    lines = [public_reason(occurrence), event.summary]
    services = [str(AccessService(offer.service).label) for offer in event.service_offers()]
    if services:
        lines.append(_("Access: %(services)s") % {"services": "、".join(services)})
    if event.contact_line:
        lines.append(_("Questions: %(contact)s") % {"contact": event.contact_line})
    if event.full_url:
        lines.append(event.full_url)
    return "\n".join(line for line in lines if line)
