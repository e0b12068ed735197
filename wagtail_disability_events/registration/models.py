"""Seats, sign-ups, what people need, what they agreed to, who came, and the messages on their way."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..calendars.models import StoredEntry
from ..calendars.vevent import CalendarFacts
from ..encryption import EncryptedJSONField, EncryptedTextField
from ..occurrences.catalogue import service_label
from .naming import Naming
from .queries import PrivateFeedQuerySet, QuotaQuerySet, RegistrationQuerySet
from .secret_address import SecretAddress
from .tokens import new_reference

EVENT = "wagtail_disability_events.EventPage"
OCCURRENCE = "wagtail_disability_events.Occurrence"


class Quota(models.Model):
    """How much there is of something, and how much is taken: seats, places of one group of people (wheelchair
    racers, companions, volunteers), one access service, a time at a desk.

    ``service`` is the code of the service, or the id of the block that describes the group.
    ``planned_capacity`` is what staff wrote (None: no limit); ``capacity`` is what holds, and is larger
    only while more is taken than a lowered plan allows. It shrinks towards the plan with each release.
    A time at a desk names the ``desk`` by the id of its block and the ``minute`` of the day; its moments are
    aware.
    """

    class Kind(models.TextChoices):
        SEAT = "seat", _("seats")
        GROUP = "group", _("places of one group")
        SERVICE = "service", _("access service")
        SLOT = "slot", _("time at a desk")

    event = models.ForeignKey(EVENT, on_delete=models.CASCADE, related_name="quotas")
    occurrence = models.ForeignKey(
        OCCURRENCE, on_delete=models.CASCADE, null=True, blank=True, related_name="quotas"
    )
    kind = models.CharField(max_length=10, choices=Kind.choices)
    service = models.CharField(max_length=40, blank=True, default="")
    planned_capacity = models.PositiveIntegerField(null=True, blank=True)
    capacity = models.PositiveIntegerField(null=True, blank=True)
    taken = models.PositiveIntegerField(default=0)
    offered = models.BooleanField(default=True)
    desk = models.CharField(max_length=36, blank=True, default="")
    label = models.CharField(max_length=80, blank=True, default="")
    minute = models.PositiveSmallIntegerField(null=True, blank=True)
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)

    objects = QuotaQuerySet.as_manager()

    class Meta:
        verbose_name = _("quota")
        verbose_name_plural = _("quotas")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["occurrence", "kind", "service"],
                condition=Q(occurrence__isnull=False, minute__isnull=True),
                name="wde_quota_once_an_occurrence",
            ),
            models.UniqueConstraint(
                fields=["event", "kind", "service"],
                condition=Q(occurrence__isnull=True, minute__isnull=True),
                name="wde_quota_once_an_event",
            ),
            models.UniqueConstraint(
                fields=["occurrence", "desk", "minute"],
                condition=Q(minute__isnull=False),
                name="wde_quota_once_a_slot",
            ),
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(taken__lte=F("capacity")),
                name="wde_quota_not_oversold",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.taken}/{self.capacity or '∞'}"

    @property
    def service_name(self) -> str:
        """What the catalogue calls the service; empty for everything else."""
        return service_label(self.service) if self.kind == self.Kind.SERVICE else ""

    @property
    def left(self) -> int | None:
        """What can still be taken, by the plan; None without a limit."""
        if self.planned_capacity is None:
            return None
        return max(0, self.planned_capacity - self.taken)


class Registration(SecretAddress):
    """One sign-up for an event, or for one of its dates. Everything personal is encrypted.

    ``category``, ``level``, ``age_band`` and ``sex`` are written only when everything personal is erased:
    they are what the yearly statistics count and say nothing of a person. ``waits_behind`` puts people behind
    those who come for the first time, where the event says so.

    Somebody who signs up a second time gets a row of their own in the state REPEATED, which ``repeats`` the
    first one and takes nothing. Its page says ``told``, as if it were the first, so that a stranger who knows
    a name and a phone number cannot find out who has signed up.
    """

    class State(models.TextChoices):
        CONFIRMED = "confirmed", _("confirmed")
        OFFERED = "offered", _("offered a place")
        WAITING = "waiting", _("on the waiting list")
        CANCELLED = "cancelled", _("cancelled")
        REPEATED = "repeated", _("signed up before")

    class For(models.TextChoices):
        """Who fills in the form, seen from the person who comes."""

        SELF = "self", _("the person who comes")
        PARENT = "parent", _("father, mother or guardian of a child under 14")
        GUARDIAN = "guardian", _("guardian")
        RELATIVE = "relative", _("relative or friend")
        WORKER = "worker", _("community worker")

    # indexes that begin with it stand below
    event = models.ForeignKey(EVENT, on_delete=models.PROTECT, related_name="registrations", db_index=False)
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
    state = models.CharField(_("state"), max_length=10, choices=State.choices)
    repeats = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, editable=False, related_name="repetitions"
    )
    told = models.CharField(max_length=10, blank=True, default="", editable=False)
    seats = models.PositiveSmallIntegerField(_("seats"), default=1)
    companions = models.PositiveSmallIntegerField(_("companions"), default=0)
    group = models.ForeignKey(
        "GroupSignUp", on_delete=models.PROTECT, null=True, blank=True, related_name="registrations"
    )
    filled_in_by = models.CharField(_("filled in by"), max_length=10, choices=For.choices, default=For.SELF)
    form = models.ForeignKey(
        "FormVersion", on_delete=models.PROTECT, null=True, blank=True, related_name="registrations"
    )
    answers: Any = EncryptedJSONField(_("answers"), blank=True, default=dict)
    name = EncryptedTextField(_("name"))
    phone = EncryptedTextField(_("phone"))
    email = EncryptedTextField(_("e-mail"), blank=True, default="")
    certificate = EncryptedTextField(_("certificate number"), blank=True, default="")
    needs_note = EncryptedTextField(_("other needs"), blank=True, default="")
    phone_hash = models.CharField(max_length=64, db_index=True, editable=False)
    phone_tail_hash = models.CharField(max_length=64, editable=False, default="")
    email_hash = models.CharField(max_length=64, db_index=True, editable=False, default="")
    name_hash = models.CharField(max_length=64, editable=False, default="")
    name_start_hash = models.CharField(max_length=64, editable=False, default="")
    person_hash = models.CharField(max_length=64, db_index=True, editable=False)
    named_as = models.CharField(
        _("named in public"), max_length=10, choices=Naming.choices, default=Naming.ANONYMOUS
    )
    language = models.CharField(max_length=12, default="zh-hans")
    created_at = models.DateTimeField(_("signed up"), auto_now_add=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    waits_behind = models.BooleanField(default=False, editable=False)
    offer_ends_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    overbooked_because = models.CharField(_("booked beyond the plan because"), max_length=200, blank=True)
    sensitive_erased_at = models.DateTimeField(null=True, blank=True, editable=False)
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)
    category = models.CharField(max_length=1, blank=True, default="", editable=False)
    level = models.CharField(max_length=1, blank=True, default="", editable=False)
    age_band = models.CharField(max_length=5, blank=True, default="", editable=False)
    sex = models.CharField(max_length=6, blank=True, default="", editable=False)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["created_at", "id"]
        indexes = [
            models.Index(fields=["event", "state", "created_at", "id"], name="wde_registration_queue"),
            models.Index(fields=["event", "name_hash"], name="wde_registration_name"),
            models.Index(fields=["event", "name_start_hash"], name="wde_registration_start"),
            models.Index(fields=["event", "phone_tail_hash"], name="wde_registration_tail"),
            models.Index(
                fields=["offer_ends_at"], condition=Q(state="offered"), name="wde_registration_offers"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["quota", "person_hash"],
                condition=~Q(state__in=("cancelled", "repeated")),
                name="wde_registration_once_a_person",
            )
        ]
        permissions = [
            ("reveal_registration", _("Can see personal data of registrations")),
            ("export_registration", _("Can export registrations")),
            ("read_processing", _("Can read the register of processing and who has looked")),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def shown_state(self) -> str:
        """The state that its own page says."""
        return self.told if self.state == self.State.REPEATED else self.state

    @property
    def shown_state_label(self) -> str:
        """That state in words."""
        return str(self.State(self.shown_state).label)

    @property
    def is_active(self) -> bool:
        """Whether it stands, as its own page says."""
        return self.shown_state != self.State.CANCELLED

    @property
    def looks_placed(self) -> bool:
        """Whether its own page says that a place is kept."""
        return self.shown_state in (self.State.CONFIRMED, self.State.OFFERED)

    @property
    def photo_allowed(self) -> bool:
        """Whether photos of this person may be published; uses ``consents`` where they are at hand."""
        return any(c.holds for c in self.consents.all() if c.purpose == Consent.Purpose.PHOTO)

    @property
    def sensitive_allowed(self) -> bool:
        """Whether the use of what is sensitive was agreed to, and still is."""
        return any(c.holds for c in self.consents.all() if c.purpose == Consent.Purpose.SENSITIVE)

    @property
    def holds_a_place(self) -> bool:
        """Whether places are taken for it: it is confirmed, or has an offer."""
        return self.state in (self.State.CONFIRMED, self.State.OFFERED)


class Claim(models.Model):
    """What a registration takes, or waits for, beside its own quota: places of a group, for companions."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="claims")
    quota = models.ForeignKey(Quota, on_delete=models.PROTECT, related_name="claims")
    amount = models.PositiveSmallIntegerField(default=1)

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["registration", "quota"], name="wde_claim_once")]

    def __str__(self) -> str:
        return f"{self.registration_id}: {self.amount} × {self.quota_id}"


class ServiceRequest(models.Model):
    """An access service that a registrant needs, whether one is reserved, and what staff have arranged.

    ``detail`` is what must be known on the day: the interpreter's name, the number of the wheelchair, when
    and where the bus comes. Why a need cannot be met stands there too.
    """

    class Outcome(models.TextChoices):
        OPEN = "open", _("to be arranged")
        ARRANGED = "arranged", _("arranged")
        UNMET = "unmet", _("cannot be met")

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="service_requests")
    quota = models.ForeignKey(Quota, on_delete=models.PROTECT, related_name="service_requests")
    granted = models.BooleanField(default=False)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.OPEN)
    detail = EncryptedTextField(_("what was arranged"), blank=True, default="")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

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
        GUARDIAN = "guardian", _("guardian's consent")
        PHOTO = "photo", _("photos for publicity")
        NAME = "name", _("name with results and works")

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="consents")
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


class Attendance(models.Model):
    """A registrant came to a date. Attendances are counted as 人次, different people as 人数.

    ``companions`` came with them.
    """

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="attendances")
    occurrence = models.ForeignKey(OCCURRENCE, on_delete=models.PROTECT, related_name="attendances")
    companions = models.PositiveSmallIntegerField(default=0)
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


class PersonalEntry(StoredEntry):
    """What a registrant's own calendar says of one date: their seats, their time, where they meet.

    It is brought in step when it is read or mailed, so that nobody waits for it when an event changes.
    """

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="calendar_entries")
    occurrence = models.ForeignKey(OCCURRENCE, on_delete=models.CASCADE, related_name="personal_entries")
    facts: CalendarFacts
    """What it says, while it is at hand; not stored."""

    class Meta:
        verbose_name = _("personal calendar entry")
        verbose_name_plural = _("personal calendar entries")
        ordering = ["start", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "occurrence"], name="wde_personal_entry_once_a_date"
            )
        ]


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


class OutboxMessage(models.Model):
    """A message that must reach a registrant, written in the transaction of the fact it announces.

    ``message_id`` is the Message-ID of a mail and the idempotency key of a text message. ``once`` names what
    is told one time only, such as the reminder of a date. A message by phone waits for staff.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("waiting to be sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("given up")

    class Channel(models.TextChoices):
        EMAIL = "email", _("e-mail")
        WEBHOOK = "webhook", _("text message")
        CALL = "call", _("to be told by phone or in person")

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="messages")
    kind = models.CharField(max_length=20)
    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.EMAIL)
    once = models.CharField(max_length=64, unique=True, null=True, blank=True)
    message_id = models.CharField(max_length=255, unique=True)
    recipient = EncryptedTextField()
    subject = EncryptedTextField()
    body = EncryptedTextField()
    short = EncryptedTextField(blank=True, default="")
    calendar = EncryptedTextField(blank=True, default="")
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
