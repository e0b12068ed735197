"""What a sign-up takes beside its own quota."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ...core.personal_data import PersonalData, Stage, deleted
from .quotas import Quota
from .registrations import Registration


class Claim(models.Model):
    """What a registration takes, or waits for, beside its own quota: places of a group, for companions."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="claims")
    quota = models.ForeignKey(Quota, on_delete=models.PROTECT, related_name="claims")
    amount = models.PositiveSmallIntegerField(default=1)

    personal_data = PersonalData(
        deleted(Stage.PERSON, "registration quota amount"), registration="registration"
    )

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["registration", "quota"], name="wde_claim_once")]

    def __str__(self) -> str:
        return f"{self.registration_id}: {self.amount} × {self.quota_id}"
