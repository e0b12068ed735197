"""Addresses of channels and official accounts in the admin."""

from django.urls import URLPattern, path

from ...core.admin_paths import ARTICLE, ORGANISATION
from . import account_views, sandbox_views, views

urlpatterns: list[URLPattern] = [
    path(f"{ARTICLE}/channels/", views.channels, name="wde_channels"),
    path(f"{ARTICLE}/sandbox/<int:push_id>/", sandbox_views.sandbox, name="wde_sandbox"),
    path(f"{ORGANISATION}/accounts/", account_views.wechat_accounts, name="wde_wechat_accounts"),
    path(
        f"{ORGANISATION}/accounts/<int:account_id>/",
        account_views.wechat_accounts,
        name="wde_wechat_account",
    ),
]
