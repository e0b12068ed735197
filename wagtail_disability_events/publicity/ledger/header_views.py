"""The header of the ledger's pages in the admin."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _


def ledger_header(title: str, icon: str) -> dict[str, Any]:
    """Context of ``admin/base.html``: a title, an icon, and the way back to the ledger."""
    return {
        "header_title": title,
        "header_icon": icon,
        "breadcrumbs_items": [
            {"url": reverse("wde_ledger"), "label": _("Publicity ledger")},
            {"url": "", "label": title},
        ],
    }
