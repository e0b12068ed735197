"""Addresses of the ledger in the admin."""

from django.urls import URLPattern, path

from ...core.admin_paths import BASE
from . import list_views, sheet_views, target_views, views

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
