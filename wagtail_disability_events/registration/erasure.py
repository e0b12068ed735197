"""Forgetting people: on request at once, and by itself when a purpose is reached (PIPL art. 47).

What the yearly statistics need stays and says nothing of a person: kind of event, date, organisation,
category, level, age band, sex, and whether somebody came. It is done in batches, each a transaction, so that
it can be stopped and started again.
"""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from .. import conf
from ..dates import local
from ..encryption import lookup_hash
from ..occurrences.models import Occurrence
from .booking import cancel
from .drafts import KEPT, throw_away_old_drafts
from .form_models import AnswerFile
from .group_models import GroupSignUp
from .models import OutboxMessage, PersonalEntry, Registration, ServiceRequest
from .person_facts import facts_of
from .state import is_over

BATCH = 1000
_SENSITIVE = ("certificate", "needs_note", "answers", "category", "level", "age_band", "sex")
_PERSONAL = (
    *_SENSITIVE,
    *("name", "phone", "email", "token", "token_hash", "named_as"),
    *("phone_hash", "phone_tail_hash", "name_hash", "name_start_hash", "email_hash"),
    *("sensitive_erased_at", "erased_at"),
)


def erase_on_request(registration: Registration) -> None:
    """Cancel a sign-up that is still ahead and forget its person at once, the count of the year included."""
    with transaction.atomic():
        if not is_over(registration):
            cancel(registration, announce="")
        registration.refresh_from_db()
        rows = [registration, *registration.repetitions.filter(erased_at=None)]
        for row in rows:
            row.person_hash = _nobody()
        _erase(rows, timezone.now(), more=("person_hash",))


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


def _over(moment: datetime) -> Any:
    """Registrations whose own date, or the last date of whose event, had ended before a moment."""
    dates = Occurrence.objects.order_by().values("event_id")
    ended = dates.annotate(last=Max("end")).filter(last__lt=moment).values("event_id")
    return Registration.objects.filter(
        Q(occurrence__end__lt=moment)
        | Q(occurrence=None, event__in=ended)
        | Q(occurrence=None, event__occurrences=None, created_at__lt=moment)
    )


def _in_batches(registrations: Any, work: Any) -> int:
    done = 0
    while True:
        rows = list(registrations.order_by("pk").select_related("event")[:BATCH])
        if not rows:
            return done
        with transaction.atomic():
            work(rows)
        done += len(rows)


def _erase_sensitive(rows: list[Registration], now: datetime) -> None:
    for row in rows:
        _keep_facts(row)
        row.certificate = row.needs_note = ""
        row.answers = {}
        row.sensitive_erased_at = now
    Registration.objects.bulk_update(rows, [*_SENSITIVE, "sensitive_erased_at"], batch_size=250)
    ids = [row.pk for row in rows]
    AnswerFile.objects.filter(registration__in=ids).delete()
    ServiceRequest.objects.filter(registration__in=ids).update(detail="")


def _erase(rows: list[Registration], now: datetime, more: tuple[str, ...] = ()) -> None:
    for row in rows:
        if row.sensitive_erased_at is None:
            _keep_facts(row)
            row.sensitive_erased_at = now
        row.certificate = row.needs_note = row.name = row.phone = row.email = row.token = ""
        row.phone_hash = row.phone_tail_hash = row.name_hash = row.name_start_hash = ""
        row.email_hash = ""
        row.answers, row.named_as = {}, "anonymous"
        row.token_hash = _nobody()
        row.erased_at = now
    Registration.objects.bulk_update(rows, [*_PERSONAL, *more], batch_size=250)
    ids = [row.pk for row in rows]
    OutboxMessage.objects.filter(registration__in=ids).delete()
    PersonalEntry.objects.filter(registration__in=ids).delete()
    AnswerFile.objects.filter(registration__in=ids).delete()
    ServiceRequest.objects.filter(registration__in=ids).update(detail="")
    Registration.private_feeds.through.objects.filter(registration__in=ids).delete()
    _erase_groups({row.group_id for row in rows if row.group_id})


def _erase_groups(ids: Iterable[int]) -> None:
    """Forget the contact of groups of whom nobody is known any more."""
    for group in GroupSignUp.objects.filter(pk__in=ids).exclude(registrations__erased_at=None):
        group.organisation = group.name = group.phone = group.email = group.token = ""
        group.token_hash = _nobody()
        group.save()


def _forget_person(rows: list[Registration]) -> None:
    for row in rows:
        row.person_hash = _nobody()
    Registration.objects.bulk_update(rows, ["person_hash"], batch_size=500)


def _keep_facts(row: Registration) -> None:
    """What the statistics count: on the day of signing up, for want of a better one."""
    day = local(row.created_at, conf.get("TIME_ZONE")).date()
    facts = facts_of(row.certificate, row.answers, day)
    row.category, row.level, row.age_band, row.sex = facts.category, facts.level, facts.age_band, facts.sex


def _nobody() -> str:
    """A hash of nothing, marked as such."""
    return "-" + lookup_hash("erased", secrets.token_hex(16))[:63]
