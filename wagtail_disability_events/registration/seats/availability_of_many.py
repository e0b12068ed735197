"""The sign-up states of many dates at once, in a fixed number of queries."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db.models import Count
from django.utils import timezone

from ...occurrences.event import SignUpEvent
from ...occurrences.models import Occurrence
from ..models.quotas import Quota
from ..models.registrations import Registration
from .availability import SignUpDate, closing_moment, may_sign_up
from .availability_words import SignUpState, in_words
from .seats_left import Scope, seats_of

DatesOfEvents = Mapping[int, Sequence[SignUpDate]]
"""All dates of events, by the event's id."""


def states_of_dates(
    occurrences: Iterable[Occurrence],
    *,
    quotas: Iterable[Quota] | None = None,
    dates_of_events: DatesOfEvents | None = None,
    now: datetime | None = None,
) -> dict[int, SignUpState]:
    """The state of each date by its id, with three queries whatever their number.

    Expects ``event`` loaded. ``quotas`` and ``dates_of_events`` of these events save a query each when they
    are at hand.
    """
    now = now or timezone.now()
    dates = list(occurrences)
    if dates_of_events is None:
        dates_of_events = _dates_of({date.event_id for date in dates if not date.event.registers_by_date})
    answers = _Answers({date.event_id for date in dates}, quotas, now)
    return {
        date.pk: answers.of(date.event, [date], dates_of_events.get(date.event_id, [date])) for date in dates
    }


def state_of_event(
    event: SignUpEvent,
    *,
    dates: list[Occurrence] | None = None,
    quotas: Iterable[Quota] | None = None,
    now: datetime | None = None,
) -> SignUpState:
    """The state of an event as a whole: for events with seats by date, of the next date that has one.

    ``dates`` and ``quotas`` of the event save a query each when they are at hand.
    """
    now = now or timezone.now()
    dates = event.known_dates() if dates is None else dates
    answers = _Answers({event.pk}, quotas, now)
    ahead = [date for date in dates if date.end >= now]
    if not event.registers_by_date or not ahead:
        return answers.of(event, dates, dates)
    states = [answers.of(event, [date], dates) for date in ahead]
    return next((state for state in states if state.accepts), states[0])


def state_for_booking(
    event: SignUpEvent, occurrence: Occurrence | None, quotas: Iterable[Quota], now: datetime
) -> SignUpState:
    """The state as the form asks for it: of one date, or of the whole event. Who waits is not counted."""
    dates = event.known_dates()
    asked = [occurrence] if occurrence is not None else dates
    return _Answers({event.pk}, quotas, now, counts_waiting=False).of(event, asked, dates)


class _Answers:
    """What is left of some events, read once."""

    def __init__(
        self,
        event_ids: set[int],
        quotas: Iterable[Quota] | None,
        now: datetime,
        *,
        counts_waiting: bool = True,
    ) -> None:
        if quotas is None:
            kinds = (Quota.Kind.SEAT, Quota.Kind.SLOT, Quota.Kind.GROUP)
            quotas = Quota.objects.filter(kind__in=kinds, event_id__in=event_ids)
        self.now = now
        self.seats = seats_of(quotas, now)
        full = [scope for scope, seats in self.seats.items() if seats.left == 0 and not seats.are_times]
        self.waiting = _waiting(full) if full and counts_waiting else {}

    def of(self, event: SignUpEvent, asked: Sequence[Occurrence], dates: Sequence[SignUpDate]) -> SignUpState:
        scope = self._scope(event, asked)
        seats = self.seats.get(scope)
        closes = closing_moment(event, asked, dates, are_times=seats is not None and seats.are_times)
        code = may_sign_up(event, asked, seats, closes=closes, now=self.now)
        waiting = self.waiting.get(scope, 0)
        return in_words(code, event, asked, seats, closes=closes, waiting=waiting, now=self.now)

    def _scope(self, event: SignUpEvent, asked: Sequence[Occurrence]) -> Scope:
        """Seats of the only date that is asked about where it has some, else of the whole event."""
        of_date = (event.pk, asked[0].pk) if len(asked) == 1 else (event.pk, None)
        return of_date if of_date in self.seats else (event.pk, None)


def _dates_of(event_ids: set[int]) -> DatesOfEvents:
    found: dict[int, list[Occurrence]] = {}
    if event_ids:
        rows = Occurrence.objects.filter(event__in=event_ids).only(
            "event", "start", "end", "all_day", "status"
        )
        for date in rows:
            found.setdefault(date.event_id, []).append(date)
    return found


def _waiting(full: Iterable[Scope]) -> dict[Scope, int]:
    """How many wait for the seats of these events and dates, or say so beside a first sign-up: one query."""
    seats = Quota.objects.filter(kind=Quota.Kind.SEAT, event_id__in={event_id for event_id, _date in full})
    rows = (
        Registration.objects.displayed_as(Registration.State.WAITING)
        .filter(quota__in=seats)
        .order_by()
        .values_list("quota__event_id", "quota__occurrence_id")
        .annotate(count=Count("id"))
    )
    return {(event_id, date_id): count for event_id, date_id, count in rows}
