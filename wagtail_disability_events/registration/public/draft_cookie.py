"""The cookie by which a browser finds what was typed in it and not sent."""

from django.http import HttpRequest, HttpResponse

from ..event import AskingEvent
from ..form.drafts import KEPT, Draft

COOKIE = "wde_draft"


def draft_of(request: HttpRequest, event: AskingEvent) -> Draft:
    """The draft that this browser has of an event's form; an empty one where there is none."""
    return Draft.opened_by(request.COOKIES.get(COOKIE, ""), event)


def keep_draft(draft: Draft, response: HttpResponse, path: str, *, secure: bool, visitor: str) -> None:
    """Store the draft, and give the browser what opens it; sent to the form only, at ``path``."""
    draft.save(visitor)
    response.set_cookie(
        COOKIE,
        draft.token,
        max_age=int(KEPT.total_seconds()),
        path=path,
        secure=secure,
        httponly=True,
        samesite="Lax",
    )


def drop_draft(draft: Draft, response: HttpResponse, path: str) -> None:
    """Throw it away once it was sent."""
    draft.delete()
    forget_draft(response, path)


def forget_draft(response: HttpResponse, path: str) -> None:
    """Take from the browser what opens a draft that is not there any more."""
    response.delete_cookie(COOKIE, path=path, samesite="Lax")
