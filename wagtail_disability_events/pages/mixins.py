"""Abstract models: a site can build page types of its own on them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.api import APIField
from wagtail.fields import RichTextField, StreamField
from wagtail.images import get_image_model_string
from wagtail.models import PageViewRestriction
from wagtail.search import index

from .. import conf
from ..blocks.schedule import ScheduleBlock
from ..blocks.streams import AccessOfferBlock, BodyBlock
from ..blocks.text import TEXT_FEATURES
from ..registration.listing import state_of_event
from .forms import AddressFromTitleForm, EventPageForm
from .kinds import EventKind, OrganisationLevel
from .slugs import free_slug
from .time_zones import validate_time_zone


@dataclass(frozen=True)
class ServiceOffer:
    """An access service as an event offers it; ``limit`` None is enough for everyone."""

    service: str
    limit: int | None
    note: str


class PublicPageMixin(models.Model):
    """What every page of this package does: an address from the title, one query for its restrictions."""

    base_form_class = AddressFromTitleForm

    class Meta:
        abstract = True

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self._give_slug()
        super().full_clean(*args, **kwargs)

    def minimal_clean(self) -> None:
        """Wagtail's check of a draft, with the address filled in first."""
        self._give_slug()
        super().minimal_clean()

    def get_view_restrictions(self) -> Any:
        """The restrictions that hold for this page: one query instead of Wagtail's two.

        An alias obeys the restrictions of its source, so a page that is an alias or stands below one is
        left to Wagtail's own walk; whether it does is part of the same query.
        """
        steps = range(self.steplen, len(self.path) + 1, self.steplen)
        paths = [self.path[:end] for end in steps]
        pages = type(self).base_page_model.objects
        below_alias = pages.filter(path__in=paths, alias_of__isnull=False)
        own = Q(page__path__in=paths)
        through_alias = Q(page__aliases__in=below_alias) | Q(page__aliases__aliases__in=below_alias)
        return PageViewRestriction.objects.filter(own | through_alias).distinct()

    def _give_slug(self) -> None:
        parent = getattr(self, "_cached_parent_obj", None) or (self.get_parent() if self.path else None)
        if not self.slug and parent is not None:
            self.slug = free_slug(self.title, parent, self)


class OrganisationMixin(PublicPageMixin):
    """An organisation: what its branch of the tree is called, and how to reach its people."""

    short_name = models.CharField(
        _("short name"), max_length=60, blank=True, help_text=_("As people say it: 南湖街道残联.")
    )
    level = models.CharField(
        _("level"), max_length=10, choices=OrganisationLevel.choices, default=OrganisationLevel.STREET
    )
    intro = RichTextField(_("introduction"), blank=True, features=TEXT_FEATURES)
    contact_role = models.CharField(
        _("contact"), max_length=60, blank=True, default="残疾人专职委员", help_text=_("A role, not a name.")
    )
    contact_phone = models.CharField(_("phone"), max_length=30, blank=True)
    contact_hours = models.CharField(_("when to call"), max_length=60, blank=True, default="工作日 9:00–17:00")
    address = models.CharField(_("address"), max_length=255, blank=True)
    registered_residents = models.PositiveIntegerField(
        _("registered disabled residents"),
        null=True,
        blank=True,
        help_text=_("Reports compare the number of people who took part with it."),
    )
    time_zone = models.CharField(
        _("time zone"), max_length=63, default="Asia/Shanghai", validators=[validate_time_zone]
    )
    body = StreamField(BodyBlock(required=False), verbose_name=_("below the list"), blank=True)

    content_panels = [
        TitleFieldPanel("title", targets=[]),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("short_name"), FieldPanel("level")]), FieldPanel("intro")],
            heading=_("Organisation"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("contact_role"), FieldPanel("contact_phone")]),
                FieldRowPanel([FieldPanel("contact_hours"), FieldPanel("address")]),
            ],
            heading=_("A way to a person"),
            help_text=_("Shown on the list, on each event and on each step of the sign-up."),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("registered_residents"), FieldPanel("time_zone")])],
            heading=_("For reports and calendars"),
        ),
        FieldPanel("body"),
    ]

    class Meta:
        abstract = True

    @property
    def display_name(self) -> str:
        return self.short_name or self.title

    @property
    def contact_line(self) -> str:
        return " ".join(part for part in (self.contact_role, self.contact_phone) if part)


class EventPageMixin(PublicPageMixin):
    """What an editor writes about an event. Facts that operations change are kept elsewhere."""

    base_form_class = EventPageForm

    class Certificate(models.TextChoices):
        NO = "no", _("do not ask")
        OPTIONAL = "optional", _("ask, may be left out")
        REQUIRED = "required", _("ask, must be given")

    class RegisterFor(models.TextChoices):
        EVENT = "event", _("the whole event")
        DATE = "date", _("each date by itself")

    kind = models.CharField(_("kind"), max_length=20, choices=EventKind.choices, default=EventKind.OTHER)
    theme = models.ForeignKey(
        "wagtail_disability_events.Theme",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("theme"),
        help_text=_("The occasion it belongs to, such as 全国助残日. Reports count by it."),
    )
    summary = models.TextField(
        _("in two sentences"),
        max_length=300,
        help_text=_("What it is and who may come. Shown in the list, in calendars and when shared."),
    )
    cover = models.ForeignKey(
        get_image_model_string(),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
        help_text=_("Shown when the event is shared. Without one a picture is drawn from its facts."),
    )
    schedule = StreamField(ScheduleBlock(), verbose_name=_("dates"))
    venue = models.ForeignKey(
        "wagtail_disability_events.Venue",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("place"),
        help_text=_("Its access facts answer “can I take part?” on the event page."),
    )
    place_note = models.CharField(
        _("room or meeting point"), max_length=120, blank=True, help_text=_("With its floor: 一楼大厅.")
    )
    access = StreamField(
        AccessOfferBlock(required=False), verbose_name=_("access services"), blank=True, default=list
    )
    body = StreamField(BodyBlock(required=False), verbose_name=_("more about it"), blank=True, default=list)
    contact_role = models.CharField(
        _("contact"), max_length=60, blank=True, help_text=_("Leave empty for the organisation's contact.")
    )
    contact_phone = models.CharField(_("phone"), max_length=30, blank=True)
    registration_enabled = models.BooleanField(_("people sign up for it"), default=True)
    register_for = models.CharField(
        _("one signs up for"), max_length=10, choices=RegisterFor.choices, default=RegisterFor.EVENT
    )
    capacity = models.PositiveIntegerField(
        _("places"), null=True, blank=True, help_text=_("Leave empty when there is room for everyone.")
    )
    waitlist = models.BooleanField(_("keep a waiting list when it is full"), default=True)
    registration_opens = models.DateTimeField(_("sign-up opens"), null=True, blank=True)
    registration_closes = models.DateTimeField(
        _("sign-up closes"), null=True, blank=True, help_text=_("Leave empty to close when it starts.")
    )
    ask_certificate = models.CharField(
        _("certificate number"),
        max_length=10,
        choices=Certificate.choices,
        default=Certificate.NO,
        help_text=_("Sensitive data: ask only when this event needs it."),
    )

    content_panels = [
        TitleFieldPanel("title", targets=[]),
        MultiFieldPanel(
            [
                FieldPanel("summary"),
                FieldRowPanel([FieldPanel("kind"), FieldPanel("theme")]),
                FieldPanel("cover"),
            ],
            heading=_("What"),
        ),
        FieldPanel("schedule", heading=_("When")),
        MultiFieldPanel([FieldPanel("venue"), FieldPanel("place_note")], heading=_("Where")),
        FieldPanel("access", heading=_("Access services")),
        MultiFieldPanel(
            [
                FieldPanel("registration_enabled"),
                FieldRowPanel([FieldPanel("capacity"), FieldPanel("register_for")]),
                FieldPanel("waitlist"),
                FieldRowPanel([FieldPanel("registration_opens"), FieldPanel("registration_closes")]),
                FieldPanel("ask_certificate"),
            ],
            heading=_("Sign-up"),
        ),
        FieldPanel("body", heading=_("More about it")),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("contact_role"), FieldPanel("contact_phone")])],
            heading=_("Contact"),
        ),
    ]

    api_fields = [
        APIField(name)
        for name in ("kind", "summary", "schedule", "access", "body", "registration_enabled", "capacity")
    ]
    search_fields = [
        index.SearchField("summary"),
        index.SearchField("body"),
        index.FilterField("kind"),
    ]

    class Meta:
        abstract = True

    @property
    def registers_by_date(self) -> bool:
        return self.register_for == self.RegisterFor.DATE

    def service_offers(self) -> list[ServiceOffer]:
        """The access services that are offered, each once, as the editor ordered them."""
        offers: dict[str, ServiceOffer] = {}
        for child in self.access:
            value = child.value
            if value["service"]:
                offers.setdefault(
                    value["service"], ServiceOffer(value["service"], value["limit"], value["note"] or "")
                )
        return list(offers.values())

    @cached_property
    def organisation(self) -> Any:
        """The organisation that this event stands under; None when it stands outside of any."""
        from .models import EventIndexPage

        parent = getattr(self, "_cached_parent_obj", None)
        if isinstance(parent, EventIndexPage):
            return parent
        return EventIndexPage.objects.ancestor_of(self).order_by("-depth").first() if self.path else None

    @property
    def organisation_name(self) -> str:
        return self.organisation.display_name if self.organisation else ""

    @property
    def time_zone(self) -> str:
        """IANA key of the organisation's time zone."""
        return self.organisation.time_zone if self.organisation else conf.get("TIME_ZONE")

    @property
    def contact(self) -> dict[str, str]:
        """Role, phone and hours of the person to ask: the event's, else the organisation's."""
        organisation = self.organisation
        if self.contact_phone or organisation is None:
            return {"role": self.contact_role, "phone": self.contact_phone, "hours": ""}
        return {
            "role": self.contact_role or organisation.contact_role,
            "phone": organisation.contact_phone,
            "hours": organisation.contact_hours,
        }

    @property
    def contact_line(self) -> str:
        return " ".join(part for part in (self.contact["role"], self.contact["phone"]) if part)

    @property
    def site_root_url(self) -> str:
        """Scheme and host of the site this event is on, without a slash at the end."""
        site = self.get_site()
        return site.root_url if site else ""

    def sign_up_state(self, now: datetime | None = None) -> Any:
        """Whether one can sign up at this moment, as a sentence."""
        return state_of_event(self, now=now)


class ArticleMixin(PublicPageMixin):
    """An article about an event, before it or after it, for the web and for WeChat."""

    class Genre(models.TextChoices):
        ANNOUNCEMENT = "announcement", _("Announcement")
        REPORT = "report", _("Report")
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
    digest = models.CharField(
        _("digest"), max_length=128, blank=True, help_text=_("Shown in WeChat's list, at most 128 characters.")
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
        TitleFieldPanel("title", targets=[]),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("genre"), FieldPanel("date")]),
                FieldPanel("event"),
                FieldPanel("digest"),
                FieldPanel("cover"),
            ],
            heading=_("Article"),
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
    api_fields = [APIField(name) for name in ("genre", "date", "digest", "body")]
    search_fields = [index.SearchField("digest"), index.SearchField("body")]

    class Meta:
        abstract = True

    @property
    def signature(self) -> list[tuple[str, str]]:
        """The lines of those responsible, in the order that the offices print them."""
        lines = [
            ("来源", self.source),
            ("供稿", self.contributor),
            ("编辑", self.editor),
            ("初审", self.first_review),
            ("复审", self.second_review),
            ("终审", self.final_review),
        ]
        return [(label, value) for label, value in lines if value]

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        return [("", _("Web page")), ("wechat", _("WeChat"))]

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        if mode_name == "wechat":
            return "wagtail_disability_events/wechat/preview.html"
        return super().get_preview_template(request, mode_name)
