"""Photos of an event. Nothing is public before a person has looked at it."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images import get_image_model_string


class PhotoQuerySet(models.QuerySet):
    """``event.photos.public()`` is the only way to a public page."""

    def public(self) -> "PhotoQuerySet":
        """Released by staff and described in words, in the order chosen."""
        return (
            self.filter(state=Photo.State.PUBLIC)
            .exclude(alt_text="")
            .select_related("image")
            .order_by("position", "id")
        )


class Photo(models.Model):
    """A picture of an event, with what a reader who cannot see it needs, and who may see it."""

    class State(models.TextChoices):
        NEW = "new", _("not reviewed")
        PUBLIC = "public", _("public")
        INTERNAL = "internal", _("internal")
        WITHDRAWN = "withdrawn", _("withdrawn")

    event = models.ForeignKey(
        "wagtail_disability_events.EventPage", on_delete=models.CASCADE, related_name="photos"
    )
    image = models.ForeignKey(get_image_model_string(), on_delete=models.CASCADE, related_name="+")
    state = models.CharField(_("who may see it"), max_length=10, choices=State.choices, default=State.NEW)
    alt_text = models.CharField(
        _("description"),
        max_length=200,
        blank=True,
        help_text=_("What is to be seen, for people who cannot see it: who does what, where."),
    )
    caption = models.CharField(_("caption"), max_length=120, blank=True)
    credit = models.CharField(_("photographer"), max_length=60, blank=True)
    position = models.PositiveIntegerField(_("order"), default=0)
    taken_at = models.DateTimeField(null=True, blank=True, editable=False)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["position", "id"]
        indexes = [models.Index(fields=["event", "state", "position"], name="wde_photo_public")]

    def __str__(self) -> str:
        return self.alt_text or f"{self.pk}"

    def clean(self) -> None:
        super().clean()
        if self.state == self.State.PUBLIC and not self.alt_text.strip():
            raise ValidationError(
                {"alt_text": _("A public photo needs a description for people who cannot see it.")},
                code="alt-text",
            )
