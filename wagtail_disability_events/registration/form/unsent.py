"""What visitors keep with us before they send anything: bounded, and the oldest goes first."""

from collections.abc import Iterable

from django.db import models
from django.db.models import Sum

from ...core import conf
from ..models.forms import AnswerFile, SignUpDraft


def bound_drafts(visitor: str) -> None:
    """Throw away the oldest drafts of a visitor until the others fit into ``UNSENT_BYTES``."""
    _bound(SignUpDraft.objects.filter(visitor=visitor).order_by("-changed_at", "-pk"), _most()[0])


def bound_files(visitor: str) -> None:
    """Throw away the oldest unsent files of a visitor until the others fit; one that is larger than all that
    may be kept goes too. Who has no visitor's hash has a sign-up and is not bounded."""
    if visitor:
        unsent = AnswerFile.objects.filter(visitor=visitor, registration=None)
        _bound(unsent.order_by("-created_at", "-pk"), _most()[1])


def bytes_of(file_ids: Iterable[int]) -> int:
    """How large some stored files are together."""
    return AnswerFile.objects.filter(pk__in=list(file_ids)).aggregate(all=Sum("size"))["all"] or 0


def _bound(rows: models.QuerySet[SignUpDraft] | models.QuerySet[AnswerFile], most: int) -> None:
    """Keep the first rows that fit together into so many bytes."""
    if (rows.order_by().aggregate(all=Sum("size"))["all"] or 0) <= most:
        return
    kept, gone = 0, []
    for pk, size in rows.values_list("pk", "size"):
        if kept + size > most:
            gone.append(pk)
        else:
            kept += size
    rows.model._default_manager.filter(pk__in=gone).delete()


def _most() -> tuple[int, int]:
    drafts, files = conf.get("UNSENT_BYTES")
    return drafts, files
