"""Blocks that show facts as they are at the moment of reading: access, sign-up, other events."""

from typing import TypedDict

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from ..core.base_page import BasePage
from ..core.dates import span_phrase
from ..occurrences.models import Occurrence
from ..occurrences.service_catalogue import service_choices, service_label
from ..registration.seats.availability_of_many import state_of_event
from . import headings
from .base import PREVIEW, WEB, Context, EventStructBlock
from .parts import Heading, Items, Paragraph, Part, Qr, Span, paragraph
from .sample import Sample


def _title(date: Occurrence) -> str:
    return f"{date.event.title}：{date.topic}" if date.topic else date.event.title


def _when(date: Occurrence) -> str:
    return span_phrase(date.start, date.end, all_day=date.all_day, zone=date.time_zone)


class AccessServiceValue(TypedDict):
    """The value of ``AccessServiceBlock``."""

    service: str
    limit: int | None
    days_before: int | None
    note: str


class AccessServiceBlock(EventStructBlock[AccessServiceValue]):
    """One access service that the event offers; people ask for it when they sign up."""

    service = blocks.ChoiceBlock(label=_("Service"), choices=service_choices)
    limit = blocks.IntegerBlock(
        label=_("How many"),
        required=False,
        min_value=1,
        max_value=10000,
        help_text=_("Empty: as in the catalogue of services, or enough for everyone."),
    )
    days_before = blocks.IntegerBlock(
        label=_("Ask so many days before"),
        required=False,
        min_value=0,
        max_value=60,
        help_text=_("Empty: as in the catalogue, or until sign-up closes. Later it is asked for by phone."),
    )
    note = blocks.CharBlock(
        label=_("Note"),
        required=False,
        max_length=120,
        help_text=_("What a person must know or do. Empty: as in the catalogue of services."),
    )

    def get_context(self, value: AccessServiceValue, parent_context: Context | None = None) -> Context:
        context = super().get_context(value, parent_context=parent_context)
        context["service_label"] = service_label(value["service"]) if value["service"] else ""
        return context

    def parts(self, value: AccessServiceValue, context: Context) -> list[Part]:
        note = f"（{value['note']}）" if value["note"] else ""
        return [Items((paragraph(context["service_label"], note).spans,), "✓")]

    def get_api_representation(self, value: AccessServiceValue, context: Context | None = None) -> Context:
        """The code of the service with its words in the active language."""
        data = super().get_api_representation(value, context=context)
        return {**data, "label": service_label(value["service"]) if value["service"] else ""}

    class Meta:
        icon = "user"
        label = _("Access service")
        description = _("A service that makes taking part possible: interpreting, transport, a quiet room.")
        template = WEB.format("access_service")
        preview_value = Sample({"service": "sign-language", "limit": 1, "note": _("One person throughout")})
        group = _("For visitors")


class SignUpCallValue(TypedDict):
    """The value of ``SignUpCallBlock``."""

    text: str
    event: BasePage | None


class SignUpCallBlock(EventStructBlock[SignUpCallValue]):
    """The state of sign-up and the way to it."""

    text = blocks.CharBlock(label=_("Invitation"), required=False, max_length=120)
    event = blocks.PageChooserBlock(
        "wagtail_disability_events.EventPage",
        label=_("Event"),
        required=False,
        help_text=_("Leave empty for the event that this page is about."),
    )

    def get_context(self, value: SignUpCallValue, parent_context: Context | None = None) -> Context:
        context = super().get_context(value, parent_context=parent_context)
        event, page = context["event"], context.get("page")
        if value["event"]:
            event = value["event"].specific.with_facts()
            event = event.in_language_of(page) if page is not None else event
        visible = event is not None and event.pk and (event == page or event.is_public)
        context["event"] = event if visible else None
        context["state"] = state_of_event(event) if visible else None
        return context

    def parts(self, value: SignUpCallValue, context: Context) -> list[Part]:
        event, state = context["event"], context["state"]
        found: list[Part] = [Paragraph(paragraph(value["text"]).spans, "lead")]
        if event is None or state is None:
            return found
        found.append(Paragraph((Span(str(state.sentence), "bold"),), "lead"))
        address = event.full_url
        if state.accepts and address:
            alt = gettext("QR code: sign up for %(title)s") % {"title": event.title}
            found.append(Qr(f"{address}register/", alt))
        return found

    class Meta:
        icon = "form"
        label = _("Call to sign up")
        description = _("Says whether one can still sign up, with a button.")
        template = WEB.format("sign_up_call")
        preview_template = PREVIEW.format("sign_up_call")
        preview_value = Sample({"text": _("Come alone or with your family."), "event": None})
        group = _("For visitors")


class UpcomingEventsValue(TypedDict):
    """The value of ``UpcomingEventsBlock``."""

    heading: str
    organisation: BasePage | None
    count: int | None


class UpcomingEventsBlock(EventStructBlock[UpcomingEventsValue]):
    """The next dates of an organisation and all below it."""

    heading = blocks.CharBlock(
        label=_("Heading"), required=False, max_length=60, default=headings.coming_events
    )
    organisation = blocks.PageChooserBlock(
        "wagtail_disability_events.EventIndexPage",
        label=_("Organisation"),
        required=False,
        help_text=_("Leave empty for all events of the site."),
    )
    count = blocks.IntegerBlock(label=_("How many"), default=3, min_value=1, max_value=10)

    def get_context(self, value: UpcomingEventsValue, parent_context: Context | None = None) -> Context:
        context = super().get_context(value, parent_context=parent_context)
        context["lines"] = [
            {"event": date.event, "title": _title(date), "when": _when(date)}
            for date in self.next_dates(value, context.get("page"))
        ]
        return context

    def parts(self, value: UpcomingEventsValue, context: Context) -> list[Part]:
        lines = tuple((Span(f"{line['title']}　{line['when']}"),) for line in context["lines"])
        return [Heading(value["heading"]), Items(lines)]

    def get_api_representation(self, value: UpcomingEventsValue, context: Context | None = None) -> Context:
        """The next public dates: event id, title, start and end in UTC."""
        return {
            "heading": value["heading"],
            "events": [
                {
                    "id": date.event_id,
                    "title": _title(date),
                    "start": date.start.isoformat(),
                    "end": date.end.isoformat(),
                }
                for date in self.next_dates(value, None)
            ],
        }

    @staticmethod
    def next_dates(value: UpcomingEventsValue, page: BasePage | None) -> list[Occurrence]:
        """The next public dates that take place, of the chosen organisation or of the page's site."""
        dates = Occurrence.objects.public().upcoming().taking_place().select_related("event", "venue")
        if value["organisation"]:
            dates = dates.within_any_language(value["organisation"])
        elif page is not None and page.pk and (site := page.get_site()):
            dates = dates.within_any_language(site.root_page)
        found = list(dates[: value["count"] or 3])
        for date in found if page is not None else ():
            date.event = date.event.in_language_of(page)
        return found

    class Meta:
        icon = "calendar"
        label = _("Upcoming events")
        description = _("The next dates, always up to date.")
        template = WEB.format("upcoming_events")
        preview_value = Sample({"heading": _("Coming events"), "organisation": None, "count": 3})
        group = _("For visitors")
