"""What should have been erased by now and was not: for the data officer, and for a check."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from ...core.personal_data import Stage
from ..models.erasure_records import ErasureRecord
from .erasure import STAGES, due_sign_ups
from .forgetting import due_by_itself, models_with_people

LATE = timedelta(days=2)
"""Erasure runs once a day: after two days somebody has to look."""


@dataclass(frozen=True)
class Overdue:
    """So many rows of something that should be gone."""

    what: str
    number: int


def overdue_erasures(now: datetime | None = None) -> list[Overdue]:
    """What is kept two days longer than promised, or more; empty when all is well."""
    now = now or timezone.now()
    found = [Overdue(_what(stage), due_sign_ups(stage, now, late=LATE).count()) for stage in STAGES]
    for model, said in models_with_people():
        number = sum(
            due_by_itself(model, step, now - LATE).count() for step in said.by_themselves() if not step.alone
        )
        found.append(Overdue(str(model._meta.verbose_name_plural), number))
    return [each for each in found if each.number]


def _what(stage: Stage) -> str:
    return str(ErasureRecord.Reason(stage.value).label)
