"""Imported calendars in Wagtail: addresses, button, log."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogActionRegistry

from ..core.page_buttons import page_buttons
from ..core.page_models import ORGANISATION
from ..core.users import User
from . import admin_urls


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[URLPattern]:
    return admin_urls.urlpatterns


@page_buttons(ORGANISATION)
def organisation_buttons(page: Any, user: User) -> Iterator[Button]:
    if page.permissions_for_user(user).can_add_subpage():
        address = reverse("wde_calendar_imports", args=[page.pk])
        yield Button(_("Import a calendar"), address, icon_name="download", priority=60)


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    actions.register_action("wde.calendar.import", _("Import a calendar"), _("Calendar imported"))
