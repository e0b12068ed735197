"""Questions about quotas and registrations."""

from typing import Any

from django.db import models
from django.db.models import F, Q


class QuotaQuerySet(models.QuerySet):
    """A seat is taken by one conditional UPDATE: the same on SQLite and PostgreSQL, without locks held."""

    def seats(self) -> "QuotaQuerySet":
        return self.filter(kind="seat")

    def services(self) -> "QuotaQuerySet":
        """Services that the event offers at present."""
        return self.filter(kind="service", offered=True)

    def take(self, quota_id: int, amount: int = 1) -> bool:
        """Take ``amount`` of a quota if the plan leaves that much; return whether it was taken."""
        return bool(
            self.filter(pk=quota_id)
            .filter(Q(planned_capacity=None) | Q(planned_capacity__gte=F("taken") + amount))
            .update(taken=F("taken") + amount)
        )

    def release(self, quota_id: int, amount: int = 1) -> None:
        """Give ``amount`` back; a capacity above the plan shrinks with it."""
        remaining = F("taken") - amount
        self.filter(pk=quota_id, taken__gte=amount).update(
            taken=remaining,
            capacity=models.Case(
                models.When(planned_capacity=None, then=models.Value(None)),
                models.When(planned_capacity__gte=remaining, then=F("planned_capacity")),
                default=remaining,
                output_field=models.PositiveIntegerField(),
            ),
        )


class RegistrationQuerySet(models.QuerySet):
    """``event.registrations.active().confirmed()``."""

    def active(self) -> "RegistrationQuerySet":
        return self.exclude(state="cancelled")

    def confirmed(self) -> "RegistrationQuerySet":
        return self.filter(state="confirmed")

    def waiting(self) -> "RegistrationQuerySet":
        """The queue, first come first."""
        return self.filter(state="waiting").order_by("created_at", "id")

    def in_working_order(self) -> "RegistrationQuerySet":
        """Those who come, those who wait, those who cancelled; first come first."""
        rank = models.Case(
            models.When(state="confirmed", then=0), models.When(state="waiting", then=1), default=2
        )
        return self.order_by(rank, "created_at", "id")

    def for_occurrence(self, occurrence: Any) -> "RegistrationQuerySet":
        """Of this date, and of the whole event it belongs to."""
        return self.filter(Q(occurrence=occurrence) | Q(occurrence=None, event_id=occurrence.event_id))
