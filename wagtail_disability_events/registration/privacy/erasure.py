"""Forgetting people: on request at once, and by itself when a purpose is reached (PIPL art. 47).

Each model says what in it is personal and when it goes (``core/personal_data.py``). What the yearly
statistics need is counted before and says nothing of a person. It is done event by event, each a transaction
with its record, so that it can be stopped and started again.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from ...core import conf
from ...core.page_models import EVENT, model
from ...core.personal_data import Stage
from ...core.users import User
from ...occurrences.models import Occurrence
from ..booking.cancelling import cancel
from ..models.calendars import PrivateFeed
from ..models.consents import Consent
from ..models.erasure_records import ErasureRecord
from ..models.registrations import Registration, RegistrationQuerySet
from ..seats.is_over import is_over
from .consent_changes import decide_photo
from .forgetting import Forgotten, forget, forget_by_themselves
from .forgotten_numbers import forget_numbers
from .kept_counts import keep_counts

_NEEDED = ("pk", "reference", "disability_card", "answers", "created_at", "state", "occurrence_id")
"""What must be read, and opened, to know what to keep of somebody."""
_AT_ONCE = 1000

STAGES = (Stage.SENSITIVE, Stage.CONTACT, Stage.PERSON)
_NOT_DONE = {
    Stage.SENSITIVE: Q(sensitive_erased_at=None),
    Stage.CONTACT: Q(erased_at=None),
    Stage.PERSON: ~Q(person_hash__startswith="-"),
}
"""By the stage, the sign-ups that have not come through it."""


def erase_on_request(
    registration: Registration, way: str = Consent.Way.PAGE, noted_by: User | None = None
) -> str:
    """Cancel a sign-up that is still ahead and forget its person at once, the count of the year included.

    A second sign-up with the same data is somebody's own, until staff have joined the two. ``way`` is how
    they asked for it, ``noted_by`` who of the staff did it for them. Return the receipt, the number of the
    record that it was done.
    """
    with transaction.atomic():
        if not is_over(registration):
            cancel(registration, announce=None)
        people = Registration.objects.filter(pk=registration.pk)
        decide_photo(registration, False, way, noted_by)
        ids = list(people.values_list("pk", flat=True))
        now = timezone.now()
        done = _forget_stage(registration.event_id, Stage.PERSON, ids, now)
        asked = ErasureRecord.Reason.ASKED if way == Consent.Way.PAGE else ErasureRecord.Reason.STAFF
        record = _record(asked, registration.event_id, len(ids), done, now)
    return record.receipt


def erase_expired(*, now: datetime | None = None) -> dict[str, int]:
    """Erase what is kept longer than ``RETENTION_DAYS`` after the last date; return how many sign-ups came
    through each stage, and how many rows went by themselves."""
    now = now or timezone.now()
    done: dict[str, int] = {}
    for stage in STAGES:
        done[stage.value] = sum(
            _erase_event(event_id, date, stage, now) for event_id, date in _due(stage, now)
        )
    PrivateFeed.objects.active().filter(kind=PrivateFeed.Kind.PERSONAL, registrations=None).update(
        revoked_at=now, token=""
    )
    with transaction.atomic():
        by_themselves = forget_by_themselves(now)
        if by_themselves:
            _record(ErasureRecord.Reason.ITSELF, None, 0, by_themselves, now)
    return done | {"other": by_themselves.total()}


def due_sign_ups(stage: Stage, now: datetime, *, late: timedelta = timedelta(0)) -> RegistrationQuerySet:
    """Sign-ups that should have come through a stage, so long ago at least as ``late`` says."""
    days = timedelta(days=conf.get("RETENTION_DAYS")[stage])
    return _over(now - days - late).filter(_NOT_DONE[stage])


def _due(stage: Stage, now: datetime) -> list[tuple[int, int | None]]:
    """Events, and dates of those that are signed up for date by date, with sign-ups that are due."""
    groups = due_sign_ups(stage, now).order_by().values_list("event_id", "occurrence_id")
    return list(groups.distinct().order_by("event_id", "occurrence_id"))


def _erase_event(event_id: int, date: int | None, stage: Stage, now: datetime) -> int:
    """Bring the sign-ups of one event, or one of its dates, through a stage; return how many."""
    with transaction.atomic():
        due = due_sign_ups(stage, now).filter(event_id=event_id, occurrence=date).order_by("pk")
        ids = list(due.values_list("pk", flat=True))
        if ids:
            done = _forget_stage(event_id, stage, ids, now)
            _record(ErasureRecord.Reason(stage.value), event_id, len(ids), done, now, _ended(event_id, date))
    return len(ids)


def _forget_stage(event_id: int, stage: Stage, ids: list[int], now: datetime) -> Forgotten:
    """What goes of these sign-ups of one event at a stage, and at those before it that were missed."""
    done: Forgotten = Counter()
    people = Registration.objects.filter(pk__in=ids).only(*_NEEDED)
    for earlier in STAGES[: STAGES.index(stage)]:
        if missed := list(people.filter(_NOT_DONE[earlier]).values_list("pk", flat=True)):
            done += _forget_stage(event_id, earlier, missed, now)
    if stage == Stage.SENSITIVE:
        keep_counts(event_id, list(people))
    if stage == Stage.CONTACT:
        forget_numbers(event_id, set(people.values_list("reference", flat=True)))
    for some in _parts(ids):
        done += forget(stage, some)
        rows = Registration.objects.filter(pk__in=some)
        if stage == Stage.SENSITIVE:
            rows.update(sensitive_erased_at=now)
        if stage == Stage.CONTACT:
            rows.update(erased_at=now)
    return done


def _record(
    reason: ErasureRecord.Reason,
    event_id: int | None,
    sign_ups: int,
    rows: Forgotten,
    now: datetime,
    ended_at: datetime | None = None,
) -> ErasureRecord:
    """Write down that something was erased, and nothing of whom."""
    titles = model(EVENT)._base_manager.filter(pk=event_id).values_list("title", flat=True)
    return ErasureRecord.objects.create(
        reason=reason,
        event_id=event_id,
        event_title=titles.first() or "",
        ended_at=ended_at,
        days=conf.get("RETENTION_DAYS").get(reason.value) if ended_at else None,
        sign_ups=sign_ups,
        rows=dict(sorted(rows.items())),
        done_at=now,
    )


def _ended(event_id: int, date: int | None) -> datetime | None:
    """When the last date of an event was over, or one of its dates."""
    dates = Occurrence.objects.filter(event_id=event_id)
    if date is not None:
        dates = dates.filter(pk=date)
    ended: datetime | None = dates.aggregate(last=Max("end"))["last"]
    return ended


def _over(moment: datetime) -> RegistrationQuerySet:
    """Registrations whose own date, or the last date of whose event, had ended before a moment."""
    dates = Occurrence.objects.order_by().values("event_id")
    ended = dates.annotate(last=Max("end")).filter(last__lt=moment).values("event_id")
    return Registration.objects.filter(
        Q(occurrence__end__lt=moment)
        | Q(occurrence=None, event__in=ended)
        | Q(occurrence=None, created_at__lt=moment) & ~Q(event__in=dates)
    )


def _parts(ids: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), _AT_ONCE):
        yield ids[start : start + _AT_ONCE]
