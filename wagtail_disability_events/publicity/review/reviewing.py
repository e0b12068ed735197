"""Submitting an article for review, approving it, and sending it back."""

from django.db import transaction
from django.utils import timezone
from wagtail.models import TaskState, WorkflowState

from ...core.users import User
from ...pages.approved_versions import approve_version, text_hash
from ...pages.models import ArticlePage
from ..preflight.checking import preflight
from ..queries import newest_revision
from ..workflow.models import ReviewTaskState
from ..workflow.queries import current_review, review_workflow
from .errors import ChecksFailed, NotInReview, NotReviewed, OwnText, TextChanged
from .permissions import must_be_allowed


def submit(article: ArticlePage, user: User) -> None:
    """Send an article into review, or back into it after changes. Raises NotReviewed without a workflow."""
    state = article.current_workflow_state
    if state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(user)
        return
    workflow = review_workflow(article)
    if workflow is None:
        raise NotReviewed
    if state is None:
        workflow.start(article, user)


@transaction.atomic
def approve(article: ArticlePage, user: User, *, seen: str, comment: str = "") -> ReviewTaskState:
    """Approve the review that an article waits for; after the last one it is published.

    ``seen`` is the hash of the text that the reviewer looked at. Raises a ReviewRefused that says why not.
    """
    review, draft = _review_for(article, user, seen)
    if not preflight(draft).is_clear:
        raise ChecksFailed
    review.revision, review.text_hash = article.get_latest_revision(), seen
    review.finished_at, review.finished_by = timezone.now(), user
    if review.workflow_state.is_at_final_task:
        approve_version(draft, _reviews(review.workflow_state, last=review))
    return review.approve(user=user, comment=comment)


@transaction.atomic
def send_back(article: ArticlePage, user: User, *, seen: str, comment: str) -> ReviewTaskState:
    """Ask for changes; the author is told what. Raises a ReviewRefused."""
    review, _draft = _review_for(article, user, seen, own_is_fine=True)
    review.revision, review.text_hash = article.get_latest_revision(), seen
    return review.reject(user=user, comment=comment)


def _review_for(
    article: ArticlePage, user: User, seen: str, *, own_is_fine: bool = False
) -> tuple[ReviewTaskState, ArticlePage]:
    """The review that is to be done, locked, with the newest text. Raises a ReviewRefused."""
    review = current_review(article)
    if review is None:
        raise NotInReview
    WorkflowState.objects.select_for_update(no_key=True).get(pk=review.workflow_state_id)
    review = ReviewTaskState.objects.get(pk=review.pk)
    if review.status != TaskState.STATUS_IN_PROGRESS:
        raise NotInReview
    try:
        must_be_allowed(review, user)
    except OwnText:
        if not own_is_fine:
            raise
    draft = newest_revision(article)
    if text_hash(draft) != seen:
        raise TextChanged
    return review, draft


def _reviews(state: WorkflowState, last: ReviewTaskState) -> list[list[str]]:
    """Stage, name and moment of each review of a round that ends with ``last``."""
    done = ReviewTaskState.objects.filter(workflow_state=state, status=TaskState.STATUS_APPROVED)
    found = [*done.exclude(pk=last.pk).order_by("finished_at"), last]
    return [
        [
            each.task.specific.stage,
            each.finished_by.get_full_name() or each.finished_by.get_username(),
            each.finished_at.isoformat(timespec="seconds"),
        ]
        for each in found
        if each.finished_by is not None and each.finished_at is not None
    ]
