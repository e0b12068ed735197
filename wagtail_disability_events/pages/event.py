"""What an event's page holds: the words an editor writes about it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.validators import MaxValueValidator
from django.db import models
from django.forms import CheckboxSelectMultiple
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.search import index

from ..blocks.dates.schedule import ScheduleBlock
from ..blocks.desks import slot_times
from ..blocks.places import PlacesBlock, groups_of
from ..blocks.questions import QuestionsBlock, form_of
from ..blocks.streams import AccessOfferBlock, BodyBlock
from ..core import conf
from ..core.codes_field import CodesField
from ..occurrences.event import SignUpEvent
from ..occurrences.kinds import EventKind
from ..occurrences.service_catalogue import service
from ..outcomes.course_certificates import is_entitled
from ..outcomes.published import PublishedOutcomes
from ..registration.seats.place_groups import PlaceGroup
from ..registration.seats.slots import Desk
from ..registration.values.identity import Category
from ..registration.values.questions import FormDefinition
from .forms import EventPageForm
from .organisation import OrganisationMixin
from .panels import QuestionsCheckPanel, ScheduleCheckPanel
from .public_page import PublicPageMixin, title_panel
from .tree.queries import nearest_organisation, visible_to_all
from .tree.search_text import indexed


@dataclass(frozen=True)
class ServiceOffer:
    """An access service as an event offers it; ``limit`` None is enough for everyone.

    It has to be asked for ``days_before`` the event begins at the latest.
    """

    service: str
    limit: int | None
    note: str
    days_before: int = 0

    @classmethod
    def of(cls, value: Any) -> "ServiceOffer":
        """What the editor wrote, and the catalogue where nothing is written."""
        usual = service(value["service"])
        days = value.get("days_before")
        return cls(
            service=value["service"],
            limit=usual.limit if value["limit"] is None else value["limit"],
            note=value["note"] or usual.note,
            days_before=(usual.days_before or 0) if days is None else days,
        )


class EventPageMixin(PublicPageMixin):
    """What an editor writes about an event. Facts that operations change are kept elsewhere."""

    base_form_class = EventPageForm

    class RegisterFor(models.TextChoices):
        EVENT = "event", _("the whole event")
        DATE = "date", _("each date by itself")

    class WaitingOrder(models.TextChoices):
        TIME = "time", _("who signed up first")
        NEWCOMERS = "newcomers", _("people who have not taken part in anything yet, then who signed up first")

    kind = models.CharField(_("kind"), max_length=20, choices=EventKind.choices, default=EventKind.OTHER)
    occasion = models.ForeignKey(
        "wagtail_disability_events.Occasion",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("occasion"),
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
        verbose_name=_("venue"),
        help_text=_("Its access facts answer “can I take part?” on the event page."),
    )
    location_note = models.CharField(
        _("room or meeting point"), max_length=120, blank=True, help_text=_("With its floor: 一楼大厅.")
    )
    online_url = models.URLField(
        _("online at"),
        blank=True,
        help_text=_("A video meeting or broadcast for people who cannot come. Everyone can read it."),
    )
    partners = ParentalManyToManyField(
        "wagtail_disability_events.EventIndexPage",
        blank=True,
        related_name="joint_events",
        verbose_name=_("held together with"),
        help_text=_("It is in their lists and calendars too."),
    )
    yearly = models.BooleanField(
        _("held every year"), default=False, help_text=_("You are reminded to plan the next one.")
    )
    previous_edition = models.ForeignKey(
        "wagtail_disability_events.EventPage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="next_editions",
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
    form_template = models.ForeignKey(
        "wagtail_disability_events.FormTemplate",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("form to begin with"),
        help_text=_("Its questions come first. Name, phone, photos and agreement are asked in any case."),
    )
    questions = StreamField(
        QuestionsBlock(required=False),
        verbose_name=_("further questions"),
        blank=True,
        default=list,
        help_text=_("Ask only what this event needs: each question more, and somebody gives up."),
    )
    places = StreamField(
        PlacesBlock(required=False),
        verbose_name=_("groups with places of their own"),
        blank=True,
        default=list,
    )
    companions = models.PositiveSmallIntegerField(
        _("companions each may bring"), default=0, validators=[MaxValueValidator(5)]
    )
    companions_take_places = models.BooleanField(
        _("companions take places"),
        default=False,
        help_text=_("Where companions are a group with places of their own, they take those."),
    )
    min_age = models.PositiveSmallIntegerField(_("from the age of"), null=True, blank=True)
    max_age = models.PositiveSmallIntegerField(_("up to the age of"), null=True, blank=True)
    for_categories = CodesField(
        _("only for these categories of disability"), choices=Category.choices, blank=True, default=list
    )
    first_for = models.CharField(
        _("first for"),
        max_length=60,
        blank=True,
        help_text=_("People who may sign up before others, such as 南湖街道居民."),
    )
    first_until = models.DateTimeField(_("for others from"), null=True, blank=True)
    waiting_order = models.CharField(
        _("order of the waiting list"), max_length=10, choices=WaitingOrder.choices, default=WaitingOrder.TIME
    )
    group_sign_up = models.BooleanField(
        _("groups can be signed up"), default=True, help_text=_("A community office brings a list of people.")
    )
    transferable = models.BooleanField(_("a place can be handed on to another person"), default=False)

    content_panels = [
        title_panel(),
        MultiFieldPanel(
            [
                FieldPanel("summary"),
                FieldRowPanel([FieldPanel("kind"), FieldPanel("occasion")]),
                FieldPanel("partners", widget=CheckboxSelectMultiple),
                FieldPanel("yearly"),
                FieldPanel("cover"),
            ],
            heading=_("What"),
        ),
        FieldPanel("schedule", heading=_("When")),
        ScheduleCheckPanel(heading=_("These dates come of it")),
        MultiFieldPanel(
            [FieldPanel("venue"), FieldPanel("location_note"), FieldPanel("online_url")], heading=_("Where")
        ),
        FieldPanel("access", heading=_("Access services")),
        MultiFieldPanel(
            [
                FieldPanel("registration_enabled"),
                FieldRowPanel([FieldPanel("capacity"), FieldPanel("register_for")]),
                FieldRowPanel([FieldPanel("registration_opens"), FieldPanel("registration_closes")]),
                FieldRowPanel([FieldPanel("waitlist"), FieldPanel("waiting_order")]),
                FieldRowPanel([FieldPanel("companions"), FieldPanel("companions_take_places")]),
                FieldRowPanel([FieldPanel("group_sign_up"), FieldPanel("transferable")]),
            ],
            heading=_("Sign-up"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("min_age"), FieldPanel("max_age")]),
                FieldPanel("for_categories"),
                FieldRowPanel([FieldPanel("first_for"), FieldPanel("first_until")]),
            ],
            heading=_("Who may sign up"),
            classname="collapsed",
        ),
        FieldPanel("places", heading=_("Groups with places of their own"), classname="collapsed"),
        MultiFieldPanel(
            [FieldPanel("form_template"), FieldPanel("questions"), QuestionsCheckPanel()],
            heading=_("What the form asks"),
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
        index.AutocompleteField("search_terms"),
        index.FilterField("kind"),
    ]

    class Meta:
        abstract = True

    def search_terms(self) -> str:
        """Title, summary, kind, place, holder and text, in pairs of characters that a search can find."""
        field: Any = self._meta.get_field("body")
        body = " ".join(map(str, field.stream_block.get_searchable_content(self.body)))
        return indexed(
            self.title,
            self.summary,
            str(self.get_kind_display()),
            self.occasion.name if self.occasion else "",
            self.venue.name if self.venue else "",
            self.location_note,
            " ".join(holder.display_name for holder in self.holders),
            body,
        )

    def booking_desks(self) -> list[Desk]:
        """The desks with times that are booked one by one."""
        desks = [child for child in getattr(self, "desks", []) if child.block_type == "desk"]
        return [
            Desk(
                key=str(child.id),
                label=child.value["name"],
                times=tuple(
                    slot_times(child.value["begins"], child.value["ends"], child.value["minutes"] or 30)
                ),
                at_once=child.value["at_once"] or 1,
            )
            for child in desks
            if child.value["begins"] and child.value["ends"]
        ]

    @property
    def asks_questions(self) -> bool:
        """Whether the form asks more than the usual four things."""
        return self.form_template_id is not None or bool(self.questions)

    def form_definition(self) -> FormDefinition:
        """What the form asks as the page says it now: the template's questions, then its own."""
        template = [self.form_template.questions] if self.form_template is not None else []
        return form_of(*template, self.questions)

    def place_groups(self) -> list[PlaceGroup]:
        """The groups of people with places of their own."""
        return groups_of(self.places)

    def earns_course_certificate(self, registration: Any) -> bool:
        """Whether a registrant has come often enough for a certificate; courses say how often that is."""
        return bool(getattr(self, "course_certificate_minimum", None)) and is_entitled(registration, self)

    @property
    def publishes_names(self) -> bool:
        """Whether results or works of participants are published, so that they are asked how to be named."""
        return self.kind in (EventKind.SPORTS, EventKind.ARTS, EventKind.PERFORMANCE)

    @property
    def registers_by_date(self) -> bool:
        return self.register_for == self.RegisterFor.DATE

    known_rows: list[Any] | None = None
    """Its dates as they stand in the database, where they were read under the lock with those of others."""

    kept_dates: list[Any] | None = None
    """Its dates, where they have been read for this request."""

    def known_dates(self) -> list[Any]:
        """Its dates, soonest first; read with their venues where they are not at hand."""
        if self.kept_dates is not None:
            return self.kept_dates
        dates: Any = self.occurrences  # type: ignore[attr-defined]
        return list(dates.select_related("venue"))

    all_quotas: list[Any]
    """Its places and services, where a list has read them for many events."""

    kept_offers: list[ServiceOffer] | None = None
    """The offers as they were read since the last change, where a page is only shown."""

    def service_offers(self) -> list[ServiceOffer]:
        """The access services that are offered, each once, as the editor ordered them.

        What an offer does not say is taken from the catalogue of services.
        """
        if self.kept_offers is not None:
            return self.kept_offers
        offers: dict[str, ServiceOffer] = {}
        for child in self.access:
            if child.value["service"]:
                offers.setdefault(child.value["service"], ServiceOffer.of(child.value))
        return list(offers.values())

    @cached_property
    def organisation(self) -> Any:
        """The organisation that this event stands under; None when it stands outside of any."""
        parent = getattr(self, "_cached_parent_obj", None)
        if isinstance(parent, OrganisationMixin):
            return parent
        return nearest_organisation(self) if self.path else None

    @property
    def organisation_name(self) -> str:
        return self.organisation.display_name if self.organisation else ""

    @cached_property
    def holders(self) -> list[Any]:
        """Who holds it: the organisation it stands under, then its partners."""
        first = [self.organisation] if self.organisation else []
        return [*first, *(partner for partner in self.partners.all() if partner.live)]

    @cached_property
    def outcomes(self) -> PublishedOutcomes:
        """Its published results and prizes, read when somebody first asks for them."""
        return PublishedOutcomes(self.pk)

    @property
    def holder_names(self) -> str:
        return pgettext("between items of a list", ", ").join(org.display_name for org in self.holders)

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
        parts = self.get_url_parts()
        return parts[1] if parts else ""

    @property
    def is_public(self) -> bool:
        """Whether anyone may see it at this moment; asked of the database, where the rule stands."""
        return visible_to_all(type(self)._default_manager.filter(pk=self.pk)).exists()


if TYPE_CHECKING:

    def _answers_what_lower_rooms_ask(event: EventPageMixin) -> SignUpEvent:
        return event
