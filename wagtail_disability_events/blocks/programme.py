"""What happens at an event: programme, people, contests, works, figures."""

from datetime import time
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

from ..registration.attendance import turnout
from .base import WEB, EventStructBlock


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


class Place(models.TextChoices):
    """The first three places, and recognition beyond them."""

    GOLD = "gold", _("gold")
    SILVER = "silver", _("silver")
    BRONZE = "bronze", _("bronze")
    OTHER = "other", _("taking part")


class ContestBlock(EventStructBlock):
    """A contest in one class, with its results once they are there."""

    name = blocks.CharBlock(label=_("Contest"), max_length=80)
    group = blocks.CharBlock(
        label=_("Class"), required=False, max_length=40, help_text=_("For example 肢体组, TF11, S8.")
    )
    rules = blocks.CharBlock(label=_("How it goes"), required=False, max_length=200)
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
    )

    class Meta:
        icon = "order"
        label = _("Contest and results")
        description = _("One contest of a sports day. Results can be filled in afterwards.")
        template = WEB.format("contest")
        preview_value = {
            "name": "轮椅绕桩",
            "group": "肢体组",
            "rules": "绕过八个标志桶，碰倒一个加两秒。",
            "results": [
                {"place": "gold", "who": "赵先生", "team": "站前社区", "result": "41.2 秒"},
                {"place": "silver", "who": "参赛选手", "team": "创业社区", "result": "43.8 秒"},
            ],
        }
        group = _("Event")


class WorkBlock(EventStructBlock):
    """A work on show, described for people who cannot see it."""

    title = blocks.CharBlock(label=_("Title"), max_length=80)
    author = blocks.CharBlock(
        label=_("By"), required=False, max_length=60, help_text=_("As the author agreed to be named.")
    )
    medium = blocks.CharBlock(label=_("Medium"), required=False, max_length=60)
    image = ImageBlock(label=_("Picture"), required=False)
    description = blocks.TextBlock(label=_("Description"), required=False, rows=3)
    prize = blocks.CharBlock(label=_("Prize"), required=False, max_length=40)

    class Meta:
        icon = "image"
        label = _("Work on show")
        description = _("One work of an exhibition.")
        template = WEB.format("work")
        preview_value = {
            "title": "心中的家园",
            "author": "社区居民",
            "medium": "水彩",
            "image": None,
            "description": "一座白墙黑瓦的小屋，门前有一条缓缓的坡道。",
            "prize": "一等奖",
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
    contests = [child.value for child in getattr(event, "contests", [])]
    return {
        FigureSource.ATTENDANCES: people.attendances,
        FigureSource.PEOPLE: people.people,
        FigureSource.COMPANIONS: people.companions,
        FigureSource.VOLUNTEERS: people.volunteers,
        FigureSource.CONTESTS: len(contests),
        FigureSource.MEDALS: sum(
            result["place"] != Place.OTHER for contest in contests for result in contest["results"]
        ),
        FigureSource.WORKS: len(getattr(event, "works", [])),
    }
