"""What an event's page holds: the words an editor writes about it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.search import index

from ...blocks.streams import BodyBlock
from ...occurrences.event import SignUpEvent
from ...occurrences.kinds import EventKind
from ...outcomes.published import PublishedOutcomes
from ...posters.page import PosterEvent
from ..forms import EventPageForm
from ..tree.queries import visible_to_all
from ..tree.search_text import indexed
from .event_panels import EVENT_PANELS
from .holders import Holders
from .sign_up import SignUpFields
from .when_and_where import WhenAndWhere

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from ...calendars.models import CalendarEntry
    from ...gallery.photos.queries import PhotoQuerySet
    from ...outcomes.models import Award, ResultSheet
    from ...registration.models.quotas import Quota, QuotaQuerySet


class EventPageMixin(WhenAndWhere, Holders, SignUpFields):
    """What an editor writes about an event. Facts that operations change are kept elsewhere."""

    base_form_class = EventPageForm

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
    body = StreamField(BodyBlock(required=False), verbose_name=_("more about it"), blank=True, default=list)

    special_field: ClassVar[str] = ""
    special_heading: ClassVar[Any] = ""
    """The stream that makes its kind what it is, and its heading."""

    cover_id: int | None
    get_kind_display: Callable[[], str]

    # rows that name the concrete page
    quotas: "QuotaQuerySet"
    photos: "PhotoQuerySet"
    calendar_entries: "QuerySet[CalendarEntry]"
    result_sheets: "QuerySet[ResultSheet]"
    awards: "QuerySet[Award]"

    content_panels = EVENT_PANELS
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

    all_quotas: "list[Quota]"
    """Its places and services, where a list has read them for many events."""

    @cached_property
    def outcomes(self) -> PublishedOutcomes:
        """Its published results and prizes, read when somebody first asks for them."""
        return PublishedOutcomes(self.pk)

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

    @cached_property
    def special_stream(self) -> Any:
        """The blocks that make this kind what it is: contests, works, programme, syllabus, desks."""
        return getattr(self, self.special_field) if self.special_field else None

    @property
    def publishes_names(self) -> bool:
        """Whether results or works of participants are published, so that they are asked how to be named."""
        return self.kind in (EventKind.SPORTS, EventKind.ARTS, EventKind.PERFORMANCE)

    @property
    def site_root_url(self) -> str:
        """Scheme and host of the site this event is on, without a slash at the end."""
        parts = self.get_url_parts()
        return parts[1] if parts else ""

    @property
    def is_public(self) -> bool:
        """Whether anyone may see it at this moment; asked of the database, where the rule stands."""
        return visible_to_all(type(self)._default_manager.filter(pk=self.words_id)).exists()


if TYPE_CHECKING:

    def _answers_what_lower_rooms_ask(event: EventPageMixin) -> tuple[SignUpEvent, PosterEvent]:
        return event, event
