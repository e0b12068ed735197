"""Photos of an event, and what staff changed. No photo is public before a person has reviewed it."""

import secrets
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images import get_image_model_string

from ...core.page_models import EVENT
from ...core.personal_data import PersonalData
from ...core.private_storage import private_storage, unguessable
from ...occurrences.shared_facts import hand_on_or_delete
from ..pixels.alt_text import alt_text_problem
from .person_models import PhotoPerson
from .queries import PhotoQuerySet
from .states import PhotoState

__all__ = ["Photo", "PhotoChange", "PhotoPerson"]


def photo_path(photo: "Photo", name: str) -> str:
    """Where a file of a photo lies: below its event, under a name that cannot be guessed."""
    stem, dot, suffix = name.rpartition(".")
    return f"photos/{photo.event_id}/{unguessable(stem or name, dot + suffix)}"


class Photo(models.Model):
    """A picture of an event, with what a reader who cannot see it needs, and who may see it.

    The files of the photo itself are private: ``file`` is the picture as it may be shown, ``large`` and
    ``small`` are copies for the light table, ``original`` is the picture before something was blurred or cut
    off. ``image``, in the site's image library, exists only as long as everyone may see the photo.

    ``content_hash`` tells the same picture sent again, ``perceptual_hash`` (a difference hash) one that looks
    like it.
    ``edits`` are the blurred and cut regions, as shares of the upright original's sides. ``version`` counts
    changes, so that two people who edit at once do not undo each other.
    """

    State = PhotoState

    event = models.ForeignKey(EVENT, on_delete=hand_on_or_delete, related_name="photos")
    file = models.FileField(storage=private_storage, upload_to=photo_path, max_length=200, editable=False)
    large = models.FileField(storage=private_storage, upload_to=photo_path, max_length=200, editable=False)
    small = models.FileField(storage=private_storage, upload_to=photo_path, max_length=200, editable=False)
    original = models.FileField(
        storage=private_storage, upload_to=photo_path, max_length=200, blank=True, editable=False
    )
    width = models.PositiveIntegerField(default=0, editable=False)
    height = models.PositiveIntegerField(default=0, editable=False)
    image = models.ForeignKey(
        get_image_model_string(),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    upload_hash = models.CharField(max_length=64, blank=True, default="", editable=False)
    content_hash = models.CharField(max_length=64, editable=False)
    perceptual_hash = models.CharField(max_length=16, blank=True, default="", editable=False)
    sharpness = models.FloatField(null=True, blank=True, editable=False)
    edits = models.JSONField(default=list, blank=True, editable=False)
    edited_at = models.DateTimeField(null=True, blank=True, editable=False)
    state = models.CharField(_("who may see it"), max_length=12, choices=State.choices, default=State.NEW)
    rating = models.PositiveSmallIntegerField(_("stars"), default=0)
    alt_text = models.CharField(
        _("description"),
        max_length=200,
        blank=True,
        help_text=_("What is to be seen, for people who cannot see it: who does what, where."),
    )
    is_decorative = models.BooleanField(
        _("says nothing of its own"),
        default=False,
        help_text=_("Only for pictures that a reader who cannot see them does not miss."),
    )
    caption = models.CharField(_("caption"), max_length=120, blank=True)
    credit = models.CharField(_("photographer"), max_length=60, blank=True)
    position = models.PositiveIntegerField(_("order"), default=0)
    version = models.PositiveIntegerField(default=0, editable=False)
    taken_at = models.DateTimeField(null=True, blank=True, editable=False)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    link = models.ForeignKey(
        "UploadLink", on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="photos"
    )
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    reviewed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = PhotoQuerySet.as_manager()

    personal_data = PersonalData(
        jobs={"photos": "original"},
        editors=(
            "event file large small width height image upload_hash content_hash perceptual_hash "
            "sharpness edits edited_at state rating alt_text is_decorative caption credit "
            "position version taken_at uploaded_at link reviewed_at"
        ),
        staffs="uploaded_by reviewed_by",
    )

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["position", "id"]
        indexes = [models.Index(fields=["event", "state", "position"], name="wde_photo_public")]
        constraints = [
            models.UniqueConstraint(fields=["event", "content_hash"], name="wde_photo_once_an_event")
        ]

    def __str__(self) -> str:
        return self.alt_text or f"{self.pk}"

    def clean(self) -> None:
        super().clean()
        if self.state == self.State.PUBLIC and (problem := self.missing_words()):
            raise ValidationError({"alt_text": problem}, code="alt-text")

    def missing_words(self) -> str:
        """What keeps the description from being enough; empty where it is."""
        return "" if self.is_decorative else alt_text_problem(self.alt_text)

    @property
    def files(self) -> list[Any]:
        """Its private files that there are."""
        return [file for file in (self.file, self.large, self.small, self.original) if file]


def new_step() -> str:
    """128 random bits as 22 characters: names a step that can be undone."""
    return secrets.token_urlsafe(16)


class PhotoChange(models.Model):
    """What a step at the light table changed, so that it can be undone."""

    event = models.ForeignKey(EVENT, on_delete=hand_on_or_delete, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    before = models.JSONField()
    after = models.JSONField()
    token = models.CharField(max_length=22, unique=True, default=new_step)
    undone_at = models.DateTimeField(null=True, blank=True)

    personal_data = PersonalData(jobs={"photos": "event made_at before after token undone_at"}, staffs="user")

    class Meta:
        verbose_name = _("change of photos")
        verbose_name_plural = _("changes of photos")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.event_id}: {len(self.before)}"
