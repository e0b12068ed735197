"""What somebody has typed and not sent: sealed in the database, opened only by a secret of their browser."""

import json
from collections.abc import Iterable, Mapping
from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from ...core.encryption import opened, sealed
from ...core.tokens import new_token, token_hash, token_hashes
from ..event import AskingEvent
from ..models.forms import KEPT_DAYS, SignUpDraft
from .unsent import bound_drafts

KEPT = timedelta(days=KEPT_DAYS)
USUAL_LENGTH = 200
"""Characters of an answer whose field names no limit."""
MOST_CHOICES = 100
_NOT_KEPT = {"website"}
_KEPT_BESIDE = ("for",)


class Draft:
    """The answers so far of one form, as the browser sent them.

    ``was_lost``: the browser knows of a draft that is not kept any more.
    """

    def __init__(
        self,
        event: AskingEvent,
        token: str,
        values: dict[str, list[str]],
        *,
        was_kept: bool = False,
        was_lost: bool = False,
    ) -> None:
        self.event, self.token, self.values = event, token, values
        self.was_kept, self.was_lost = was_kept, was_lost

    @classmethod
    def opened_by(cls, token: str, event: AskingEvent) -> "Draft":
        """The draft of an event's form that a secret opens; an empty one with a new secret for any other."""
        row = _row(event, token)
        if row is not None:
            from cryptography.fernet import InvalidToken  # 7 MB, where a draft is kept and not before

            try:
                return cls(event, token, json.loads(opened(bytes(row.sealed), token)), was_kept=True)
            except (InvalidToken, ValueError):
                pass
        return cls(event, new_token(), {}, was_lost=bool(token))

    def __bool__(self) -> bool:
        return bool(self.values)

    @property
    def data(self) -> MultiValueDict[str, str]:
        """The answers as a form takes them; one's own to change."""
        return MultiValueDict(self.values).copy()

    def get(self, name: str) -> str:
        """One answer; empty without."""
        return (self.values.get(name) or [""])[-1]

    def put(
        self,
        data: MultiValueDict[str, str],
        fields: Mapping[str, forms.Field],
        names: Iterable[str] | None = None,
    ) -> None:
        """Take over what was sent, of these fields of a form or of all; whatever else was sent is not kept.

        An answer much longer than its field takes is kept in part, so that it is still too long.
        """
        for name in names if names is not None else [name for name in fields if name in data]:
            if name in fields and name not in _NOT_KEPT:
                self.values[name] = _as_long_as_useful(fields[name], data.getlist(name))
        files = [f"{name}-kept" for name, field in fields.items() if isinstance(field, forms.FileField)]
        for name in (*_KEPT_BESIDE, *files) if names is None else ():
            if name in data:
                self.values[name] = [str(data[name])[:USUAL_LENGTH]]

    def save(self, visitor: str = "") -> None:
        """Store it, sealed; its secret is stored nowhere. Older drafts of the ``visitor`` go where all of
        them are too large together."""
        content = sealed(json.dumps(self.values, ensure_ascii=False).encode(), self.token)
        SignUpDraft.objects.update_or_create(
            token_hash=token_hash(self.token),
            defaults={
                "event_id": self.event.pk,
                "sealed": content,
                "changed_at": timezone.now(),
                "visitor": visitor,
                "size": len(content),
            },
        )
        bound_drafts(visitor)

    def delete(self) -> None:
        """Throw it away once it was sent."""
        if self.was_kept:
            SignUpDraft.objects.filter(token_hash__in=token_hashes(self.token)).delete()


def _as_long_as_useful(field: forms.Field, values: Iterable[str]) -> list[str]:
    longest = 2 * (getattr(field, "max_length", None) or USUAL_LENGTH)
    most = MOST_CHOICES if getattr(field.widget, "allow_multiple_selected", False) else 1
    return [str(value)[:longest] for value in values][-most:]


def _row(event: AskingEvent, token: str) -> SignUpDraft | None:
    if not token:
        return None
    since = timezone.now() - KEPT
    return SignUpDraft.objects.filter(
        event_id=event.pk, token_hash__in=token_hashes(token), changed_at__gte=since
    ).first()
