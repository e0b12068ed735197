"""Articles that wait for somebody: to be reviewed, to be changed, to be accepted."""

from django.db.models import QuerySet
from django.urls import reverse
from wagtail.models import TaskState, WorkflowState

from ..core.users import User
from ..pages.models import ArticlePage, EventIndexPage
from ..publicity.queries import newest_revision
from ..publicity.submission.models import Submission
from ..publicity.workflow.models import ReviewTask, ReviewTaskState
from .waiting_events import Items

CHECKED = 5


def reviews(user: User) -> Items:
    """Articles at a stage of review that the user takes part in."""
    waiting = ReviewTaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS, task__in=_tasks_of(user)
    ).select_related("workflow_state")
    for review in waiting.order_by("started_at"):
        article = review.workflow_state.content_object
        if article is not None:
            yield article.get_admin_display_title(), reverse("wde_review", args=[article.pk])


def _tasks_of(user: User) -> QuerySet:
    return ReviewTask.objects.filter(groups__in=user.groups.all()).values("pk")


def sent_back(user: User) -> Items:
    """Articles that a reviewer wants changed by the user."""
    states = WorkflowState.objects.filter(status=WorkflowState.STATUS_NEEDS_CHANGES, requested_by=user)
    for state in states:
        article = state.content_object
        if article is not None and isinstance(article.specific, ArticlePage):
            yield article.get_admin_display_title(), reverse("wde_review", args=[article.pk])


def inbox(editable: QuerySet) -> Items:
    """Articles that were submitted to an organisation of the user's."""
    waiting = Submission.objects.filter(
        state=Submission.State.SENT, to_organisation__in=EventIndexPage.objects.filter(pk__in=editable)
    )
    for submission in waiting:
        yield submission.title, reverse("wde_inbox", args=[submission.to_organisation_id])


def with_findings(user: User) -> Items:
    """The newest drafts of somebody, checked; only a few, since each takes a moment."""
    from ..publicity.preflight.checking import preflight  # the checks, when a draft is looked at

    drafts = ArticlePage.objects.filter(owner=user.pk, has_unpublished_changes=True)
    for article in drafts.order_by("-latest_revision_created_at")[:CHECKED]:
        if not preflight(newest_revision(article)).is_clear:
            yield article.get_admin_display_title(), reverse("wde_checks", args=[article.pk])
