"""The course of the day, and the people who teach or speak."""

from datetime import time
from typing import TypedDict

from django.utils.dateformat import time_format
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

from . import headings
from .base import WEB, Context, EventStructBlock, ListOf, ShownImage
from .parts import Box, Heading, Part, Picture, Span, paragraph
from .sample import Sample
from .struct import CompleteStructBlock
from .text import described


class ProgrammeItem(TypedDict):
    """A line of a programme."""

    time: time | None
    text: str


class Speaker(TypedDict):
    """Somebody who teaches, speaks or is invited."""

    name: str
    role: str
    about: str
    image: ShownImage | None


class ProgrammeValue(TypedDict):
    """The value of ``ProgrammeBlock``."""

    heading: str
    items: ListOf[ProgrammeItem]


class ProgrammeBlock(EventStructBlock[ProgrammeValue]):
    """The course of the day, by the clock."""

    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=60, default=headings.programme)
    items = blocks.ListBlock(
        CompleteStructBlock(
            [
                ("time", blocks.TimeBlock(label=_("Time"), required=False)),
                ("text", blocks.CharBlock(label=_("What happens"), max_length=160)),
            ]
        ),
        label=_("Items"),
    )

    def parts(self, value: ProgrammeValue, context: Context) -> list[Part]:
        lines = (
            paragraph(
                Span(time_format(item["time"], "G:i"), "accent") if item["time"] else "",
                item["text"],
                between="　",
            )
            for item in value["items"]
        )
        return [Box(value["heading"], tuple(lines))]

    class Meta:
        icon = "list-ol"
        label = _("Programme")
        description = _("The course of the day, hour by hour.")
        template = WEB.format("programme")
        preview_value = Sample(
            {
                "heading": _("The day's programme"),
                "items": [
                    {"time": time(8, 30), "text": _("Check in, get your number")},
                    {"time": time(9), "text": _("Opening, exercise demonstration")},
                ],
            }
        )
        group = _("Event")


class SpeakersValue(TypedDict):
    """The value of ``SpeakersBlock``."""

    heading: str
    people: ListOf[Speaker]


class SpeakersBlock(EventStructBlock[SpeakersValue]):
    """Speakers, teachers and guests."""

    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=60, default=headings.guests)
    people = blocks.ListBlock(
        CompleteStructBlock(
            [
                ("name", blocks.CharBlock(label=_("Name"), max_length=60)),
                ("role", blocks.CharBlock(label=_("Role"), required=False, max_length=100)),
                ("about", blocks.TextBlock(label=_("About"), required=False, rows=2)),
                ("image", ImageBlock(label=_("Portrait"), required=False)),
            ]
        ),
        label=_("People"),
    )

    def parts(self, value: SpeakersValue, context: Context) -> list[Part]:
        found: list[Part] = [Heading(value["heading"])]
        for person in value["people"]:
            if person["image"]:
                found.append(Picture(person["image"], described(person["image"], person["name"])))
            found.append(paragraph(Span(person["name"], "bold"), person["role"], between="　"))
            found.append(paragraph(person["about"]))
        return found

    class Meta:
        icon = "group"
        label = _("Speakers and guests")
        description = _("Who teaches, speaks or is invited.")
        template = WEB.format("speakers")
        preview_value = Sample(
            {
                "heading": _("Teachers"),
                "people": [
                    {
                        "name": _("Sign language teacher"),
                        "role": _("District association of the deaf"),
                        "about": _("Has taught sign language for twelve years."),
                        "image": None,
                    }
                ],
            }
        )
        group = _("Event")
