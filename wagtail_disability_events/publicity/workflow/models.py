"""The three reviews as tasks of a Wagtail workflow."""

from typing import ClassVar

from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, Page, Task, TaskState

from ...core.personal_data import PersonalData
from ...core.users import User


class Stage(models.TextChoices):
    """First, second and final review, in this order."""

    FIRST = "first", _("first review (初审)")
    SECOND = "second", _("second review (复审)")
    FINAL = "final", _("final review (终审)")


class ReviewTaskState(TaskState):
    """One review of one article: which text was seen, and when those who are to review were reminded."""

    taskstate_ptr = models.OneToOneField(
        TaskState,
        on_delete=models.CASCADE,
        parent_link=True,
        primary_key=True,
        related_name="wde_review_state",
    )
    text_hash = models.CharField(max_length=64, blank=True, default="")
    reminded_at = models.DateTimeField(null=True, blank=True)
    exclude_fields_in_copy: ClassVar[list[str]] = ["reminded_at"]

    personal_data = PersonalData(nobodys="text_hash reminded_at")

    class Meta:
        verbose_name = _("review of an article")
        verbose_name_plural = _("reviews of articles")


class ReviewTask(AbstractGroupApprovalTask):
    """A review by one of the members of its groups.

    It is approved on the page of the review alone, where the text, its changes and its checks are seen:
    the editor offers no way around it.
    """

    task_ptr = models.OneToOneField(
        Task, on_delete=models.CASCADE, parent_link=True, primary_key=True, related_name="wde_review"
    )
    groups = models.ManyToManyField(
        Group,
        verbose_name=_("groups"),
        help_text=_("One member of one of these groups reviews each article at this step."),
        related_name="wde_reviews",
    )
    stage = models.CharField(_("stage"), max_length=10, choices=Stage.choices, default=Stage.FIRST)
    admin_form_fields: ClassVar[list[str]] = [*AbstractGroupApprovalTask.admin_form_fields, "stage"]
    task_state_class = ReviewTaskState

    personal_data = PersonalData(nobodys="stage groups")

    class Meta:
        verbose_name = _("review of articles")
        verbose_name_plural = _("reviews of articles")

    def can_be_done_by(self, user: User) -> bool:
        """Whether somebody is in one of the groups now; who may do everything may do this too."""
        return bool(user.is_active) and (
            user.is_superuser or self.groups.filter(pk__in=user.groups.all()).exists()
        )

    def get_actions(self, obj: Page, user: User) -> list[tuple[str, str, bool]]:
        """None in the editor: see the page of the review."""
        return []

    @classmethod
    def get_description(cls) -> str:
        return str(_("Members of the chosen groups review an article: its changes, its checks, its looks"))
