"""Who is touched by what staff are about to do to dates; asked before it is done."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Q

from ..calendars.models import CalendarEntry
from ..occurrences.models import Occurrence
from ..occurrences.service_catalogue import service_label
from ..pages.models import EventPage
from ..registration.models.registrations import Registration
from ..registration.models.service_requests import ServiceRequest


@dataclass
class Affected:
    """Counts over one or many dates. ``to_call`` left no mail address: only staff can tell them."""

    dates: int = 0
    confirmed: int = 0
    waiting: int = 0
    to_call: int = 0
    entries: int = 0
    services: list[tuple[str, int]] = field(default_factory=list)

    @property
    def people(self) -> int:
        return self.confirmed + self.waiting

    @property
    def by_mail(self) -> int:
        return self.people - self.to_call


def affected_by(occurrences: Iterable[Occurrence]) -> Affected:
    """Sign-ups, reserved services and calendar entries that hang on these dates; four queries."""
    dates = list(occurrences)
    ids = [date.pk for date in dates]
    touched = Q(occurrence__in=ids) | Q(occurrence=None, event__in={date.event_id for date in dates})
    registrations = Registration.objects.active().filter(touched).only("state", "email")
    result = Affected(dates=len(dates))
    for registration in registrations:
        if registration.state == Registration.State.CONFIRMED:
            result.confirmed += 1
        else:
            result.waiting += 1
        if not registration.email:
            result.to_call += 1
    services = (
        ServiceRequest.objects.filter(granted=True, registration__in=registrations.values("pk"))
        .order_by()
        .values_list("quota__service")
        .annotate(number=Count("id"))
    )
    result.services = [(service_label(code), number) for code, number in services]
    result.entries = CalendarEntry.objects.filter(occurrences__in=ids).distinct().count()
    return result


def people_by_date(event: EventPage) -> tuple[dict[int, int], int]:
    """Active sign-ups of each date of an event by its id, and of the event as a whole."""
    counted = (
        Registration.objects.active()
        .filter(event_id=event.pk)
        .order_by()
        .values_list("occurrence_id")
        .annotate(number=Count("id"))
    )
    numbers = dict(counted)
    whole = numbers.pop(None, 0)
    return numbers, whole
