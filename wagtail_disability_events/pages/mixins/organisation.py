"""What an organisation's page holds: who it is, and how to reach its people."""

from typing import Any

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField

from ...blocks.streams import BodyBlock
from ...blocks.text import TEXT_FEATURES
from ...core.time_zones import default_time_zone, validate_time_zone
from ...occurrences.kinds import OrganisationLevel
from ..tree.queries import nearest_live_article_index
from .page import PublicPageMixin, title_panel


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
        _("contact"), max_length=60, blank=True, help_text=_("A role, not a name: 残疾人专职委员.")
    )
    contact_phone = models.CharField(_("phone"), max_length=30, blank=True)
    contact_hours = models.CharField(
        _("when to call"), max_length=60, blank=True, help_text=_("Such as 工作日 9:00–17:00.")
    )
    address = models.CharField(_("address"), max_length=255, blank=True)
    registered_residents = models.PositiveIntegerField(
        _("registered disabled residents"),
        null=True,
        blank=True,
        help_text=_("Reports compare the number of people who took part with it."),
    )
    time_zone = models.CharField(
        _("time zone"), max_length=63, default=default_time_zone, validators=[validate_time_zone]
    )
    body = StreamField(BodyBlock(required=False), verbose_name=_("below the list"), blank=True)

    content_panels = [
        title_panel(),
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

    @cached_property
    def article_index(self) -> Any:
        """The list of articles that readers of this organisation are led to; None without one."""
        return nearest_live_article_index(self) if self.path else None

    @property
    def contact_line(self) -> str:
        return " ".join(part for part in (self.contact_role, self.contact_phone) if part)
