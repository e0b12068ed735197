"""Blocks of figures that follow the records."""

from collections.abc import Mapping
from datetime import date
from typing import TypedDict

from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from ..core.dates import day_phrase
from . import headings
from .base import WEB, Context, EventStructBlock, ListOf
from .figure_names import FigureSource
from .figures import event_figures
from .parts import Figure, Figures, Heading, Items, Part, Span, paragraph
from .sample import Sample
from .struct import CompleteStructBlock


class FigureValue(TypedDict):
    """A figure of the block: typed, or the name of one that is counted."""

    source: str
    number: int | None
    unit: str
    label: str


class FiguresValue(TypedDict):
    """The value of ``FiguresBlock``."""

    style: str
    figures: ListOf[FigureValue]


class CountedFigure(TypedDict):
    """A figure with its number, as templates show it."""

    number: int
    unit: str
    label: str


class FiguresBlock(EventStructBlock[FiguresValue]):
    """Figures that follow the records: a sentence or a row of large numbers."""

    style = blocks.ChoiceBlock(
        label=_("Shown as"),
        choices=[("row", _("large figures")), ("sentence", _("one sentence"))],
        default="row",
    )
    figures = blocks.ListBlock(
        CompleteStructBlock(
            [
                (
                    "source",
                    blocks.ChoiceBlock(
                        label=_("Counted from"), choices=FigureSource.choices, default="manual"
                    ),
                ),
                ("number", blocks.IntegerBlock(label=_("Number"), required=False, min_value=0)),
                ("unit", blocks.CharBlock(label=_("Unit"), required=False, max_length=10)),
                ("label", blocks.CharBlock(label=_("Of what"), max_length=40)),
            ]
        ),
        label=_("Figures"),
    )

    def get_context(self, value: FiguresValue, parent_context: Context | None = None) -> Context:
        context = super().get_context(value, parent_context=parent_context)
        shown, event = getattr(context.get("page"), "shown_figures", None), context["event"]
        numbers = shown.numbers if shown is not None else event_figures(event) if event is not None else {}
        context["counted"] = counted_figures(value, numbers)
        return context

    def parts(self, value: FiguresValue, context: Context) -> list[Part]:
        figures = [Figure(one["number"], one["unit"], one["label"]) for one in context["counted"]]
        if not figures:
            return []
        if value["style"] != "sentence":
            return [Figures(tuple(figures))]
        spans: list[str | Span] = []
        for position, figure in enumerate(figures):
            spans.append(pgettext("between figures", ", ") if position else "")
            spans.append(Span(f"{figure.number} {figure.unit}".strip(), "accent"))
            spans.append(figure.label)
        return [paragraph(*spans, pgettext("end of the sentence of figures", "."))]

    class Meta:
        icon = "decimal"
        label = _("Figures")
        description = _("How many came, won, showed: counted from the records, so that it is always right.")
        template = WEB.format("figures")
        preview_value = Sample(
            {
                "style": "row",
                "figures": [
                    {
                        "source": "manual",
                        "number": 86,
                        "unit": _("visits"),
                        "label": _("Disabled residents who came"),
                    },
                    {"source": "manual", "number": 12, "unit": _("people"), "label": _("Volunteers")},
                ],
            }
        )
        group = _("Event")


def counted_figures(value: FiguresValue, numbers: Mapping[str, int | None]) -> list[CountedFigure]:
    """The figures of a block with numbers filled in; one that nobody counted yet is left out."""
    figures: list[CountedFigure] = []
    for figure in value["figures"]:
        is_typed = figure["source"] == FigureSource.MANUAL
        number = figure["number"] if is_typed else numbers.get(figure["source"])
        if number is not None:
            figures.append({"number": number, "unit": figure["unit"], "label": figure["label"]})
    return figures


class PeriodEventsValue(TypedDict):
    """The value of ``PeriodEventsBlock``."""

    heading: str


class PeriodEventsBlock(EventStructBlock[PeriodEventsValue]):
    """What took place in the period of a digest, with how many came."""

    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=60, default=headings.digest)

    def get_context(self, value: PeriodEventsValue, parent_context: Context | None = None) -> Context:
        context = super().get_context(value, parent_context=parent_context)
        shown = getattr(context.get("page"), "shown_figures", None)
        numbers = shown.numbers if shown is not None else {}
        context["lines"] = [
            {"title": title, "day": day_phrase(date.fromisoformat(day), year=False), "number": number}
            for title, day, number in numbers.get("event_lines", [])
        ]
        return context

    def parts(self, value: PeriodEventsValue, context: Context) -> list[Part]:
        lines = []
        for line in context["lines"]:
            came = gettext("%(count)s visits") % {"count": line["number"]} if line["number"] else ""
            lines.append(paragraph(line["day"], line["title"], Span(came, "accent"), between="　").spans)
        return [Heading(value["heading"]), Items(tuple(lines))] if lines else []

    def get_api_representation(self, value: PeriodEventsValue, context: Context | None = None) -> Context:
        """The heading; the list itself is that of the article's page."""
        return {"heading": value["heading"]}

    class Meta:
        icon = "calendar"
        label = _("Events of the period")
        description = _("For a monthly digest: what took place, and how many came.")
        template = WEB.format("period_events")
        preview_value = Sample({"heading": _("This month's events")})
        group = _("Event")
