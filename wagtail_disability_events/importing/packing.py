"""Events of others as plain values, as an import keeps them while it is looked at."""

from dataclasses import asdict, replace
from datetime import date, datetime, time
from typing import Any

from ..calendars.incoming import Change, IncomingEvent, Span


def packed(event: IncomingEvent) -> dict[str, Any]:
    """An event of plain values."""
    item: dict[str, Any] = plain(asdict(event))
    return item


def unpacked(item: dict[str, Any]) -> IncomingEvent:
    """The event of plain values."""
    event = IncomingEvent(**item)
    return replace(
        event,
        categories=tuple(event.categories),
        span=_span(item["span"]),
        excluded=tuple(map(datetime.fromisoformat, item["excluded"])),
        added=tuple(map(_span, item["added"])),
        changes=tuple(
            Change(
                **{
                    **change,
                    "instance": datetime.fromisoformat(change["instance"]),
                    "span": _span(change["span"]),
                }
            )
            for change in item["changes"]
        ),
        notes=tuple(event.notes),
    )


def _span(item: dict[str, Any]) -> Span:
    return Span(datetime.fromisoformat(item["start"]), datetime.fromisoformat(item["end"]), item["all_day"])


def plain(value: object) -> Any:
    """Dates and times as ISO text, all the way down."""
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value.isoformat() if isinstance(value, date | time) else value
