"""Channels of an article in the admin, accounts of an organisation, and the sandbox's phone."""

import base64
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods
from wagtail.admin import messages
from wagtail.log_actions import log

from ...core.admin_header import header
from ...gallery.staff.forms import number_in
from ...pages.models import EventIndexPage
from ..permissions import editable, organisation_to_edit
from ..sandbox.platform import HOST, Platform
from .client import WechatClient, sandbox_platform
from .errors import ChannelError
from .models import Push, WechatAccount
from .pushing import push_of, words_of
from .tasks import publish_article, push_article

CHANNELS = "wagtail_disability_events/publicity/channels/channels.html"
ACCOUNTS = "wagtail_disability_events/publicity/channels/accounts.html"
SANDBOX = "wagtail_disability_events/publicity/channels/sandbox.html"


class AccountForm(forms.ModelForm):
    """An account; its secret is written and never shown."""

    secret = forms.CharField(
        label=gettext_lazy("app secret"),
        required=False,
        max_length=64,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )

    class Meta:
        model = WechatAccount
        fields = [
            *("name", "platform", "app_id", "secret", "author"),
            *("may_publish", "open_comments", "fans_only", "is_active"),
        ]

    def clean_secret(self) -> str:
        """Left empty, the secret stays as it is."""
        secret = str(self.cleaned_data["secret"]).strip() or self.instance.secret
        if not secret:
            raise forms.ValidationError(_("The secret is necessary."), code="required")
        return str(secret)

    def save(self, commit: bool = True) -> Any:
        if {"secret", "app_id", "platform"} & set(self.changed_data):
            self.instance.token, self.instance.token_ends_at = "", None
        return super().save(commit)


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
        _start(request, article, account)
        return redirect("wde_channels", article.pk)
    pushes = {push.account_id: push for push in Push.objects.filter(article=article, account__in=accounts)}
    rows = [_row(account, pushes.get(account.pk)) for account in accounts]
    context = {
        **header(article, _("Channels"), "mobile-alt"),
        "article": article,
        "is_approved": article.live and article.approved is not None,
        "rows": rows,
        "is_moving": any(row["is_moving"] for row in rows),
    }
    return TemplateResponse(request, CHANNELS, context)


@never_cache
@require_http_methods(["GET", "POST"])
def wechat_accounts(request: HttpRequest, page_id: int, account_id: int | None = None) -> HttpResponse:
    """The accounts of an organisation and a form for one; POST saves it, or tries whether it works."""
    organisation = organisation_to_edit(request, page_id)
    own = WechatAccount.objects.filter(organisation=organisation)
    account = (
        get_object_or_404(own, pk=account_id) if account_id else WechatAccount(organisation=organisation)
    )
    if request.method == "POST" and request.POST.get("do") == "try" and account.pk:
        _try(request, account)
        return redirect("wde_wechat_account", organisation.pk, account.pk)
    form = AccountForm(request.POST or None, instance=account)
    if request.method == "POST" and form.is_valid():
        saved = form.save()
        if saved.platform == WechatAccount.Platform.SANDBOX:
            sandbox_platform().store.open_account(saved.app_id, saved.secret, may_publish=saved.may_publish)
        log(instance=organisation, action="wde.account.save", user=request.user, data={"name": saved.name})
        messages.success(request, _("The account is saved. Try whether it works."))
        return redirect("wde_wechat_account", organisation.pk, saved.pk)
    context = {
        **header(organisation, _("Official accounts"), "mobile-alt"),
        "organisation": organisation,
        "accounts": own,
        "account": account,
        "form": form,
    }
    return TemplateResponse(request, ACCOUNTS, context, status=422 if form.errors else 200)


@never_cache
@require_GET
def sandbox(request: HttpRequest, article_id: int, push_id: int) -> HttpResponse:
    """The draft as the sandbox keeps it, on a phone."""
    article = editable(request, article_id)
    push = get_object_or_404(
        Push, pk=push_id, article=article, account__platform=WechatAccount.Platform.SANDBOX
    )
    platform = sandbox_platform()
    articles = platform.store.draft(push.account.app_id, push.media_id)
    if not articles:
        raise Http404
    news = articles[0]
    context = {
        **header(article, _("Sandbox"), "mobile-alt"),
        "article": article,
        "push": push,
        "news": news,
        "document": _phone(platform, news),
    }
    return TemplateResponse(request, SANDBOX, context)


def accounts_of(article: Any) -> list[WechatAccount]:
    """The accounts in use of the article's organisation and of those above it, nearest first."""
    above = EventIndexPage.objects.ancestor_of(article)
    accounts = WechatAccount.objects.filter(organisation__in=above, is_active=True)
    return sorted(accounts.select_related("organisation"), key=lambda one: -one.organisation.depth)


def _start(request: HttpRequest, article: Any, account: WechatAccount) -> None:
    push = push_of(article, account, request.user)
    Push.objects.filter(pk=push.pk).update(started_by=request.user)
    if request.POST.get("do") == "publish":
        if push.media_id and account.may_publish:
            publish_article.enqueue(push.pk)
    else:
        Push.objects.filter(pk=push.pk).exclude(state=Push.State.RUNNING).update(state=Push.State.WAITING)
        push_article.enqueue(push.pk)
    push.refresh_from_db()
    if push.state == Push.State.FAILED:
        messages.error(request, f"{account.name}：{words_of(push)}")
    else:
        messages.success(request, f"{account.name}：{push.get_state_display()}")


def _row(account: WechatAccount, push: Push | None) -> dict[str, Any]:
    moving = (Push.State.WAITING, Push.State.RUNNING, Push.State.PUBLISHING)
    return {
        "account": account,
        "push": push,
        "words": words_of(push) if push is not None else "",
        "is_moving": push is not None and push.state in moving,
        "is_sandbox": account.platform == WechatAccount.Platform.SANDBOX,
    }


def _try(request: HttpRequest, account: WechatAccount) -> None:
    try:
        WechatClient(account).token(stale=account.token or "-")
    except ChannelError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("It works: WeChat knows the account and takes calls from this server."))


def _phone(platform: Platform, news: dict[str, Any]) -> str:
    """What the platform kept, as a phone shows it; its pictures are put inside."""
    html = str(news["content"])
    for row in platform.store.rows("SELECT id, suffix, content FROM media"):
        address = f"{HOST}/mmbiz/{row['id']}"
        if address in html:
            kind = "jpeg" if row["suffix"] == "jpg" else row["suffix"]
            data = base64.b64encode(row["content"]).decode("ascii")
            html = html.replace(address, f"data:image/{kind};base64,{data}")
    title, author = escape(news["title"]), escape(news.get("author", ""))
    return (
        '<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{title}</title></head>'
        f"<body><main><h1>{title}</h1><p>{author}</p>{html}</main></body></html>"
    )
