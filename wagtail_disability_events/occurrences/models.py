"""Facts: occasions, and the dates on which an event takes place."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from ..core.personal_data import PersonalData
from .queries import OccurrenceQuerySet
from .shared_facts import hand_on_or_delete
from .status import REMOVED, Status
from .venue_models import Venue, VenueFacility, VenuePhoto

__all__ = [
    "Headcount",
    "Occasion",
    "Occurrence",
    "Series",
    "Status",
    "Venue",
    "VenueFacility",
    "VenuePhoto",
]


class Occasion(index.Indexed, models.Model):
    """An occasion that events belong to, such as 全国助残日. Reports count by occasion."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    slug = models.SlugField(_("short name in addresses"), max_length=60, unique=True)

    panels = [FieldPanel("name"), FieldPanel("slug")]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    personal_data = PersonalData(editors="name slug")

    class Meta:
        verbose_name = _("occasion")
        verbose_name_plural = _("occasions")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Occurrence(models.Model):
    """One date of an event: projected from its page when published, never edited as part of a draft.

    What begins with ``planned_`` is what the editor wrote; the field of the same name without it is what
    holds. They differ while an operation has moved the date. Moments are UTC; of a whole day, ``end`` is the
    local midnight after the last day.
    """

    PLANNED = ("start", "end", "all_day", "venue_id", "location")

    event = models.ForeignKey(
        "wagtail_disability_events.EventPage", on_delete=hand_on_or_delete, related_name="occurrences"
    )
    block_id = models.CharField(max_length=36)
    recurrence_id = models.CharField(max_length=16, blank=True, default="")
    planned_start = models.DateTimeField()
    planned_end = models.DateTimeField()
    planned_all_day = models.BooleanField(default=False)
    planned_venue = models.ForeignKey(
        Venue, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    planned_location = models.CharField(max_length=200, blank=True, default="")
    start = models.DateTimeField(_("start"))
    end = models.DateTimeField(_("end"))
    all_day = models.BooleanField(_("all day"), default=False)
    time_zone = models.CharField(max_length=63)
    topic = models.CharField(_("topic"), max_length=200, blank=True)
    teacher = models.CharField(_("teacher or host"), max_length=100, blank=True, default="")
    series = models.CharField(max_length=36, blank=True, default="", editable=False)
    venue = models.ForeignKey(
        Venue, on_delete=models.PROTECT, null=True, blank=True, related_name="occurrences"
    )
    location = models.CharField(_("room or meeting point"), max_length=200, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.SCHEDULED)
    status_reason = models.CharField(max_length=200, blank=True)
    in_schedule = models.BooleanField(default=True)
    calendar_entry = models.ForeignKey(
        "wagtail_disability_events.CalendarEntry",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="occurrences",
    )

    objects = OccurrenceQuerySet.as_manager()

    personal_data = PersonalData(
        editors=(
            "event block_id recurrence_id planned_start planned_end planned_all_day "
            "planned_venue planned_location start end all_day time_zone topic teacher series "
            "venue location status status_reason in_schedule calendar_entry"
        )
    )

    class Meta:
        verbose_name = _("date of an event")
        verbose_name_plural = _("dates of events")
        ordering = ["start", "id"]
        indexes = [
            models.Index(fields=["start", "id"], name="wde_occurrence_start"),
            models.Index(fields=["end", "id"], name="wde_occurrence_end"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "block_id", "recurrence_id"], name="wde_occurrence_stable_key"
            ),
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="wde_occurrence_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.event_id} {self.start:%Y-%m-%d %H:%M}"

    @property
    def takes_place(self) -> bool:
        """Whether people may come: neither cancelled nor waiting for a new date."""
        return self.status in (Status.SCHEDULED, Status.MOVED)

    @property
    def reason(self) -> str:
        """Why it does not hold as planned, for everyone to read; empty where nothing was written."""
        return "" if self.status_reason == REMOVED else self.status_reason

    @property
    def key(self) -> tuple[str, str]:
        """What identifies this date within its event, whatever is edited."""
        return (self.block_id, self.recurrence_id)

    @property
    def holds_as_planned(self) -> bool:
        """Whether time and place are what the editor wrote."""
        return all(getattr(self, name) == getattr(self, f"planned_{name}") for name in self.PLANNED)

    def hold_as_planned(self) -> None:
        """Take over what the editor wrote: time, length of day, place."""
        for name in self.PLANNED:
            setattr(self, name, getattr(self, f"planned_{name}"))


class Series(models.Model):
    """A rule of an event's schedule (RFC 5545 §3.3.10), of which a part is projected into dates.

    ``first_date`` is the local day from which the rule counts; ``next_date`` the first day that is still
    beyond the horizon, None when the rule is used up.
    """

    event = models.ForeignKey(
        "wagtail_disability_events.EventPage", on_delete=hand_on_or_delete, related_name="series"
    )
    block_id = models.CharField(max_length=36)
    rule = models.CharField(max_length=250)
    first_date = models.DateField()
    next_date = models.DateField(null=True, blank=True)

    personal_data = PersonalData(nobodys="event block_id rule first_date next_date")

    class Meta:
        verbose_name = _("series of dates")
        verbose_name_plural = _("series of dates")
        ordering = ["id"]
        indexes = [models.Index(fields=["next_date"], name="wde_series_next")]
        constraints = [models.UniqueConstraint(fields=["event", "block_id"], name="wde_series_once_a_block")]

    def __str__(self) -> str:
        return f"{self.event_id} {self.rule}"


class Headcount(models.Model):
    """People who came to a date without being on the list, and those who helped. Counts only, no persons."""

    occurrence = models.OneToOneField(Occurrence, on_delete=models.PROTECT, related_name="headcount")
    walk_ins = models.PositiveIntegerField(_("disabled residents who were not on the list"), default=0)
    companions = models.PositiveIntegerField(_("family members and companions"), default=0)
    volunteers = models.PositiveIntegerField(_("volunteers"), default=0)

    personal_data = PersonalData(nobodys="occurrence walk_ins companions volunteers")

    class Meta:
        verbose_name = _("head count")
        verbose_name_plural = _("head counts")

    def __str__(self) -> str:
        return f"{self.occurrence_id}: {self.walk_ins}"
