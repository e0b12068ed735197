"""What an article's page holds, for the web and for WeChat."""

from datetime import datetime
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.search import index

from ...blocks.figure_names import TOKEN, texts_in, with_figures
from ...blocks.streams import BodyBlock
from ...core import conf
from ...core.base_page import BasePage
from ...core.dates import local
from ..api_fields import ShownBody
from ..approved_versions import (
    ApprovedVersion,
    ShownFigures,
    approved_version,
    authorise_publication,
    live_figures,
)
from ..tree.queries import nearest_organisation
from .page import PublicPageMixin, title_panel


class ArticleMixin(PublicPageMixin):
    """An article about an event, before it or after it, for the web and for WeChat."""

    class Genre(models.TextChoices):
        ANNOUNCEMENT = "announcement", _("Announcement")
        REMINDER = "reminder", _("Reminder")
        REPORT = "report", _("Report")
        RESULTS = "results", _("Results")
        PORTRAIT = "portrait", _("Portrait of a person")
        DIGEST = "digest", _("Digest of a period")
        NEWS = "news", _("News")

    genre = models.CharField(_("genre"), max_length=20, choices=Genre.choices, default=Genre.NEWS)
    event = models.ForeignKey(
        "wagtail_disability_events.EventPage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name=_("event"),
        help_text=_("Figures, photos and the way to sign up come from it."),
    )
    date = models.DateField(_("date"), null=True, blank=True)
    period_first = models.DateField(
        _("first day of the period"),
        null=True,
        blank=True,
        help_text=_("For a digest: its figures are of these days."),
    )
    period_last = models.DateField(_("last day of the period"), null=True, blank=True)
    easy_reading = models.BooleanField(
        _("in easy language"), default=False, help_text=_("Short sentences; the checks look at their length.")
    )
    person_agreed = models.CharField(
        _("consent of the person it is about"),
        max_length=200,
        blank=True,
        help_text=_("For a portrait: who agreed to what, when and how. It is not printed."),
    )
    abstract = models.CharField(
        _("abstract"),
        max_length=128,
        blank=True,
        help_text=_("Shown in WeChat's list, at most 128 characters."),
    )
    cover = models.ForeignKey(
        get_image_model_string(),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("cover"),
    )
    body = StreamField(BodyBlock(), verbose_name=_("text"))
    source = models.CharField(_("source (来源)"), max_length=60, blank=True)
    contributor = models.CharField(_("contributed by (供稿)"), max_length=60, blank=True)
    editor = models.CharField(_("edited by (编辑)"), max_length=60, blank=True)
    first_review = models.CharField(_("first review (初审)"), max_length=60, blank=True)
    second_review = models.CharField(_("second review (复审)"), max_length=60, blank=True)
    final_review = models.CharField(_("final review (终审)"), max_length=60, blank=True)

    content_panels = [
        title_panel(),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("genre"), FieldPanel("date")]),
                FieldPanel("event"),
                FieldPanel("abstract"),
                FieldPanel("cover"),
                FieldPanel("easy_reading"),
            ],
            heading=_("Article"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("period_first"), FieldPanel("period_last")]),
                FieldPanel("person_agreed"),
            ],
            heading=_("Digest or portrait"),
            classname="collapsed",
        ),
        FieldPanel("body", heading=_("Text")),
        MultiFieldPanel(
            [
                HelpPanel(content=_("Printed at the end of the article. A line that is empty is left out.")),
                FieldRowPanel([FieldPanel("source"), FieldPanel("contributor"), FieldPanel("editor")]),
                FieldRowPanel(
                    [FieldPanel("first_review"), FieldPanel("second_review"), FieldPanel("final_review")]
                ),
            ],
            heading=_("Signature"),
        ),
    ]
    api_fields = [
        *(APIField(name) for name in ("genre", "date", "abstract")),
        APIField("body", serializer=ShownBody(source="shown_body")),
    ]
    search_fields = [index.SearchField("abstract"), index.SearchField("body")]

    class Meta:
        abstract = True

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self._name_original()
        super().full_clean(*args, **kwargs)

    def minimal_clean(self) -> None:
        """Wagtail's check of a draft."""
        self._name_original()
        super().minimal_clean()

    def _name_original(self) -> None:
        """It is about an event, whichever of its pages was chosen."""
        if self.event is not None and self.event.facts_from_id:
            self.event = self.event.facts_from

    @property
    def event_in_its_language(self) -> Any:
        """Its event, in the words of the event's page in the language of this article; None without one."""
        return self.event.specific.in_language_of(self) if self.event is not None else None

    @cached_property
    def approved(self) -> ApprovedVersion | None:
        """The approval of the text as it stands here; None for a draft that nobody has approved."""
        return approved_version(self)

    @property
    def approved_as_newest(self) -> bool:
        """Whether its newest revision is approved."""
        newest = self.get_latest_revision_as_object()  # type: ignore[attr-defined]
        return approved_version(newest) is not None

    @cached_property
    def shown_figures(self) -> ShownFigures:
        """The figures as readers of this version get them: frozen once it was approved, else live."""
        if self.approved is not None:
            return ShownFigures(self.approved.numbers, self.approved.approved_at)
        return ShownFigures(live_figures(self))

    @cached_property
    def shown_body(self) -> Any:
        """The text with its figures filled in."""
        body = self.body
        if any(TOKEN.search(text) for text in texts_in(body.get_prep_value())):
            return with_figures(body, self.shown_figures.numbers)
        return body

    @property
    def signature(self) -> list[tuple[str, str]]:
        """The lines of those responsible, in the order that the offices print them.

        Who reviewed this version here is printed with the day; otherwise what is typed.
        """
        reviewed = self._reviewed(self.approved.reviews) if self.approved is not None else {}
        lines = [
            ("来源", self.source),
            ("供稿", self.contributor),
            ("编辑", self.editor),
            ("初审", reviewed.get("first", self.first_review)),
            ("复审", reviewed.get("second", self.second_review)),
            ("终审", reviewed.get("final", self.final_review)),
        ]
        return [(label, value) for label, value in lines if value]

    def _reviewed(self, reviews: list[list[str]]) -> dict[str, str]:
        """Who did each review and when, by its stage, in the time zone of the organisation."""
        organisation = nearest_organisation(self) if reviews else None
        zone = organisation.time_zone if organisation else conf.get("TIME_ZONE")
        return {
            stage: f"{name}（{local(datetime.fromisoformat(moment), zone):%Y-%m-%d %H:%M}）"
            for stage, name, moment in reviews
        }

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Another version goes live only if no receiver of ``article_going_live`` refuses it."""
        if self.live and self.pk and self.live_revision_id:
            before = BasePage.objects.filter(pk=self.pk).values_list("live_revision_id", flat=True)
            if before.first() != self.live_revision_id:
                for name in ("approved", "shown_figures", "shown_body"):
                    self.__dict__.pop(name, None)
                authorise_publication(self)
                self.__dict__.pop("approved", None)
        super().save(*args, **kwargs)

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        return [("", _("Web page")), ("wechat", _("WeChat"))]

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        if mode_name == "wechat":
            return "wagtail_disability_events/publicity/wechat/preview.html"
        return super().get_preview_template(request, mode_name)
