"""Official accounts of an organisation in the admin."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from ...core.admin_header import header
from ..permissions import may_keep_accounts
from ..views import organisation_to_edit
from .accounts import save_account, try_account
from .api.errors import ChannelError
from .forms import AccountForm
from .models import WechatAccount

ACCOUNTS = "wagtail_disability_events/publicity/channels/accounts.html"


@never_cache
@require_http_methods(["GET", "POST"])
def wechat_accounts(request: HttpRequest, page_id: int, account_id: int | None = None) -> HttpResponse:
    """The accounts of an organisation and a form for one; POST saves it, or tries whether it works.

    For those who keep its accounts. Raises Http404 and PermissionDenied.
    """
    organisation = organisation_to_edit(request, page_id)
    if not may_keep_accounts(request.user, organisation):
        raise PermissionDenied
    own = WechatAccount.objects.filter(organisation=organisation)
    account = (
        get_object_or_404(own, pk=account_id) if account_id else WechatAccount(organisation=organisation)
    )
    if request.method == "POST" and request.POST.get("do") == "try" and account.pk:
        _try(request, account)
        return redirect("wde_wechat_account", organisation.pk, account.pk)
    form = AccountForm(request.POST or None, instance=account)
    if request.method == "POST" and form.is_valid():
        saved = save_account(form.save(commit=False), request.user)
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


def _try(request: HttpRequest, account: WechatAccount) -> None:
    try:
        try_account(account)
    except ChannelError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("It works: WeChat knows the account and takes calls from this server."))
