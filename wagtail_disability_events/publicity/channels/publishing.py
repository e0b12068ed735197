"""Publishing a draft in WeChat, and following how far that is."""

import re

from django.utils.translation import gettext as _
from wagtail.log_actions import log

from ...pages.approved_versions import text_hash
from .api.client import WechatClient
from .api.errors import PUBLISH_WORDS, PublishStatus
from .approval import approved_subject
from .holding import PushStopped, hold, note_facts, note_failure, with_article
from .in_ledger import note_push
from .models import Push


def publish_now(push_id: int, client: WechatClient | None = None) -> Push:
    """Ask the platform to publish a draft, or look how far it is. Raises PushIsHeld.

    What was changed or taken back after the push is not published: it is pushed again first.
    """
    with hold(push_id) as push:
        client = client or WechatClient(push.account)
        if not push.publish_id:
            approved_subject(push.article)
            if push.text_hash != text_hash(push.article):
                raise PushStopped(_("The article was changed after it was pushed. Push it again first."))
            publish_id = client.publish(push.media_id)
            note_facts(push, publish_id=publish_id, state=Push.State.PUBLISHING)
        _follow(push, client)
    return with_article(push_id)


def _follow(push: Push, client: WechatClient) -> None:
    publication = client.publication(push.publish_id)
    if publication.status == PublishStatus.PUBLISHED:
        address = publication.address
        clean = re.sub(r"[?#].*$", "", address) if "/s/" in address else address
        note_facts(push, state=Push.State.PUBLISHED, address=clean, error=None, platform_message="")
        note_push(push)
        log(instance=push.article, action="wde.article.published_there", user=push.started_by)
    elif publication.status != PublishStatus.PUBLISHING:
        note_facts(push, publish_id="")
        words = PUBLISH_WORDS.get(publication.status, PUBLISH_WORDS[PublishStatus.FAILED])
        note_failure(push, None, str(words))
