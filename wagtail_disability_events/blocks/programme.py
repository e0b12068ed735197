"""What happens at an event: programme, people, contests, works, figures."""

from datetime import time
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

from ..outcomes.ranking import Measure
from ..registration.attendance import turnout
from .base import WEB, EventStructBlock
from .outcome_lines import Place, contest_lines


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
                ("place", blocks.ChoiceBlock(label=_("Rank"), choices=Place.choices, default=Place.OTHER)),
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
                {"place": "gold", "who": "赵先生", "team": "站前社区", "result": "41.2 秒"},
                {"place": "silver", "who": "参赛选手", "team": "创业社区", "result": "43.8 秒"},
            ],
        }
        group = _("Event")


class FigureSource(models.TextChoices):
    """Where a figure comes from: typed, or counted from the records of the event."""

    MANUAL = "manual", _("typed here")
    ATTENDANCES = "attendances", _("attendances of residents (人次)")
    PEOPLE = "people", _("different people (人数)")
    COMPANIONS = "companions", _("family and companions")
    VOLUNTEERS = "volunteers", _("volunteers")
    CONTESTS = "contests", _("contests")
    MEDALS = "medals", _("medals")
    WORKS = "works", _("works on show")


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
        context["counted"] = counted_figures(value, context["event"])
        return context

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


def counted_figures(value: Any, event: Any) -> list[dict[str, Any]]:
    """The figures of a block with numbers filled in; one that nobody counted yet is left out."""
    counts = _counts(event) if event is not None else {}
    figures = []
    for figure in value["figures"]:
        number = figure["number"] if figure["source"] == FigureSource.MANUAL else counts.get(figure["source"])
        if number is not None and (number or figure["source"] == FigureSource.MANUAL):
            figures.append({"number": number, "unit": figure["unit"], "label": figure["label"]})
    return figures


def _counts(event: Any) -> dict[str, int]:
    people = turnout(event)
    contests = list(getattr(event, "contests", []))
    lines = [line for child in contests for line in contest_lines(child.value, event)]
    return {
        FigureSource.ATTENDANCES: people.attendances,
        FigureSource.PEOPLE: people.people,
        FigureSource.COMPANIONS: people.companions,
        FigureSource.VOLUNTEERS: people.volunteers,
        FigureSource.CONTESTS: len(contests),
        FigureSource.MEDALS: sum(line.place != Place.OTHER for line in lines),
        FigureSource.WORKS: sum(bool(child.value["consent"]) for child in getattr(event, "works", [])),
    }
