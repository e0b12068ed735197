"""A warning on the admin's first page: periodic work that is overdue, what follows, and how to go on."""

from typing import Any

from django.template.loader import render_to_string
from wagtail.admin.ui.components import Component

from ..core.periodic.overdue import periodic_work

DOCUMENTATION = "https://wagtail-disability-events.readthedocs.io/en/latest/how-to/install.html#periodic-work"


class PeriodicPanel(Component):
    """For superusers, who can do something about it; empty when everything is done in time."""

    name = "wde_periodic"
    order = 50

    def render_html(self, parent_context: Any = None) -> str:
        request = parent_context["request"] if parent_context else None
        if request is None or not request.user.is_superuser:
            return ""
        work = periodic_work()
        if not (work.overdue or work.catching_up):
            return ""
        status = "critical" if work.has_stopped else "warning"
        context = {"work": work, "status": status, "documentation": DOCUMENTATION}
        return render_to_string("wagtail_disability_events/staff/periodic_panel.html", context, request)
