"""Whether somebody can send an article into review now."""

from typing import Any

from django.http import HttpRequest
from wagtail.models import WorkflowState

from .reviewing import review_workflow


def can_submit(request: HttpRequest, article: Any) -> bool:
    """Whether there are reviews, the article waits in none, and who asks may edit it."""
    if not article.permissions_for_user(request.user).can_edit() or article.approved_as_newest:
        return False
    state = article.current_workflow_state
    waits = state is not None and state.status == WorkflowState.STATUS_IN_PROGRESS
    return not waits and review_workflow(article) is not None
