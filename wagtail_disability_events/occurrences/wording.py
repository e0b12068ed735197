"""Dates in the words of a translation: when and where as they hold, what they are about as it says."""

from collections.abc import Iterable
from copy import copy

from .event import ScheduledEvent
from .models import Occurrence
from .schedule import planned_dates


def in_words_of(event: ScheduledEvent, rows: Iterable[Occurrence]) -> list[Occurrence]:
    """Copies of the dates of an event, never to be saved, with topic, teacher and room as its schedule says.

    A room to which an operation has moved a date stays.
    """
    listed = [copy(row) for row in rows]
    zone = listed[0].time_zone if listed else ""
    planned = {plan.key: plan for plan in planned_dates(event.schedule, zone)} if listed else {}
    for row in listed:
        if (plan := planned.get(row.key)) is not None:
            row.topic, row.teacher = plan.topic, plan.teacher
            location = plan.location or event.location_note
            if row.location == row.planned_location:
                row.location = location
            row.planned_location = location
    return listed
