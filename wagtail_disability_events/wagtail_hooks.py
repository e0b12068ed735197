"""Registers with Wagtail; every rule is elsewhere."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.widgets import Button
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from .base_page import BasePage
from .gallery import admin_views as gallery_views
from .gallery.choosers import photo_chooser_viewset
from .occurrences.models import Theme, Venue
from .pages.models import ArticlePage, EventPage
from .publicity import admin_views as publicity_views
from .registration import admin_views as registration_views
from .registration.models import Registration
from .registration.permissions import may


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[URLPattern]:
    base = "disability-events"
    return [
        path(
            f"{base}/<int:event_id>/registrations/",
            registration_views.registrations,
            name="wde_registrations",
        ),
        path(f"{base}/<int:event_id>/registrations/reveal/", registration_views.reveal, name="wde_reveal"),
        path(f"{base}/<int:event_id>/registrations/export/", registration_views.export, name="wde_export"),
        path(f"{base}/<int:event_id>/registrations/mark/", registration_views.mark, name="wde_mark"),
        path(
            f"{base}/<int:event_id>/registrations/headcount/",
            registration_views.headcount,
            name="wde_headcount",
        ),
        path(f"{base}/<int:event_id>/photos/", gallery_views.photos, name="wde_photos"),
        path(f"{base}/<int:event_id>/draft/", publicity_views.draft_article, name="wde_draft_article"),
        path(f"{base}/article/<int:article_id>/wechat/", publicity_views.wechat, name="wde_wechat"),
        path(
            f"{base}/article/<int:article_id>/wechat.zip", publicity_views.wechat_zip, name="wde_wechat_zip"
        ),
    ]


@hooks.register("register_admin_viewset")
def register_photo_chooser() -> Any:
    return photo_chooser_viewset


class VenueViewSet(SnippetViewSet):
    model = Venue
    icon = "home"
    list_display = ["name", "address"]


class ThemeViewSet(SnippetViewSet):
    model = Theme
    icon = "tag"
    list_display = ["name", "slug"]


class EventsGroup(SnippetViewSetGroup):
    items = (VenueViewSet, ThemeViewSet)
    menu_label = _("Places and themes")
    menu_icon = "calendar-alt"
    menu_order = 210


register_snippet(EventsGroup)


@hooks.register("register_page_header_buttons")
def page_header_buttons(
    page: Any, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    yield from _buttons(page, user)


@hooks.register("register_page_listing_buttons")
def page_listing_buttons(page: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    yield from _buttons(page, user)


def _buttons(page: Any, user: Any) -> Iterator[Button]:
    """The ways from an event to its registrations, photos and article; from an article to WeChat."""
    if not page.pk or not page.permissions_for_user(user).can_edit():
        return
    if isinstance(page, EventPage) or issubclass(page.specific_class or type(page), EventPage):
        if may(user, "view", page):
            yield Button(
                _("Registrations"),
                reverse("wde_registrations", args=[page.pk]),
                icon_name="group",
                priority=60,
            )
        yield Button(_("Photos"), reverse("wde_photos", args=[page.pk]), icon_name="image", priority=61)
        yield Button(
            _("Draft an article"),
            reverse("wde_draft_article", args=[page.pk]),
            icon_name="doc-full",
            priority=62,
        )
    elif isinstance(page, ArticlePage) or (page.specific_class or type(page)) is ArticlePage:
        yield Button(_("WeChat"), reverse("wde_wechat", args=[page.pk]), icon_name="mobile-alt", priority=60)


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    actions.register_action(
        "wde.registrations.reveal", _("See registrants"), _("Personal data of registrants shown")
    )
    actions.register_action("wde.registrations.export", _("Export registrants"), _("Registrants exported"))
    actions.register_action("wde.photos.upload", _("Upload photos"), _("Photos uploaded"))
    actions.register_action("wde.photos.edit", _("Edit photos"), _("Photos described or released"))
    actions.register_action("wde.article.draft", _("Draft an article"), _("Article drafted from the event"))


@hooks.register("register_permissions")
def register_permissions() -> QuerySet:
    """Shown in the group editor, apart from the page permissions."""
    codenames = [f"{action}_registration" for action in ("view", "change", "reveal", "export")]
    return Permission.objects.filter(
        content_type__app_label=Registration._meta.app_label, codename__in=codenames
    )


@hooks.register("before_delete_page")
def refuse_to_delete_registered(request: HttpRequest, page: Any) -> HttpResponse | None:
    """An event with registrations is cancelled or unpublished, never deleted from under its registrants."""
    if not _tell_registered(request, page):
        return None
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("before_bulk_action")
def refuse_to_delete_registered_in_bulk(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    """The same when several pages are chosen: nothing is deleted as long as one of them has registrations."""
    if action_type != "delete":
        return None
    booked = [page for page in objects if isinstance(page, BasePage) and _tell_registered(request, page)]
    return redirect(action.next_url) if booked else None


def _tell_registered(request: HttpRequest, page: Any) -> bool:
    """Say how many have signed up at or below a page; return whether anybody has."""
    registered = Registration.objects.filter(event__path__startswith=page.path).count()
    if registered:
        messages.error(
            request,
            _(
                "“%(title)s” cannot be deleted: %(count)s people have signed up below it. "
                "Unpublish it instead; their sign-ups stay."
            )
            % {"title": page.get_admin_display_title(), "count": registered},
        )
    return bool(registered)
