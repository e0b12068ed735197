"""Which dates a form offers, where one signs up for each by itself."""

from django.utils import timezone

from ...occurrences.models import Occurrence
from ..event import BookableEvent
from ..models.registrations import Registration
from .availability_of_many import states_of_dates


def bookable_dates(event: BookableEvent) -> list[Occurrence]:
    """The dates ahead that one can sign up for, one by one; none for an event that is booked as a whole."""
    if not event.registers_by_date:
        return []
    dates = list(event.occurrences.select_related("event").filter(end__gte=timezone.now()).taking_place())
    states = states_of_dates(dates)
    return event.in_its_words(date for date in dates if states[date.pk].accepts)


def dates_for_change(registration: Registration) -> list[Occurrence]:
    """The same for somebody who changes their answers: their own date is among them in any case."""
    event, own = registration.event, registration.occurrence
    dates = bookable_dates(event)
    if own is not None and event.registers_by_date and own.pk not in {date.pk for date in dates}:
        dates = sorted([*dates, own], key=lambda date: date.start)
    return dates


def dates_for_staff(event: BookableEvent) -> list[Occurrence]:
    """The same for staff, who sign people up also where the form is closed to others."""
    return list(event.occurrences.taking_place()) if event.registers_by_date else []
