"""Which reviews an article must go through, and which one it waits for."""

from wagtail.models import TaskState, Workflow, WorkflowState

from ...core.users import User
from ...pages.models import ArticlePage
from ..permissions import may_edit
from .models import ReviewTask, ReviewTaskState


def review_workflow(article: ArticlePage) -> Workflow | None:
    """The workflow of reviews that an article must go through; None where there is none."""
    workflow: Workflow | None = article.get_workflow()
    if workflow is None or not any(isinstance(task.specific, ReviewTask) for task in workflow.tasks):
        return None
    return workflow


def current_review(article: ArticlePage) -> ReviewTaskState | None:
    """The review that an article waits for; None when it is in none of ours."""
    state = article.current_workflow_task_state
    if state is None or state.status != TaskState.STATUS_IN_PROGRESS:
        return None
    state = state.specific
    return state if isinstance(state, ReviewTaskState) else None


def can_submit(user: User, article: ArticlePage) -> bool:
    """Whether there are reviews, the article waits in none, and who asks may edit it."""
    if not may_edit(user, article) or article.approved_as_newest:
        return False
    state = article.current_workflow_state
    waits = state is not None and state.status == WorkflowState.STATUS_IN_PROGRESS
    return not waits and review_workflow(article) is not None
