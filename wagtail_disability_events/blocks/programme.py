"""What happens at an event: programme, people, contests, works, figures."""

from datetime import date, time
from typing import Any

from django.utils.dateformat import time_format
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

from ..core.dates import day_phrase
from ..outcomes.ranking import Measure
from .base import WEB, EventStructBlock
from .figures import FigureSource, event_figures
from .outcome_lines import ContestResult, MedalOrOther, contest_lines
from .parts import Box, Figure, Figures, Heading, Items, Part, Picture, Span, Spans, Table, paragraph
from .text import described


class ProgrammeBlock(EventStructBlock):
    """The course of the day, by the clock."""

    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=60, default="当天安排")
    items = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("time", blocks.TimeBlock(label=_("Time"), required=False)),
                ("text", blocks.CharBlock(label=_("What happens"), max_length=160)),
            ]
        ),
        label=_("Items"),
    )

    def parts(self, value: Any, context: dict[str, Any]) -> list[Part]:
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
        preview_value = {
            "heading": "当天安排",
            "items": [
                {"time": time(8, 30), "text": "签到，领号码布"},
                {"time": time(9), "text": "开场，健身操示范"},
            ],
        }
        group = _("Event")


class SpeakersBlock(EventStructBlock):
    """Speakers, teachers and guests."""

    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=60, default="嘉宾")
    people = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("name", blocks.CharBlock(label=_("Name"), max_length=60)),
                ("role", blocks.CharBlock(label=_("Role"), required=False, max_length=100)),
                ("about", blocks.TextBlock(label=_("About"), required=False, rows=2)),
                ("image", ImageBlock(label=_("Portrait"), required=False)),
            ]
        ),
        label=_("People"),
    )

    def parts(self, value: Any, context: dict[str, Any]) -> list[Part]:
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
        preview_value = {
            "heading": "授课老师",
            "people": [{"name": "手语老师", "role": "区聋人协会", "about": "教手语十二年。", "image": None}],
        }
        group = _("Event")


class ContestBlock(EventStructBlock):
    """A contest in one class, with its results once they are there."""

    name = blocks.CharBlock(label=_("Contest"), max_length=80)
    group = blocks.CharBlock(
        label=_("Class"), required=False, max_length=40, help_text=_("For example 肢体组, TF11, S8.")
    )
    rules = blocks.CharBlock(label=_("How it goes"), required=False, max_length=200)
    measure = blocks.ChoiceBlock(label=_("What counts"), choices=Measure.choices, default=Measure.TIME)
    unit = blocks.CharBlock(
        label=_("Unit"),
        required=False,
        max_length=10,
        help_text=_("Only when it is not 秒, 米 or 分: 个, 环."),
    )
    heats = blocks.IntegerBlock(
        label=_("Heats before the final"), required=False, min_value=0, max_value=20, default=0
    )
    limit = blocks.IntegerBlock(
        label=_("At most so many take part"),
        required=False,
        min_value=0,
        help_text=_("Counts where people choose their contests when they sign up."),
    )
    results = blocks.ListBlock(
        blocks.StructBlock(
            [
                (
                    "medal",
                    blocks.ChoiceBlock(
                        label=_("Rank"), choices=MedalOrOther.choices, default=MedalOrOther.OTHER
                    ),
                ),
                (
                    "who",
                    blocks.CharBlock(
                        label=_("Who"),
                        max_length=60,
                        help_text=_("As the person agreed to be named: 赵先生, or 参赛选手."),
                    ),
                ),
                ("team", blocks.CharBlock(label=_("Team"), required=False, max_length=60)),
                (
                    "result",
                    blocks.CharBlock(
                        label=_("Result"),
                        required=False,
                        max_length=40,
                        help_text=_("With its unit: 41.2 秒"),
                    ),
                ),
            ]
        ),
        label=_("Results"),
        default=[],
        min_num=0,
        help_text=_("For an event without a list of participants; else enter them under “Results”."),
    )

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        context["lines"] = contest_lines(value, context["event"])
        return context

    def parts(self, value: Any, context: dict[str, Any]) -> list[Part]:
        title = " · ".join(part for part in (value["name"], value["group"]) if part)
        header = (gettext("Rank"), gettext("Who"), gettext("Result"))
        table = Table(header, tuple(_contest_row(line) for line in context["lines"]))
        rules = paragraph(value["rules"])
        return [Box(title, tuple(part for part in (rules, table) if part is not rules or rules.spans))]

    class Meta:
        icon = "order"
        label = _("Contest and results")
        description = _("One contest of a sports day. Results can be filled in afterwards.")
        template = WEB.format("contest")
        preview_value = {
            "name": "轮椅绕桩",
            "group": "肢体组",
            "rules": "绕过八个标志桶，碰倒一个加两秒。",
            "measure": "time",
            "unit": "",
            "heats": 0,
            "limit": None,
            "results": [
                {"medal": "gold", "who": "赵先生", "team": "站前社区", "result": "41.2 秒"},
                {"medal": "silver", "who": "参赛选手", "team": "创业社区", "result": "43.8 秒"},
            ],
        }
        group = _("Event")


def _contest_row(line: ContestResult) -> tuple[Spans, ...]:
    has_medal = line.medal != MedalOrOther.OTHER
    rank = str(line.rank) if line.rank and not has_medal else str(MedalOrOther(line.medal).label)
    return (
        (Span(" ".join(part for part in (rank, line.round) if part), "gold" if has_medal else "soft"),),
        (Span(" · ".join(part for part in (line.who, line.team) if part)),),
        (Span(" ".join(part for part in (line.result, line.note) if part)),),
    )


class FiguresBlock(EventStructBlock):
    """Figures that follow the records: a sentence or a row of large numbers."""

    style = blocks.ChoiceBlock(
        label=_("Shown as"),
        choices=[("row", _("large figures")), ("sentence", _("one sentence"))],
        default="row",
    )
    figures = blocks.ListBlock(
        blocks.StructBlock(
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

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        shown, event = getattr(context.get("page"), "shown_figures", None), context["event"]
        numbers = shown.numbers if shown is not None else event_figures(event) if event is not None else {}
        context["counted"] = counted_figures(value, numbers)
        return context

    def parts(self, value: Any, context: dict[str, Any]) -> list[Part]:
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
        preview_value = {
            "style": "row",
            "figures": [
                {"source": "manual", "number": 86, "unit": "人次", "label": "残疾人参加"},
                {"source": "manual", "number": 12, "unit": "位", "label": "志愿者"},
            ],
        }
        group = _("Event")


def counted_figures(value: Any, numbers: Any) -> list[dict[str, Any]]:
    """The figures of a block with numbers filled in; one that nobody counted yet is left out."""
    figures = []
    for figure in value["figures"]:
        is_typed = figure["source"] == FigureSource.MANUAL
        number = figure["number"] if is_typed else numbers.get(figure["source"])
        if number is not None:
            figures.append({"number": number, "unit": figure["unit"], "label": figure["label"]})
    return figures


class PeriodEventsBlock(EventStructBlock):
    """What took place in the period of a digest, with how many came."""

    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=60, default="本月活动")

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        shown = getattr(context.get("page"), "shown_figures", None)
        numbers = shown.numbers if shown is not None else {}
        context["lines"] = [
            {"title": title, "day": day_phrase(date.fromisoformat(day), year=False), "number": number}
            for title, day, number in numbers.get("event_lines", [])
        ]
        return context

    def parts(self, value: Any, context: dict[str, Any]) -> list[Part]:
        lines = []
        for line in context["lines"]:
            came = gettext("%(count)s visits") % {"count": line["number"]} if line["number"] else ""
            lines.append(paragraph(line["day"], line["title"], Span(came, "accent"), between="　").spans)
        return [Heading(value["heading"]), Items(tuple(lines))] if lines else []

    def get_api_representation(self, value: Any, context: dict[str, Any] | None = None) -> dict[str, Any]:
        """The heading; the list itself is that of the article's page."""
        return {"heading": value["heading"]}

    class Meta:
        icon = "calendar"
        label = _("Events of the period")
        description = _("For a monthly digest: what took place, and how many came.")
        template = WEB.format("period_events")
        preview_value = {"heading": "本月活动"}
        group = _("Event")
