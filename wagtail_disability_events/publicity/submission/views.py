"""Submitting an article, and the inbox of those who get it."""

from enum import StrEnum
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from ...core.admin_header import header
from ...core.posted import number_in
from ...pages.models import ArticlePage, EventIndexPage
from ..drafting.places import NoPlaceForArticles, article_index_for
from ..permissions import may_add_below
from ..views import editable, organisation_to_edit
from ..wechat.preview import phone_document
from .deciding import accept, decline
from .errors import CannotSubmit
from .forms import SubmitForm
from .models import Submission
from .package import safe_name
from .submitting import submit_by_hand, submit_by_mail, submit_to_organisation, superiors_of

SUBMIT = "wagtail_disability_events/publicity/submission/submit.html"
INBOX = "wagtail_disability_events/publicity/submission/inbox.html"


class Action(StrEnum):
    """What is posted as ``do`` in the inbox; anything else declines."""

    ACCEPT = "accept"


@never_cache
@require_http_methods(["GET", "POST"])
def submit(request: HttpRequest, article_id: int) -> HttpResponse:
    """Submit an article, and see where it has been submitted."""
    article = editable(request, article_id)
    superiors = superiors_of(article)
    way = Submission.Way.SITE if superiors else Submission.Way.DOWNLOAD
    initial = {"way": way, "superior": superiors[0].pk if superiors else None}
    form = SubmitForm(request.POST or None, superiors=superiors, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            return _send(request, article, superiors, form.cleaned_data)
        except CannotSubmit as refused:
            messages.error(request, str(refused))
    context = {
        **header(article, _("Submit to the superior office"), "mail"),
        "article": article,
        "form": form,
        "is_approved": article.live and article.approved is not None,
        "submissions": article.submissions.select_related("to_organisation", "sent_by"),
    }
    return TemplateResponse(request, SUBMIT, context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def inbox(request: HttpRequest, page_id: int) -> HttpResponse:
    """What other organisations have submitted to this one; POST accepts or declines."""
    organisation = organisation_to_edit(request, page_id)
    received = Submission.objects.filter(to_organisation=organisation)
    if request.method == "POST":
        submission = get_object_or_404(received, pk=number_in(request.POST, "submission"))
        return _decide(request, organisation, submission)
    chosen = received.filter(pk=number_in(request.GET, "look")).first() if "look" in request.GET else None
    context = {
        **header(organisation, _("Inbox"), "mail"),
        "organisation": organisation,
        "received": received.select_related("article", "from_organisation", "copy"),
        "chosen": chosen,
        "document": phone_document(chosen.article) if chosen is not None else "",
        "may_accept": _may_accept(request, organisation),
    }
    return TemplateResponse(request, INBOX, context)


def _may_accept(request: HttpRequest, organisation: EventIndexPage) -> bool:
    """Whether the button is there; without a list of articles it is, and says that one is missing."""
    try:
        return may_add_below(request.user, article_index_for(organisation))
    except NoPlaceForArticles:
        return True


def _send(
    request: HttpRequest, article: ArticlePage, superiors: list[EventIndexPage], data: dict[str, Any]
) -> HttpResponse:
    match data["way"]:
        case Submission.Way.SITE:
            superior = next(each for each in superiors if each.pk == data["superior"])
            submit_to_organisation(article, superior, request.user, data["note"])
        case Submission.Way.MAIL:
            submit_by_mail(article, data["to_name"], data["address"], request.user, data["note"])
        case _:
            _sent, content = submit_by_hand(article, data["to_name"], request.user, data["note"])
            response = HttpResponse(content, content_type="application/zip")
            name = f"{safe_name(article.title)}.zip"
            response.headers["Content-Disposition"] = str(content_disposition_header(True, name))
            return response
    messages.success(request, _("Submitted, and noted in the ledger."))
    return redirect("wde_submit", article.pk)


def _decide(request: HttpRequest, organisation: EventIndexPage, submission: Submission) -> HttpResponse:
    try:
        if request.POST.get("do") == Action.ACCEPT:
            taken = accept(submission, request.user)
            messages.success(request, _("Accepted: here is your own draft of it, with the credit."))
            return redirect("wagtailadmin_pages:edit", taken.pk)
        decline(submission, request.user, request.POST.get("answer", "").strip())
        messages.success(request, _("Noted: it is not used."))
    except CannotSubmit as refused:
        messages.error(request, str(refused))
    except NoPlaceForArticles:
        messages.error(request, _("There is no list of articles yet. Create one under the organisation."))
    return redirect("wde_inbox", organisation.pk)
