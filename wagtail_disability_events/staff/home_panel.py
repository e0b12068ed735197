"""What waits for a member of staff, on the admin's first page: each with the way to do it."""

from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string
from wagtail.admin.ui.components import Component
from wagtail.permission_policies.pages import PagePermissionPolicy

from ..core.menu import is_in_use
from .waiting import waiting_for


class WaitingPanel(Component):
    """On the admin's first page."""

    order = 60

    def render_html(self, parent_context: Mapping[str, Any] | None = None) -> str:
        request = parent_context["request"] if parent_context else None
        if request is None or not PagePermissionPolicy().user_has_permission(request.user, "change"):
            return ""
        if not is_in_use():
            return ""
        context = {"kinds": waiting_for(request.user)}
        return render_to_string("wagtail_disability_events/staff/home_panel.html", context, request)
