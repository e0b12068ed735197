"""Submitting, approving and sending back an article; each rule of the three reviews stands here."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision, TaskState, WorkflowState

from ...pages.approved_versions import approve_version, approved_version, text_hash
from ...pages.models import ArticlePage
from ..permissions import newest_revision
from ..preflight.checking import preflight
from ..settings import publicity_of
from .models import ReviewTask, ReviewTaskState


class ReviewRefused(Exception):
    """The review cannot be done; the message says why and what to do."""

    message: Any = ""

    def __str__(self) -> str:
        return str(self.message)


class NotInReview(ReviewRefused):
    message = _("This article is not in review.")


class NotYourReview(ReviewRefused):
    message = _("This review is for members of other groups.")


class OwnText(ReviewRefused):
    message = _("Another person has to review this: you wrote it, or have reviewed it before.")


class TextChanged(ReviewRefused):
    message = _("The text was changed while you looked at it. Please look again.")


class ChecksFailed(ReviewRefused):
    message = _("Some places must be changed before the article can be approved.")


class NotReviewed(ReviewRefused):
    message = _("The article gets out when its reviews are done. Submit it for review.")


class HasGaps(ReviewRefused):
    message = _("Something is still missing in the article. Fill the gaps, then publish it.")


def review_workflow(article: Any) -> Any:
    """The workflow of reviews that an article must go through; None where there is none."""
    workflow = article.get_workflow()
    if workflow is None or not any(isinstance(task.specific, ReviewTask) for task in workflow.tasks):
        return None
    return workflow


def current_review(article: Any) -> ReviewTaskState | None:
    """The review that an article waits for; None when it is in none of ours."""
    state = article.current_workflow_task_state
    if state is None or state.status != TaskState.STATUS_IN_PROGRESS:
        return None
    state = state.specific
    return state if isinstance(state, ReviewTaskState) else None


def submit(article: Any, user: Any) -> None:
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
def approve(article: Any, user: Any, *, seen: str, comment: str = "") -> ReviewTaskState:
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
def send_back(article: Any, user: Any, *, seen: str, comment: str) -> ReviewTaskState:
    """Ask for changes; the author is told what. Raises a ReviewRefused."""
    review, _draft = _review_for(article, user, seen, own_is_fine=True)
    review.revision, review.text_hash = article.get_latest_revision(), seen
    return review.reject(user=user, comment=comment)


def may_review(review: ReviewTaskState, user: Any) -> None:
    """Raise NotYourReview or OwnText unless somebody may do this review now."""
    task = review.task.specific
    if not task.can_be_done_by(user):
        raise NotYourReview
    article = review.workflow_state.content_object.specific
    if not publicity_of(article).own_review and user.pk in _involved(review.workflow_state, article):
        raise OwnText


def restart_if_changed(article: Any, draft: Any) -> bool:
    """After an edit in the middle of a round to ``draft``: what was approved in it counts no more, the first
    review begins again. Return whether anything had been approved."""
    state = article.current_workflow_state
    if state is None or state.status != WorkflowState.STATUS_IN_PROGRESS:
        return False
    done = ReviewTaskState.objects.filter(workflow_state=state, status=TaskState.STATUS_APPROVED)
    if not done.exclude(text_hash=text_hash(draft)).exists():
        return False
    done.update(status=TaskState.STATUS_CANCELLED)
    if state.current_task_state is not None:
        state.current_task_state.specific.cancel(
            comment=str(_("The text was changed; the reviews begin again."))
        )
    return True


def keep_in_unless_reviewed(sender: Any, article: Any, **kwargs: Any) -> None:
    """No version gets out without its reviews, nor with a gap. Raises NotReviewed, HasGaps."""
    from ..drafting import gaps_in

    if approved_version(article) is not None:
        return
    if review_workflow(article) is not None:
        raise NotReviewed
    if gaps_in(article):
        raise HasGaps


def note_edit(sender: Any, instance: Revision, **kwargs: Any) -> None:
    """A new or overwritten revision of an article in review may be another text."""
    if instance.content_type is None or not issubclass(
        instance.content_type.model_class() or object, ArticlePage
    ):
        return
    article = ArticlePage.objects.filter(pk=instance.object_id).first()
    if article is not None and article.current_workflow_state is not None:
        restart_if_changed(article, instance.as_object())


def _review_for(
    article: Any, user: Any, seen: str, *, own_is_fine: bool = False
) -> tuple[ReviewTaskState, Any]:
    """The review that is to be done, locked, with the newest text. Raises a ReviewRefused."""
    review = current_review(article)
    if review is None:
        raise NotInReview
    WorkflowState.objects.select_for_update().get(pk=review.workflow_state_id)
    review = ReviewTaskState.objects.get(pk=review.pk)
    if review.status != TaskState.STATUS_IN_PROGRESS:
        raise NotInReview
    try:
        may_review(review, user)
    except OwnText:
        if not own_is_fine:
            raise
    draft = newest_revision(article)
    if text_hash(draft) != seen:
        raise TextChanged
    return review, draft


def _involved(state: WorkflowState, article: Any) -> set[int]:
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
