"""What the header of our admin views says: a title, an icon, and the way back to the page."""

from typing import Any, Protocol

from django.urls import reverse
from django.utils.translation import gettext as _


class PageInAdmin(Protocol):
    """A page as the admin names it."""

    @property
    def pk(self) -> Any: ...

    def get_parent(self) -> Any:
        """The page above it."""

    def get_admin_display_title(self) -> str:
        """Its title as the newest draft has it."""


def header(page: PageInAdmin, title: str, icon: str) -> dict[str, object]:
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
