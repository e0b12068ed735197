"""The record of consents as people read it: each entry with what was decided, when, how, in which words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from ..models.consents import Consent


@dataclass(frozen=True)
class ConsentLine:
    """One entry: ``said`` is what it decided, seen from the entry before it about the same purpose."""

    about: str
    said: str
    when: datetime
    way: str
    wording: str
    version: str
    noted_by: object


def consent_history(entries: Iterable[Consent]) -> list[ConsentLine]:
    """Entries of one sign-up, oldest first."""
    before: dict[str, bool] = {}
    lines = []
    for entry in entries:
        lines.append(
            ConsentLine(
                about=str(entry.get_purpose_display()),
                said=_said(entry.given, before.get(entry.purpose)),
                when=entry.decided_at,
                way=str(entry.get_way_display()),
                wording=entry.wording,
                version=entry.version,
                noted_by=entry.noted_by,
            )
        )
        before[entry.purpose] = entry.given
    return lines


def _said(given: bool, before: bool | None) -> str:
    if given:
        return _("agreed") if before is None or before else _("agreed after all")
    return _("taken back") if before else _("not agreed")
