"""Facts that a template asks for: who, what, when, where. They become words when an article is drafted."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import dateformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from ...blocks.figure_names import CHINESE_NAMES as FIGURE_NAMES
from ...blocks.figure_names import TOKEN, figure_named, gap, texts_in
from ...core.dates import local_day, moment_phrase, month_phrase, span_phrase
from ...occurrences.models import Venue
from ...occurrences.service_catalogue import service_label
from ...pages.models import EventIndexPage, EventPage
from .dates import dates_of


class Fact(models.TextChoices):
    """What a template can ask for. The label is what a gap says when it is missing."""

    WHO = "who", gettext_lazy("who holds it")
    WHAT = "what", gettext_lazy("the title of the event")
    WHEN = "when", gettext_lazy("dates and times")
    DAY = "day", gettext_lazy("the day it began")
    WHERE = "where", gettext_lazy("the place")
    ADDRESS = "address", gettext_lazy("the address of the place")
    SUMMARY = "summary", gettext_lazy("the two sentences about it")
    OCCASION = "occasion", gettext_lazy("the occasion")
    SERVICES = "offers", gettext_lazy("the access services offered")
    CLOSES = "closes", gettext_lazy("when sign-up closes")
    CONTACT = "contact", gettext_lazy("whom to ask")
    PHONE = "phone", gettext_lazy("the phone number")
    PERIOD = "period", gettext_lazy("the period")


Facts = Mapping[Fact, str]
"""What is known, in words; what is not known is missing."""

CHINESE_NAMES = {
    "主办单位": Fact.WHO,
    "活动名称": Fact.WHAT,
    "活动时间": Fact.WHEN,
    "活动日期": Fact.DAY,
    "活动地点": Fact.WHERE,
    "详细地址": Fact.ADDRESS,
    "活动简介": Fact.SUMMARY,
    "活动主题": Fact.OCCASION,
    "无障碍服务": Fact.SERVICES,
    "报名截止": Fact.CLOSES,
    "联系人": Fact.CONTACT,
    "联系电话": Fact.PHONE,
    "统计时段": Fact.PERIOD,
}


def fact_named(name: str) -> Fact | None:
    """The fact that a template asks for by its Chinese name or its code; None for another word."""
    if name in CHINESE_NAMES:
        return CHINESE_NAMES[name]
    return Fact(name) if name in Fact.values else None


def unknown_names(*texts: object) -> list[str]:
    """Names in braces that are neither a fact nor a figure, each once, in texts or stored streams."""
    found = (match[1] for text in texts_in(texts) for match in TOKEN.finditer(text))
    return [name for name in dict.fromkeys(found) if not (fact_named(name) or figure_named(name))]


def refuse_unknown(*texts: object) -> None:
    """Raise ValidationError that names what a template cannot be filled with, and what there is."""
    if unknown := unknown_names(*texts):
        raise ValidationError(
            _("Nothing is known under these names: %(unknown)s. There are: %(known)s.")
            % {"unknown": _joined(unknown), "known": _joined(known_names())},
            code="unknown-placeholder",
        )


def known_names() -> Iterator[str]:
    """Every name that a template may use, in the active language."""
    chinese = _("to fill") == "待补"
    for names in (CHINESE_NAMES, FIGURE_NAMES):
        yield from names if chinese else (code.value for code in names.values())


def facts_of_event(event: EventPage) -> Facts:
    """The facts of an event as words in the active language; what is not known is missing."""
    dates = list(dates_of(event).order_by("start"))
    first = local_day(dates[0].start, dates[0].time_zone) if dates else None
    contact = event.contact
    closes = event.registration_closes
    found = {
        Fact.WHO: event.organisation_name,
        Fact.WHAT: event.title,
        Fact.WHEN: pgettext("between dates", "; ").join(date_lines(event, with_location=False)),
        Fact.DAY: short_day(first) if first else "",
        Fact.WHERE: " ".join(part for part in (_name_of(event.venue), event.location_note) if part),
        Fact.ADDRESS: event.venue.address if event.venue else "",
        Fact.SUMMARY: event.summary,
        Fact.OCCASION: event.occasion.name if event.occasion else "",
        Fact.SERVICES: _joined(service_label(offer.service) for offer in event.service_offers()),
        Fact.CLOSES: moment_phrase(closes, event.time_zone) if closes else "",
        Fact.CONTACT: contact["role"],
        Fact.PHONE: contact["phone"],
    }
    return {fact: str(words).strip() for fact, words in found.items() if str(words).strip()}


def facts_of_period(organisation: EventIndexPage, first: date, last: date) -> Facts:
    """Who, and which days: a whole month is called by its name."""
    is_month = first.day == 1 and (last.month, last.year) == (first.month, first.year) and last.day >= 28
    days = f"{short_day(first)}–{short_day(last)}"
    return {
        Fact.WHO: organisation.display_name,
        Fact.PERIOD: month_phrase(first, year=True) if is_month else days,
    }


def date_lines(event: EventPage, *, with_location: bool = True) -> list[str]:
    """The dates that stand, a line each, with their topics; the place is the last line."""
    lines = [
        " ".join(
            part
            for part in (
                span_phrase(each.start, each.end, all_day=each.all_day, zone=each.time_zone),
                each.topic,
            )
            if part
        )
        for each in dates_of(event)
    ]
    if with_location and event.venue:
        location = (event.venue.name, event.location_note, event.venue.address)
        lines.append(" ".join(part for part in location if part))
    return lines


def with_facts(text: str, facts: Facts) -> str:
    """A text of a template with its facts; a missing fact and an unknown name become gaps to fill.

    Figures stay as they are written: they follow the records until the article is approved.
    """

    def words(match: re.Match[str]) -> str:
        fact = fact_named(match[1])
        if fact is not None:
            return facts.get(fact) or gap(str(fact.label))
        return match[0] if figure_named(match[1]) else gap(match[1])

    return TOKEN.sub(words, text)


def short_day(day: date) -> str:
    """``5 月 17 日`` or ``17 May``."""
    return dateformat.format(day, pgettext("day and month (Django date format)", "j F"))


def _name_of(venue: Venue | None) -> str:
    return venue.name if venue else ""


def _joined(words: Iterable[str]) -> str:
    return pgettext("between items of a list", ", ").join(str(word) for word in words)
