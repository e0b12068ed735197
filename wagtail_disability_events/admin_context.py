"""What the header of our admin views says: a title, an icon, and the way back to the page."""

from typing import Any

from django.urls import reverse


def header(page: Any, title: str, icon: str) -> dict[str, Any]:
    """Context of ``admin/base.html`` for a view about ``page``: its title under the page and its parent."""
    parent = page.get_parent()
    return {
        "header_title": title,
        "header_icon": icon,
        "breadcrumbs_items": [
            {
                "url": reverse("wagtailadmin_explore", args=[parent.pk]),
                "label": parent.get_admin_display_title(),
            },
            {
                "url": reverse("wagtailadmin_pages:edit", args=[page.pk]),
                "label": page.get_admin_display_title(),
            },
            {"url": "", "label": title},
        ],
    }
