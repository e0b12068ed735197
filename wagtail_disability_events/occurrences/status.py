"""The status of a date."""

from django.db import models
from django.utils.translation import gettext_lazy as _

REMOVED = "removed-from-schedule"
"""Reason of a date that vanished from the schedule while people depended on it."""


class Status(models.TextChoices):
    """What has become of a date (RFC 5545 §3.8.1.11 knows confirmed, tentative and cancelled)."""

    SCHEDULED = "scheduled", _("takes place")
    CANCELLED = "cancelled", _("cancelled")
    POSTPONED = "postponed", _("postponed")
    MOVED = "moved", _("moved")
