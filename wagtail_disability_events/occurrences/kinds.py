"""Kinds of event, as the offices count them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EventKind(models.TextChoices):
    """What an event is, for readers, filters and reports."""

    SPORTS = "sports", _("Sports")
    ARTS = "arts", _("Art showcase")
    PERFORMANCE = "performance", _("Performance")
    GATHERING = "gathering", _("Gathering")
    TRAINING = "training", _("Training")
    ADVICE = "advice", _("Advice day")
    JOB_FAIR = "job-fair", _("Job fair")
    DRIVE = "drive", _("Disability cards and registration")
    HEALTH = "health", _("Health and rehabilitation")
    VISIT = "visit", _("Visits")
    VOLUNTEERING = "volunteering", _("Volunteering")
    OTHER = "other", _("Other")


class OrganisationLevel(models.TextChoices):
    """Where an organisation stands: 市 → 区 → 镇街 → 社区."""

    CITY = "city", _("city")
    DISTRICT = "district", _("district")
    STREET = "street", _("street or town")
    COMMUNITY = "community", _("community")
