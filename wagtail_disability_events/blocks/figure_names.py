"""The names under which a text asks for figures, such as ``{{参加人次}}``; texts with these filled in.

A figure that nobody has counted leaves a gap to fill in its place.
"""

import re
from collections.abc import Iterator, Mapping

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.blocks.stream_block import StreamValue

Numbers = Mapping[str, object]
"""Figures by their codes; None for one that nobody has counted."""


TOKEN = re.compile(r"(?:\{\{|｛｛)\s*([^{}｛｝]{1,40}?)\s*(?:\}\}|｝｝)")


GAP = re.compile(r"【(?:待补|to fill)[：:]\s*([^】]*)】")


class FigureSource(models.TextChoices):
    """Where a figure comes from: typed, or counted from the records of the event or the period."""

    MANUAL = "manual", gettext_lazy("typed here")
    ATTENDANCES = "attendances", gettext_lazy("attendances of residents (人次)")
    PEOPLE = "people", gettext_lazy("different people (人数)")
    COMPANIONS = "companions", gettext_lazy("family and companions")
    VOLUNTEERS = "volunteers", gettext_lazy("volunteers")
    SIGNED_UP = "signed_up", gettext_lazy("sign-ups")
    SERVICES = "services", gettext_lazy("access services given")
    CONTESTS = "contests", gettext_lazy("contests")
    MEDALS = "medals", gettext_lazy("medals")
    WORKS = "works", gettext_lazy("works on show")
    PRIZES = "prizes", gettext_lazy("works with a prize")
    EVENTS = "events", gettext_lazy("events held in the period")


CHINESE_NAMES = {
    "参加人次": FigureSource.ATTENDANCES,
    "参加人数": FigureSource.PEOPLE,
    "家属人数": FigureSource.COMPANIONS,
    "志愿者人数": FigureSource.VOLUNTEERS,
    "报名人数": FigureSource.SIGNED_UP,
    "服务人次": FigureSource.SERVICES,
    "比赛项目数": FigureSource.CONTESTS,
    "奖牌数": FigureSource.MEDALS,
    "作品数": FigureSource.WORKS,
    "获奖作品数": FigureSource.PRIZES,
    "活动场次": FigureSource.EVENTS,
}


COUNTED = [source for source in FigureSource if source != FigureSource.MANUAL]


def figure_named(name: str) -> FigureSource | None:
    """The figure that a text asks for by its Chinese name or its code; None for another word.

    >>> figure_named("参加人次").value
    'attendances'
    """
    if name in CHINESE_NAMES:
        return CHINESE_NAMES[name]
    return FigureSource(name) if name in COUNTED else None


def gap(words: str) -> str:
    """A marked place for a fact that is missing: an article with one cannot be approved."""
    to_fill = _("to fill")
    return f"【{to_fill}：{words}】"


def with_figures(stream: StreamValue, numbers: Numbers) -> StreamValue:
    """A stream value in which every ``{{figure}}`` has become its number, or a gap where there is none."""
    return stream.stream_block.to_python(_replaced(stream.get_prep_value(), numbers))


def filled(text: str, numbers: Numbers) -> str:
    """A text with its figures; words in braces that name no figure stay as they are."""

    def number(match: re.Match[str]) -> str:
        source = figure_named(match[1])
        if source is None:
            return match[0]
        found = numbers.get(source)
        return gap(str(source.label)) if found is None else str(found)

    return TOKEN.sub(number, text)


def texts_in(raw: object) -> Iterator[str]:
    """Every text in the stored form of a stream."""
    if isinstance(raw, str):
        yield raw
    elif isinstance(raw, dict):
        for value in raw.values():
            yield from texts_in(value)
    elif isinstance(raw, (list, tuple)):
        for value in raw:
            yield from texts_in(value)


def _replaced(raw: object, numbers: Numbers) -> object:
    if isinstance(raw, str):
        return filled(raw, numbers)
    if isinstance(raw, dict):
        return {key: _replaced(value, numbers) for key, value in raw.items()}
    if isinstance(raw, (list, tuple)):
        return [_replaced(value, numbers) for value in raw]
    return raw
