"""Templates of articles: how an organisation writes an announcement, a report, a digest."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.fields import StreamField

from ..blocks.base import WEB
from ..blocks.figure_blocks import FiguresBlock, PeriodEventsBlock
from ..blocks.text import ContactBlock, FileBlock, HeadingBlock, PictureBlock, QuotationBlock, TextBlock
from ..pages.mixins import ArticleMixin
from .facts import refuse_unknown


class RecordPart(models.TextChoices):
    """Parts of an article that come from the event's records as they are."""

    DATES = "dates", _("dates and place")
    SERVICES = "services", _("access services")
    CONTENT = "content", _("what makes the event: programme, contests and results, works, desks")
    PHOTOS = "photos", _("released photos")
    WORKS = "works", _("works of the show, with prizes")
    SIGN_UP = "sign_up", _("state of sign-up with QR code")
    CONTACT = "contact", _("whom to ask")
    BRING = "bring", _("what to bring")
    HELP = "help", _("access services given, if any were")


class RecordPartBlock(blocks.ChoiceBlock):
    """Stands for a part that the records fill; without records the part is left out, with its heading."""

    choices = RecordPart.choices

    class Meta:
        icon = "download"
        label = _("From the records")
        description = _("Filled when an article is drafted. What there is no record of is left out.")
        template = WEB.format("record_part")
        preview_value = "photos"
        group = _("Event")


class TemplateBodyBlock(blocks.StreamBlock):
    """The body of a template: blocks of an article, and parts from the records."""

    heading = HeadingBlock()
    text = TextBlock()
    record_part = RecordPartBlock(default="dates")
    figures = FiguresBlock()
    period_events = PeriodEventsBlock()
    quotation = QuotationBlock()
    picture = PictureBlock()
    contact = ContactBlock()
    file = FileBlock()


class ArticleTemplate(models.Model):
    """How articles of one genre begin, for one organisation and those below it, or for all."""

    class Tone(models.TextChoices):
        OFFICIAL = "official", _("as offices write")
        EASY = "easy", _("in easy language")

    name = models.CharField(_("name"), max_length=80)
    organisation = models.ForeignKey(
        "wagtail_disability_events.EventIndexPage",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="article_templates",
        verbose_name=_("organisation"),
        help_text=_("It and those below it use the template. Empty: everybody."),
    )
    genre = models.CharField(_("genre"), max_length=20, choices=ArticleMixin.Genre.choices)
    tone = models.CharField(_("tone"), max_length=10, choices=Tone.choices, default=Tone.OFFICIAL)
    title = models.CharField(
        _("title"), max_length=80, help_text=_("At most 32 characters are left when it is filled.")
    )
    abstract = models.CharField(_("abstract"), max_length=200, blank=True)
    body = StreamField(TemplateBodyBlock(), verbose_name=_("text"))

    panels = [
        HelpPanel(template="wagtail_disability_events/publicity/drafting/placeholders_panel.html"),
        FieldPanel("name"),
        FieldPanel("organisation"),
        MultiFieldPanel([FieldRowPanel([FieldPanel("genre"), FieldPanel("tone")])], heading=_("For")),
        FieldPanel("title"),
        FieldPanel("abstract"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("template of articles")
        verbose_name_plural = _("templates of articles")
        ordering = ["genre", "tone", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "genre", "tone"],
                name="wde_template_once",
                nulls_distinct=False,
                violation_error_message=_("There is a template for this genre and tone already."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Every name in braces must be known; the message lists those there are."""
        errors = {}
        for field in ("title", "abstract", "body"):
            value = getattr(self, field)
            try:
                refuse_unknown(value.get_prep_value() if field == "body" else value)
            except ValidationError as error:
                errors[field] = error
        if errors:
            raise ValidationError(errors)


def template_for(organisation: Any, genre: str, tone: str) -> "ArticleTemplate | None":
    """The template of the nearest organisation going up, else the one for everybody; None without any."""
    found = ArticleTemplate.objects.filter(genre=genre, tone=tone).select_related("organisation")
    own = [
        template
        for template in found
        if template.organisation is not None
        and organisation is not None
        and organisation.path.startswith(template.organisation.path)
    ]
    if own:
        return max(own, key=lambda template: template.organisation.depth)  # type: ignore[union-attr]
    return next((template for template in found if template.organisation is None), None)
