"""Photos in Wagtail: addresses, button, chooser, bulk action, log."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets import Button

from ...core.outgoing_images import CLEAN
from ...core.page_buttons import page_buttons
from ...core.page_models import EVENT
from ...core.users import User
from ..pixels.clean_copies import CleanOperation
from . import admin_urls
from .bulk_actions import PhotosOfEventBulkAction
from .choosers import photo_chooser_viewset


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[URLPattern]:
    return admin_urls.urlpatterns


@hooks.register("register_admin_viewset")
def register_photo_chooser() -> Any:
    return photo_chooser_viewset


@hooks.register("register_image_operations")
def register_clean_copies() -> list[tuple[str, Any]]:
    return [(CLEAN, CleanOperation)]


hooks.register("register_bulk_action", PhotosOfEventBulkAction)


@page_buttons(EVENT)
def event_buttons(page: Any, user: User) -> Iterator[Button]:
    yield Button(_("Photos"), reverse("wde_photos", args=[page.pk]), icon_name="image", priority=61)


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    actions.register_action("wde.photos.upload", _("Upload photos"), _("Photos uploaded"))
    actions.register_action("wde.photos.delete", _("Delete photos"), _("Photos deleted"))
    actions.register_action("wde.photos.people", _("Say who is in a photo"), _("People in a photo changed"))
    actions.register_action("wde.photos.faces", _("Blur or crop a photo"), _("Photo blurred or cropped"))
    actions.register_action(
        "wde.photos.report", _("Decide about a reported photo"), _("Report about a photo decided")
    )
    actions.register_action("wde.photos.link.make", _("Make an upload link"), _("Upload link made"))
    actions.register_action(
        "wde.photos.link.revoke", _("Take an upload link back"), _("Upload link taken back")
    )
    actions.register_action("wde.photos.edit", _("Edit photos"), _("Photos described or released"))
