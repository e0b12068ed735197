"""Sign-ups: who comes."""

import uuid
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ...core.encryption import EncryptedJSONField, EncryptedTextField
from ...core.languages import site_language
from ...core.page_models import EVENT, OCCURRENCE
from ...core.personal_data import PersonalData, Stage, cut_to_day, drawn_anew, emptied, made_nobodys
from ...core.secret_address import SecretAddress
from ...core.tokens import new_reference
from ...occurrences.shared_facts import hand_on_or_protect
from ..values.public_names import Naming
from ..values.search import hashes_of_person, search_hashes
from .consents import Consent
from .quotas import Quota

if TYPE_CHECKING:
    from ...occurrences.event import Event
    from ...occurrences.models import Occurrence
    from ..event import BookableEvent


class RegistrationQuerySet(models.QuerySet["Registration"]):
    """``event.registrations.active().confirmed()``."""

    def active(self) -> Self:
        return self.exclude(state__in=("cancelled", "repeated"))

    def free_references(self, count: int) -> list[str]:
        """Numbers that no sign-up has, for many at once; one query, mostly."""
        found: list[str] = []
        while len(found) < count:
            drawn = {new_reference() for _turn in range(count - len(found))} - set(found)
            found += drawn - set(self.filter(reference__in=drawn).values_list("reference", flat=True))
        return found

    def counted(self) -> Self:
        """Each person once: without the second sign-ups of those who had signed up."""
        return self.exclude(state="repeated")

    def displayed_as(self, *states: str) -> Self:
        """Whose own page says one of these states; all of them are told what becomes of the event."""
        return self.filter(Q(state__in=states) | Q(state="repeated", displayed_as__in=states))

    def confirmed(self) -> Self:
        return self.filter(state="confirmed")

    def holding(self) -> Self:
        """For which a place is taken: confirmed, or offered."""
        return self.filter(state__in=("confirmed", "offered"))

    def waiting(self) -> Self:
        """The queue: first come first, behind those who come for the first time where the event says so."""
        return self.filter(state="waiting").order_by("waits_behind", "created_at", "id")

    def in_working_order(self) -> Self:
        """Those who come, those who wait, those who cancelled; first come first."""
        rank = models.Case(
            models.When(state="confirmed", then=0),
            models.When(state="offered", then=1),
            models.When(state="waiting", then=2),
            default=3,
        )
        return self.order_by(rank, "created_at", "id")

    def for_occurrence(self, occurrence: "Occurrence") -> Self:
        """Of this date, and of the whole event it belongs to."""
        return self.filter(Q(occurrence=occurrence) | Q(occurrence=None, event_id=occurrence.event_id))

    def for_occurrences(self, event: "Event", occurrence_ids: Iterable[int]) -> Self:
        """Of any of these dates of an event, and of the event as a whole."""
        return self.filter(Q(occurrence__in=occurrence_ids) | Q(occurrence=None), event_id=event.pk)


class Registration(SecretAddress):
    """One sign-up for an event, or for one of its dates. Everything personal is encrypted.

    ``waits_behind`` puts people behind those who come for the first time, where the event says so.

    Somebody who signs up a second time gets a row of their own in the state REPEATED, which ``repeats`` the
    first one and takes nothing. Its page says ``displayed_as``, as if it were the first, so that a stranger
    who knows a name and a phone number cannot find out who has signed up.
    """

    class State(models.TextChoices):
        CONFIRMED = "confirmed", _("confirmed")
        OFFERED = "offered", _("offered a place")
        WAITING = "waiting", _("on the waiting list")
        CANCELLED = "cancelled", _("cancelled")
        REPEATED = "repeated", _("signed up before")

    class For(models.TextChoices):
        """Who fills in the form, seen from the person who comes."""

        SELF = "self", _("the person who comes")
        PARENT = "parent", _("father, mother or guardian of a child under 14")
        GUARDIAN = "guardian", _("guardian")
        RELATIVE = "relative", _("relative or friend")
        WORKER = "worker", _("community worker")

    # indexes that begin with it stand below
    event: "models.ForeignKey[BookableEvent, BookableEvent]" = models.ForeignKey(
        EVENT, on_delete=hand_on_or_protect, related_name="registrations", db_index=False
    )
    occurrence = models.ForeignKey(
        OCCURRENCE,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="registrations",
        verbose_name=_("date"),
    )
    quota = models.ForeignKey(Quota, on_delete=models.PROTECT, related_name="registrations")
    submission_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(
        _("number"), max_length=8, unique=True, default=new_reference, editable=False
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices)
    repeats = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, editable=False, related_name="repetitions"
    )
    displayed_as = models.CharField(max_length=10, blank=True, default="", editable=False)
    seats = models.PositiveSmallIntegerField(_("seats"), default=1)
    companions = models.PositiveSmallIntegerField(_("companions"), default=0)
    group = models.ForeignKey(
        "GroupSignUp", on_delete=models.PROTECT, null=True, blank=True, related_name="registrations"
    )
    filled_in_by = models.CharField(_("filled in by"), max_length=10, choices=For.choices, default=For.SELF)
    form = models.ForeignKey(
        "FormVersion", on_delete=models.PROTECT, null=True, blank=True, related_name="registrations"
    )
    answers: Any = EncryptedJSONField(_("answers"), blank=True, default=dict)
    name = EncryptedTextField(_("name"))
    phone = EncryptedTextField(_("phone"))
    email = EncryptedTextField(_("e-mail"), blank=True, default="")
    disability_card = EncryptedTextField(_("disability card number"), blank=True, default="")
    needs_note = EncryptedTextField(_("other needs"), blank=True, default="")
    phone_hash = models.CharField(max_length=64, db_index=True, editable=False)
    phone_tail_hash = models.CharField(max_length=64, editable=False, default="")
    email_hash = models.CharField(max_length=64, db_index=True, editable=False, default="")
    name_hash = models.CharField(max_length=64, editable=False, default="")
    name_start_hash = models.CharField(max_length=64, editable=False, default="")
    person_hash = models.CharField(max_length=64, db_index=True, editable=False)
    named_as = models.CharField(
        _("named in public"), max_length=10, choices=Naming.choices, default=Naming.ANONYMOUS
    )
    language = models.CharField(max_length=12, default=site_language)
    created_at = models.DateTimeField(_("signed up"), auto_now_add=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    waits_behind = models.BooleanField(default=False, editable=False)
    offer_ends_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    overbooked_because = EncryptedTextField(_("booked beyond the plan because"), blank=True, default="")
    sensitive_erased_at = models.DateTimeField(null=True, blank=True, editable=False)
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = RegistrationQuerySet.as_manager()

    personal_data = PersonalData(
        emptied(Stage.SENSITIVE, "disability_card needs_note answers overbooked_because"),
        emptied(Stage.CONTACT, "name phone email token named_as language group"),
        emptied(Stage.CONTACT, "phone_hash phone_tail_hash email_hash name_hash name_start_hash"),
        drawn_anew(Stage.CONTACT, "reference submission_id"),
        cut_to_day(Stage.CONTACT, "created_at cancelled_at offer_ends_at"),
        made_nobodys(Stage.CONTACT, "token_hash"),
        made_nobodys(Stage.PERSON, "person_hash"),
        emptied(Stage.PERSON, "companions seats"),
        # who speaks for a child in a photo is needed as long as the photo can be seen
        emptied(Stage.PERSON, "filled_in_by", only=Q(pictured=None)),
        registration="pk",
        nobodys=(
            "event occurrence quota form state displayed_as repeats waits_behind "
            "sensitive_erased_at erased_at"
        ),
        staffs="created_by",
    )

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["created_at", "id"]
        indexes = [
            models.Index(fields=["event", "state", "created_at", "id"], name="wde_registration_queue"),
            models.Index(fields=["event", "name_hash"], name="wde_registration_name"),
            models.Index(fields=["event", "name_start_hash"], name="wde_registration_start"),
            models.Index(fields=["event", "phone_tail_hash"], name="wde_registration_tail"),
            models.Index(
                fields=["offer_ends_at"], condition=Q(state="offered"), name="wde_registration_offers"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["quota", "person_hash"],
                condition=~Q(state__in=("cancelled", "repeated")),
                name="wde_registration_once_a_person",
            )
        ]
        permissions = [
            ("reveal_registration", _("Can see personal data of registrations")),
            ("export_registration", _("Can export registrations")),
            ("read_processing", _("Can read the register of processing and who has looked")),
        ]

    def __str__(self) -> str:
        return self.reference

    def stored_hashes(self, hashed: Callable[..., str]) -> dict[str, list[str]]:
        """Those of the token, and those by which the person is found."""
        person = hashes_of_person(self.name, self.phone, self.disability_card, self.reference, hashed)
        words = {} if self.erased_at else search_hashes(self.name, self.phone, self.email, hashed)
        return super().stored_hashes(hashed) | {key: [value] for key, value in words.items()} | person

    @property
    def displayed_state(self) -> str:
        """The state that its own page says."""
        return self.displayed_as if self.state == self.State.REPEATED else self.state

    @property
    def displayed_state_label(self) -> str:
        """That state in words."""
        return str(self.State(self.displayed_state).label)

    @property
    def is_active(self) -> bool:
        """Whether it stands, as its own page says."""
        return self.displayed_state != self.State.CANCELLED

    @property
    def displays_place(self) -> bool:
        """Whether its own page says that a place is kept."""
        return self.displayed_state in (self.State.CONFIRMED, self.State.OFFERED)

    @property
    def photo_allowed(self) -> bool:
        """Whether photos of this person may be published; uses ``consents`` where they are at hand."""
        return self._has_agreed(Consent.Purpose.PHOTO)

    @property
    def sensitive_allowed(self) -> bool:
        """Whether the use of what is sensitive was agreed to, and still is."""
        return self._has_agreed(Consent.Purpose.SENSITIVE)

    @property
    def holds_a_place(self) -> bool:
        """Whether places are taken for it: it is confirmed, or has an offer."""
        return self.state in (self.State.CONFIRMED, self.State.OFFERED)

    def _has_agreed(self, purpose: str) -> bool:
        """What the last entry about a purpose says."""
        said = [consent.given for consent in self.consents.all() if consent.purpose == purpose]
        return bool(said) and said[-1]
