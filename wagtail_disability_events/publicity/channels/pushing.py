"""Pushing an article to the draft box: step by step, so that it goes on wherever it was interrupted.

Each picture is kept before the next is sent; the draft is looked for by its mark before it is made a second
time; one process at a time holds a push.
"""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from ...pages.approved_versions import text_hash
from ..preflight.platform import split_advice
from ..preflight.subject import Subject
from ..wechat.copies import note_copy
from ..wechat.limits import MAX_BYTES, MAX_CHARACTERS
from ..wechat.models import WechatCopy
from . import pictures
from .api.client import WechatClient
from .api.errors import NO_SUCH_MEDIA, ChannelError
from .api.news import News, news_of
from .approval import approved_subject
from .cover import cover_of
from .holding import PushStopped, hold, note_facts, step_done, with_article
from .in_ledger import note_push
from .models import Push


def push_now(push_id: int, client: WechatClient | None = None) -> Push:
    """Push, or go on with it: again is the same draft, and no picture is sent twice.

    What went wrong is kept in the push. Raises PushIsHeld while another process is at it.
    """
    with hold(push_id) as push:
        _push(push, client or WechatClient(push.account))
    return with_article(push_id)


def _push(push: Push, client: WechatClient) -> None:
    article = push.article
    subject = approved_subject(article)
    html = _send_pictures(push, client, subject)
    cover, content_hash = cover_of(article)
    thumb = pictures.sent_cover(client, cover, content_hash).media_id
    step_done(push)
    try:
        media_id = _write(push, client, news_of(push, article, html, thumb))
    except ChannelError as error:
        if error.code == NO_SUCH_MEDIA:
            pictures.forget_cover(client, thumb)
        raise
    is_first = not push.media_id or push.text_hash != text_hash(article)
    with transaction.atomic():
        note_facts(
            push,
            media_id=media_id,
            state=Push.State.DRAFTED,
            text_hash=text_hash(article),
            done=F("total"),
            tries=0,
            publish_id="",
        )
        note_copy(article, subject.rendering, WechatCopy.Way.PUSH, push.started_by)
        note_push(push)
        if is_first:
            log(instance=article, action="wde.article.push", user=push.started_by)


def _send_pictures(push: Push, client: WechatClient, subject: Subject) -> str:
    """Send the pictures that the account does not have; the HTML with their addresses there.

    Raises PushStopped where it is too long then.
    """
    rendering = subject.rendering
    total = len(rendering.images) + 2
    note_facts(push, state=Push.State.RUNNING, done=0, total=total, error=None, platform_message="")
    html = rendering.html
    for image in rendering.images:
        kept = pictures.sent(client, image)
        html = html.replace(f'src="{image.name}"', f'src="{kept.url}"')
        step_done(push)
    if len(html) >= MAX_CHARACTERS or len(html.encode("utf-8")) >= MAX_BYTES:
        too_long = _("%(count)s characters; WeChat takes fewer than 20,000.") % {"count": len(html)}
        raise PushStopped(f"{too_long} {split_advice(subject)}")
    return html


def _write(push: Push, client: WechatClient, news: News) -> str:
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
