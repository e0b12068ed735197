"""The page types that this package installs."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import StreamField
from wagtail.models import PageManager, get_page_models

from ..blocks.places import contest_groups
from ..blocks.streams import (
    AdviceBlock,
    ContestsBlock,
    EmployersBlock,
    GatheringBlock,
    SyllabusBlock,
    WorksBlock,
)
from ..core.base_page import BASE_PAGE_MODEL_NAME, BasePage
from ..occurrences.kinds import EventKind
from ..registration.seats.place_groups import PlaceGroup
from .mixins import ArticleMixin, EventPageMixin, OrganisationMixin, PublicPageMixin
from .site import photos as photo_views
from .site import posters as poster_views
from .site import results_and_works as outcome_views
from .site import subscribe as subscribing
from .site import views

EVENT_TYPES = [
    f"wagtail_disability_events.{name}"
    for name in (
        "EventPage",
        "SportsDayPage",
        "ArtShowcasePage",
        "SocialGatheringPage",
        "TrainingCoursePage",
        "AdviceDayPage",
        "JobFairPage",
        "ServiceDrivePage",
    )
]


def page_link() -> models.OneToOneField:
    """The link of a page type to the base page model of this site, under one name whatever that model is."""
    return models.OneToOneField(
        BASE_PAGE_MODEL_NAME, on_delete=models.CASCADE, parent_link=True, primary_key=True
    )


class EventIndexPage(RoutablePageMixin, OrganisationMixin, BasePage):
    """An organisation and the list of its events, with those of all organisations below it."""

    page_ptr = page_link()
    content_panels = OrganisationMixin.content_panels
    template = "wagtail_disability_events/event_index_page.html"
    subpage_types: ClassVar[list[str]] = [
        "wagtail_disability_events.EventIndexPage",
        "wagtail_disability_events.ArticleIndexPage",
        *EVENT_TYPES,
    ]
    page_description = _("An organisation: its events, those of its branches, and their feeds.")

    class Meta:
        verbose_name = _("organisation with events")
        verbose_name_plural = _("organisations with events")

    @classmethod
    def clean_subpage_models(cls) -> list[Any]:
        """Every type of event may stand below an organisation, also those that a site has added."""
        found = list(super().clean_subpage_models())
        return found + [m for m in get_page_models() if issubclass(m, EventPage) and m not in found]

    @path("")
    def listing(self, request: HttpRequest) -> HttpResponse:
        return views.listing(request, self)

    @path("calendar.ics/")
    def calendar(self, request: HttpRequest) -> HttpResponse:
        return views.index_calendar(request, self)

    @path("calendar.json/")
    def calendar_json(self, request: HttpRequest) -> HttpResponse:
        return views.index_json(request, self)

    @path("subscribe/")
    def subscribe(self, request: HttpRequest) -> HttpResponse:
        return subscribing.subscribe(request, self)

    @path("rss.xml/")
    def rss(self, request: HttpRequest) -> HttpResponse:
        return views.index_rss(request, self)


class EventPage(RoutablePageMixin, EventPageMixin, BasePage):
    """An event of a kind that needs no fields of its own."""

    if TYPE_CHECKING:
        _default_manager: ClassVar[PageManager["EventPage"]]

    page_ptr = page_link()
    content_panels = EventPageMixin.content_panels
    search_fields = BasePage.search_fields + EventPageMixin.search_fields
    base_template: ClassVar[str] = "wagtail_disability_events/event_page.html"
    parent_page_types: ClassVar[list[str]] = ["wagtail_disability_events.EventIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    page_description = _("Job fairs, visits, performances, health checks and whatever else takes place.")
    own_kind: ClassVar[str] = ""
    special_field: ClassVar[str] = ""
    special_heading: ClassVar[Any] = ""

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.own_kind and not self.pk:
            self.kind = self.own_kind

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> list[str]:
        """A template of the kind's own, if the site has one, else the common one."""
        return [super().get_template(request, *args, **kwargs), self.base_template]

    @cached_property
    def special_stream(self) -> Any:
        """The blocks that make this kind what it is: contests, works, programme, syllabus, desks."""
        return getattr(self, self.special_field) if self.special_field else None

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        return [("", _("Event")), ("sign-up", _("Sign-up form"))]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """As readers see it, or the form that they fill in."""
        if mode_name != "sign-up":
            return super().serve_preview(request, mode_name)
        request.is_preview = True  # type: ignore[attr-defined]
        return views.register(request, self)

    @path("")
    def detail(self, request: HttpRequest) -> HttpResponse:
        return views.event_detail(request, self)

    @path("event.ics/")
    def calendar(self, request: HttpRequest) -> HttpResponse:
        return views.event_calendar(request, self)

    @path("calendar/")
    def add_to_calendar(self, request: HttpRequest) -> HttpResponse:
        return views.add_to_calendar(request, self)

    @path("register/")
    def register(self, request: HttpRequest) -> HttpResponse:
        return views.register(request, self)

    @path("register/group/")
    def register_group(self, request: HttpRequest) -> HttpResponse:
        return views.register_group(request, self)

    @path("cover.png/")
    def cover_picture(self, request: HttpRequest) -> HttpResponse:
        return views.event_cover(request, self)

    @path("poster/")
    def poster(self, request: HttpRequest) -> HttpResponse:
        return poster_views.poster_page(request, self)

    @path("poster/<slug:name>/")
    def poster_file(self, request: HttpRequest, name: str) -> HttpResponse:
        return poster_views.poster_file(request, self, name)

    @path("results/")
    def results(self, request: HttpRequest) -> HttpResponse:
        return outcome_views.results(request, self)

    @path("works/")
    def works_gallery(self, request: HttpRequest) -> HttpResponse:
        return outcome_views.works(request, self)

    @path("works/<str:work_id>/")
    def one_work(self, request: HttpRequest, work_id: str) -> HttpResponse:
        return outcome_views.work(request, self, work_id)

    @path("photos/")
    def photo_gallery(self, request: HttpRequest) -> HttpResponse:
        return views.photo_gallery(request, self)

    @path("photos/<int:photo_id>/")
    def one_photo(self, request: HttpRequest, photo_id: int) -> HttpResponse:
        return photo_views.one_photo(request, self, photo_id)

    @path("photos/<int:photo_id>/report/")
    def photo_report(self, request: HttpRequest, photo_id: int) -> HttpResponse:
        return photo_views.photo_report(request, self, photo_id)


def _kind_panels(special: str, heading: Any, *more: str) -> list[Any]:
    """An event's panels with the one that is special to a kind after “where”."""
    panels = list(EventPageMixin.content_panels)
    panels.insert(6, FieldPanel(special, heading=heading))
    panels[7:7] = [FieldPanel(name) for name in more]
    return panels


class SportsDayPage(EventPage):
    """Contests in classes, with results and medals."""

    contests = StreamField(
        ContestsBlock(required=False), verbose_name=_("contests and results"), blank=True, default=list
    )
    choose_contests = models.BooleanField(_("people choose their contests when they sign up"), default=False)
    own_kind = EventKind.SPORTS
    special_field = "contests"
    special_heading = _("Contests and results")
    content_panels = _kind_panels("contests", _("Contests and results"), "choose_contests")
    page_description = _("Fun sports and games: contests, classes, results, medals.")

    class Meta:
        verbose_name = _("sports day")
        verbose_name_plural = _("sports days")

    def place_groups(self) -> list[PlaceGroup]:
        """Its groups, and its contests where people choose them."""
        return super().place_groups() + (contest_groups(self.contests) if self.choose_contests else [])


class ArtShowcasePage(EventPage):
    """Works of residents, described for people who cannot see them."""

    works = StreamField(WorksBlock(required=False), verbose_name=_("works"), blank=True, default=list)
    own_kind = EventKind.ARTS
    special_field = "works"
    special_heading = _("Works")
    content_panels = _kind_panels("works", _("Works on show"))
    page_description = _("Painting, calligraphy, handicraft, essays: works and prizes.")

    class Meta:
        verbose_name = _("art showcase")
        verbose_name_plural = _("art showcases")


class SocialGatheringPage(EventPage):
    """A get-together with its programme and guests."""

    programme = StreamField(
        GatheringBlock(required=False), verbose_name=_("programme"), blank=True, default=list
    )
    own_kind = EventKind.GATHERING
    special_field = "programme"
    special_heading = _("Programme")
    content_panels = _kind_panels("programme", _("Programme"))
    page_description = _("Gatherings and festivities: programme, guests, a pledge.")

    class Meta:
        verbose_name = _("gathering")
        verbose_name_plural = _("gatherings")


class TrainingCoursePage(EventPage):
    """A course of one or several sessions."""

    syllabus = StreamField(
        SyllabusBlock(required=False), verbose_name=_("syllabus"), blank=True, default=list
    )
    course_certificate_minimum = models.PositiveSmallIntegerField(
        _("sessions for a course certificate"),
        null=True,
        blank=True,
        help_text=_("Who came at least so often gets a course certificate. Leave empty for none."),
    )
    course_certificate_text = models.CharField(
        _("words on the course certificate"),
        max_length=200,
        blank=True,
        help_text=_("For example 完成手语初级课程，成绩合格，特发此证。"),
    )
    own_kind = EventKind.TRAINING
    special_field = "syllabus"
    special_heading = _("What you learn")
    content_panels = [
        *_kind_panels("syllabus", _("Syllabus")),
        MultiFieldPanel(
            [FieldPanel("course_certificate_minimum"), FieldPanel("course_certificate_text")],
            heading=_("Certificate"),
        ),
    ]
    page_description = _("Trainings and courses: sessions, teachers, syllabus.")

    class Meta:
        verbose_name = _("training course")
        verbose_name_plural = _("training courses")


class AdviceDayPage(EventPage):
    """Desks where people get advice: legal aid, rehabilitation, employment, certificates."""

    desks = StreamField(AdviceBlock(required=False), verbose_name=_("desks"), blank=True, default=list)
    own_kind = EventKind.ADVICE
    special_field = "desks"
    special_heading = _("Who advises you")
    content_panels = _kind_panels("desks", _("Desks"))
    page_description = _("Advice and legal aid: desks and who sits there.")

    class Meta:
        verbose_name = _("advice day")
        verbose_name_plural = _("advice days")


class JobFairPage(EventPage):
    """Employers and the posts they offer."""

    employers = StreamField(
        EmployersBlock(required=False), verbose_name=_("employers"), blank=True, default=list
    )
    own_kind = EventKind.JOB_FAIR
    special_field = "employers"
    special_heading = _("Who offers work")
    content_panels = _kind_panels("employers", _("Employers and posts"))
    page_description = _("Job fairs: employers, posts, access at work.")

    class Meta:
        verbose_name = _("job fair")
        verbose_name_plural = _("job fairs")


class ServiceDrivePage(EventPage):
    """A drive such as the renewal of certificates: desks with times, and what to bring."""

    desks = StreamField(AdviceBlock(required=False), verbose_name=_("desks"), blank=True, default=list)
    own_kind = EventKind.DRIVE
    special_field = "desks"
    special_heading = _("How it goes")
    content_panels = _kind_panels("desks", _("Desks, times, what to bring"))
    page_description = _("Renewing disability cards, registering: times to book, what to bring.")

    class Meta:
        verbose_name = _("service drive")
        verbose_name_plural = _("service drives")


class ArticleIndexPage(PublicPageMixin, BasePage):
    """The articles of an organisation, newest first."""

    page_ptr = page_link()
    template = "wagtail_disability_events/article_index_page.html"
    subpage_types: ClassVar[list[str]] = ["wagtail_disability_events.ArticlePage"]
    page_description = _("Announcements and reports of an organisation.")

    class Meta:
        verbose_name = _("list of articles")
        verbose_name_plural = _("lists of articles")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return views.article_index(request, self)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        return views.article_index(request, self)


class ArticlePage(ArticleMixin, BasePage):
    """An announcement before an event (预告), a report after it (报道), or news."""

    if TYPE_CHECKING:
        _default_manager: ClassVar[PageManager["ArticlePage"]]

    page_ptr = page_link()
    content_panels = ArticleMixin.content_panels
    search_fields = BasePage.search_fields + ArticleMixin.search_fields
    template = "wagtail_disability_events/article_page.html"
    parent_page_types: ClassVar[list[str]] = ["wagtail_disability_events.ArticleIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    page_description = _("An article for the web and for WeChat.")

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return views.article(request, self)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """As readers see it on the web, or in WeChat."""
        if mode_name == "wechat":
            return super().serve_preview(request, mode_name)
        request.is_preview = True  # type: ignore[attr-defined]
        return views.article(request, self)
