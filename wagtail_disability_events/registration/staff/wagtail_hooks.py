"""Sign-up in Wagtail: addresses, buttons, menu, log, permissions."""

from collections.abc import Iterator

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page

from ...core.page_buttons import page_buttons
from ...core.page_models import EVENT, ORGANISATION
from ...core.users import User
from ..models.registrations import Registration
from ..permissions import may
from . import admin_urls


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[URLPattern]:
    return admin_urls.urlpatterns


@page_buttons(ORGANISATION)
def organisation_buttons(page: Page, user: User) -> Iterator[Button]:
    address = reverse("wde_message_texts", args=[page.pk])
    yield Button(_("Words of messages"), address, icon_name="mail", priority=61)
    address = reverse("wde_duty_calendars", args=[page.pk])
    yield Button(_("Calendars for people on duty"), address, icon_name="calendar-check", priority=59)


@page_buttons(EVENT)
def event_buttons(page: Page, user: User) -> Iterator[Button]:
    if not may(user, "view", page):
        return
    address = reverse("wde_registrations", args=[page.pk])
    yield Button(_("Registrations"), address, icon_name="group", priority=60)
    address = reverse("wde_needs", args=[page.pk])
    yield Button(_("What people need"), address, icon_name="help", priority=60)
    address = reverse("wde_messages", args=[page.pk])
    yield Button(_("Messages"), address, icon_name="mail", priority=60)


class PrivacyMenuItem(MenuItem):
    """Shown to those who may read it."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("wagtail_disability_events.read_processing"))


@hooks.register("register_reports_menu_item")
def register_privacy() -> MenuItem:
    return PrivacyMenuItem(
        _("Personal data"), reverse_lazy("wde_privacy"), name="wde-privacy", icon_name="lock", order=900
    )


@hooks.register("register_permissions")
def register_permissions() -> QuerySet:
    """Shown in the group editor, apart from the page permissions."""
    codenames = [f"{action}_registration" for action in ("view", "change", "reveal", "export")]
    return Permission.objects.filter(
        content_type__app_label=Registration._meta.app_label, codename__in=[*codenames, "read_processing"]
    )


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    actions.register_action(
        "wde.registrations.reveal", _("See registrants"), _("Personal data of registrants shown")
    )
    actions.register_action("wde.registrations.export", _("Export registrants"), _("Registrants exported"))
    actions.register_action(
        "wde.registrations.promote", _("Give a place out of turn"), _("Place given out of turn")
    )
    actions.register_action(
        "wde.registrations.beyond", _("Book beyond the plan"), _("Somebody booked beyond the plan")
    )
    actions.register_action("wde.registrations.join", _("Join two sign-ups"), _("Two sign-ups joined"))
    actions.register_action("wde.registrations.part", _("Part two sign-ups"), _("Two sign-ups parted"))
    actions.register_action("wde.registrations.search", _("Look for a name"), _("A name looked for"))
    actions.register_action("wde.registrations.cancel", _("Cancel a sign-up"), _("Sign-up cancelled"))
    actions.register_action("wde.registrations.erase", _("Erase a registrant"), _("Registrant erased"))
    actions.register_action(
        "wde.registrations.consent", _("Note a consent"), _("Decision of a registrant noted")
    )
    actions.register_action("wde.messages.thanks", _("Thank those who came"), _("Thanks sent"))
    actions.register_action("wde.messages.words", _("Word messages"), _("Words of messages changed"))
    actions.register_action("wde.calendar.make", _("Make a calendar"), _("Calendar for people on duty made"))
    actions.register_action(
        "wde.calendar.revoke", _("Take a calendar back"), _("Calendar for people on duty taken back")
    )
