"""Facts: places, occasions, and the dates on which an event takes place."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.images import get_image_model_string
from wagtail.models import Orderable
from wagtail.search import index

from .accessibility import Facility, FacilityState
from .queries import OccurrenceQuerySet


class Occasion(index.Indexed, models.Model):
    """An occasion that events belong to, such as 全国助残日. Reports count by occasion."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    slug = models.SlugField(_("short name in addresses"), max_length=60, unique=True)

    panels = [FieldPanel("name"), FieldPanel("slug")]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        verbose_name = _("occasion")
        verbose_name_plural = _("occasions")
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

    metro = models.CharField(
        _("nearest metro exit with a lift"), max_length=80, blank=True, help_text=_("江滨站 B 口, 200 metres")
    )
    door_width = models.PositiveSmallIntegerField(
        _("width of the narrowest door (cm)"),
        null=True,
        blank=True,
        validators=[MinValueValidator(30), MaxValueValidator(600)],
    )
    steps = models.PositiveSmallIntegerField(
        _("steps at the entrance"), null=True, blank=True, help_text=_("0 when there are none.")
    )

    panels = [
        MultiFieldPanel([FieldPanel("name"), FieldPanel("address"), FieldPanel("directions")], _("Place")),
        FieldPanel("metro"),
        FieldRowPanel([FieldPanel("door_width"), FieldPanel("steps")], heading=_("Measured")),
        InlinePanel("photos", heading=_("Photos of the way in"), label=_("Photo"), max_num=6),
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
    api_fields = ["facility", "state", "note"]

    class Meta:
        verbose_name = _("facility")
        verbose_name_plural = _("facilities")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["venue", "facility"], name="wde_facility_once_a_venue"),
        ]

    def __str__(self) -> str:
        return f"{self.get_facility_display()}: {self.get_state_display()}"


class VenuePhoto(Orderable):
    """A picture that shows the way in: the door, the ramp, the lift. No people."""

    venue = ParentalKey(Venue, on_delete=models.CASCADE, related_name="photos")
    image = models.ForeignKey(
        get_image_model_string(), on_delete=models.CASCADE, related_name="+", verbose_name=_("image")
    )
    alt_text = models.CharField(
        _("what it shows"), max_length=160, help_text=_("For people who cannot see it: 正门，左边有坡道.")
    )

    panels = [FieldPanel("image"), FieldPanel("alt_text")]

    class Meta(Orderable.Meta):
        verbose_name = _("photo of a venue")
        verbose_name_plural = _("photos of a venue")

    def __str__(self) -> str:
        return self.alt_text


class Status(models.TextChoices):
    """What has become of a date (RFC 5545 §3.8.1.11 knows confirmed, tentative and cancelled)."""

    SCHEDULED = "scheduled", _("takes place")
    CANCELLED = "cancelled", _("cancelled")
    POSTPONED = "postponed", _("postponed")
    MOVED = "moved", _("moved")


class Occurrence(models.Model):
    """One date of an event: projected from its page when published, never edited as part of a draft.

    What begins with ``planned_`` is what the editor wrote; the field of the same name without it is what
    holds. They differ while an operation has moved the date. Moments are UTC; of a whole day, ``end`` is the
    local midnight after the last day.
    """

    PLANNED = ("start", "end", "all_day", "venue_id", "location")

    event = models.ForeignKey(
        "wagtail_disability_events.EventPage", on_delete=models.CASCADE, related_name="occurrences"
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
        from .projection import REMOVED

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
        "wagtail_disability_events.EventPage", on_delete=models.CASCADE, related_name="series"
    )
    block_id = models.CharField(max_length=36)
    rule = models.CharField(max_length=250)
    first_date = models.DateField()
    next_date = models.DateField(null=True, blank=True)

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

    class Meta:
        verbose_name = _("head count")
        verbose_name_plural = _("head counts")

    def __str__(self) -> str:
        return f"{self.occurrence_id}: {self.walk_ins}"
