"""Files on their way, and addresses by which volunteers send them."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ...core.encryption import EncryptedTextField
from ...core.page_models import EVENT
from ...core.personal_data import PersonalData, Stage, emptied
from ...core.secret_address import SecretAddress
from ...occurrences.shared_facts import hand_on_or_delete


class UploadLink(SecretAddress):
    """An address by which somebody without an account adds photos to one event, and sees none."""

    event = models.ForeignKey(EVENT, on_delete=hand_on_or_delete, related_name="upload_links")
    label = models.CharField(
        _("for whom"), max_length=60, help_text=_("For example: volunteers of the university.")
    )
    expires_at = models.DateTimeField(_("works until"))
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    personal_data = PersonalData(
        emptied(Stage.CONTACT, "label token", since="expires_at"),
        nobodys="token_hash event expires_at revoked_at created_at",
        staffs="created_by",
    )

    class Meta:
        verbose_name = _("upload link")
        verbose_name_plural = _("upload links")
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.label

    @property
    def is_open(self) -> bool:
        """Whether photos can be sent by it now."""
        return self.revoked_at is None and timezone.now() < self.expires_at


class PhotoUpload(models.Model):
    """One file on its way from a phone: received in parts, then taken in by a task.

    ``parts`` are names of encrypted files in the private storage; ``size`` and ``received`` count bytes.
    ``fingerprint`` is the SHA-256 of the whole file where the browser could compute it; it finds the upload
    again after a lost connection or a closed page. ``sender`` tells apart who sends (a user or a link).
    """

    class State(models.TextChoices):
        RECEIVING = "receiving", _("on its way")
        WAITING = "waiting", _("being prepared")
        STORED = "stored", _("stored")
        DUPLICATE = "duplicate", _("here already")
        REFUSED = "refused", _("refused")

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    event = models.ForeignKey(EVENT, on_delete=hand_on_or_delete, related_name="uploads")
    sender = models.CharField(max_length=40)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    link = models.ForeignKey(UploadLink, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    name = EncryptedTextField()
    size = models.PositiveBigIntegerField()
    received = models.PositiveBigIntegerField(default=0)
    parts = models.JSONField(default=list)
    fingerprint = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State.choices, default=State.RECEIVING)
    reason = models.CharField(max_length=300, blank=True, default="")
    photo = models.ForeignKey("Photo", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    personal_data = PersonalData(
        jobs={
            "photos": (
                "key event sender link name size received parts fingerprint state reason photo "
                "created_at changed_at"
            )
        },
        staffs="user",
    )

    class Meta:
        verbose_name = _("upload of a photo")
        verbose_name_plural = _("uploads of photos")
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "sender", "fingerprint"],
                condition=models.Q(state="receiving"),
                name="wde_upload_once_on_its_way",
            )
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.received}/{self.size}"
