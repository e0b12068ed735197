"""Addresses of the ledger in the admin."""

from django.urls import URLPattern, path

from ...core.admin_paths import BASE
from ...core.later_views import Later

list_views = Later(__package__, "list_views")
sheet_views = Later(__package__, "sheet_views")
target_views = Later(__package__, "target_views")
views = Later(__package__, "views")


LEDGER = f"{BASE}/ledger"

urlpatterns: list[URLPattern] = [
    path(f"{LEDGER}/", list_views.LedgerView.as_view(), name="wde_ledger"),
    path(
        f"{LEDGER}/results/",
        list_views.LedgerView.as_view(results_only=True),
        name="wde_ledger_results",
    ),
    path(f"{LEDGER}/add/", views.entry, name="wde_ledger_add"),
    path(f"{LEDGER}/sheet/", sheet_views.sheet, name="wde_ledger_sheet"),
    path(f"{LEDGER}/targets/", target_views.targets, name="wde_targets"),
    path(f"{LEDGER}/<int:entry_id>/", views.entry, name="wde_ledger_entry"),
    path(f"{LEDGER}/<int:entry_id>/proof/", views.proof, name="wde_ledger_proof"),
]
