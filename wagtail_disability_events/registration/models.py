"""Seats, sign-ups, what people need, what they agreed to, who came, and the messages on their way."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ..encryption import EncryptedTextField
from ..occurrences.access import AccessService
from .queries import QuotaQuerySet, RegistrationQuerySet
from .tokens import new_reference, new_token, token_hash

EVENT = "wagtail_disability_events.EventPage"
OCCURRENCE = "wagtail_disability_events.Occurrence"


class Quota(models.Model):
    """How much there is of something, and how much is taken: seats, or one access service.

    ``planned_capacity`` is what staff wrote (None: no limit); ``capacity`` is what holds, and is larger
    only while more is taken than a lowered plan allows. It shrinks towards the plan with each release.
    """

    class Kind(models.TextChoices):
        SEAT = "seat", _("seats")
        SERVICE = "service", _("access service")

    event = models.ForeignKey(EVENT, on_delete=models.CASCADE, related_name="quotas")
    occurrence = models.ForeignKey(
        OCCURRENCE, on_delete=models.CASCADE, null=True, blank=True, related_name="quotas"
    )
    kind = models.CharField(max_length=10, choices=Kind.choices)
    service = models.CharField(max_length=30, choices=AccessService.choices, blank=True, default="")
    planned_capacity = models.PositiveIntegerField(null=True, blank=True)
    capacity = models.PositiveIntegerField(null=True, blank=True)
    taken = models.PositiveIntegerField(default=0)
    offered = models.BooleanField(default=True)

    objects = QuotaQuerySet.as_manager()

    class Meta:
        verbose_name = _("quota")
        verbose_name_plural = _("quotas")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["occurrence", "kind", "service"],
                condition=Q(occurrence__isnull=False),
                name="wde_quota_once_an_occurrence",
            ),
            models.UniqueConstraint(
                fields=["event", "kind", "service"],
                condition=Q(occurrence__isnull=True),
                name="wde_quota_once_an_event",
            ),
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(taken__lte=F("capacity")),
                name="wde_quota_not_oversold",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.taken}/{self.capacity or '∞'}"

    @property
    def left(self) -> int | None:
        """What can still be taken, by the plan; None without a limit."""
        if self.planned_capacity is None:
            return None
        return max(0, self.planned_capacity - self.taken)


class Registration(models.Model):
    """One sign-up for an event, or for one of its dates. Everything personal is encrypted."""

    class State(models.TextChoices):
        CONFIRMED = "confirmed", _("confirmed")
        WAITING = "waiting", _("on the waiting list")
        CANCELLED = "cancelled", _("cancelled")

    event = models.ForeignKey(EVENT, on_delete=models.PROTECT, related_name="registrations")
    occurrence = models.ForeignKey(
        OCCURRENCE,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="registrations",
        verbose_name=_("date"),
    )
    quota = models.ForeignKey(Quota, on_delete=models.PROTECT, related_name="registrations")
    submission_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(
        _("number"), max_length=8, unique=True, default=new_reference, editable=False
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    token = EncryptedTextField(editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State.choices)
    seats = models.PositiveSmallIntegerField(_("seats"), default=1)
    name = EncryptedTextField(_("name"))
    phone = EncryptedTextField(_("phone"))
    email = EncryptedTextField(_("e-mail"), blank=True, default="")
    certificate = EncryptedTextField(_("certificate number"), blank=True, default="")
    needs_note = EncryptedTextField(_("other needs"), blank=True, default="")
    phone_hash = models.CharField(max_length=64, db_index=True, editable=False)
    person_hash = models.CharField(max_length=64, db_index=True, editable=False)
    language = models.CharField(max_length=12, default="zh-hans")
    created_at = models.DateTimeField(_("signed up"), auto_now_add=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["created_at", "id"]
        indexes = [models.Index(fields=["event", "state", "id"], name="wde_registration_queue")]
        permissions = [
            ("reveal_registration", _("Can see personal data of registrations")),
            ("export_registration", _("Can export registrations")),
        ]

    def __str__(self) -> str:
        return self.reference

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.token_hash:
            self.token = new_token()
            self.token_hash = token_hash(self.token)
        super().save(*args, **kwargs)

    @property
    def is_active(self) -> bool:
        return self.state != self.State.CANCELLED


class ServiceRequest(models.Model):
    """An access service that a registrant needs, and whether one is reserved for them."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="service_requests")
    quota = models.ForeignKey(Quota, on_delete=models.PROTECT, related_name="service_requests")
    granted = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("requested service")
        verbose_name_plural = _("requested services")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["registration", "quota"], name="wde_service_requested_once")
        ]

    def __str__(self) -> str:
        return f"{self.registration_id}: {self.quota_id}"


class Consent(models.Model):
    """What a registrant agreed to, in the words they saw (PIPL art. 14, 29)."""

    class Purpose(models.TextChoices):
        PROCESSING = "processing", _("use of the sign-up data")
        SENSITIVE = "sensitive", _("use of sensitive data")
        PHOTO = "photo", _("photos for publicity")

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    given = models.BooleanField()
    wording = models.TextField()
    decided_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["registration", "purpose"], name="wde_consent_once_a_purpose")
        ]

    def __str__(self) -> str:
        return f"{self.registration_id} {self.purpose}: {self.given}"


class Attendance(models.Model):
    """A registrant came to a date. Attendances are counted as 人次, different people as 人数."""

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="attendances")
    occurrence = models.ForeignKey(OCCURRENCE, on_delete=models.PROTECT, related_name="attendances")
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["registration", "occurrence"], name="wde_attendance_once_a_date")
        ]

    def __str__(self) -> str:
        return f"{self.registration_id} @ {self.occurrence_id}"


class OutboxMessage(models.Model):
    """A message that must reach a registrant, written in the transaction of the fact it announces."""

    class State(models.TextChoices):
        QUEUED = "queued", _("waiting to be sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("given up")

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="messages")
    kind = models.CharField(max_length=20)
    message_id = models.CharField(max_length=255, unique=True)
    recipient = EncryptedTextField()
    subject = EncryptedTextField()
    body = EncryptedTextField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["id"]
        indexes = [models.Index(fields=["state", "next_attempt_at"], name="wde_outbox_due")]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"
