"""What people agreed to, each in the words they saw: a record that is only ever added to."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ...core.append_only import AppendOnly, AppendOnlyQuerySet
from ...core.personal_data import PersonalData, Stage, cut_to_day, deleted


class ConsentQuerySet(AppendOnlyQuerySet["Consent"]):
    """Decisions, of which the newest about something holds."""

    def newest(self) -> Self:
        """Of each sign-up the last word about each purpose."""
        later = Consent._base_manager.filter(
            registration=OuterRef("registration"), purpose=OuterRef("purpose"), pk__gt=OuterRef("pk")
        )
        return self.filter(~Exists(later))

    def holding(self, purpose: str) -> Self:
        """Agreements to a purpose that were not taken back."""
        return self.newest().filter(purpose=purpose, given=True)


class Consent(AppendOnly):
    """One decision of a registrant, in the words they saw (PIPL art. 14, 15, 29).

    Each decision is an entry of its own; the newest about a purpose holds. ``given`` False is a refusal, or
    takes back what was given before. ``version`` names the wording. ``way`` says how it was told; where staff
    wrote it down, ``noted_by`` is who.
    """

    class Purpose(models.TextChoices):
        PROCESSING = "processing", _("use of the sign-up data")
        SENSITIVE = "sensitive", _("use of sensitive data")
        GUARDIAN = "guardian", _("guardian's consent")
        PHOTO = "photo", _("photos for publicity")
        NAME = "name", _("name with results and works")

    class Way(models.TextChoices):
        FORM = "form", _("sign-up form")
        PAGE = "page", _("private page")
        STAFF = "staff", _("told to staff")
        PAPER = "paper", _("on paper")

    registration = models.ForeignKey("Registration", on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    given = models.BooleanField()
    wording = models.TextField()
    version = models.CharField(max_length=12, blank=True, default="")
    way = models.CharField(max_length=5, choices=Way.choices, default=Way.FORM)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(default=timezone.now)

    objects = ConsentQuerySet.as_manager()

    personal_data = PersonalData(
        cut_to_day(Stage.CONTACT, "decided_at"),
        # a photo stays public by the consent of those in it
        deleted(Stage.PERSON, "purpose given way", only=~Q(purpose="photo")),
        registration="registration",
        nobodys="registration wording version",
        staffs="noted_by",
    )

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["id"]
        indexes = [models.Index(fields=["registration", "purpose", "id"], name="wde_consent_newest")]

    def __str__(self) -> str:
        return f"{self.registration_id} {self.purpose}: {self.given}"

    def says_the_same(self, other: Any) -> bool:
        """Whether another entry is the same decision about the same words."""
        return (self.purpose, self.given, self.version) == (other.purpose, other.given, other.version)
