"""Submitting an article, and the inbox of those who get it."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from ...core.admin_header import header
from ...gallery.staff.forms import number_in
from ..drafting import NoPlaceForArticles
from ..permissions import editable, organisation_to_edit
from ..wechat.preview import phone_document
from .models import Submission
from .package import safe_name
from .submitting import (
    CannotSubmit,
    accept,
    decline,
    submit_by_hand,
    submit_by_mail,
    submit_to_organisation,
    superiors_of,
)

SUBMIT = "wagtail_disability_events/publicity/submission/submit.html"
INBOX = "wagtail_disability_events/publicity/submission/inbox.html"


class SubmitForm(forms.Form):
    """Where it goes, and how."""

    way = forms.ChoiceField(
        label=gettext_lazy("How"), choices=Submission.Way.choices, widget=forms.RadioSelect
    )
    superior = forms.TypedChoiceField(
        label=gettext_lazy("Organisation of this site"), required=False, coerce=int, empty_value=None
    )
    to_name = forms.CharField(
        label=gettext_lazy("Superior office"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("For download and mail: its name, as the ledger is to say it."),
    )
    address = forms.EmailField(label=gettext_lazy("Its mail address"), required=False)
    note = forms.CharField(
        label=gettext_lazy("Note"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, superiors: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(each.pk, each.display_name) for each in superiors]
        self.fields["superior"].choices = [("", "---"), *choices]  # type: ignore[attr-defined]
        if not superiors:
            ways = [way for way in Submission.Way.choices if way[0] != Submission.Way.SITE]
            self.fields["way"].choices = ways  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        match found.get("way"):
            case Submission.Way.SITE if not found.get("superior"):
                self.add_error("superior", _("Choose the organisation."))
            case Submission.Way.MAIL if not found.get("address"):
                self.add_error("address", _("Give the address of the office."))
        if found.get("way") in (Submission.Way.MAIL, Submission.Way.DOWNLOAD) and not found.get("to_name"):
            self.add_error("to_name", _("Name the office."))
        return found


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
    }
    return TemplateResponse(request, INBOX, context)


def _send(request: HttpRequest, article: Any, superiors: list[Any], data: dict[str, Any]) -> HttpResponse:
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


def _decide(request: HttpRequest, organisation: Any, submission: Submission) -> HttpResponse:
    try:
        if request.POST.get("do") == "accept":
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
