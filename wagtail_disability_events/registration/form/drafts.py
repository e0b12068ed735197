"""What somebody has typed and not sent: sealed in the database, opened only by a cookie of their browser."""

import json
from datetime import timedelta
from typing import Any

from cryptography.fernet import InvalidToken
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone

from ...core.encryption import opened, sealed
from ...core.tokens import new_token, token_hash
from ..models.forms import SignUpDraft

KEPT = timedelta(days=1)
COOKIE = "wde_draft"
_NOT_KEPT = {"csrfmiddlewaretoken", "step", "mode", "website"}


class Draft:
    """The answers so far of one form, as the browser sent them."""

    def __init__(self, event: Any, token: str, data: dict[str, list[str]], *, was_kept: bool = False) -> None:
        self.event, self.token, self.values, self.was_kept = event, token, data, was_kept

    @classmethod
    def of(cls, request: HttpRequest, event: Any) -> "Draft":
        """The draft that this browser has of an event's form; an empty one where there is none."""
        token = request.COOKIES.get(COOKIE, "")
        row = _row(event, token)
        if row is not None:
            try:
                return cls(event, token, json.loads(opened(bytes(row.sealed), token)), was_kept=True)
            except (InvalidToken, ValueError):
                pass
        return cls(event, new_token(), {})

    def __bool__(self) -> bool:
        return bool(self.values)

    @property
    def data(self) -> QueryDict:
        """The answers as a form takes them; one's own to change."""
        data = QueryDict(mutable=True)
        for name, values in self.values.items():
            data.setlist(name, values)
        return data

    def get(self, name: str) -> str:
        """One answer; empty without."""
        return (self.values.get(name) or [""])[-1]

    def put(self, data: Any, names: Any = None) -> None:
        """Take over what was sent, of these fields or of all."""
        for name in data if names is None else names:
            if name not in _NOT_KEPT:
                self.values[name] = [str(value) for value in data.getlist(name)]

    def keep(self, response: HttpResponse, path: str, *, secure: bool) -> None:
        """Store the draft, sealed, and give the browser what opens it."""
        content = sealed(json.dumps(self.values, ensure_ascii=False).encode(), self.token)
        SignUpDraft.objects.update_or_create(
            token_hash=token_hash(self.token),
            defaults={"event_id": self.event.pk, "sealed": content, "changed_at": timezone.now()},
        )
        response.set_cookie(
            COOKIE,
            self.token,
            max_age=int(KEPT.total_seconds()),
            path=path,
            secure=secure,
            httponly=True,
            samesite="Lax",
        )

    def drop(self, response: HttpResponse, path: str) -> None:
        """Throw it away once it was sent."""
        if self.was_kept:
            SignUpDraft.objects.filter(token_hash=token_hash(self.token)).delete()
        response.delete_cookie(COOKIE, path=path, samesite="Lax")


def throw_away_old_drafts() -> int:
    """Delete what was not sent within a day; return how many."""
    return SignUpDraft.objects.filter(changed_at__lt=timezone.now() - KEPT).delete()[0]


def _row(event: Any, token: str) -> SignUpDraft | None:
    if not token:
        return None
    since = timezone.now() - KEPT
    return SignUpDraft.objects.filter(
        event_id=event.pk, token_hash=token_hash(token), changed_at__gte=since
    ).first()
