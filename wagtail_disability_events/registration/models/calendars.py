"""Private calendars of registrants and staff, and their entries."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ...calendars.models import StoredEntry
from ...calendars.vevent import CalendarFacts
from ...core.page_models import OCCURRENCE
from ...core.personal_data import PersonalData, Stage, deleted, emptied
from ...core.secret_address import SecretAddress
from ...core.tokens import token_hashes
from .registrations import Registration


class PersonalEntry(StoredEntry):
    """What a registrant's own calendar says of one date: their seats, their time, where they meet.

    It is brought in step when it is read or mailed, so that nobody waits for it when an event changes.
    """

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="calendar_entries")
    occurrence = models.ForeignKey(OCCURRENCE, on_delete=models.CASCADE, related_name="personal_entries")
    facts: CalendarFacts
    """What it says, while it is at hand; not stored."""

    personal_data = PersonalData(
        deleted(
            Stage.CONTACT,
            (
                "registration occurrence uid sequence schedule_hash content_hash start end "
                "time_zone modified text"
            ),
        ),
        registration="registration",
    )

    class Meta:
        verbose_name = _("personal calendar entry")
        verbose_name_plural = _("personal calendar entries")
        ordering = ["start", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "occurrence"], name="wde_personal_entry_once_a_date"
            )
        ]


class PrivateFeedQuerySet(models.QuerySet["PrivateFeed"]):
    """Private calendars by whether their address still opens them."""

    def active(self) -> Self:
        return self.filter(revoked_at=None)

    def opened_by(self, token: str) -> "PrivateFeed | None":
        """The calendar that a token opens; None for any other."""
        return self.active().filter(token_hash__in=token_hashes(token)).first() if token else None


class PrivateFeed(SecretAddress):
    """A calendar whose address is a secret: of a registrant, or of people on duty at the events of a page.

    Taken back, its address opens nothing any more.
    """

    class Kind(models.TextChoices):
        PERSONAL = "personal", _("own sign-ups")
        STAFF = "staff", _("on duty, with numbers")
        VOLUNTEER = "volunteer", _("volunteers, without numbers")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    registrations = models.ManyToManyField(Registration, blank=True, related_name="private_feeds")
    page = models.ForeignKey(
        "wagtail_disability_events.EventIndexPage",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="private_feeds",
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    label = models.CharField(_("for"), max_length=60, blank=True)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    read_on = models.DateField(_("last read"), null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = PrivateFeedQuerySet.as_manager()

    personal_data = PersonalData(
        emptied(Stage.CONTACT, "registrations"),
        emptied(Stage.CONTACT, "label token", since="revoked_at"),
        registration="registrations",
        nobodys="token_hash kind page created_at read_on revoked_at",
        staffs="user",
    )

    class Meta:
        verbose_name = _("private calendar")
        verbose_name_plural = _("private calendars")
        ordering = ["created_at", "id"]

    def __str__(self) -> str:
        return self.label or str(self.get_kind_display())

    def revoke(self) -> None:
        """Take the address back: whoever still asks for it is told so."""
        self.revoked_at = timezone.now()
        self.save(update_fields=["revoked_at"])
