"""Dates in Wagtail: addresses, buttons, log, permission."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogActionRegistry

from ..core.page_buttons import page_buttons
from ..core.page_models import EVENT, ORGANISATION
from ..core.users import User
from ..occurrences.models import Occurrence
from . import admin_urls
from .service_catalogue_views import refuse_deletion


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[URLPattern]:
    return admin_urls.urlpatterns


@page_buttons(ORGANISATION)
def organisation_buttons(page: Any, user: User) -> Iterator[Button]:
    address = reverse("wde_organisation_dates", args=[page.pk])
    yield Button(_("Calendar"), address, icon_name="calendar", priority=58)


@page_buttons(EVENT)
def event_buttons(page: Any, user: User) -> Iterator[Button]:
    address = reverse("wde_event_dates", args=[page.pk])
    yield Button(_("Dates"), address, icon_name="calendar-alt", priority=59)


@hooks.register("before_delete_snippet")
def keep_services_in_use(request: HttpRequest, instances: Iterable[Model]) -> HttpResponse | None:
    return refuse_deletion(request, instances)


@hooks.register("register_permissions")
def register_permissions() -> QuerySet:
    """Shown in the group editor, apart from the page permissions."""
    label = Occurrence._meta.app_label
    return Permission.objects.filter(content_type__app_label=label, codename="change_occurrence")


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    actions.register_action("wde.occurrence.cancel", _("Cancel a date"), _("Date cancelled"))
    actions.register_action("wde.occurrence.postpone", _("Postpone a date"), _("Date postponed"))
    actions.register_action("wde.occurrence.move", _("Move a date"), _("Date moved"))
    actions.register_action("wde.occurrence.reopen", _("Reopen a date"), _("Date reopened"))
