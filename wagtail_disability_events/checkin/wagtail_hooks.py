"""The door in Wagtail: address, button."""

from collections.abc import Iterator

from django.urls import URLPattern, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.models import Page

from ..core.page_buttons import page_buttons
from ..core.page_models import EVENT
from ..core.users import User
from ..registration.permissions import may
from . import admin_urls


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[URLPattern]:
    return admin_urls.urlpatterns


@page_buttons(EVENT)
def event_buttons(page: Page, user: User) -> Iterator[Button]:
    if may(user, "change", page):
        address = reverse("wde_door", args=[page.pk])
        yield Button(_("At the door"), address, icon_name="tick-inverse", priority=60)
