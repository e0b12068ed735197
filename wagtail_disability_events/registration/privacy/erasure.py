"""Forgetting people: on request at once, and by itself when a purpose is reached (PIPL art. 47).

What the yearly statistics need stays and says nothing of a person: kind of event, date, organisation,
category, level, age band, sex, and whether somebody came. It is done in batches, each a transaction, so that
it can be stopped and started again.
"""

import secrets
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import router, transaction
from django.db.models import CharField, Max, Model, Q, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from ...core import conf
from ...core.dates import local
from ...core.encryption import lookup_hash
from ...occurrences.models import Occurrence
from ..booking.cancelling import cancel
from ..form.drafts import KEPT, throw_away_old_drafts
from ..models.calendars import PersonalEntry
from ..models.forms import AnswerFile
from ..models.groups import GroupSignUp
from ..models.outbox import OutboxMessage
from ..models.registrations import Registration, RegistrationQuerySet
from ..models.service_requests import ServiceRequest
from ..seats.is_over import is_over
from ..values.person_facts import facts_of
from ..values.public_names import Naming
from .consent_changes import decide_photo

BATCH = 1000
_NEEDED = ("pk", "disability_card", "answers", "created_at", "sensitive_erased_at", "group_id")
"""What must be read, and opened, to know what to keep of somebody."""
_NOBODY = Concat(Value("-"), Cast("pk", CharField()))
"""In place of a hash: marked as none, and different for each row."""
_NOTHING_SENSITIVE: dict[str, Any] = {"disability_card": "", "needs_note": "", "answers": {}}
_NOTHING: dict[str, Any] = _NOTHING_SENSITIVE | {
    **dict.fromkeys(("name", "phone", "email", "token"), ""),
    **dict.fromkeys(("phone_hash", "phone_tail_hash", "name_hash", "name_start_hash", "email_hash"), ""),
    "named_as": Naming.ANONYMOUS,
    "token_hash": _NOBODY,
}


def erase_on_request(registration: Registration) -> None:
    """Cancel a sign-up that is still ahead and forget its person at once, the count of the year included.

    A second sign-up with the same data is somebody's own, until staff have joined the two.
    """
    with transaction.atomic():
        if not is_over(registration):
            cancel(registration, announce=None)
        people = Registration.objects.filter(pk=registration.pk)
        rows = list(people.filter(erased_at=None).only(*_NEEDED))
        _erase(rows, timezone.now())
        people.update(person_hash=_NOBODY)
        decide_photo(registration, given=False)


def erase_expired(*, now: datetime | None = None) -> dict[str, int]:
    """Erase what is kept longer than ``RETENTION_DAYS`` after the last date; return how many of each kind."""
    now = now or timezone.now()
    days = conf.get("RETENTION_DAYS")
    done = {
        "sensitive": _in_batches(
            _over(now - timedelta(days=days["sensitive"])).filter(sensitive_erased_at=None),
            lambda rows: _erase_sensitive(rows, now),
        ),
        "contact": _in_batches(
            _over(now - timedelta(days=days["contact"])).filter(erased_at=None),
            lambda rows: _erase(rows, now),
        ),
        "person": _in_batches(
            _over(now - timedelta(days=days["person"])).exclude(person_hash__startswith="-"),
            _forget_person,
        ),
    }
    done["drafts"] = throw_away_old_drafts()
    done["files"] = AnswerFile.objects.filter(registration=None, created_at__lt=now - KEPT).delete()[0]
    return done


def _over(moment: datetime) -> RegistrationQuerySet:
    """Registrations whose own date, or the last date of whose event, had ended before a moment."""
    dates = Occurrence.objects.order_by().values("event_id")
    ended = dates.annotate(last=Max("end")).filter(last__lt=moment).values("event_id")
    return Registration.objects.filter(
        Q(occurrence__end__lt=moment)
        | Q(occurrence=None, event__in=ended)
        | Q(occurrence=None, event__occurrences=None, created_at__lt=moment)
    )


def _in_batches(registrations: RegistrationQuerySet, work: Callable[[list[Registration]], None]) -> int:
    done, last = 0, 0
    while True:
        rows = list(registrations.filter(pk__gt=last).order_by("pk").only(*_NEEDED)[:BATCH])
        if not rows:
            return done
        with transaction.atomic():
            work(rows)
        done, last = done + len(rows), rows[-1].pk


def _erase_sensitive(rows: list[Registration], now: datetime) -> None:
    _keep_facts(rows)
    ids = [row.pk for row in rows]
    Registration.objects.filter(pk__in=ids).update(sensitive_erased_at=now, **_NOTHING_SENSITIVE)
    _delete(AnswerFile, ids)
    ServiceRequest.objects.filter(registration__in=ids).update(detail="")


def _erase(rows: list[Registration], now: datetime) -> None:
    whole = [row for row in rows if row.sensitive_erased_at is None]
    if whole:
        _erase_sensitive(whole, now)
    ids = [row.pk for row in rows]
    Registration.objects.filter(pk__in=ids).update(erased_at=now, **_NOTHING)
    for model in (OutboxMessage, PersonalEntry, Registration.private_feeds.through):
        _delete(model, ids)
    _erase_groups({row.group_id for row in rows if row.group_id})


def _delete(model: type[Model], ids: list[int]) -> None:
    """Delete what belongs to registrations and has nothing below it, without reading it first."""
    model._default_manager.filter(registration__in=ids)._raw_delete(router.db_for_write(model))


def _erase_groups(ids: Iterable[int]) -> None:
    """Forget the contact of groups of whom nobody is known any more."""
    for group in GroupSignUp.objects.filter(pk__in=ids).exclude(registrations__erased_at=None):
        group.organisation = group.name = group.phone = group.email = group.token = ""
        group.token_hash = _nobody()
        group.save()


def _forget_person(rows: list[Registration]) -> None:
    Registration.objects.filter(pk__in=[row.pk for row in rows]).update(person_hash=_NOBODY)


def _keep_facts(rows: list[Registration]) -> None:
    """What the statistics count: on the day of signing up, for want of a better one."""
    alike: dict[tuple[str, str, str, str], list[int]] = {}
    for row in rows:
        day = local(row.created_at, conf.get("TIME_ZONE")).date()
        facts = facts_of(row.disability_card, row.answers, day)
        alike.setdefault((facts.category, facts.level, facts.age_band, facts.sex), []).append(row.pk)
    for (category, level, age_band, sex), ids in alike.items():
        Registration.objects.filter(pk__in=ids).update(
            category=category, level=level, age_band=age_band, sex=sex
        )


def _nobody() -> str:
    """A hash of nothing, marked as such."""
    return "-" + lookup_hash("erased", secrets.token_hex(16))[:63]
