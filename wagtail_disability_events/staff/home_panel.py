"""What waits for a member of staff, on the admin's first page: each with the way to do it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component
from wagtail.models import TaskState, WorkflowState
from wagtail.permission_policies.pages import PagePermissionPolicy

from ..gallery.photos.models import Photo
from ..occurrences.models import Occurrence
from ..pages.models import ArticlePage, EventIndexPage, EventPage
from ..publicity.channels.models import Push, WechatAccount
from ..publicity.drafting.genres import BEFORE
from ..publicity.ledger.targets import progress
from ..publicity.preflight.checking import preflight
from ..publicity.queries import newest_revision
from ..publicity.submission.models import Submission
from ..publicity.workflow.models import ReviewTask, ReviewTaskState

AHEAD, BACK = timedelta(days=30), timedelta(days=60)
SHOWN = 5
CHECKED = 5


@dataclass(frozen=True)
class Waiting:
    """One kind of work: a sentence, how much there is, and the first few with their addresses."""

    words: str
    count: int
    items: list[tuple[str, str]]


def waiting_for(user: Any, now: Any = None) -> list[Waiting]:
    """Everything that waits for somebody; kinds of which there is nothing are left out."""
    now = now or timezone.now()
    editable = PagePermissionPolicy().instances_user_has_permission_for(user, "change").values("pk")
    kinds = [
        (_("Articles wait for your review"), _reviews(user)),
        (_("Articles were sent back to you"), _sent_back(user)),
        (_("Articles were submitted to you"), _inbox(editable)),
        (_("Events without an announcement"), _unannounced(editable, now)),
        (_("Events that are over, without photos"), _without_photos(editable, now)),
        (_("Events that are over, without a report"), _unreported(editable, now)),
        (_("Drafts in which something must be changed"), _with_findings(user)),
        (_("Approved, and not yet in an official account"), _unpushed(editable, now)),
        (_("Pushes that did not work"), _failed(editable)),
        (_("In the draft box, and not yet published there"), _unpublished(editable, now)),
        (_("Targets of the year that are behind"), _behind(editable, now)),
    ]
    found = [(words, list(items)) for words, items in kinds]
    return [Waiting(words, len(items), items[:SHOWN]) for words, items in found if items]


class WaitingPanel(Component):
    """On the admin's first page."""

    order = 60

    def render_html(self, parent_context: Any = None) -> str:
        request = parent_context["request"] if parent_context else None
        if request is None or not PagePermissionPolicy().user_has_permission(request.user, "change"):
            return ""
        context = {"kinds": waiting_for(request.user)}
        return render_to_string("wagtail_disability_events/staff/home_panel.html", context, request)


def _reviews(user: Any) -> Iterator[tuple[str, str]]:
    waiting = ReviewTaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS, task__in=_tasks_of(user)
    ).select_related("workflow_state")
    for review in waiting.order_by("started_at"):
        article = review.workflow_state.content_object
        if article is not None:
            yield article.get_admin_display_title(), reverse("wde_review", args=[article.pk])


def _tasks_of(user: Any) -> Any:
    return ReviewTask.objects.filter(groups__in=user.groups.all()).values("pk")


def _sent_back(user: Any) -> Iterator[tuple[str, str]]:
    states = WorkflowState.objects.filter(status=WorkflowState.STATUS_NEEDS_CHANGES, requested_by=user)
    for state in states:
        article = state.content_object
        if article is not None and isinstance(article.specific, ArticlePage):
            yield article.get_admin_display_title(), reverse("wde_review", args=[article.pk])


def _inbox(editable: Any) -> Iterator[tuple[str, str]]:
    waiting = Submission.objects.filter(
        state=Submission.State.SENT, to_organisation__in=EventIndexPage.objects.filter(pk__in=editable)
    )
    for submission in waiting:
        yield submission.title, reverse("wde_inbox", args=[submission.to_organisation_id])


def _unannounced(editable: Any, now: Any) -> Iterator[tuple[str, str]]:
    soon = Occurrence.objects.taking_place().filter(
        event=OuterRef("pk"), start__gt=now, start__lt=now + AHEAD
    )
    written = ArticlePage.objects.filter(event=OuterRef("pk"), genre__in=BEFORE)
    events = EventPage.objects.live().filter(pk__in=editable).filter(Exists(soon), ~Exists(written))
    events = events.annotate(next_start=Subquery(soon.order_by("start").values("start")[:1]))
    events = events.order_by("next_start")
    yield from _events(events, "wde_draft_article")


def _over(editable: Any, now: Any) -> Any:
    dates = Occurrence.objects.taking_place().filter(event=OuterRef("pk"))
    recent = dates.filter(end__gt=now - BACK, end__lte=now)
    ahead = dates.filter(end__gt=now)
    events = EventPage.objects.live().filter(pk__in=editable).filter(Exists(recent), ~Exists(ahead))
    return events.annotate(last_end=Subquery(recent.order_by("-end").values("end")[:1])).order_by("-last_end")


def _without_photos(editable: Any, now: Any) -> Iterator[tuple[str, str]]:
    photos = Photo.objects.filter(event=OuterRef("pk"))
    yield from _events(_over(editable, now).filter(~Exists(photos)), "wde_photos")


def _unreported(editable: Any, now: Any) -> Iterator[tuple[str, str]]:
    written = ArticlePage.objects.filter(event=OuterRef("pk")).exclude(genre__in=BEFORE)
    yield from _events(_over(editable, now).filter(~Exists(written)), "wde_draft_article")


def _events(events: Any, view: str) -> Iterator[tuple[str, str]]:
    for event in events.only("pk", "title", "path", "depth"):
        yield event.title, reverse(view, args=[event.pk])


def _with_findings(user: Any) -> Iterator[tuple[str, str]]:
    """The newest drafts of somebody, checked; only a few, since each takes a moment."""
    drafts = ArticlePage.objects.filter(owner=user, has_unpublished_changes=True)
    for article in drafts.order_by("-latest_revision_created_at")[:CHECKED]:
        if not preflight(newest_revision(article)).is_clear:
            yield article.get_admin_display_title(), reverse("wde_checks", args=[article.pk])


def _unpushed(editable: Any, now: Any) -> Iterator[tuple[str, str]]:
    pushed = Push.objects.filter(article=OuterRef("pk"))
    articles = ArticlePage.objects.live().filter(
        ~Exists(pushed), pk__in=editable, last_published_at__gt=now - BACK
    )
    accounts = WechatAccount.objects.filter(is_active=True)
    served = tuple(accounts.values_list("organisation__path", flat=True).distinct())
    for article in articles.order_by("-last_published_at"):
        if article.path.startswith(served):
            yield article.title, reverse("wde_channels", args=[article.pk])


def _pushes(editable: Any, condition: Q) -> Iterator[tuple[str, str]]:
    for push in Push.objects.filter(condition, article__in=editable).select_related("article", "account"):
        yield f"{push.article.title} → {push.account}", reverse("wde_channels", args=[push.article_id])


def _failed(editable: Any) -> Iterator[tuple[str, str]]:
    yield from _pushes(editable, Q(state=Push.State.FAILED))


def _unpublished(editable: Any, now: Any) -> Iterator[tuple[str, str]]:
    old = now - timedelta(days=1)
    yield from _pushes(editable, Q(state=Push.State.DRAFTED, changed_at__lt=old))


def _behind(editable: Any, now: Any) -> Iterator[tuple[str, str]]:
    today = timezone.localtime(now).date()
    for organisation in EventIndexPage.objects.filter(pk__in=editable, targets__year=today.year).distinct():
        for one in progress(organisation, today):
            if one.is_behind:
                words = _("%(organisation)s: %(what)s, %(reached)s of %(number)s") % {
                    "organisation": organisation.display_name,
                    "what": one.target.get_counted_display(),
                    "reached": one.reached,
                    "number": one.target.number,
                }
                yield words, reverse("wde_targets")
