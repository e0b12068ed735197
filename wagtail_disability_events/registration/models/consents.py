"""What people agreed to, each in the words they saw."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Consent(models.Model):
    """What a registrant agreed to, in the words they saw (PIPL art. 14, 29)."""

    class Purpose(models.TextChoices):
        PROCESSING = "processing", _("use of the sign-up data")
        SENSITIVE = "sensitive", _("use of sensitive data")
        GUARDIAN = "guardian", _("guardian's consent")
        PHOTO = "photo", _("photos for publicity")
        NAME = "name", _("name with results and works")

    registration = models.ForeignKey("Registration", on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    given = models.BooleanField()
    wording = models.TextField()
    version = models.CharField(max_length=12, blank=True, default="")
    decided_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["registration", "purpose"], name="wde_consent_once_a_purpose")
        ]

    def __str__(self) -> str:
        return f"{self.registration_id} {self.purpose}: {self.given}"

    @property
    def holds(self) -> bool:
        """Whether it was given and not taken back."""
        return self.given and self.withdrawn_at is None
