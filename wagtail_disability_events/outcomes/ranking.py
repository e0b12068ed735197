"""Ranks from values: what counts as better, ties, medals, and how a value is written."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Measure(models.TextChoices):
    """What is measured in a contest."""

    TIME = "time", _("time (shortest wins)")
    DISTANCE = "distance", _("distance (longest wins)")
    POINTS = "points", _("points or pieces (most wins)")
    RANK = "rank", _("places by the judges")


class ResultState(models.TextChoices):
    """What became of a start; the marks of World Athletics result lists."""

    FINISHED = "ok", _("finished")
    DID_NOT_START = "dns", _("did not start (DNS)")
    DID_NOT_FINISH = "dnf", _("did not finish (DNF)")
    DISQUALIFIED = "dsq", _("disqualified (DSQ)")


class Medal(models.TextChoices):
    """The first three places."""

    GOLD = "gold", _("gold")
    SILVER = "silver", _("silver")
    BRONZE = "bronze", _("bronze")


MEDALS = {1: Medal.GOLD, 2: Medal.SILVER, 3: Medal.BRONZE}
DEFAULT_UNITS = {
    Measure.TIME: pgettext_lazy("unit of a result", "s"),
    Measure.DISTANCE: pgettext_lazy("unit of a result", "m"),
    Measure.POINTS: pgettext_lazy("unit of a result", "points"),
    Measure.RANK: "",
}
_CLOCK = re.compile(r"(?:(\d{1,2})[:：])?(\d{1,2})[:：](\d{1,2}(?:[.．]\d{1,3})?)")


class NotAValue(ValueError):
    """A text that is no result of this measure."""


@dataclass(frozen=True)
class MedalCount:
    """Medals of one team."""

    team: str
    gold: int
    silver: int
    bronze: int

    @property
    def total(self) -> int:
        return self.gold + self.silver + self.bronze


def parse_value(text: str, measure: str) -> Decimal | None:
    """A result as staff write it: ``41.2``, ``1:02.35``, ``５．３``, ``9 个``; None for an empty one.

    Times are in seconds. Raises NotAValue.
    """
    written = unicodedata.normalize("NFKC", text).strip()
    if not written:
        return None
    if measure == Measure.TIME and (match := _CLOCK.fullmatch(written)):
        hours, minutes, seconds = match[1] or "0", match[2], match[3]
        return Decimal(hours) * 3600 + Decimal(minutes) * 60 + Decimal(seconds)
    number = re.match(r"\d+(?:\.\d+)?(?![\d.:])", written)
    try:
        value = Decimal(number[0]) if number else None
    except InvalidOperation as error:  # pragma: no cover - the pattern leaves nothing to it
        raise NotAValue from error
    if value is None or value >= 1_000_000 or -value.as_tuple().exponent > 3:  # type: ignore[operator]
        raise NotAValue
    return value


def format_value(value: Decimal | None, measure: str, unit: str = "") -> str:
    """A result with its unit: ``1:02.35``, ``41.2 秒``, ``9 个``."""
    if value is None or measure == Measure.RANK:
        return ""
    value = value.normalize()
    if measure == Measure.TIME and value >= 60 and not unit:
        all_minutes, seconds = divmod(value, 60)
        whole, _dot, fraction = f"{seconds:f}".partition(".")
        hours, minutes = divmod(int(all_minutes), 60)
        clock = f"{hours}:{minutes:02}" if hours else str(minutes)
        return f"{clock}:{int(whole):02}" + (f".{fraction}" if fraction else "")
    return f"{value:f} {unit or DEFAULT_UNITS[Measure(measure)]}".strip()


def ranks(values: Iterable[Decimal | None], measure: str) -> list[int | None]:
    """The rank of each value, None without one; equal values share a rank and the next is skipped.

    >>> ranks([Decimal(9), Decimal(12), Decimal(9), None], "time")
    [1, 3, 1, None]
    """
    listed = list(values)
    known = [value for value in listed if value is not None]
    if measure in (Measure.TIME, Measure.RANK):
        return [None if v is None else 1 + sum(other < v for other in known) for v in listed]
    return [None if v is None else 1 + sum(other > v for other in known) for v in listed]
