"""Lists of things: what to bring, what is given."""

from typing import TypedDict

from django.utils.translation import gettext_lazy, ngettext
from wagtail import blocks

from . import headings
from .base import WEB, Context, EventStructBlock, ListOf
from .parts import Box, Items, Part, Span, paragraph
from .sample import Sample
from .struct import CompleteStructBlock


class Thing(TypedDict):
    """A thing to bring."""

    text: str
    note: str


class Souvenir(TypedDict):
    """A thing that is given."""

    name: str
    number: int | None


class ChecklistValue(TypedDict):
    """The value of ``ChecklistBlock``."""

    heading: str
    items: ListOf[Thing]


class ChecklistBlock(EventStructBlock[ChecklistValue]):
    """What to bring, to be ticked off."""

    heading = blocks.CharBlock(
        label=gettext_lazy("Heading"), required=False, max_length=60, default=headings.to_bring
    )
    items = blocks.ListBlock(
        CompleteStructBlock(
            [
                ("text", blocks.CharBlock(label=gettext_lazy("What"), max_length=120)),
                ("note", blocks.CharBlock(label=gettext_lazy("Note"), required=False, max_length=160)),
            ]
        ),
        label=gettext_lazy("Things"),
    )

    def parts(self, value: ChecklistValue, context: Context) -> list[Part]:
        items = tuple(
            paragraph(item["text"], Span(item["note"], "soft"), between="　").spans for item in value["items"]
        )
        return [Box(value["heading"], (Items(items, "□"),) if items else ())]

    class Meta:
        icon = "tasks"
        label = gettext_lazy("What to bring")
        description = gettext_lazy("A list of papers and things, each with a note.")
        template = WEB.format("checklist")
        preview_value = Sample(
            {
                "heading": gettext_lazy("Please bring these"),
                "items": [
                    {
                        "text": gettext_lazy("Your old disability card"),
                        "note": gettext_lazy("Lost it? Come all the same and report it first"),
                    },
                    {
                        "text": gettext_lazy("Two passport photos"),
                        "note": gettext_lazy("Can be taken here too"),
                    },
                ],
            }
        )
        group = gettext_lazy("Event")


class SouvenirsValue(TypedDict):
    """The value of ``SouvenirsBlock``."""

    heading: str
    items: ListOf[Souvenir]


class SouvenirsBlock(EventStructBlock[SouvenirsValue]):
    """What everybody gets."""

    heading = blocks.CharBlock(
        label=gettext_lazy("Heading"), required=False, max_length=60, default=headings.gifts
    )
    items = blocks.ListBlock(
        CompleteStructBlock(
            [
                ("name", blocks.CharBlock(label=gettext_lazy("What"), max_length=60)),
                ("number", blocks.IntegerBlock(label=gettext_lazy("How many"), required=False, min_value=1)),
            ]
        ),
        label=gettext_lazy("Things"),
    )

    def parts(self, value: SouvenirsValue, context: Context) -> list[Part]:
        lines = (
            paragraph(
                item["name"],
                ngettext("%(count)s piece", "%(count)s pieces", item["number"]) % {"count": item["number"]}
                if item["number"]
                else "",
                between="　",
            )
            for item in value["items"]
        )
        return [Box(value["heading"], tuple(lines))]

    class Meta:
        icon = "pick"
        label = gettext_lazy("Souvenirs")
        description = gettext_lazy("What is handed out to those who come.")
        template = WEB.format("souvenirs")
        preview_value = Sample(
            {
                "heading": gettext_lazy("Small gifts"),
                "items": [{"name": gettext_lazy("Hand warmers"), "number": 80}],
            }
        )
        group = gettext_lazy("Event")
