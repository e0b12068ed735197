"""An access service as an event offers it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ...occurrences.service_catalogue import service


@dataclass(frozen=True)
class ServiceOffer:
    """An access service as an event offers it; ``limit`` None is enough for everyone.

    It has to be asked for ``days_before`` the event begins at the latest.
    """

    service: str
    limit: int | None
    note: str
    days_before: int = 0

    @classmethod
    def of(cls, value: Mapping[str, Any]) -> "ServiceOffer":
        """What the editor wrote, and the catalogue where nothing is written."""
        usual = service(value["service"])
        days = value.get("days_before")
        return cls(
            service=value["service"],
            limit=usual.limit if value["limit"] is None else value["limit"],
            note=value["note"] or usual.note,
            days_before=(usual.days_before or 0) if days is None else days,
        )
