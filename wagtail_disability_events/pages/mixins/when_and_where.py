"""When and where an event takes place, and what helps people to take part there."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField

from ...blocks.dates.schedule import ScheduleBlock
from ...blocks.streams import AccessOfferBlock
from .service_offer import ServiceOffer
from .shared_facts import SharedFacts

if TYPE_CHECKING:
    from ...occurrences.models import Occurrence
    from ...occurrences.queries import OccurrenceQuerySet


class WhenAndWhere(SharedFacts):
    """The schedule, the place and the access services of an event, as an editor writes them."""

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
    access = StreamField(
        AccessOfferBlock(required=False), verbose_name=_("access services"), blank=True, default=list
    )

    venue_id: int | None
    occurrences: "OccurrenceQuerySet"
    """The rows that name the concrete page."""

    class Meta:
        abstract = True

    known_rows: "list[Occurrence] | None" = None
    """Its dates as they stand in the database, where they were read under the lock with those of others."""

    kept_dates: "list[Occurrence] | None" = None
    """Its dates, where they have been read for this request."""

    def known_dates(self) -> "list[Occurrence]":
        """Its dates, soonest first; read with their venues where they are not at hand."""
        if self.kept_dates is not None:
            return self.kept_dates
        return self.in_its_words(self.occurrences.select_related("venue"))

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
