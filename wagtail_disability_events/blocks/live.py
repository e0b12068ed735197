"""Blocks that show facts as they are at the moment of reading: photos, access, sign-up, other events."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from ..gallery.choosers import PhotoChooserBlock
from ..gallery.models import Photo
from ..occurrences.access import AccessService
from ..occurrences.models import Occurrence
from ..registration.listing import state_of_event
from .base import WEB, EventStructBlock


class GalleryBlock(EventStructBlock):
    """Photos from the event's gallery. A photo that is withdrawn there disappears here."""

    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=60)
    photos = blocks.ListBlock(PhotoChooserBlock(label=_("Photo")), label=_("Photos"), min_num=0)

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        chosen = [photo.pk for photo in value["photos"] if photo is not None]
        shown = {photo.pk: photo for photo in Photo.objects.public().filter(pk__in=chosen)} if chosen else {}
        context["photos"] = [shown[pk] for pk in chosen if pk in shown]
        return context

    class Meta:
        icon = "image"
        label = _("Gallery")
        description = _("Photos of the event that staff have released.")
        template = WEB.format("gallery")
        preview_value = {"heading": "现场照片", "photos": []}
        group = _("Pictures")


class AccessServiceBlock(EventStructBlock):
    """One access service that the event offers; people ask for it when they sign up."""

    service = blocks.ChoiceBlock(label=_("Service"), choices=AccessService.choices)
    limit = blocks.IntegerBlock(
        label=_("How many"),
        required=False,
        min_value=1,
        max_value=10000,
        help_text=_("Leave empty when there is enough for everyone."),
    )
    note = blocks.CharBlock(
        label=_("Note"), required=False, max_length=120, help_text=_("Say what a person must know or do.")
    )

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        context["service_label"] = AccessService(value["service"]).label if value["service"] else ""
        return context

    class Meta:
        icon = "user"
        label = _("Access service")
        description = _("A service that makes taking part possible: interpreting, transport, a quiet room.")
        template = WEB.format("access_service")
        preview_value = {"service": "sign-language", "limit": 1, "note": "全程一位"}
        group = _("For visitors")


class SignUpCallBlock(EventStructBlock):
    """The state of sign-up and the way to it."""

    text = blocks.CharBlock(label=_("Invitation"), required=False, max_length=120)
    event = blocks.PageChooserBlock(
        "wagtail_disability_events.EventPage",
        label=_("Event"),
        required=False,
        help_text=_("Leave empty for the event that this page is about."),
    )

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        event = value["event"].specific if value["event"] else context["event"]
        visible = event is not None and event.pk and (event.live or event == context.get("page"))
        context["event"] = event if visible else None
        context["state"] = state_of_event(event) if visible else None
        return context

    class Meta:
        icon = "form"
        label = _("Call to sign up")
        description = _("Says whether one can still sign up, with a button.")
        template = WEB.format("sign_up_call")
        preview_value = {"text": "一个人来、家人陪着来都欢迎。", "event": None}
        group = _("For visitors")


class UpcomingEventsBlock(EventStructBlock):
    """The next dates of an organisation and all below it."""

    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=60, default="近期活动")
    organisation = blocks.PageChooserBlock(
        "wagtail_disability_events.EventIndexPage",
        label=_("Organisation"),
        required=False,
        help_text=_("Leave empty for all events of the site."),
    )
    count = blocks.IntegerBlock(label=_("How many"), default=3, min_value=1, max_value=10)

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        dates = Occurrence.objects.public().upcoming().standing().select_related("event", "venue")
        if value["organisation"]:
            dates = dates.within(value["organisation"])
        elif (page := context.get("page")) is not None and page.pk and (site := page.get_site()):
            dates = dates.within(site.root_page)
        context["occurrences"] = list(dates[: value["count"] or 3])
        return context

    class Meta:
        icon = "calendar"
        label = _("Upcoming events")
        description = _("The next dates, always up to date.")
        template = WEB.format("upcoming_events")
        preview_value = {"heading": "近期活动", "organisation": None, "count": 3}
        group = _("For visitors")
