"""Who may look at a review, and who may do it."""

from wagtail.models import TaskState, WorkflowState

from ...core.users import User
from ...pages.models import ArticlePage
from ..permissions import may_edit
from ..style.settings import publicity_of
from ..workflow.models import ReviewTaskState
from .errors import NotYourReview, OwnText, ReviewRefused


def may_look_at(user: User, article: ArticlePage, review: ReviewTaskState | None) -> bool:
    """Whether somebody may see the page of a review: who may edit the article, or is to do the review."""
    if may_edit(user, article):
        return True
    return review is not None and bool(review.task.specific.can_be_done_by(user))


def must_be_allowed(review: ReviewTaskState, user: User) -> None:
    """Raise NotYourReview or OwnText unless somebody may do this review now."""
    task = review.task.specific
    if not task.can_be_done_by(user):
        raise NotYourReview
    article = review.workflow_state.content_object.specific
    if not publicity_of(article).own_review and user.pk in _involved(review.workflow_state, article):
        raise OwnText


def _involved(state: WorkflowState, article: ArticlePage) -> set[int]:
    """Who wrote the text that is in review, submitted it, or has approved it in this round."""
    since = article.last_published_at
    revisions = article.revisions.filter(user__isnull=False)
    if since is not None:
        revisions = revisions.filter(created_at__gt=since)
    done = state.task_states.filter(status=TaskState.STATUS_APPROVED)
    people = {article.owner_id, state.requested_by_id}
    people |= set(revisions.values_list("user_id", flat=True))
    people |= set(done.values_list("finished_by_id", flat=True))
    return {person for person in people if person is not None}


def refusal_for(review: ReviewTaskState, user: User) -> ReviewRefused | None:
    """Why somebody may not do a review now; None when they may."""
    try:
        must_be_allowed(review, user)
    except ReviewRefused as refused:
        return refused
    return None
