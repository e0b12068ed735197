"""What the header of our admin views says: a title, an icon, and the way back to the page."""

from django.urls import reverse
from django.utils.translation import gettext as _

from .base_page import BasePage


def header(page: BasePage, title: str, icon: str) -> dict[str, object]:
    """Context of ``admin/base.html`` for a view about ``page``: its title under the page, and that under the
    list of events or, if it is none, its parent."""
    if hasattr(page, "occurrences"):
        above = {"url": reverse("wde_event_report"), "label": _("Events")}
    else:
        parent = page.get_parent()
        above = {
            "url": reverse("wagtailadmin_explore", args=[parent.pk]),
            "label": parent.get_admin_display_title(),
        }
    return {
        "header_title": title,
        "header_icon": icon,
        "breadcrumbs_items": [
            above,
            {
                "url": reverse("wagtailadmin_pages:edit", args=[page.pk]),
                "label": page.get_admin_display_title(),
            },
            {"url": "", "label": title},
        ],
    }
