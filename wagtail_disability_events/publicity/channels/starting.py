"""Beginning a push, or the publication of a draft, on behalf of somebody."""

from ...core.users import User
from ...pages.models import ArticlePage
from .models import Push, WechatAccount
from .queries import push_of
from .tasks import publish_article, push_article


def start_push(article: ArticlePage, account: WechatAccount, user: User) -> Push:
    """Let an article be pushed to an account; return the push as it is once the task was handed over."""
    push = _push_for(article, account, user)
    Push.objects.filter(pk=push.pk).exclude(state=Push.State.RUNNING).update(state=Push.State.WAITING)
    push_article.enqueue(push.pk)
    push.refresh_from_db()
    return push


def start_publication(article: ArticlePage, account: WechatAccount, user: User) -> Push:
    """Let the draft of an article be published, where the account may and there is a draft."""
    push = _push_for(article, account, user)
    if push.media_id and account.may_publish:
        publish_article.enqueue(push.pk)
    push.refresh_from_db()
    return push


def _push_for(article: ArticlePage, account: WechatAccount, user: User) -> Push:
    push = push_of(article, account, user)
    Push.objects.filter(pk=push.pk).update(started_by=user)
    return push
