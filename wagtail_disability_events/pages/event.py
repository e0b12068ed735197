"""What an event's page holds: the words an editor writes about it."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.search import index

from .. import conf
from ..blocks.schedule import ScheduleBlock
from ..blocks.streams import AccessOfferBlock, BodyBlock
from .forms import EventPageForm
from .kinds import EventKind
from .organisation import OrganisationMixin
from .public_page import PublicPageMixin, title_panel
from .queries import nearest_organisation, visible_to_all


@dataclass(frozen=True)
class ServiceOffer:
    """An access service as an event offers it; ``limit`` None is enough for everyone."""

    service: str
    limit: int | None
    note: str


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
        title_panel(),
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
        parent = getattr(self, "_cached_parent_obj", None)
        if isinstance(parent, OrganisationMixin):
            return parent
        return nearest_organisation(self) if self.path else None

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

    @property
    def is_public(self) -> bool:
        """Whether anyone may see it at this moment; asked of the database, where the rule stands."""
        return visible_to_all(type(self)._default_manager.filter(pk=self.pk)).exists()
