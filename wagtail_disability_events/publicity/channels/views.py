"""Channels of an article in the admin: where it can go, and how far it is."""

from dataclasses import dataclass
from enum import StrEnum

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from ...core.admin_header import header
from ...core.posted import number_in
from ..views import editable
from .holding import failure_words
from .models import Push, WechatAccount
from .queries import accounts_of
from .starting import start_publication, start_push

CHANNELS = "wagtail_disability_events/publicity/channels/channels.html"
MOVING = (Push.State.WAITING, Push.State.RUNNING, Push.State.PUBLISHING)


class Action(StrEnum):
    """What is posted as ``do``; anything else pushes."""

    PUBLISH = "publish"


@dataclass(frozen=True)
class ChannelRow:
    """An account, and the push of the article to it where there is one."""

    account: WechatAccount
    push: Push | None

    @property
    def words(self) -> str:
        """What went wrong; empty when nothing did."""
        return failure_words(self.push) if self.push is not None else ""

    @property
    def is_moving(self) -> bool:
        return self.push is not None and self.push.state in MOVING

    @property
    def is_sandbox(self) -> bool:
        return self.account.platform == WechatAccount.Platform.SANDBOX


@never_cache
@require_http_methods(["GET", "POST"])
def channels(request: HttpRequest, article_id: int) -> HttpResponse:
    """Where an article can go, and how far it is; POST pushes or publishes."""
    article = editable(request, article_id)
    accounts = accounts_of(article)
    if request.method == "POST":
        account = next((one for one in accounts if one.pk == number_in(request.POST, "account")), None)
        if account is None:
            raise Http404
        start = start_publication if request.POST.get("do") == Action.PUBLISH else start_push
        _say_how_it_went(request, start(article, account, request.user))
        return redirect("wde_channels", article.pk)
    pushes = {push.account_id: push for push in Push.objects.filter(article=article, account__in=accounts)}
    rows = [ChannelRow(account, pushes.get(account.pk)) for account in accounts]
    context = {
        **header(article, _("Channels"), "mobile-alt"),
        "article": article,
        "is_approved": article.live and article.approved is not None,
        "rows": rows,
        "is_moving": any(row.is_moving for row in rows),
    }
    return TemplateResponse(request, CHANNELS, context)


def _say_how_it_went(request: HttpRequest, push: Push) -> None:
    if push.state == Push.State.FAILED:
        messages.error(request, f"{push.account.name}：{failure_words(push)}")
    else:
        messages.success(request, f"{push.account.name}：{push.get_state_display()}")
