"""Addresses of publicity in the admin."""

from django.urls import URLPattern, path

from . import check_views, draft_views, poster_views, removal_views, settings_views, wechat_views
from .channels import views as channel_views
from .ledger import views as ledger_views
from .review import views as review_views
from .submission import views as submission_views

BASE = "disability-events"
ORGANISATION = f"{BASE}/organisation/<int:page_id>"
ARTICLE = f"{BASE}/article/<int:article_id>"

urlpatterns: list[URLPattern] = [
    path(f"{BASE}/photos/removals/", removal_views.photo_removals, name="wde_photo_removals"),
    path(f"{BASE}/<int:event_id>/draft/", draft_views.draft_about_event, name="wde_draft_article"),
    path(f"{BASE}/<int:event_id>/posters/", poster_views.event_posters, name="wde_event_posters"),
    path(
        f"{BASE}/<int:event_id>/posters/<str:name>",
        poster_views.event_poster_file,
        name="wde_event_poster_file",
    ),
    path(f"{ARTICLE}/posters/", poster_views.article_posters, name="wde_article_posters"),
    path(f"{ARTICLE}/posters/<str:name>", poster_views.article_poster_file, name="wde_article_poster_file"),
    path(f"{ORGANISATION}/digest/", draft_views.draft_about_period, name="wde_draft_digest"),
    path(f"{ORGANISATION}/publicity/", settings_views.publicity_settings, name="wde_publicity_settings"),
    path(f"{ORGANISATION}/accounts/", channel_views.wechat_accounts, name="wde_wechat_accounts"),
    path(
        f"{ORGANISATION}/accounts/<int:account_id>/",
        channel_views.wechat_accounts,
        name="wde_wechat_account",
    ),
    path(f"{BASE}/ledger/", ledger_views.LedgerView.as_view(), name="wde_ledger"),
    path(
        f"{BASE}/ledger/results/",
        ledger_views.LedgerView.as_view(results_only=True),
        name="wde_ledger_results",
    ),
    path(f"{BASE}/ledger/add/", ledger_views.entry, name="wde_ledger_add"),
    path(f"{BASE}/ledger/sheet/", ledger_views.sheet, name="wde_ledger_sheet"),
    path(f"{BASE}/ledger/targets/", ledger_views.targets, name="wde_targets"),
    path(f"{BASE}/ledger/<int:entry_id>/", ledger_views.entry, name="wde_ledger_entry"),
    path(f"{BASE}/ledger/<int:entry_id>/proof/", ledger_views.proof, name="wde_ledger_proof"),
    path(f"{ORGANISATION}/inbox/", submission_views.inbox, name="wde_inbox"),
    path(f"{ARTICLE}/submit/", submission_views.submit, name="wde_submit"),
    path(f"{ARTICLE}/channels/", channel_views.channels, name="wde_channels"),
    path(f"{ARTICLE}/sandbox/<int:push_id>/", channel_views.sandbox, name="wde_sandbox"),
    path(f"{ARTICLE}/checks/", check_views.checks, name="wde_checks"),
    path(f"{ARTICLE}/review/", review_views.review, name="wde_review"),
    path(f"{ARTICLE}/wechat/", wechat_views.wechat, name="wde_wechat"),
    path(f"{ARTICLE}/wechat.zip", wechat_views.wechat_zip, name="wde_wechat_zip"),
    path(f"{ARTICLE}/wechat/copied/", wechat_views.wechat_copied, name="wde_wechat_copied"),
]
