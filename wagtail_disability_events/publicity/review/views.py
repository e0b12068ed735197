"""The page of a review: what waits, what changed, what the checks say, how it looks on a phone."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from ...core.admin_header import header
from ...core.posted import number_in
from ...pages.approved_versions import text_hash
from ...pages.models import ArticlePage
from ..permissions import may_edit
from ..preflight.checking import preflight
from ..preflight.views import findings_context
from ..queries import newest_revision
from ..wechat.preview import phone_document
from ..workflow.models import ReviewTaskState
from ..workflow.queries import can_submit, current_review
from . import reviewing
from .changes import changes_between, last_seen
from .comments import blocks_of, comment_on, comments_on, label_of, resolve
from .errors import ReviewRefused
from .forms import Action, DecisionForm
from .permissions import may_look_at, refusal_for
from .reviewer_mails import deadline, reviewers_of

TEMPLATE = "wagtail_disability_events/publicity/review/review.html"


@never_cache
@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, article_id: int) -> HttpResponse:
    """Look at an article in review; POST decides, comments, or submits it."""
    article = get_object_or_404(ArticlePage, pk=article_id)
    waiting = current_review(article)
    if not may_look_at(request.user, article, waiting):
        raise PermissionDenied
    draft = newest_revision(article)
    decides = request.POST.get("do") in (Action.APPROVE, Action.SEND_BACK)
    form = DecisionForm(request.POST if decides else None)
    if request.method == "POST" and (not form.is_bound or form.is_valid()):
        try:
            return _do(request, article, form)
        except ReviewRefused as refused:
            messages.error(request, str(refused))
            if not form.is_bound:
                return redirect("wde_review", article.pk)
            # what was written to the author stays in its field
            waiting = current_review(ArticlePage.objects.get(pk=article.pk))
    return _page(request, article, draft, waiting, form)


def _page(
    request: HttpRequest,
    article: ArticlePage,
    draft: ArticlePage,
    waiting: ReviewTaskState | None,
    form: DecisionForm,
) -> HttpResponse:
    before = last_seen(article)
    until = deadline(waiting, article) if waiting is not None else None
    context = {
        **header(draft, _("Review"), "check"),
        "article": draft,
        "waiting": waiting,
        "stage": waiting.task.specific.get_stage_display() if waiting is not None else "",
        "deadline": until,
        "is_late": until is not None and timezone.now() > until,
        "nobody": waiting is not None and not reviewers_of(waiting).exists(),
        "refusal": str(refusal_for(waiting, request.user) or "") if waiting is not None else "",
        "changes": changes_between(before, draft) if before is not None else None,
        "blocks": [(block.label, block.block_id) for block in blocks_of(draft)],
        "comments": [(comment, label_of(comment, draft)) for comment in comments_on(article)],
        "document": phone_document(draft),
        "form": form,
        "seen": text_hash(draft),
        "can_submit": can_submit(request.user, article),
        "is_approved": draft.approved is not None,
        **findings_context(draft, preflight(draft, request.user, request.session)),
    }
    return TemplateResponse(request, TEMPLATE, context, status=422 if form.errors else 200)


def _do(request: HttpRequest, article: ArticlePage, form: DecisionForm) -> HttpResponse:
    """What the POST asks for. Raises ReviewRefused."""
    match request.POST.get("do"):
        case Action.APPROVE:
            data = form.cleaned_data
            reviewing.approve(article, request.user, seen=data["seen"], comment=data["comment"])
            _say_what_is_next(request, article)
        case Action.SEND_BACK:
            data = form.cleaned_data
            reviewing.send_back(article, request.user, seen=data["seen"], comment=data["comment"])
            messages.success(request, _("Sent back. The author is told what is to be changed."))
        case Action.COMMENT:
            if text := request.POST.get("text", "").strip():
                comment_on(article, request.POST.get("block", ""), text, request.user)
                messages.success(request, _("The comment stands at its block."))
        case Action.RESOLVE:
            resolve(article, number_in(request.POST, "comment"), request.user)
        case Action.SUBMIT:
            if not may_edit(request.user, article):
                raise PermissionDenied
            reviewing.submit(article, request.user)
            messages.success(request, _("Submitted. Those who are to review it are told."))
    return redirect("wde_review", article.pk)


def _say_what_is_next(request: HttpRequest, article: ArticlePage) -> None:
    following = current_review(ArticlePage.objects.get(pk=article.pk))
    if following is None:
        messages.success(request, _("Approved and published. The figures stand still from now on."))
    else:
        messages.success(
            request,
            _("Approved. Next: %(stage)s.") % {"stage": following.task.specific.get_stage_display()},
        )
