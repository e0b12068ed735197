"""How an organisation's articles look and are checked."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from ...core.personal_data import PersonalData
from .contrast import validate_accent
from .themes import THEME_CHOICES


class PublicitySettings(models.Model):
    """How an organisation's articles look and are checked. What is empty is as in the organisation above."""

    organisation = models.OneToOneField(
        "wagtail_disability_events.EventIndexPage", on_delete=models.CASCADE, related_name="publicity"
    )
    theme = models.CharField(
        _("look of the articles"), max_length=10, choices=THEME_CHOICES, blank=True, default=""
    )
    accent = models.CharField(
        _("colour of headings and figures"),
        max_length=7,
        blank=True,
        validators=[validate_accent],
        help_text=_("As #0a4f47; on white 7:1 or better."),
    )
    size = models.PositiveSmallIntegerField(
        _("size of the text"),
        null=True,
        blank=True,
        validators=[MinValueValidator(15), MaxValueValidator(22)],
        help_text=_("CSS pixels, 15 to 22; 17 where nothing is said."),
    )
    gap = models.PositiveSmallIntegerField(
        _("space between paragraphs"),
        null=True,
        blank=True,
        validators=[MinValueValidator(8), MaxValueValidator(32)],
        help_text=_("CSS pixels, 8 to 32; 16 where nothing is said."),
    )
    own_words = models.TextField(
        _("own list of words"),
        blank=True,
        help_text=_("A line each: the wrong word, an equals sign, the right one: 残疾人士=残疾人"),
    )
    own_review = models.BooleanField(
        _("people may review what they wrote themselves"),
        default=False,
        help_text=_("For an office of one person. Otherwise another person reviews."),
    )
    review_days = models.PositiveSmallIntegerField(
        _("days for a review"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(30)],
        help_text=_("Then those who are to review are reminded. 2 where nothing is said."),
    )

    personal_data = PersonalData(
        editors="organisation theme accent size gap own_words own_review review_days"
    )

    class Meta:
        verbose_name = _("publicity of an organisation")
        verbose_name_plural = _("publicity of organisations")

    def __str__(self) -> str:
        return str(self.organisation)

    def clean(self) -> None:
        for line in self.own_words.splitlines():
            if line.strip() and "=" not in line.replace("＝", "="):
                message = _("This line has no equals sign: %(line)s") % {"line": line.strip()}
                raise ValidationError({"own_words": message})
