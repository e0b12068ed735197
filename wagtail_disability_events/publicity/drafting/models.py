"""Templates of articles: how an organisation writes an announcement, a report, a digest."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.fields import StreamField

from ...core.personal_data import PersonalData
from .blocks import TemplateBodyBlock
from .facts import refuse_unknown
from .genres import Genre, Tone


class ArticleTemplate(models.Model):
    """How articles of one genre begin, for one organisation and those below it, or for all."""

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
    genre = models.CharField(_("genre"), max_length=20, choices=Genre.choices)
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

    personal_data = PersonalData(editors="name organisation genre tone title abstract body")

    class Meta:
        verbose_name = _("template of articles")
        verbose_name_plural = _("templates of articles")
        ordering = ["genre", "tone", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "genre", "tone"],
                name="wde_template_once",
                violation_error_message=_("There is a template for this genre and tone already."),
            ),
            models.UniqueConstraint(
                fields=["genre", "tone"],
                condition=models.Q(organisation=None),
                name="wde_template_of_all_once",
                violation_error_message=_("There is a template for this genre and tone already."),
            ),
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
