"""The page of an event, with all that readers find below its address."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from ...core.base_page import BasePage
from ...core.personal_data import PersonalData
from ..mixins import EventPageMixin
from .page_link import page_link

if TYPE_CHECKING:
    from wagtail.models import PageManager

    from ...occurrences.queries import OccurrenceQuerySet
    from ...registration.models.quotas import QuotaQuerySet
    from .organisation import EventIndexPage

# What readers see is imported by the first request for it: a worker that serves the site's own pages, and a
# command, need none of it.


class EventPage(RoutablePageMixin, EventPageMixin, BasePage):
    """An event of a kind that needs no fields of its own."""

    if TYPE_CHECKING:
        _default_manager: ClassVar[PageManager["EventPage"]]
        occurrences: "OccurrenceQuerySet"
        quotas: "QuotaQuerySet"
        organisation: "EventIndexPage | None"

    page_ptr = page_link()
    content_panels = EventPageMixin.content_panels
    search_fields = BasePage.search_fields + EventPageMixin.search_fields
    base_template: ClassVar[str] = "wagtail_disability_events/event_page.html"
    parent_page_types: ClassVar[list[str]] = ["wagtail_disability_events.EventIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    page_description = _("Job fairs, visits, performances, health checks and whatever else takes place.")
    own_kind: ClassVar[str] = ""

    personal_data = PersonalData(
        editors=(
            "contact_role contact_phone registration_enabled register_for capacity waitlist "
            "registration_opens registration_closes form_template questions places companions "
            "companions_take_places min_age max_age for_categories first_for first_until "
            "waiting_order group_sign_up transferable facts_from schedule venue location_note "
            "online_url access kind occasion summary cover yearly previous_edition body "
            "partners"
        )
    )

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

    def serve(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse] | None = None,
        args: Any = None,
        kwargs: Any = None,
    ) -> HttpResponse:
        """A translation or an alias is served in its words with the facts of its original."""
        page = self.with_facts()
        if page is not self and view is not None:
            view = view.__func__.__get__(page, type(page))  # type: ignore[attr-defined]
        return super(EventPage, page).serve(request, view, args, kwargs)

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        return [("", _("Event")), ("sign-up", _("Sign-up form"))]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """As readers see it, or the form that they fill in."""
        page = self.with_facts()
        if mode_name != "sign-up":
            return super(EventPage, page).serve_preview(request, mode_name)
        request.is_preview = True  # type: ignore[attr-defined]
        from ..site import sign_up as sign_up_views  # see above

        return sign_up_views.register(request, page)

    @path("")
    def detail(self, request: HttpRequest) -> HttpResponse:
        from ..site import event as views  # see above

        return views.detail(request, self)

    @path("event.ics/")
    def calendar(self, request: HttpRequest) -> HttpResponse:
        from ..site import event_files as file_views  # see above

        return file_views.calendar(request, self)

    @path("calendar/")
    def add_to_calendar(self, request: HttpRequest) -> HttpResponse:
        from ..site import subscribe as subscribing  # see above

        return subscribing.add_to_calendar(request, self)

    @path("register/")
    def register(self, request: HttpRequest) -> HttpResponse:
        from ..site import sign_up as sign_up_views  # see above

        return sign_up_views.register(request, self)

    @path("register/group/")
    def register_group(self, request: HttpRequest) -> HttpResponse:
        from ..site import sign_up as sign_up_views  # see above

        return sign_up_views.register_group(request, self)

    @path("cover.png/")
    def cover_picture(self, request: HttpRequest) -> HttpResponse:
        from ..site import event_files as file_views  # see above

        return file_views.cover(request, self)

    @path("poster/")
    def poster(self, request: HttpRequest) -> HttpResponse:
        from ..site import posters as poster_views  # see above

        return poster_views.poster_page(request, self)

    @path("poster/<slug:name>/")
    def poster_file(self, request: HttpRequest, name: str) -> HttpResponse:
        from ..site import posters as poster_views  # see above

        return poster_views.poster_file(request, self, name)

    @path("results/")
    def results(self, request: HttpRequest) -> HttpResponse:
        from ..site import results_and_works as outcome_views  # see above

        return outcome_views.results(request, self)

    @path("works/")
    def works_gallery(self, request: HttpRequest) -> HttpResponse:
        from ..site import results_and_works as outcome_views  # see above

        return outcome_views.works(request, self)

    @path("works/<str:work_id>/")
    def one_work(self, request: HttpRequest, work_id: str) -> HttpResponse:
        from ..site import results_and_works as outcome_views  # see above

        return outcome_views.work(request, self, work_id)

    @path("photos/")
    def photo_gallery(self, request: HttpRequest) -> HttpResponse:
        from ..site import photos as photo_views  # see above

        return photo_views.photo_gallery(request, self)

    @path("photos/<int:photo_id>/")
    def one_photo(self, request: HttpRequest, photo_id: int) -> HttpResponse:
        from ..site import photos as photo_views  # see above

        return photo_views.one_photo(request, self, photo_id)

    @path("photos/<int:photo_id>/report/")
    def photo_report(self, request: HttpRequest, photo_id: int) -> HttpResponse:
        from ..site import photos as photo_views  # see above

        return photo_views.photo_report(request, self, photo_id)
