"""The people who can be recognised in a photo, and whose consent its publication needs."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from ...core.encryption import EncryptedTextField
from ...core.personal_data import PersonalData, Stage, emptied
from ...registration.models.registrations import Consent, Registration

_SPOKEN_FOR = (Registration.For.PARENT, Registration.For.GUARDIAN)


class PhotoPersonQuerySet(models.QuerySet):
    """People in photos."""

    def holding(self) -> "PhotoPersonQuerySet":
        """Those for whom no consent to publishing is at hand.

        A registrant must have agreed, and not have said no in a second sign-up. Who is under 18 needs a
        guardian as well: one who signed up for them, or whose consent staff have on paper.
        """
        decisions = Consent.objects.newest().filter(purpose=Consent.Purpose.PHOTO)
        agreed = Exists(decisions.filter(given=True, registration=OuterRef("registration")))
        refused_again = Exists(
            decisions.filter(given=False, registration__repeats=OuterRef("registration")).exclude(
                registration__state=Registration.State.CANCELLED
            )
        )
        registrant = Q(registration__isnull=False) & agreed & ~refused_again
        guest = Q(registration__isnull=True, agreed=True)
        of_age = Q(is_minor=False) | Q(guardian_agreed=True) | Q(registration__filled_in_by__in=_SPOKEN_FOR)
        return self.exclude((registrant | guest) & of_age)


class PhotoPerson(models.Model):
    """Somebody who can be recognised in a photo: a registrant, or a guest whose consent staff note.

    ``is_named``: the caption names them, as they chose to be named, in the order in which staff noted them.
    """

    photo = models.ForeignKey("Photo", on_delete=models.CASCADE, related_name="people")
    registration = models.ForeignKey(
        "wagtail_disability_events.Registration",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="pictured",
    )
    name = EncryptedTextField(_("name"), blank=True, default="")
    agreed = models.BooleanField(_("has agreed on paper"), default=False)
    is_minor = models.BooleanField(_("under 18"), default=False)
    guardian_agreed = models.BooleanField(_("the guardian has agreed on paper"), default=False)
    is_named = models.BooleanField(_("named below the photo"), default=False)

    objects = PhotoPersonQuerySet.as_manager()

    personal_data = PersonalData(
        emptied(Stage.CONTACT, "name", since="photo__uploaded_at"),
        # what the photo needs to be seen; it says nothing of a person without the name
        nobodys="photo registration agreed is_minor guardian_agreed is_named",
    )

    class Meta:
        verbose_name = _("person in a photo")
        verbose_name_plural = _("people in photos")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["photo", "registration"], name="wde_person_once_a_photo")
        ]

    def __str__(self) -> str:
        return f"{self.photo_id}: {self.pk}"

    @property
    def known_as(self) -> str:
        """The person's name, for staff who may read it."""
        return self.registration.name if self.registration else self.name
