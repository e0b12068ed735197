"""How much there is of something, and how much of it is taken."""

from typing import Self

from django.db import connections, models, router
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ...core.page_models import EVENT, OCCURRENCE
from ...core.personal_data import PersonalData
from ...occurrences.listing_changes import note_change
from ...occurrences.service_catalogue import service_label
from ...occurrences.shared_facts import hand_on_or_delete

_PLACES = ("seat", "slot")
"""Kinds whose last one makes a list say something else."""


class QuotaQuerySet(models.QuerySet["Quota"]):
    """A seat is taken by one conditional UPDATE: the same on SQLite and PostgreSQL, without locks held."""

    def seats(self) -> Self:
        return self.filter(kind="seat")

    def services(self) -> Self:
        """Services that the event offers at present."""
        return self.filter(kind="service", offered=True)

    def lock_event(self, event_id: int) -> "list[Quota]":
        """Every row of an event, locked until the transaction ends: places by their ids, then services.

        Whoever gives places back or lets people move up locks the rows of the event first, so that two of
        them never wait for each other. Booking takes rows in the same order.
        """
        return list(self.filter(event_id=event_id).locked())

    def locked(self) -> Self:
        """These rows, locked in the one order: event by event, places by their ids, then services.

        Without the key: sign-ups that only point to a row do not wait.
        """
        services_last = models.Case(models.When(kind="service", then=1), default=0)
        return self.select_for_update(no_key=True).order_by("event_id", services_last, "pk")

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


class Quota(models.Model):
    """How much there is of something, and how much is taken: seats, places of one group of people (wheelchair
    racers, companions, volunteers), one access service, a time at a desk.

    ``service`` is the code of the service, or the id of the block that describes the group.
    ``planned_capacity`` is what staff wrote (None: no limit); ``capacity`` is what holds, and is larger
    only while more is taken than a lowered plan allows. It shrinks towards the plan with each release.
    A time at a desk names the ``desk`` by the id of its block and the ``minute`` of the day; its moments are
    aware.
    """

    class Kind(models.TextChoices):
        SEAT = "seat", _("seats")
        GROUP = "group", _("places of one group")
        SERVICE = "service", _("access service")
        SLOT = "slot", _("time at a desk")

    event = models.ForeignKey(EVENT, on_delete=hand_on_or_delete, related_name="quotas")
    occurrence = models.ForeignKey(
        OCCURRENCE, on_delete=models.CASCADE, null=True, blank=True, related_name="quotas"
    )
    kind = models.CharField(max_length=10, choices=Kind.choices)
    service = models.CharField(max_length=40, blank=True, default="")
    planned_capacity = models.PositiveIntegerField(null=True, blank=True)
    capacity = models.PositiveIntegerField(null=True, blank=True)
    taken = models.PositiveIntegerField(default=0)
    offered = models.BooleanField(default=True)
    for_volunteers = models.BooleanField(default=False)
    desk = models.CharField(max_length=36, blank=True, default="")
    label = models.CharField(max_length=80, blank=True, default="")
    minute = models.PositiveSmallIntegerField(null=True, blank=True)
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)

    objects = QuotaQuerySet.as_manager()

    personal_data = PersonalData(
        nobodys=(
            "event occurrence kind service planned_capacity capacity taken offered "
            "for_volunteers desk label minute starts_at ends_at"
        )
    )

    class Meta:
        verbose_name = _("quota")
        verbose_name_plural = _("quotas")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["occurrence", "kind", "service"],
                condition=Q(occurrence__isnull=False, minute__isnull=True),
                name="wde_quota_once_an_occurrence",
            ),
            models.UniqueConstraint(
                fields=["event", "kind", "service"],
                condition=Q(occurrence__isnull=True, minute__isnull=True),
                name="wde_quota_once_an_event",
            ),
            models.UniqueConstraint(
                fields=["occurrence", "desk", "minute"],
                condition=Q(minute__isnull=False),
                name="wde_quota_once_a_slot",
            ),
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(taken__lte=F("capacity")),
                name="wde_quota_not_oversold",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.taken}/{self.capacity or '∞'}"

    @property
    def service_name(self) -> str:
        """What the catalogue calls the service; empty for everything else."""
        return service_label(self.service) if self.kind == self.Kind.SERVICE else ""

    @property
    def left(self) -> int | None:
        """What can still be taken, by the plan; None without a limit."""
        if self.planned_capacity is None:
            return None
        return max(0, self.planned_capacity - self.taken)
