"""Staff's first page and lists in Wagtail: addresses, button, menu, panel, log."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, reverse, reverse_lazy
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogActionRegistry
from wagtail.snippets.models import register_snippet

from ..core.menu import OwnMenuItem
from ..core.page_buttons import page_buttons
from ..core.page_models import EVENT
from ..core.users import User
from . import admin_urls
from .home_panel import WaitingPanel
from .periodic_panel import PeriodicPanel
from .snippets import EventsGroup


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[URLPattern]:
    return admin_urls.urlpatterns


register_snippet(EventsGroup)


@page_buttons(EVENT)
def event_buttons(page: Any, user: User) -> Iterator[Button]:
    address = reverse("wde_duplicate", args=[page.pk])
    yield Button(_("Duplicate to a new date"), address, icon_name="copy", priority=64)


@hooks.register("register_admin_menu_item")
def register_event_report() -> MenuItem:
    return OwnMenuItem(
        _("Events"), reverse_lazy("wde_event_report"), name="wde-events", icon_name="calendar-alt", order=205
    )


@hooks.register("construct_homepage_panels", order=10)
def show_what_waits(request: HttpRequest, panels: list[Any]) -> None:
    panels.extend([PeriodicPanel(), WaitingPanel()])


@hooks.register("insert_global_admin_css")
def home_panel_css() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("wagtail_disability_events/css/home.css"))


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    actions.register_action("wde.event.duplicate", _("Duplicate an event"), _("Event duplicated"))
