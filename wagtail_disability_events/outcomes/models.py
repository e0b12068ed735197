"""Results, prizes: written after the event, published apart from the page's words."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ..core.personal_data import PersonalData, Stage, emptied
from ..occurrences.shared_facts import hand_on_or_delete
from ..registration.models.registrations import EVENT, Registration
from ..registration.values.public_names import participant, public_name
from .ranking import MEDALS, Measure, ResultState, format_value


class ResultSheet(models.Model):
    """The results of one contest of an event, which the page names by the id of its block."""

    event = models.ForeignKey(EVENT, on_delete=hand_on_or_delete, related_name="result_sheets")
    contest = models.CharField(max_length=36)
    measure = models.CharField(max_length=10, choices=Measure.choices, default=Measure.TIME)
    unit = models.CharField(max_length=10, blank=True, default="")
    published_at = models.DateTimeField(null=True, blank=True)

    personal_data = PersonalData(editors="event contest measure unit published_at")

    class Meta:
        verbose_name = _("result sheet")
        verbose_name_plural = _("result sheets")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["event", "contest"], name="wde_sheet_once_a_contest")]

    def __str__(self) -> str:
        return f"{self.event_id} {self.contest}"

    @property
    def is_published(self) -> bool:
        return self.published_at is not None


class Result(models.Model):
    """What one participant achieved in a contest.

    A participant from the registrations is named as they agreed to be when they signed up; somebody else
    as staff wrote it down with their consent. ``heat`` 0 is the final, or the only round.
    """

    sheet = models.ForeignKey(ResultSheet, on_delete=models.CASCADE, related_name="results")
    registration = models.ForeignKey(
        Registration,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="results",
        verbose_name=_("signed up as"),
    )
    entrant = models.CharField(
        _("name to publish"),
        max_length=60,
        blank=True,
        default="",
        help_text=_("Only for people who did not sign up; as they agreed to be named."),
    )
    team = models.CharField(_("team"), max_length=60, blank=True, default="")
    bib = models.CharField(_("number worn"), max_length=10, blank=True, default="")
    heat = models.PositiveSmallIntegerField(_("heat"), default=0, help_text=_("0: the final or only round"))
    value = models.DecimalField(max_digits=10, decimal_places=3, null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=3, choices=ResultState.choices, default=ResultState.FINISHED
    )
    rank = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    note = models.CharField(
        _("record or note"), max_length=60, blank=True, default="", help_text=_("破社区纪录")
    )

    personal_data = PersonalData(
        emptied(Stage.CONTACT, "entrant bib", event="sheet__event"),
        nobodys="sheet registration team heat value state rank",
        editors="note",
    )

    class Meta:
        verbose_name = _("result")
        verbose_name_plural = _("results")
        ordering = ["heat", F("rank").asc(nulls_last=True), "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "registration", "heat"],
                condition=Q(registration__isnull=False),
                name="wde_result_once_a_round",
            )
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.rank or '-'}"

    @property
    def public_name(self) -> str:
        """The participant as everyone may read it."""
        registration = self.registration
        if registration is not None:
            return public_name(registration.name, registration.named_as) or participant()
        return self.entrant or participant()

    @property
    def text(self) -> str:
        """The value with its unit, or why there is none."""
        if self.state != ResultState.FINISHED:
            return str(self.get_state_display())
        return format_value(self.value, self.sheet.measure, self.sheet.unit)

    @property
    def medal(self) -> str:
        """gold, silver or bronze; empty beyond the third place and in heats."""
        return "" if self.heat else MEDALS.get(self.rank or 0, "")


class Award(models.Model):
    """The prize of one work of a show, which the page names by the id of its block."""

    event = models.ForeignKey(EVENT, on_delete=hand_on_or_delete, related_name="awards")
    work = models.CharField(max_length=36)
    prize = models.CharField(_("prize"), max_length=40, blank=True, default="")
    published_at = models.DateTimeField(null=True, blank=True)

    personal_data = PersonalData(editors="event work prize published_at")

    class Meta:
        verbose_name = _("prize")
        verbose_name_plural = _("prizes")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["event", "work"], name="wde_award_once_a_work")]

    def __str__(self) -> str:
        return f"{self.event_id} {self.prize}"
