"""What somebody has typed and not sent: sealed in the database, opened only by a secret of their browser."""

import json
from collections.abc import Iterable
from datetime import timedelta

from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from ...core.encryption import opened, sealed
from ...core.tokens import new_token, token_hash
from ..event import AskingEvent
from ..models.forms import KEPT_DAYS, SignUpDraft

KEPT = timedelta(days=KEPT_DAYS)
_NOT_KEPT = {"csrfmiddlewaretoken", "step", "mode", "website"}


class Draft:
    """The answers so far of one form, as the browser sent them."""

    def __init__(
        self, event: AskingEvent, token: str, values: dict[str, list[str]], *, was_kept: bool = False
    ) -> None:
        self.event, self.token, self.values, self.was_kept = event, token, values, was_kept

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
        return cls(event, new_token(), {})

    def __bool__(self) -> bool:
        return bool(self.values)

    @property
    def data(self) -> MultiValueDict[str, str]:
        """The answers as a form takes them; one's own to change."""
        return MultiValueDict(self.values).copy()

    def get(self, name: str) -> str:
        """One answer; empty without."""
        return (self.values.get(name) or [""])[-1]

    def put(self, data: MultiValueDict[str, str], names: Iterable[str] | None = None) -> None:
        """Take over what was sent, of these fields or of all."""
        for name in data if names is None else names:
            if name not in _NOT_KEPT:
                self.values[name] = [str(value) for value in data.getlist(name)]

    def save(self) -> None:
        """Store it, sealed; its secret is stored nowhere."""
        content = sealed(json.dumps(self.values, ensure_ascii=False).encode(), self.token)
        SignUpDraft.objects.update_or_create(
            token_hash=token_hash(self.token),
            defaults={"event_id": self.event.pk, "sealed": content, "changed_at": timezone.now()},
        )

    def delete(self) -> None:
        """Throw it away once it was sent."""
        if self.was_kept:
            SignUpDraft.objects.filter(token_hash=token_hash(self.token)).delete()


def _row(event: AskingEvent, token: str) -> SignUpDraft | None:
    if not token:
        return None
    since = timezone.now() - KEPT
    return SignUpDraft.objects.filter(
        event_id=event.pk, token_hash=token_hash(token), changed_at__gte=since
    ).first()
