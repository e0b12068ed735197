"""What can be drafted about an event at a moment, and in which tone."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ...pages.mixins import ArticleMixin
from ...pages.models import EventPage
from .dates import dates_of

Genre = ArticleMixin.Genre
BEFORE, AFTER = (Genre.ANNOUNCEMENT, Genre.REMINDER), (Genre.REPORT, Genre.RESULTS, Genre.PORTRAIT)


class Tone(models.TextChoices):
    """How a template writes."""

    OFFICIAL = "official", _("as offices write")
    EASY = "easy", _("in easy language")


def genres_for(event: EventPage) -> list[Genre]:
    """What can be drafted at this moment, the most likely first."""
    return list(AFTER if is_over(event) else BEFORE)


def is_over(event: EventPage) -> bool:
    """Whether every date that took place has ended."""
    dates = list(dates_of(event))
    return bool(dates) and all(occurrence.end < timezone.now() for occurrence in dates)
