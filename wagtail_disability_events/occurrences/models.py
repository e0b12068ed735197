"""Facts: places, themes, and the dates on which an event takes place."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.search import index

from .access import Facility, FacilityState
from .queries import OccurrenceQuerySet


class Theme(index.Indexed, models.Model):
    """An occasion that events belong to, such as 全国助残日. Reports count by theme."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    slug = models.SlugField(_("short name in addresses"), max_length=60, unique=True)

    panels = [FieldPanel("name"), FieldPanel("slug")]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Venue(index.Indexed, ClusterableModel):
    """A place that events are held at, with what a visitor with a disability finds there."""

    name = models.CharField(_("name"), max_length=120)
    address = models.CharField(_("address"), max_length=255, blank=True)
    directions = models.TextField(
        _("how to get there"),
        blank=True,
        help_text=_("In words, for people who cannot use a map: from the bus stop, which side, which door."),
    )
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )

    panels = [
        MultiFieldPanel([FieldPanel("name"), FieldPanel("address"), FieldPanel("directions")], _("Place")),
        FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")], heading=_("On the map")),
        InlinePanel(
            "facilities",
            heading=_("Access"),
            label=_("Facility"),
            help_text=_("Write “not known yet” rather than guessing: visitors plan by it."),
        ),
    ]
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.SearchField("address"),
    ]

    class Meta:
        verbose_name = _("venue")
        verbose_name_plural = _("venues")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class VenueFacility(models.Model):
    """One facility of a venue: yes, no or not known, with a note that helps a visitor decide."""

    venue = ParentalKey(Venue, on_delete=models.CASCADE, related_name="facilities")
    facility = models.CharField(_("facility"), max_length=30, choices=Facility.choices)
    state = models.CharField(
        _("is it there?"), max_length=10, choices=FacilityState.choices, default=FacilityState.UNKNOWN
    )
    note = models.CharField(
        _("note"),
        max_length=120,
        blank=True,
        help_text=_("Where it is, how wide; when it is missing, what a visitor can do instead."),
    )

    panels = [FieldRowPanel([FieldPanel("facility"), FieldPanel("state")]), FieldPanel("note")]

    class Meta:
        verbose_name = _("facility")
        verbose_name_plural = _("facilities")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["venue", "facility"], name="wde_facility_once_a_venue"),
        ]

    def __str__(self) -> str:
        return f"{self.get_facility_display()}: {self.get_state_display()}"


class Status(models.TextChoices):
    """What has become of a date (RFC 5545 §3.8.1.11 knows confirmed, tentative and cancelled)."""

    SCHEDULED = "scheduled", _("takes place")
    CANCELLED = "cancelled", _("cancelled")
    POSTPONED = "postponed", _("postponed")
    MOVED = "moved", _("moved")


class Occurrence(models.Model):
    """One date of an event: projected from its page when published, never edited as part of a draft.

    ``planned_start`` and ``planned_end`` are what the editor wrote; ``start`` and ``end`` are what holds.
    They differ while an operation has moved the date. All four are UTC; of a whole day, ``end`` is the
    local midnight after the last day.
    """

    event = models.ForeignKey(
        "wagtail_disability_events.EventPage", on_delete=models.CASCADE, related_name="occurrences"
    )
    block_id = models.CharField(max_length=36)
    recurrence_id = models.CharField(max_length=16, blank=True, default="")
    planned_start = models.DateTimeField()
    planned_end = models.DateTimeField()
    start = models.DateTimeField(_("start"))
    end = models.DateTimeField(_("end"))
    all_day = models.BooleanField(_("all day"), default=False)
    time_zone = models.CharField(max_length=63)
    topic = models.CharField(_("topic"), max_length=200, blank=True)
    venue = models.ForeignKey(
        Venue, on_delete=models.PROTECT, null=True, blank=True, related_name="occurrences"
    )
    place = models.CharField(_("room or meeting point"), max_length=200, blank=True)
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
    def key(self) -> tuple[str, str]:
        """What identifies this date within its event, whatever is edited."""
        return (self.block_id, self.recurrence_id)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.planned_start is None:
            self.planned_start, self.planned_end = self.start, self.end
        super().save(*args, **kwargs)


class Headcount(models.Model):
    """People who came to a date without being on the list, and those who helped. Counts only, no persons."""

    occurrence = models.OneToOneField(Occurrence, on_delete=models.PROTECT, related_name="headcount")
    walk_ins = models.PositiveIntegerField(_("disabled residents who were not on the list"), default=0)
    companions = models.PositiveIntegerField(_("family members and companions"), default=0)
    volunteers = models.PositiveIntegerField(_("volunteers"), default=0)

    class Meta:
        verbose_name = _("head count")
        verbose_name_plural = _("head counts")

    def __str__(self) -> str:
        return f"{self.occurrence_id}: {self.walk_ins}"
