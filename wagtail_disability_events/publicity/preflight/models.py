"""What was found the last time that somebody let the links of an article be looked at."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ...core.personal_data import PersonalData


class CheckedLink(models.Model):
    """An address and whether it gave something."""

    address = models.URLField(max_length=1000, unique=True)
    is_alive = models.BooleanField()
    checked_at = models.DateTimeField(default=timezone.now)

    personal_data = PersonalData(nobodys="address is_alive checked_at")

    class Meta:
        verbose_name = _("link that was looked at")
        verbose_name_plural = _("links that were looked at")
        ordering = ["address"]

    def __str__(self) -> str:
        return self.address
