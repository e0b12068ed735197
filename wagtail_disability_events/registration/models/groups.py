"""Many people signed up by one, such as a community office that brings twenty."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ...core.encryption import EncryptedTextField
from ...core.languages import site_language
from ...core.page_models import EVENT
from ...core.personal_data import PersonalData, Stage, deleted
from ...core.secret_address import SecretAddress
from ...core.tokens import new_reference
from ...occurrences.shared_facts import hand_on_or_protect

if TYPE_CHECKING:
    from ..event import BookableEvent


class GroupSignUp(SecretAddress):
    """Who signed a group up and is told about it. ``together`` means: all of them, or none."""

    event: "models.ForeignKey[BookableEvent, BookableEvent]" = models.ForeignKey(
        EVENT, on_delete=hand_on_or_protect, related_name="groups"
    )
    submission_id = models.UUIDField(unique=True, editable=False)
    reference = models.CharField(max_length=8, unique=True, default=new_reference, editable=False)
    organisation = EncryptedTextField(_("organisation"), blank=True, default="")
    name = EncryptedTextField(_("contact"))
    phone = EncryptedTextField(_("phone"))
    email = EncryptedTextField(_("e-mail"), blank=True, default="")
    together = models.BooleanField(default=False)
    language = models.CharField(max_length=12, default=site_language)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    personal_data = PersonalData(
        deleted(
            Stage.CONTACT,
            (
                "token_hash token event submission_id reference organisation name phone email "
                "together language created_at"
            ),
            alone="registrations",
        ),
        staffs="created_by",
    )

    class Meta:
        verbose_name = _("group sign-up")
        verbose_name_plural = _("group sign-ups")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.reference
