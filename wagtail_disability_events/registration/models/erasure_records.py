"""What was erased when: a record that proves it and names nobody."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ...core.append_only import AppendOnly, AppendOnlyQuerySet
from ...core.personal_data import PersonalData
from ...core.tokens import new_reference


class ErasureRecord(AppendOnly):
    """That something was erased: of how many sign-ups of which event, because it was due or was asked for.

    ``rows`` says by model how many rows were emptied or deleted. ``ended_at`` is the moment from which
    ``days`` were counted; both are empty for what was asked for. ``receipt`` is given to whoever asked:
    nothing leads from it to a person.
    """

    class Reason(models.TextChoices):
        SENSITIVE = "sensitive", _("disability and needs, in time")
        CONTACT = "contact", _("names and contacts, in time")
        PERSON = "person", _("what recognises a person, in time")
        ITSELF = "itself", _("other texts about people, in time")
        ASKED = "asked", _("everything, asked for by the person")
        STAFF = "staff", _("everything, by staff for the person")

    receipt = models.CharField(max_length=8, unique=True, default=new_reference, editable=False)
    reason = models.CharField(max_length=10, choices=Reason.choices)
    event_id = models.BigIntegerField(null=True, blank=True)
    event_title = models.CharField(max_length=255, blank=True, default="")
    ended_at = models.DateTimeField(null=True, blank=True)
    days = models.PositiveIntegerField(null=True, blank=True)
    sign_ups = models.PositiveIntegerField(default=0)
    rows = models.JSONField(default=dict)
    done_at = models.DateTimeField(db_index=True)

    objects = AppendOnlyQuerySet.as_manager()

    personal_data = PersonalData(
        nobodys="receipt reason event_id event_title ended_at days sign_ups rows done_at"
    )

    class Meta:
        verbose_name = _("record of an erasure")
        verbose_name_plural = _("records of erasures")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.receipt} {self.reason}"
