"""Records of erasures as the data officer reads them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.db.models import QuerySet

from ...core.page_models import APP
from ..models.erasure_records import ErasureRecord


@dataclass(frozen=True)
class ErasureLine:
    """One record: when what was erased, of how many sign-ups of which event, and how many rows of what."""

    when: datetime
    why: str
    event: str
    sign_ups: int
    rows: str
    receipt: str


def records() -> "QuerySet[ErasureRecord]":
    """All records, newest first."""
    return ErasureRecord.objects.order_by("-pk")


def erasures_in_words(page: Iterable[ErasureRecord]) -> list[ErasureLine]:
    """Records as they are read."""
    names = {
        model.__name__: str(model._meta.verbose_name_plural)
        for model in apps.get_app_config(APP).get_models()
    }
    return [
        ErasureLine(
            when=record.done_at,
            why=str(record.get_reason_display()),
            event=record.event_title,
            sign_ups=record.sign_ups,
            rows="、".join(f"{names.get(name, name)} {number}" for name, number in record.rows.items()),
            receipt=record.receipt,
        )
        for record in page
    ]
