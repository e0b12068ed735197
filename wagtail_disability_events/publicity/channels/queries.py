"""Accounts that an article can go to, and pushes to be taken up."""

from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from ...core.users import User, signed_in
from ...pages.models import ArticlePage, EventIndexPage
from .models import Push, WechatAccount


def accounts_of(article: ArticlePage) -> list[WechatAccount]:
    """The accounts in use of the article's organisation and of those above it, nearest first."""
    above = EventIndexPage.objects.ancestor_of(article)
    accounts = WechatAccount.objects.filter(organisation__in=above, is_active=True)
    return sorted(accounts.select_related("organisation"), key=lambda one: -one.organisation.depth)


def push_of(article: ArticlePage, account: WechatAccount, user: User) -> Push:
    """The push of an article to an account, made when it is first asked for."""
    push, _new = Push.objects.get_or_create(
        article_id=article.pk, account=account, defaults={"started_by": signed_in(user)}
    )
    return push


def due_pushes(now: datetime | None = None) -> list[int]:
    """Pushes to be taken up: those that failed for a moment, that a killed process left, or that wait for the
    platform."""
    now = now or timezone.now()
    free = Q(locked_until=None) | Q(locked_until__lt=now)
    left = Q(state__in=(Push.State.RUNNING, Push.State.PUBLISHING))
    again = Q(state=Push.State.FAILED, try_again_at__lte=now)
    return list(Push.objects.filter(free & (left | again)).values_list("pk", flat=True))
