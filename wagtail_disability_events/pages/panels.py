"""Panels of the page editor beside Wagtail's own."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.widgets import Script
from django.urls import reverse
from wagtail.admin.panels import Panel

ADMIN_STYLES = "wagtail_disability_events/css/admin.css"
SCHEDULE_SCRIPT = "wagtail_disability_events/js/schedule-check.js"


class OriginalPanel(Panel):
    """Says on a translation which page holds the facts, and leads there."""

    @property
    def clean_name(self) -> str:
        return "original"

    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtail_disability_events/pages/original_panel.html"

        def is_shown(self) -> bool:
            return bool(self.instance.facts_from_id)

        def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            original = self.instance.facts_from
            context["original"] = original
            if original.permissions_for_user(self.request.user).can_edit():
                context["address"] = reverse("wagtailadmin_pages:edit", args=[original.pk])
            return context


class ScheduleCheckPanel(Panel):
    """Says back what an editor writes in the schedule, beside it and while it is written."""

    @property
    def clean_name(self) -> str:
        return "schedule-check"

    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtail_disability_events/pages/schedule_panel.html"

        def is_shown(self) -> bool:
            return not self.instance.facts_from_id

        def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            page = self.instance
            page_id = page.pk or getattr(getattr(self.form, "parent_page", None), "pk", None)
            context["check_url"] = reverse("wde_check_schedule", args=[page_id]) if page_id else ""
            return context

        @property
        def media(self) -> forms.Media:
            script: Any = Script(SCHEDULE_SCRIPT, type="module")
            return forms.Media(css={"all": [ADMIN_STYLES]}, js=[script])


class QuestionsCheckPanel(Panel):
    """Says which sensitive questions do not say what they are needed for, and where the form can be seen."""

    @property
    def clean_name(self) -> str:
        return "questions-check"

    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtail_disability_events/pages/questions_panel.html"

        def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            context["without_purpose"] = self.instance.form_definition().without_purpose
            return context
