"""Who came."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ...core.page_models import OCCURRENCE
from ...core.personal_data import PersonalData, Stage, cut_to_day
from .registrations import Registration


class Attendance(models.Model):
    """A registrant came to a date. Attendances are counted as 人次, different people as 人数.

    ``companions`` came with them.
    """

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="attendances")
    occurrence = models.ForeignKey(OCCURRENCE, on_delete=models.PROTECT, related_name="attendances")
    companions = models.PositiveSmallIntegerField(default=0)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    personal_data = PersonalData(
        cut_to_day(Stage.CONTACT, "recorded_at"),
        registration="registration",
        nobodys="registration occurrence companions",
        staffs="recorded_by",
    )

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["registration", "occurrence"], name="wde_attendance_once_a_date")
        ]

    def __str__(self) -> str:
        return f"{self.registration_id} @ {self.occurrence_id}"
