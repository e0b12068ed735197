"""Venues, with what a visitor with a disability finds there."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.images import get_image_model_string
from wagtail.models import Orderable
from wagtail.search import index

from ..core.personal_data import PersonalData
from .accessibility import Facility, FacilityState


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

    personal_data = PersonalData(editors="name address directions latitude longitude metro door_width steps")

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

    personal_data = PersonalData(editors="venue facility state note")

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

    personal_data = PersonalData(editors="sort_order venue image alt_text")

    class Meta(Orderable.Meta):
        verbose_name = _("photo of a venue")
        verbose_name_plural = _("photos of a venue")

    def __str__(self) -> str:
        return self.alt_text
