"""Questions about quotas and registrations."""

from typing import Any

from django.db import connections, models, router
from django.db.models import F, Q

from ..occurrences.listing_changes import note_change
from .tokens import new_reference, token_hash

_PLACES = ("seat", "slot")
"""Kinds whose last one makes a list say something else."""


class QuotaQuerySet(models.QuerySet):
    """A seat is taken by one conditional UPDATE: the same on SQLite and PostgreSQL, without locks held."""

    def seats(self) -> "QuotaQuerySet":
        return self.filter(kind="seat")

    def services(self) -> "QuotaQuerySet":
        """Services that the event offers at present."""
        return self.filter(kind="service", offered=True)

    def lock_event(self, event_id: int) -> list[Any]:
        """Every row of an event, locked until the transaction ends: places by their ids, then services.

        Whoever gives places back or lets people move up locks the rows of the event first, so that two of
        them never wait for each other. Booking takes rows in the same order.
        """
        services_last = models.Case(models.When(kind="service", then=1), default=0)
        return list(self.filter(event_id=event_id).select_for_update().order_by(services_last, "pk"))

    def take_beyond(self, quota_id: int, amount: int = 1) -> None:
        """Take ``amount`` although the plan does not leave that much; staff say why."""
        taken = F("taken") + amount
        self.filter(pk=quota_id).update(
            taken=taken,
            capacity=models.Case(
                models.When(capacity=None, then=models.Value(None)),
                models.When(capacity__gte=taken, then=F("capacity")),
                default=taken,
                output_field=models.PositiveIntegerField(),
            ),
        )

    def take(self, quota_id: int, amount: int = 1) -> bool:
        """Take ``amount`` of a quota if the plan leaves that much; return whether it was taken.

        One statement, which says what it has made of the row. Lists are told when the last of the seats is
        gone.
        """
        database = connections[router.db_for_write(self.model)]
        table = database.ops.quote_name(self.model._meta.db_table)
        with database.cursor() as cursor:
            cursor.execute(
                f"UPDATE {table} SET taken = taken + %s "  # noqa: S608
                "WHERE id = %s AND (planned_capacity IS NULL OR planned_capacity >= taken + %s) "
                "RETURNING event_id, kind, taken, planned_capacity",
                [amount, quota_id, amount],
            )
            row = cursor.fetchone()
        if row is None:
            return False
        event_id, kind, taken, planned = row
        if kind in _PLACES and planned is not None and taken >= planned:
            note_change(event_id)
        return True

    def release(self, quota_id: int, amount: int = 1) -> None:
        """Give ``amount`` back; a capacity above the plan shrinks with it. Lists hear of a free seat."""
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
        self._tell_lists(
            quota_id, Q(taken__gte=F("planned_capacity") - amount, taken__lt=F("planned_capacity"))
        )

    def _tell_lists(self, quota_id: int, flipped: Q) -> None:
        people = self.filter(kind__in=_PLACES)
        event_id = people.filter(flipped, pk=quota_id).values_list("event_id", flat=True).first()
        if event_id is not None:
            note_change(event_id)


class RegistrationQuerySet(models.QuerySet):
    """``event.registrations.active().confirmed()``."""

    def active(self) -> "RegistrationQuerySet":
        return self.exclude(state__in=("cancelled", "repeated"))

    def free_references(self, count: int) -> list[str]:
        """Numbers that no sign-up has, for many at once; one query, mostly."""
        found: list[str] = []
        while len(found) < count:
            drawn = {new_reference() for _turn in range(count - len(found))} - set(found)
            found += drawn - set(self.filter(reference__in=drawn).values_list("reference", flat=True))
        return found

    def counted(self) -> "RegistrationQuerySet":
        """Each person once: without the second sign-ups of those who had signed up."""
        return self.exclude(state="repeated")

    def told(self, *states: str) -> "RegistrationQuerySet":
        """Whose own page says one of these states; all of them are told what becomes of the event."""
        return self.filter(Q(state__in=states) | Q(state="repeated", told__in=states))

    def confirmed(self) -> "RegistrationQuerySet":
        return self.filter(state="confirmed")

    def holding(self) -> "RegistrationQuerySet":
        """For which a place is taken: confirmed, or offered."""
        return self.filter(state__in=("confirmed", "offered"))

    def waiting(self) -> "RegistrationQuerySet":
        """The queue: first come first, behind those who come for the first time where the event says so."""
        return self.filter(state="waiting").order_by("waits_behind", "created_at", "id")

    def in_working_order(self) -> "RegistrationQuerySet":
        """Those who come, those who wait, those who cancelled; first come first."""
        rank = models.Case(
            models.When(state="confirmed", then=0),
            models.When(state="offered", then=1),
            models.When(state="waiting", then=2),
            default=3,
        )
        return self.order_by(rank, "created_at", "id")

    def for_occurrence(self, occurrence: Any) -> "RegistrationQuerySet":
        """Of this date, and of the whole event it belongs to."""
        return self.filter(Q(occurrence=occurrence) | Q(occurrence=None, event_id=occurrence.event_id))

    def for_occurrences(self, event: Any, occurrence_ids: Any) -> "RegistrationQuerySet":
        """Of any of these dates of an event, and of the event as a whole."""
        return self.filter(Q(occurrence__in=occurrence_ids) | Q(occurrence=None), event_id=event.pk)


class PrivateFeedQuerySet(models.QuerySet):
    """Private calendars by whether their address still opens them."""

    def standing(self) -> "PrivateFeedQuerySet":
        return self.filter(revoked_at=None)

    def opened_by(self, token: str) -> Any:
        """The calendar that a token opens; None for any other."""
        return self.standing().filter(token_hash=token_hash(token)).first() if token else None
