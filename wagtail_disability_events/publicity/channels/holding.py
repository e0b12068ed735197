"""One process at a time works on a push, and what went wrong with it is kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import TypedDict, Unpack

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from .api.errors import ChannelError, message_of
from .models import Push

HOLD = timedelta(minutes=3)
"""So long after its last step a push is taken for interrupted."""

TRY_AGAIN = (timedelta(minutes=2), timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1))
"""How long to wait after the first, second, third and every later failure that may pass."""


class PushStopped(Exception):
    """The push cannot go on; the message says why and what to do."""


class PushIsHeld(Exception):
    """Somebody is pushing this article to this account at the moment."""


class PushFacts(TypedDict, total=False):
    """What becomes known about a push while it runs: fields of ``Push``."""

    state: str
    text_hash: str
    media_id: str
    publish_id: str
    address: str
    done: int | F
    total: int
    error: int | None
    platform_message: str
    tries: int
    try_again_at: datetime | None


@contextmanager
def hold(push_id: int) -> Iterator[Push]:
    """Take a push, so that no other process does; note what goes wrong with it. Raises PushIsHeld."""
    now = timezone.now()
    free = Push.objects.filter(pk=push_id).filter(Q(locked_until=None) | Q(locked_until__lt=now))
    if not free.update(locked_until=now + HOLD):
        raise PushIsHeld
    push = with_article(push_id)
    try:
        yield push
    except PushStopped as stopped:
        note_failure(push, None, str(stopped))
    except ChannelError as error:
        note_failure(push, error.code, error.said, is_passing=error.is_passing)
    except Exception:
        fault = _("Something went wrong on this site. Tell who looks after it, then push again.")
        note_failure(push, None, fault)
        raise
    finally:
        Push.objects.filter(pk=push_id).update(locked_until=None)


def with_article(push_id: int) -> Push:
    """A push as it is in the database, with its account and article."""
    return Push.objects.select_related("account", "article").get(pk=push_id)


def step_done(push: Push) -> None:
    """One step more is done; the push stays held."""
    Push.objects.filter(pk=push.pk).update(done=F("done") + 1, locked_until=timezone.now() + HOLD)


def note_facts(push: Push, **facts: Unpack[PushFacts]) -> None:
    """Keep what is known now, in the database and in ``push``."""
    Push.objects.filter(pk=push.pk).update(**facts, changed_at=timezone.now())
    for name, value in facts.items():
        if not isinstance(value, F):
            setattr(push, name, value)


def note_failure(push: Push, code: int | None, said: str, *, is_passing: bool = False) -> None:
    """It did not work. ``code`` is the platform's number, None for a reason of this site; with
    ``is_passing`` it is tried again later."""
    pause = TRY_AGAIN[min(push.tries, len(TRY_AGAIN) - 1)]
    note_facts(
        push,
        state=Push.State.FAILED,
        error=code,
        platform_message=said[:300],
        tries=push.tries + 1,
        try_again_at=timezone.now() + pause if is_passing else None,
    )


def failure_words(push: Push) -> str:
    """What went wrong, in the active language; empty when nothing did."""
    if push.state != Push.State.FAILED:
        return ""
    return push.platform_message if push.error is None else message_of(push.error, push.platform_message)
