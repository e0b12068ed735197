"""Addresses of channels and official accounts in the admin."""

from django.urls import URLPattern, path

from ...core.admin_paths import ARTICLE, ORGANISATION
from ...core.later_views import Later

account_views = Later(__package__, "account_views")
sandbox_views = Later(__package__, "sandbox_views")
views = Later(__package__, "views")


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
