"""Which reviews an article must go through, and which one it waits for."""

from wagtail.models import Page, TaskState, Workflow, WorkflowState

from ...core.users import User
from ...pages.models import ArticleIndexPage, ArticlePage
from ..permissions import may_edit
from .models import ReviewTask, ReviewTaskState


def review_workflow(article: ArticlePage) -> Workflow | None:
    """The workflow of reviews that an article must go through; None where there is none."""
    return _with_reviews(article.get_workflow())


def lists_without_reviews(page: Page | None = None) -> list[ArticleIndexPage]:
    """Lists of articles, all or those below a page, whose articles get out without a review."""
    lists = ArticleIndexPage.objects.all() if page is None else ArticleIndexPage.objects.descendant_of(page)
    return [index for index in lists.order_by("path") if _with_reviews(index.get_workflow()) is None]


def _with_reviews(workflow: Workflow | None) -> Workflow | None:
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
