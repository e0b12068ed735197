"""The form of an event as it was at each time, what is typed but not sent, and files that were answers."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ...core.encryption import EncryptedBytesField, EncryptedTextField
from ...core.page_models import EVENT
from ...core.personal_data import PersonalData, Stage, deleted
from ...occurrences.shared_facts import hand_on_or_delete
from ..values.questions import FormDefinition

if TYPE_CHECKING:
    from ..event import BookableEvent

KEPT_DAYS = 1
"""How long what was typed or uploaded and not sent is kept."""


class FormVersion(models.Model):
    """The questions of an event between two publications, so that an old answer keeps its question."""

    event: "models.ForeignKey[BookableEvent, BookableEvent]" = models.ForeignKey(
        EVENT, on_delete=hand_on_or_delete, related_name="form_versions"
    )
    number = models.PositiveIntegerField()
    content_hash = models.CharField(max_length=64)
    definition = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True)

    personal_data = PersonalData(editors="event number content_hash definition created_at")

    class Meta:
        verbose_name = _("version of a form")
        verbose_name_plural = _("versions of forms")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["event", "number"], name="wde_form_version_once")]

    def __str__(self) -> str:
        return f"{self.event_id} v{self.number}"

    @property
    def form(self) -> FormDefinition:
        """The questions."""
        return FormDefinition.from_json(self.definition)


class SignUpDraft(models.Model):
    """What somebody has typed and not sent, sealed with a secret that only their browser has.

    A copy of the database opens none of it. It is thrown away a day after the last change, or sooner when one
    ``visitor`` (a keyed hash) keeps too much. ``size`` is in bytes.
    """

    event = models.ForeignKey(EVENT, on_delete=hand_on_or_delete, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    sealed = models.BinaryField()
    visitor = models.CharField(max_length=64, blank=True, default="", db_index=True)
    size = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(db_index=True)

    personal_data = PersonalData(
        deleted(
            Stage.CONTACT,
            "event token_hash sealed visitor size changed_at",
            since="changed_at",
            days=KEPT_DAYS,
        ),
    )

    class Meta:
        verbose_name = _("sign-up not sent yet")
        verbose_name_plural = _("sign-ups not sent yet")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.event_id} {self.changed_at:%Y-%m-%d %H:%M}"


class AnswerFile(models.Model):
    """A file that was given as an answer, encrypted. Without a registration it is thrown away after a day, or
    sooner when one ``visitor`` (a keyed hash) keeps too much; with one it names none. ``size``: bytes."""

    registration = models.ForeignKey(
        "Registration", on_delete=models.CASCADE, null=True, blank=True, related_name="files"
    )
    event = models.ForeignKey(EVENT, on_delete=hand_on_or_delete, related_name="+")
    question = models.CharField(max_length=40)
    token_hash = models.CharField(max_length=64, unique=True)
    name = EncryptedTextField()
    content_type = models.CharField(max_length=40)
    content = EncryptedBytesField()
    visitor = models.CharField(max_length=64, blank=True, default="", db_index=True)
    size = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    personal_data = PersonalData(
        deleted(Stage.SENSITIVE, "question token_hash name content_type content visitor size created_at"),
        deleted(Stage.CONTACT, "registration", since="created_at", days=KEPT_DAYS, only=Q(registration=None)),
        registration="registration",
        nobodys="event",
    )

    class Meta:
        verbose_name = _("file of an answer")
        verbose_name_plural = _("files of answers")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.question} {self.pk}"
