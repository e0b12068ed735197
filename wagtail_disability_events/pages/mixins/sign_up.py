"""Who may sign up for an event, for what, and what the form asks."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField

from ...blocks.desks import slot_times
from ...blocks.places import PlacesBlock, groups_of
from ...blocks.questions import QuestionsBlock, form_of
from ...core.codes_field import CodesField
from ...outcomes.course_certificates import is_entitled
from ...registration.models.registrations import Registration
from ...registration.seats.place_groups import PlaceGroup
from ...registration.seats.slots import Desk
from ...registration.values.identity import Category
from ...registration.values.questions import FormDefinition
from .page import PublicPageMixin


class SignUpFields(PublicPageMixin):
    """The terms of the sign-up, as an editor writes them."""

    class RegisterFor(models.TextChoices):
        EVENT = "event", _("the whole event")
        DATE = "date", _("each date by itself")

    class WaitingOrder(models.TextChoices):
        TIME = "time", _("who signed up first")
        NEWCOMERS = "newcomers", _("people who have not taken part in anything yet, then who signed up first")

    registration_enabled = models.BooleanField(_("people sign up for it"), default=True)
    register_for = models.CharField(
        _("one signs up for"), max_length=10, choices=RegisterFor.choices, default=RegisterFor.EVENT
    )
    capacity = models.PositiveIntegerField(
        _("places"), null=True, blank=True, help_text=_("Leave empty when there is room for everyone.")
    )
    waitlist = models.BooleanField(_("keep a waiting list when it is full"), default=True)
    registration_opens = models.DateTimeField(_("sign-up opens"), null=True, blank=True)
    registration_closes = models.DateTimeField(
        _("sign-up closes"), null=True, blank=True, help_text=_("Leave empty to close when it starts.")
    )
    form_template = models.ForeignKey(
        "wagtail_disability_events.FormTemplate",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("form to begin with"),
        help_text=_("Its questions come first. Name, phone, photos and agreement are asked in any case."),
    )
    questions = StreamField(
        QuestionsBlock(required=False),
        verbose_name=_("further questions"),
        blank=True,
        default=list,
        help_text=_("Ask only what this event needs: each question more, and somebody gives up."),
    )
    places = StreamField(
        PlacesBlock(required=False),
        verbose_name=_("groups with places of their own"),
        blank=True,
        default=list,
    )
    companions = models.PositiveSmallIntegerField(
        _("companions each may bring"), default=0, validators=[MaxValueValidator(5)]
    )
    companions_take_places = models.BooleanField(
        _("companions take places"),
        default=False,
        help_text=_("Where companions are a group with places of their own, they take those."),
    )
    min_age = models.PositiveSmallIntegerField(_("from the age of"), null=True, blank=True)
    max_age = models.PositiveSmallIntegerField(_("up to the age of"), null=True, blank=True)
    for_categories = CodesField(
        _("only for these categories of disability"), choices=Category.choices, blank=True, default=list
    )
    first_for = models.CharField(
        _("first for"),
        max_length=60,
        blank=True,
        help_text=_("People who may sign up before others, such as 南湖街道居民."),
    )
    first_until = models.DateTimeField(_("for others from"), null=True, blank=True)
    waiting_order = models.CharField(
        _("order of the waiting list"), max_length=10, choices=WaitingOrder.choices, default=WaitingOrder.TIME
    )
    group_sign_up = models.BooleanField(
        _("groups can be signed up"), default=True, help_text=_("A community office brings a list of people.")
    )
    transferable = models.BooleanField(_("a place can be handed on to another person"), default=False)

    form_template_id: int | None

    class Meta:
        abstract = True

    def booking_desks(self) -> list[Desk]:
        """The desks with times that are booked one by one."""
        desks = [child for child in getattr(self, "desks", []) if child.block_type == "desk"]
        return [
            Desk(
                key=str(child.id),
                label=child.value["name"],
                times=tuple(
                    slot_times(child.value["begins"], child.value["ends"], child.value["minutes"] or 30)
                ),
                at_once=child.value["at_once"] or 1,
            )
            for child in desks
            if child.value["begins"] and child.value["ends"]
        ]

    @property
    def asks_questions(self) -> bool:
        """Whether the form asks more than the usual four things."""
        return self.form_template_id is not None or bool(self.questions)

    def form_definition(self) -> FormDefinition:
        """What the form asks as the page says it now: the template's questions, then its own."""
        template = [self.form_template.questions] if self.form_template is not None else []
        return form_of(*template, self.questions)

    def place_groups(self) -> list[PlaceGroup]:
        """The groups of people with places of their own."""
        return groups_of(self.places)

    def earns_course_certificate(self, registration: Registration) -> bool:
        """Whether a registrant has come often enough for a certificate; courses say how often that is."""
        return bool(getattr(self, "course_certificate_minimum", None)) and is_entitled(registration, self)

    @property
    def registers_by_date(self) -> bool:
        return self.register_for == self.RegisterFor.DATE
