"""What may get out, and what an edit does to reviews that were done."""

from django.utils.translation import gettext_lazy as _
from wagtail.models import TaskState, WorkflowState

from ...pages.approved_versions import approved_version, text_hash
from ...pages.models import ArticlePage
from ..text.gaps import gaps_in
from ..workflow.models import ReviewTaskState
from ..workflow.queries import review_workflow
from .errors import HasGaps, NotReviewed


def must_be_reviewed(article: ArticlePage) -> None:
    """No version gets out without its reviews, nor with a gap. Raises NotReviewed, HasGaps."""
    if approved_version(article) is not None:
        return
    if review_workflow(article) is not None:
        raise NotReviewed
    if gaps_in(article):
        raise HasGaps


def restart_if_changed(article: ArticlePage, draft: ArticlePage) -> bool:
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
