"""What organisations say in their own words in the messages to registrants."""

from typing import Any

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from ...core.languages import language_choices, site_language
from ...core.personal_data import PersonalData
from ..values.placeholders import SHORT_LENGTH, check_text, sample_short
from ..values.usual_words import kinds_with_names

_ANY_KEY = "wde-any-message-texts"
_ANY_SECONDS = 60


class MessageTextQuerySet(models.QuerySet["MessageText"]):
    """The own words of organisations."""

    def any_there(self) -> bool:
        """Whether there are any at all. Another process hears of the very first within a minute."""
        known = cache.get(_ANY_KEY)
        if known is None:
            known = self.exists()
            cache.set(_ANY_KEY, known, _ANY_SECONDS)
        return bool(known)


class MessageText(models.Model):
    """The words of one kind of message in one language, for an organisation and all below it.

    What is left empty is said in the usual words.
    """

    organisation = models.ForeignKey(
        "wagtail_disability_events.EventIndexPage",
        on_delete=models.CASCADE,
        related_name="message_texts",
        verbose_name=_("organisation"),
    )
    kind = models.CharField(_("message"), max_length=20, choices=kinds_with_names)
    language = models.CharField(
        _("language"),
        max_length=12,
        choices=language_choices,
        default=site_language,
    )
    subject = models.CharField(
        _("subject"), max_length=100, blank=True, help_text=_("Nothing about a person: mails lie open.")
    )
    opening = models.TextField(
        _("opening words"),
        blank=True,
        max_length=600,
        help_text=_("Date, place, number, services, link and contact follow by themselves."),
    )
    short = models.CharField(
        _("text message"),
        max_length=120,
        blank=True,
        help_text=_("At most 70 characters with everything filled in."),
    )

    objects = MessageTextQuerySet.as_manager()

    personal_data = PersonalData(editors="organisation kind language subject opening short")

    class Meta:
        verbose_name = _("message text")
        verbose_name_plural = _("message texts")
        ordering = ["organisation", "kind", "language"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "kind", "language"], name="wde_message_text_once")
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        cache.delete(_ANY_KEY)
        transaction.on_commit(lambda: cache.delete(_ANY_KEY))

    def clean(self) -> None:
        """Unknown placeholders, a person in the subject and a text message that is too long are refused."""
        super().clean()
        errors: dict[str, ValidationError] = {}
        for name in ("subject", "opening", "short"):
            if problem := check_text(getattr(self, name), in_subject=name == "subject"):
                errors[name] = ValidationError(problem, code="placeholder")
        if self.short and "short" not in errors:
            length = len(sample_short(self.short))
            if length > SHORT_LENGTH:
                message = _("It has %(length)s characters with everything filled in, %(most)s are possible.")
                errors["short"] = ValidationError(
                    message, code="too-long", params={"length": length, "most": SHORT_LENGTH}
                )
        if errors:
            raise ValidationError(errors)
