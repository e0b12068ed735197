"""Translations and aliases from before they shared their facts: made one event, where nothing is lost."""

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from ...calendars.models import CalendarEntry
from ...gallery.photos.models import Photo
from ...occurrences.locking import lock_facts
from ...occurrences.models import Headcount, Occurrence, Series
from ...outcomes.models import Award, ResultSheet
from ...registration.models.attendances import Attendance
from ...registration.models.forms import FormVersion
from ...registration.models.quotas import Quota
from ...registration.models.registrations import Registration
from ..models import EventPage
from .wordings import write_words

_KEPT: tuple[tuple[type, str], ...] = (
    (Registration, "event"),
    (Photo, "event"),
    (ResultSheet, "event"),
    (Award, "event"),
    (Attendance, "occurrence__event"),
    (Headcount, "occurrence__event"),
)
"""What must not be lost: whoever has any of it stays an event of its own."""
_WRITTEN_ANEW: tuple[Any, ...] = (Occurrence, Series, Quota, CalendarEntry, FormVersion)
"""What publishing has made of the page, and the original has as well."""


@dataclass
class Joined:
    """Pages that show the facts of their original now, and pages that could not be joined."""

    joined: list[EventPage] = field(default_factory=list)
    left: list[EventPage] = field(default_factory=list)


def join_translations(*, keep: bool = True) -> Joined:
    """Let every translation and alias of an event show its facts; ``keep`` False only says what would be.

    One for which people have signed up, or that has photos or results, is left as it is. Each page is a
    transaction of its own.
    """
    report = Joined()
    for page in _apart():
        with transaction.atomic():
            original = page.original_page()
            if original is None:
                continue
            lock_facts([page.pk, original])
            if any(_rows(kind, name, page).exists() for kind, name in _KEPT):
                report.left.append(page)
                continue
            report.joined.append(page)
            if keep:
                _join(page, original)
    return report


def _apart() -> QuerySet[EventPage]:
    """Pages with facts of their own that were made as translations or aliases of others, oldest first."""
    keys = EventPage.objects.values("translation_key")
    same = keys.filter(facts_from=None).values_list("translation_key", flat=True)
    several: dict[Any, int] = {}
    for key in same:
        several[key] = several.get(key, 0) + 1
    shared = [key for key, number in several.items() if number > 1]
    here = Q(translation_key__in=shared) | Q(alias_of__isnull=False)
    return EventPage.objects.filter(here, facts_from=None).order_by("pk")


def _rows(kind: Any, name: str, page: EventPage) -> Any:
    return kind.objects.filter(**{name: page.pk})


def _join(page: EventPage, original: int) -> None:
    for kind in _WRITTEN_ANEW:
        kind.objects.filter(event=page.pk).delete()
    EventPage.objects.filter(pk=page.pk).update(facts_from=original)
    EventPage.objects.filter(facts_from=page.pk).update(facts_from=original)
    write_words(original)
