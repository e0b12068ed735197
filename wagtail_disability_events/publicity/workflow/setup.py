"""Setting the three reviews up for a list of articles."""

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Workflow, WorkflowPage, WorkflowTask

from ...pages.models import ArticleIndexPage
from .models import ReviewTask, Stage


@transaction.atomic
def set_up_reviews(index: ArticleIndexPage, groups: dict[str, Group], name: str = "") -> Workflow:
    """Let the articles below ``index`` go through three reviews. ``groups``: the group of each stage, by its
    code. A workflow that is there already is replaced; reviews that run go on in the old one."""
    workflow = Workflow.objects.create(name=name or _("Three reviews"), active=True)
    for position, stage in enumerate(Stage):
        task = ReviewTask.objects.create(name=str(stage.label), stage=stage, active=True)
        task.groups.add(groups[stage.value])
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=position)
    WorkflowPage.objects.update_or_create(page_id=index.pk, defaults={"workflow": workflow})
    return workflow
