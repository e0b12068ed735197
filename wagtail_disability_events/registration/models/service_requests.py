"""Access services that registrants need, and what becomes of each need."""

from collections.abc import Collection
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from ...core.encryption import EncryptedTextField
from ...core.personal_data import PersonalData, Stage, deleted
from .attendances import Attendance
from .quotas import Quota
from .registrations import Registration


class ServiceRequestQuerySet(models.QuerySet["ServiceRequest"]):
    """Services that people need."""

    def given(self, dates: Collection[int] | None = None) -> Self:
        """Arranged for somebody who came, and who came first to one of these dates, where they are said.

        ``first_came`` is the first date to which they came.
        """
        visits = Attendance.objects.filter(registration=OuterRef("registration"))
        first = visits.order_by("occurrence__start", "occurrence").values("occurrence")[:1]
        came = Q(first_came__isnull=False) if dates is None else Q(first_came__in=dates)
        return self.annotate(first_came=Subquery(first)).filter(
            came, arrangement=ServiceRequest.Arrangement.ARRANGED
        )


class ServiceRequest(models.Model):
    """An access service that a registrant needs, whether one is reserved, and what staff have arranged.

    ``detail`` is what must be known on the day: the interpreter's name, the number of the wheelchair, when
    and where the bus comes. Why a need cannot be met stands there too.
    """

    class Arrangement(models.TextChoices):
        OPEN = "open", _("to be arranged")
        ARRANGED = "arranged", _("arranged")
        UNMET = "unmet", _("cannot be met")

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="service_requests")
    quota = models.ForeignKey(Quota, on_delete=models.PROTECT, related_name="service_requests")
    granted = models.BooleanField(default=False)
    arrangement = models.CharField(max_length=10, choices=Arrangement.choices, default=Arrangement.OPEN)
    detail = EncryptedTextField(_("what was arranged"), blank=True, default="")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = ServiceRequestQuerySet.as_manager()

    personal_data = PersonalData(
        deleted(Stage.SENSITIVE, "registration quota granted arrangement detail decided_at"),
        registration="registration",
        staffs="decided_by",
    )

    class Meta:
        verbose_name = _("requested service")
        verbose_name_plural = _("requested services")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["registration", "quota"], name="wde_service_requested_once")
        ]

    def __str__(self) -> str:
        return f"{self.registration_id}: {self.quota_id}"
