"""The page of a review: what waits, what changed, what the checks say, how it looks on a phone."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from ...core.admin_header import header
from ...gallery.staff.forms import number_in
from ...pages.approved_versions import text_hash
from ...pages.models import ArticlePage
from ..check_views import findings_context
from ..permissions import newest_revision
from ..preflight.checking import preflight
from ..wechat.preview import phone_document
from . import reviewing
from .changes import changes_between, last_seen
from .comments import comment_on, comments_on, resolve
from .submittable import can_submit
from .telling import deadline, reviewers_of

TEMPLATE = "wagtail_disability_events/publicity/review/review.html"


class DecisionForm(forms.Form):
    """Approve, or say what is to be changed."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    comment = forms.CharField(
        label=gettext_lazy("To the author"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Necessary when something is to be changed."),
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if self.data.get("do") == "send_back" and not (found.get("comment") or "").strip():
            self.add_error("comment", _("Say what is to be changed."))
        return found


@never_cache
@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, article_id: int) -> HttpResponse:
    """Look at an article in review; POST decides, comments, or submits it."""
    article = get_object_or_404(ArticlePage, pk=article_id)
    waiting = reviewing.current_review(article)
    _may_look(request, article, waiting)
    draft = newest_revision(article)
    form = DecisionForm(request.POST if request.POST.get("do") in ("approve", "send_back") else None)
    if request.method == "POST" and (not form.is_bound or form.is_valid()):
        try:
            return _do(request, article, form)
        except reviewing.ReviewRefused as refused:
            messages.error(request, str(refused))
            if not form.is_bound:
                return redirect("wde_review", article.pk)
            # what was written to the author stays in its field
            waiting = reviewing.current_review(ArticlePage.objects.get(pk=article.pk))
            return _page(request, article, draft, waiting, form)
    return _page(request, article, draft, waiting, form)


def _page(request: HttpRequest, article: Any, draft: Any, waiting: Any, form: DecisionForm) -> HttpResponse:
    before = last_seen(article)
    refusal = ""
    if waiting is not None:
        try:
            reviewing.may_review(waiting, request.user)
        except reviewing.ReviewRefused as refused:
            refusal = str(refused)
    comments = comments_on(article)
    context = {
        **header(draft, _("Review"), "check"),
        "article": draft,
        "waiting": waiting,
        "stage": waiting.task.specific.get_stage_display() if waiting else "",
        "deadline": deadline(waiting, article) if waiting else None,
        "is_late": waiting is not None and timezone.now() > deadline(waiting, article),
        "nobody": waiting is not None and not reviewers_of(waiting).exists(),
        "refusal": refusal,
        "changes": changes_between(before, draft) if before is not None else None,
        "blocks": [
            (f"{number}. {child.block.label}", str(child.id)) for number, child in enumerate(draft.body, 1)
        ],
        "comments": [(comment, _label_of(draft, comment.contentpath)) for comment in comments],
        "document": phone_document(draft),
        "form": form,
        "seen": text_hash(draft),
        "can_submit": can_submit(request, article),
        "is_approved": draft.approved is not None,
        **findings_context(draft, preflight(draft)),
    }
    return TemplateResponse(request, TEMPLATE, context, status=422 if form.errors else 200)


def _do(request: HttpRequest, article: Any, form: DecisionForm) -> HttpResponse:
    """What the POST asks for. Raises ReviewRefused."""
    match request.POST.get("do"):
        case "approve":
            data = form.cleaned_data
            reviewing.approve(article, request.user, seen=data["seen"], comment=data["comment"])
            _say_what_is_next(request, article)
        case "send_back":
            data = form.cleaned_data
            reviewing.send_back(article, request.user, seen=data["seen"], comment=data["comment"])
            messages.success(request, _("Sent back. The author is told what is to be changed."))
        case "comment":
            if text := request.POST.get("text", "").strip():
                block = _known_block(article, request.POST.get("block", ""))
                comment_on(article, block, text, request.user)
                messages.success(request, _("The comment stands at its block."))
        case "resolve":
            resolve(article, number_in(request.POST, "comment"), request.user)
        case "submit":
            if not _may_edit(request, article):
                raise PermissionDenied
            reviewing.submit(article, request.user)
            messages.success(request, _("Submitted. Those who are to review it are told."))
    return redirect("wde_review", article.pk)


def _say_what_is_next(request: HttpRequest, article: Any) -> None:
    article = ArticlePage.objects.get(pk=article.pk)
    following = reviewing.current_review(article)
    if following is None:
        messages.success(request, _("Approved and published. The figures stand still from now on."))
    else:
        messages.success(
            request,
            _("Approved. Next: %(stage)s.") % {"stage": following.task.specific.get_stage_display()},
        )


def _may_look(request: HttpRequest, article: Any, waiting: Any) -> None:
    """Those who may edit the article, and those who are to review it."""
    if _may_edit(request, article):
        return
    if waiting is None or not waiting.task.specific.can_be_done_by(request.user):
        raise PermissionDenied


def _may_edit(request: HttpRequest, article: Any) -> bool:
    return bool(article.permissions_for_user(request.user).can_edit())


def _known_block(article: Any, block_id: str) -> str:
    ids = {str(child.id) for child in newest_revision(article).body}
    return block_id if block_id in ids else ""


def _label_of(draft: Any, path: str) -> str:
    block_id = path.partition(".")[2].partition(".")[0]
    for number, child in enumerate(draft.body, 1):
        if str(child.id) == block_id:
            return f"{number}. {child.block.label}"
    return str(draft._meta.get_field("title").verbose_name)
