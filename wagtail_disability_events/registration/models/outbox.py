"""Messages on their way, written in the transaction of what they announce."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ...core.encryption import EncryptedTextField
from ...core.personal_data import PersonalData, Stage, deleted, emptied
from .registrations import Registration


class OutboxMessage(models.Model):
    """A message that must reach a registrant, written in the transaction of the fact it announces.

    ``message_id`` is the Message-ID of a mail and the idempotency key of a text message.
    ``deduplication_key`` names what is told one time only, such as the reminder of a date. A message by phone
    waits for staff.
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
    deduplication_key = models.CharField(max_length=64, unique=True, null=True, blank=True)
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

    personal_data = PersonalData(
        # a message about a service says that it was needed; what was not sent by then is too late
        deleted(Stage.SENSITIVE, "kind state", only=Q(kind__in=("arranged", "unmet")) | Q(state="queued")),
        emptied(Stage.SENSITIVE, "body short calendar"),
        deleted(
            Stage.CONTACT,
            (
                "registration channel deduplication_key message_id recipient subject attempts "
                "next_attempt_at created_at sent_at last_error"
            ),
        ),
        registration="registration",
    )

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["id"]
        indexes = [models.Index(fields=["state", "next_attempt_at"], name="wde_outbox_due")]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"
