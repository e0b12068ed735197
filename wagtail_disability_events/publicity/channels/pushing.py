"""Pushing an article to the draft box: step by step, so that it goes on wherever it was interrupted.

Each picture is kept before the next is sent; the draft is looked for by its mark before it is made a second
time; one process at a time holds a push.
"""

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from ...pages.approved_versions import approved_version, text_hash
from ...posters.cover import draw_cover
from ..ledger.keeping import note_push
from ..preflight.checking import Subject
from ..preflight.pictures import check_photos
from ..preflight.platform import split_advice
from ..removals import note_copy
from ..wechat.checker import MAX_ABSTRACT, MAX_BYTES, MAX_CHARACTERS, MAX_TITLE
from . import pictures
from .client import WechatClient
from .errors import NO_SUCH_MEDIA, PUBLISH_WORDS, ChannelError, message_of
from .models import Push, WechatAccount

HOLD = timedelta(minutes=3)
TRY_AGAIN = (timedelta(minutes=2), timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1))
COVER_WHOLE, COVER_SQUARE = "0_0_1_1", "0.287_0_0.713_1"
"""The cover is 2.35:1; its centre is the square that lists show."""


class PushStopped(Exception):
    """The push cannot go on; the message says why and what to do."""


class PushIsHeld(Exception):
    """Somebody is pushing this article to this account at the moment."""


def push_of(article: Any, account: WechatAccount, user: Any) -> Push:
    """The push of an article to an account, made when it is first asked for."""
    push, _new = Push.objects.get_or_create(
        article_id=article.pk, account=account, defaults={"started_by": user}
    )
    return push


def push_now(push_id: int, client: WechatClient | None = None) -> Push:
    """Push, or go on with it: again is the same draft, and no picture is sent twice.

    What went wrong is kept in the push. Raises PushIsHeld while another process is at it.
    """
    with _holding(push_id) as push:
        _push(push, client or WechatClient(push.account))
    return Push.objects.select_related("account", "article").get(pk=push_id)


def words_of(push: Push) -> str:
    """What went wrong, in the active language; empty when nothing did."""
    if push.state != Push.State.FAILED:
        return ""
    return push.said if push.error is None else message_of(push.error, push.said)


def publish_now(push_id: int, client: WechatClient | None = None) -> Push:
    """Ask the platform to publish a draft, or look how far it is. Raises PushIsHeld.

    What was changed or taken back after the push is not published: it is pushed again first.
    """
    with _holding(push_id) as push:
        client = client or WechatClient(push.account)
        if not push.publish_id:
            _approved(push.article)
            if push.text_hash != text_hash(push.article):
                raise PushStopped(_("The article was changed after it was pushed. Push it again first."))
            push.publish_id = client.publish(push.media_id)
            _set(push, publish_id=push.publish_id, state=Push.State.PUBLISHING)
        _follow(push, client)
    return Push.objects.select_related("account", "article").get(pk=push_id)


def due_pushes(now: Any = None) -> list[int]:
    """Pushes to be taken up: those that failed for a moment, that a killed process left, or that wait for the
    platform."""
    now = now or timezone.now()
    free = Q(held_until=None) | Q(held_until__lt=now)
    left = Q(state__in=(Push.State.RUNNING, Push.State.PUBLISHING))
    again = Q(state=Push.State.FAILED, try_again_at__lte=now)
    return list(Push.objects.filter(free & (left | again)).values_list("pk", flat=True))


def _approved(article: Any) -> Subject:
    """The article as it may leave. Raises PushStopped without an approval, or when a photo was taken back."""
    if not article.live or approved_version(article) is None:
        raise PushStopped(_("Only an approved article is pushed. Let its reviews be done first."))
    subject = Subject(article)
    for finding in check_photos(subject):
        raise PushStopped(
            _("A photo was taken back after the approval: “%(words)s”. Take it out, then let it be reviewed.")
            % {"words": finding.words}
        )
    return subject


def _push(push: Push, client: WechatClient) -> None:
    article = push.article
    subject = _approved(article)
    rendering = subject.rendering
    _set(push, state=Push.State.RUNNING, done=0, total=len(rendering.images) + 2, error=None, said="")
    html = rendering.html
    for image in rendering.images:
        kept = pictures.sent(client, image)
        html = html.replace(f'src="{image.name}"', f'src="{kept.url}"')
        step_done(push)
    if len(html) >= MAX_CHARACTERS or len(html.encode("utf-8")) >= MAX_BYTES:
        raise PushStopped(
            _("%(count)s characters; WeChat takes fewer than 20,000.") % {"count": len(html)}
            + " "
            + split_advice(subject)
        )
    cover, content_hash = cover_of(article)
    thumb = pictures.sent_cover(client, cover, content_hash).media_id
    step_done(push)
    news = _news(push, article, html, thumb)
    try:
        media_id = _write(push, client, news)
    except ChannelError as error:
        if error.code == NO_SUCH_MEDIA:
            pictures.forget_cover(client, thumb)
        raise
    is_first = not push.media_id or push.text_hash != text_hash(article)
    with transaction.atomic():
        _set(
            push,
            media_id=media_id,
            state=Push.State.DRAFTED,
            text_hash=text_hash(article),
            done=F("total"),
            tries=0,
            publish_id="",
        )
        note_copy(article, rendering, "push", push.started_by)
        note_push(push)
        if is_first:
            log(instance=article, action="wde.article.push", user=push.started_by)


def _write(push: Push, client: WechatClient, news: dict[str, Any]) -> str:
    """Write the draft: the one that is known, else one with our mark, else a new one."""
    known = push.media_id or client.find_draft(news["content_source_url"])
    if known:
        try:
            client.update_draft(known, news)
        except ChannelError as error:
            # deleted there, or published: the draft box has it no longer
            if error.code != NO_SUCH_MEDIA or client.find_draft(news["content_source_url"]):
                raise
        else:
            return known
    return client.add_draft(news)


def _news(push: Push, article: Any, html: str, thumb: str) -> dict[str, Any]:
    account = push.account
    return {
        "title": article.title[:MAX_TITLE],
        "author": (account.author or article.contributor)[:16],
        "digest": article.abstract[:MAX_ABSTRACT],
        "content": html,
        "content_source_url": source_address(push, article),
        "thumb_media_id": thumb,
        "need_open_comment": int(account.open_comments),
        "only_fans_can_comment": int(account.open_comments and account.fans_only),
        "pic_crop_235_1": COVER_WHOLE,
        "pic_crop_1_1": COVER_SQUARE,
    }


def original_of(article: Any) -> str:
    """Where “read the original” leads: sign-up before an event, else the article here."""
    event = article.event
    before = article.genre in (article.Genre.ANNOUNCEMENT, article.Genre.REMINDER)
    if before and event is not None and event.registration_enabled and event.live:
        return f"{event.full_url}register/"
    return str(article.full_url or "")


def source_address(push: Push, article: Any) -> str:
    """The same with the mark by which the draft is found again."""
    return f"{original_of(article)}?wx={push.key.hex[:12]}"


def cover_of(article: Any) -> tuple[bytes, str]:
    """The cover, 900 × 383, and its SHA-256: the article's, that of its first photo, or a drawn one."""
    image = article.cover
    if image is None:
        first = next(iter(Subject(article).pictures), None)
        image = first.image if first is not None else None
    if image is not None:
        rendition = image.get_rendition(pictures.COVER_RENDITION)
        with rendition.file.open("rb") as file:
            content = file.read()
    else:
        kind = article.event.kind if article.event is not None else ""
        content = draw_cover(kind, article.event_id or article.pk, "")
    return content, hashlib.sha256(content).hexdigest()


def step_done(push: Push) -> None:
    """One step more is done; the push stays held."""
    Push.objects.filter(pk=push.pk).update(done=F("done") + 1, held_until=timezone.now() + HOLD)


@contextmanager
def _holding(push_id: int) -> Iterator[Push]:
    """Take a push, so that no other process does; note what goes wrong with it. Raises PushIsHeld."""
    now = timezone.now()
    free = Push.objects.filter(pk=push_id).filter(Q(held_until=None) | Q(held_until__lt=now))
    if not free.update(held_until=now + HOLD):
        raise PushIsHeld
    push = Push.objects.select_related("account", "article").get(pk=push_id)
    try:
        yield push
    except PushStopped as stopped:
        _failed(push, None, str(stopped))
    except ChannelError as error:
        _failed(push, error.code, error.said, is_passing=error.is_passing)
    except Exception:
        _failed(push, None, _("Something went wrong on this site. Tell who looks after it, then push again."))
        raise
    finally:
        Push.objects.filter(pk=push_id).update(held_until=None)


def _follow(push: Push, client: WechatClient) -> None:
    status, address = client.publication(push.publish_id)
    if status == 0:
        clean = re.sub(r"[?#].*$", "", address) if "/s/" in address else address
        _set(push, state=Push.State.PUBLISHED, address=clean, error=None, said="")
        note_push(push)
        log(instance=push.article, action="wde.article.published_there", user=push.started_by)
    elif status != 1:
        _set(push, publish_id="")
        _failed(push, None, str(PUBLISH_WORDS.get(status, PUBLISH_WORDS[3])))


def _failed(push: Push, code: int | None, said: str, *, is_passing: bool = False) -> None:
    pause = TRY_AGAIN[min(push.tries, len(TRY_AGAIN) - 1)]
    _set(
        push,
        state=Push.State.FAILED,
        error=code,
        said=said[:300],
        tries=push.tries + 1,
        try_again_at=timezone.now() + pause if is_passing else None,
    )


def _set(push: Push, **values: Any) -> None:
    Push.objects.filter(pk=push.pk).update(**values, changed_at=timezone.now())
    for name, value in values.items():
        if not hasattr(value, "resolve_expression"):
            setattr(push, name, value)
