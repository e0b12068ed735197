"""The dates of an event that an article speaks of."""

from django.db.models import QuerySet

from ...occurrences.models import Occurrence
from ...pages.models import EventPage


def dates_of(event: EventPage) -> QuerySet[Occurrence]:
    """The dates that take place or took place: neither cancelled nor waiting for a new day."""
    return Occurrence.objects.taking_place().filter(event_id=event.pk)
