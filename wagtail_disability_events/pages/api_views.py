"""Endpoints for Wagtail's API v2: events, dates and places. Nothing of a registrant, nothing restricted.

Register them with the site's router::

    api_router.register_endpoint("events", EventsAPIViewSet)
    api_router.register_endpoint("dates", DatesAPIViewSet)
    api_router.register_endpoint("venues", VenuesAPIViewSet)
"""

from typing import Any

from django.http import HttpRequest
from wagtail.api.v2.utils import BadRequestError
from wagtail.api.v2.views import BaseAPIViewSet, PagesAPIViewSet
from wagtail.models import Site

from ..core import conf
from ..occurrences.models import Occurrence, Venue
from .listing.chosen import Chosen, Scope
from .models import EventPage
from .site.reader import Reader

QUESTIONS = frozenset(
    ("q", "kind", "occasion", "theme", "service", "facility", "org", "open", "when", "from", "to")
)
"""The parameters of a list, which these endpoints take as well."""


class _WholeSite:
    """The site as something that has a list."""

    def __init__(self, site: Site) -> None:
        self.path, self.locale_id = site.root_page.path, site.root_page.locale_id
        self.translation_key = site.root_page.translation_key
        self.time_zone = getattr(site.root_page.specific, "time_zone", conf.get("TIME_ZONE"))


class _AsksLikeAList:
    request: HttpRequest

    def chosen(self) -> Chosen | None:
        """The dates that the address asks for; None where it asks for nothing. Raises BadRequestError."""
        if not QUESTIONS & set(self.request.GET):
            return None
        site = Site.find_for_request(self.request)
        if site is None:
            raise BadRequestError("there is no site at this address")
        reader = Reader.of(self.request)
        scope = Scope.of(_WholeSite(site), reader.snapshot, reader.restrictions.hidden_paths())
        query = reader.query(scope)
        if wrong := [*(value for _name, value in query.unknown), *query.ignored]:
            raise BadRequestError("not understood: " + ", ".join(wrong))
        return Chosen.of(query, scope)


class EventsAPIViewSet(_AsksLikeAList, PagesAPIViewSet):
    """Events as pages, with the fields and filters of Wagtail's pages and of our lists."""

    name = "events"
    model = EventPage
    known_query_parameters = PagesAPIViewSet.known_query_parameters | QUESTIONS
    listing_default_fields = [*PagesAPIViewSet.listing_default_fields, "kind", "summary"]

    def get_queryset(self) -> Any:
        events = super().get_queryset().order_by("id")
        chosen = self.chosen()
        if chosen is None:
            return events
        lines = chosen.snapshot.lines
        wanted = {lines[position].page_id for position in chosen.positions()}
        return events.filter(pk__in=wanted)


class DatesAPIViewSet(_AsksLikeAList, BaseAPIViewSet):
    """Dates of events: what holds, also where it differs from what the page says."""

    name = "dates"
    model = Occurrence
    known_query_parameters = BaseAPIViewSet.known_query_parameters | QUESTIONS
    body_fields = [
        "id",
        "start",
        "end",
        "all_day",
        "time_zone",
        "status",
        "reason",
        "topic",
        "teacher",
        "location",
        "event",
        "venue",
    ]
    listing_default_fields = ["id", "start", "end", "all_day", "status", "reason", "topic", "event", "venue"]

    def get_queryset(self) -> Any:
        dates = Occurrence.objects.public().select_related("event", "venue").order_by("start", "id")
        chosen = self.chosen()
        return dates if chosen is None else dates.filter(pk__in=chosen.ids(chosen.mask()))


class VenuesAPIViewSet(BaseAPIViewSet):
    """Places at which something public takes place, with what a visitor finds there."""

    name = "venues"
    model = Venue
    body_fields = [
        "id",
        "name",
        "address",
        "directions",
        "latitude",
        "longitude",
        "metro",
        "door_width",
        "steps",
        "facilities",
    ]
    listing_default_fields = ["id", "name", "address"]
    nested_default_fields = ["id", "name"]

    def get_queryset(self) -> Any:
        shown = Occurrence.objects.public().values("venue_id")
        return Venue.objects.filter(pk__in=shown).order_by("id")
