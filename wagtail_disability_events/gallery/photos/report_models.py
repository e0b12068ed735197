"""What people say about a photo in which they are."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ...core.encryption import EncryptedTextField
from ...core.personal_data import PersonalData, Stage, emptied


class PhotoReport(models.Model):
    """“I am in this picture.” An open report holds the photo back until staff have decided."""

    class Decision(models.TextChoices):
        OPEN = "open", _("to be decided")
        REMOVED = "removed", _("taken down")
        KEPT = "kept", _("stays")

    photo = models.ForeignKey("Photo", on_delete=models.CASCADE, related_name="reports")
    message = EncryptedTextField(_("message"), blank=True, default="")
    contact = EncryptedTextField(_("phone or e-mail"), blank=True, default="")
    registration = models.ForeignKey(
        "wagtail_disability_events.Registration",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    made_at = models.DateTimeField(auto_now_add=True)
    decision = models.CharField(max_length=10, choices=Decision.choices, default=Decision.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    personal_data = PersonalData(
        emptied(Stage.CONTACT, "message contact registration", since="decided_at"),
        nobodys="photo made_at decision decided_at",
        staffs="decided_by",
    )

    class Meta:
        verbose_name = _("report about a photo")
        verbose_name_plural = _("reports about photos")
        ordering = ["-id"]
        indexes = [models.Index(fields=["photo", "decision"], name="wde_report_open")]

    def __str__(self) -> str:
        return f"{self.photo_id}: {self.get_decision_display()}"
