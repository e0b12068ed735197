"""Contests of a sports day, with their results."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from ..outcomes.ranking import Measure
from .base import WEB, Context, EventStructBlock
from .outcome_lines import ContestResult, ContestValue, MedalOrOther, contest_lines
from .parts import Box, Part, Span, Spans, Table, paragraph
from .sample import Sample
from .struct import CompleteStructBlock


class ContestBlock(EventStructBlock[ContestValue]):
    """A contest in one class, with its results once they are there."""

    facts_as_text = ("results",)

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
        CompleteStructBlock(
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

    def get_context(self, value: ContestValue, parent_context: Context | None = None) -> Context:
        context = super().get_context(value, parent_context=parent_context)
        context["lines"] = contest_lines(value, context["event"])
        return context

    def parts(self, value: ContestValue, context: Context) -> list[Part]:
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
        preview_value = Sample(
            {
                "name": _("Wheelchair slalom"),
                "group": _("Physical disability class"),
                "rules": _("Round eight cones; each one that falls costs two seconds."),
                "measure": "time",
                "unit": "",
                "heats": 0,
                "limit": None,
                "results": [
                    {
                        "medal": "gold",
                        "who": _("Mr Zhao"),
                        "team": _("Station community"),
                        "result": _("41.2 s"),
                    },
                    {
                        "medal": "silver",
                        "who": _("Participant"),
                        "team": _("Enterprise community"),
                        "result": _("43.8 s"),
                    },
                ],
            }
        )
        group = _("Event")


def _contest_row(line: ContestResult) -> tuple[Spans, ...]:
    has_medal = line.medal != MedalOrOther.OTHER
    rank = str(line.rank) if line.rank and not has_medal else str(MedalOrOther(line.medal).label)
    return (
        (Span(" ".join(part for part in (rank, line.round) if part), "gold" if has_medal else "soft"),),
        (Span(" · ".join(part for part in (line.who, line.team) if part)),),
        (Span(" ".join(part for part in (line.result, line.note) if part)),),
    )
