"""What waits on the way out: articles to be pushed or published, targets that are behind."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from ..core.dates import local_day
from ..pages.models import ArticlePage, EventIndexPage
from ..publicity.channels.models import Push, WechatAccount
from ..publicity.ledger.targets import progress
from .waiting_events import BACK, Items


def unpushed(editable: QuerySet, now: datetime) -> Items:
    """Approved articles of the last 60 days whose organisation has an account, and that are in none."""
    pushed = Push.objects.filter(article=OuterRef("pk"))
    articles = ArticlePage.objects.live().filter(
        ~Exists(pushed), pk__in=editable, last_published_at__gt=now - BACK
    )
    accounts = WechatAccount.objects.filter(is_active=True)
    served = tuple(accounts.values_list("organisation__path", flat=True).distinct())
    for article in articles.order_by("-last_published_at"):
        if article.path.startswith(served):
            yield article.title, reverse("wde_channels", args=[article.pk])


def _pushes(editable: QuerySet, condition: Q) -> Items:
    for push in Push.objects.filter(condition, article__in=editable).select_related("article", "account"):
        yield f"{push.article.title} → {push.account}", reverse("wde_channels", args=[push.article_id])


def failed(editable: QuerySet) -> Items:
    """Pushes that did not work."""
    yield from _pushes(editable, Q(state=Push.State.FAILED))


def unpublished(editable: QuerySet, now: datetime) -> Items:
    """Drafts in an account for more than a day."""
    old = now - timedelta(days=1)
    yield from _pushes(editable, Q(state=Push.State.DRAFTED, changed_at__lt=old))


def behind(editable: QuerySet, now: datetime) -> Items:
    """Targets of the year that it is there that fewer articles were written for than the day asks."""
    for organisation in EventIndexPage.objects.filter(pk__in=editable, targets__isnull=False).distinct():
        for one in progress(organisation, local_day(now, organisation.time_zone)):
            if one.is_behind:
                words = _("%(organisation)s: %(what)s, %(reached)s of %(number)s") % {
                    "organisation": organisation.display_name,
                    "what": one.target.get_counted_display(),
                    "reached": one.reached,
                    "number": one.target.number,
                }
                yield words, reverse("wde_targets")
