"""The page of an organisation, with its list of dates and its feeds."""

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import get_page_models

from ...core.base_page import BasePage
from ...core.personal_data import PersonalData
from ..mixins import OrganisationMixin
from .event import EventPage
from .page_link import page_link

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

# What readers see is imported by the first request for it: a worker that serves the site's own pages, and a
# command, need none of it.


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

    personal_data = PersonalData(
        editors=(
            "short_name level intro contact_role contact_phone contact_hours address "
            "registered_residents time_zone body"
        )
    )

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
        from ..site import index as views  # see above

        return views.listing(request, self)

    @path("calendar.ics/")
    def calendar(self, request: HttpRequest) -> HttpResponse:
        from ..site import index as views  # see above

        return views.calendar(request, self)

    @path("calendar.json/")
    def calendar_json(self, request: HttpRequest) -> HttpResponse:
        from ..site import index as views  # see above

        return views.calendar_json(request, self)

    @path("subscribe/")
    def subscribe(self, request: HttpRequest) -> HttpResponse:
        from ..site import subscribe as subscribing  # see above

        return subscribing.subscribe(request, self)

    @path("rss.xml/")
    def rss(self, request: HttpRequest) -> HttpResponse:
        from ..site import index as views  # see above

        return views.rss(request, self)
