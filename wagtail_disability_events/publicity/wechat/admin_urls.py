"""Addresses of an article's WeChat form in the admin."""

from django.urls import URLPattern, path

from ...core.admin_paths import ARTICLE
from ...core.later_views import Later

views = Later(__package__, "views")


urlpatterns: list[URLPattern] = [
    path(f"{ARTICLE}/wechat/", views.wechat, name="wde_wechat"),
    path(f"{ARTICLE}/wechat.zip", views.wechat_zip, name="wde_wechat_zip"),
    path(f"{ARTICLE}/wechat/copied/", views.wechat_copied, name="wde_wechat_copied"),
]
