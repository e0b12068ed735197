"""What the statistics need of those who were forgotten: numbers, each of one thing alone."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ...core.page_models import EVENT, OCCURRENCE
from ...core.personal_data import PersonalData
from ...occurrences.shared_facts import hand_on_or_delete


class ErasedCount(models.Model):
    """How many of those who were forgotten had something in common: one feature at a time, never two crossed.

    ``occurrence`` is the date to which they came, or for which they had signed up; None: the whole event.
    ``value`` is empty for those who did not say, and for all who were fewer than five.
    """

    class Who(models.TextChoices):
        SIGNED_UP = "signed-up", _("had signed up")
        CAME = "came", _("came")

    class Feature(models.TextChoices):
        CATEGORY = "category", _("category of disability")
        LEVEL = "level", _("level")
        AGE_BAND = "age_band", _("age")
        SEX = "sex", _("sex")
        SERVICE = "service", _("access service")
        """Of those who signed up, what they asked for; of those who came, what was arranged."""

    event = models.ForeignKey(EVENT, on_delete=hand_on_or_delete, related_name="+")
    occurrence = models.ForeignKey(
        OCCURRENCE, on_delete=models.CASCADE, null=True, blank=True, related_name="erased_counts"
    )
    who = models.CharField(max_length=10, choices=Who.choices)
    feature = models.CharField(max_length=10, choices=Feature.choices)
    value = models.CharField(max_length=40, blank=True, default="")
    number = models.PositiveIntegerField(default=0)

    personal_data = PersonalData(nobodys="event occurrence who feature value number")

    class Meta:
        verbose_name = _("count of forgotten people")
        verbose_name_plural = _("counts of forgotten people")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["occurrence", "who", "feature", "value"],
                condition=Q(occurrence__isnull=False),
                name="wde_erased_count_once_a_date",
            ),
            models.UniqueConstraint(
                fields=["event", "who", "feature", "value"],
                condition=Q(occurrence__isnull=True),
                name="wde_erased_count_once_an_event",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.feature} {self.value}: {self.number}"
