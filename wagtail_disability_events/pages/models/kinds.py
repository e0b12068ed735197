"""Events of a kind that has something of its own: contests, works, a programme, a syllabus, desks."""

from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField

from ...blocks.places import contest_groups
from ...blocks.streams import (
    AdviceBlock,
    ContestsBlock,
    EmployersBlock,
    GatheringBlock,
    SyllabusBlock,
    WorksBlock,
)
from ...core.personal_data import PersonalData
from ...occurrences.kinds import EventKind
from ...registration.seats.place_groups import PlaceGroup
from .event import EventPage


def _kind_panels(special: str, heading: str | Promise, *more: str) -> list[Any]:
    """An event's panels with the one that is special to a kind after “where”."""
    panels = list(EventPage.content_panels)
    panels.insert(7, FieldPanel(special, heading=heading))
    panels[8:8] = [FieldPanel(name) for name in more]
    return panels


class SportsDayPage(EventPage):
    """Contests in classes, with results and medals."""

    contests = StreamField(
        ContestsBlock(required=False), verbose_name=_("contests and results"), blank=True, default=list
    )
    choose_contests = models.BooleanField(_("people choose their contests when they sign up"), default=False)
    fact_fields = (*EventPage.fact_fields, "choose_contests")
    own_kind = EventKind.SPORTS
    special_field = "contests"
    special_heading = _("Contests and results")
    content_panels = _kind_panels("contests", _("Contests and results"), "choose_contests")
    page_description = _("Fun sports and games: contests, classes, results, medals.")

    personal_data = PersonalData(editors="contests choose_contests")

    class Meta:
        verbose_name = _("sports day")
        verbose_name_plural = _("sports days")

    def place_groups(self) -> list[PlaceGroup]:
        """Its groups, and its contests where people choose them."""
        return super().place_groups() + (contest_groups(self.contests) if self.choose_contests else [])


class ArtShowcasePage(EventPage):
    """Works of residents, described for people who cannot see them."""

    works = StreamField(WorksBlock(required=False), verbose_name=_("works"), blank=True, default=list)
    own_kind = EventKind.ARTS
    special_field = "works"
    special_heading = _("Works")
    content_panels = _kind_panels("works", _("Works on show"))
    page_description = _("Painting, calligraphy, handicraft, essays: works and prizes.")

    personal_data = PersonalData(editors="works")

    class Meta:
        verbose_name = _("art showcase")
        verbose_name_plural = _("art showcases")


class SocialGatheringPage(EventPage):
    """A get-together with its programme and guests."""

    programme = StreamField(
        GatheringBlock(required=False), verbose_name=_("programme"), blank=True, default=list
    )
    own_kind = EventKind.GATHERING
    special_field = "programme"
    special_heading = _("Programme")
    content_panels = _kind_panels("programme", _("Programme"))
    page_description = _("Gatherings and festivities: programme, guests, a pledge.")

    personal_data = PersonalData(editors="programme")

    class Meta:
        verbose_name = _("gathering")
        verbose_name_plural = _("gatherings")


class TrainingCoursePage(EventPage):
    """A course of one or several sessions."""

    syllabus = StreamField(
        SyllabusBlock(required=False), verbose_name=_("syllabus"), blank=True, default=list
    )
    course_certificate_minimum = models.PositiveSmallIntegerField(
        _("sessions for a course certificate"),
        null=True,
        blank=True,
        help_text=_("Who came at least so often gets a course certificate. Leave empty for none."),
    )
    course_certificate_text = models.CharField(
        _("words on the course certificate"),
        max_length=200,
        blank=True,
        help_text=_("For example 完成手语初级课程，成绩合格，特发此证。"),
    )
    fact_fields = (*EventPage.fact_fields, "course_certificate_minimum")
    worded_fields = (*EventPage.worded_fields, "course_certificate_text")
    own_kind = EventKind.TRAINING
    special_field = "syllabus"
    special_heading = _("What you learn")
    content_panels = [
        *_kind_panels("syllabus", _("Syllabus")),
        MultiFieldPanel(
            [FieldPanel("course_certificate_minimum"), FieldPanel("course_certificate_text")],
            heading=_("Certificate"),
        ),
    ]
    page_description = _("Trainings and courses: sessions, teachers, syllabus.")

    personal_data = PersonalData(editors="syllabus course_certificate_minimum course_certificate_text")

    class Meta:
        verbose_name = _("training course")
        verbose_name_plural = _("training courses")


class AdviceDayPage(EventPage):
    """Desks where people get advice: legal aid, rehabilitation, employment, certificates."""

    desks = StreamField(AdviceBlock(required=False), verbose_name=_("desks"), blank=True, default=list)
    own_kind = EventKind.ADVICE
    special_field = "desks"
    special_heading = _("Who advises you")
    content_panels = _kind_panels("desks", _("Desks"))
    page_description = _("Advice and legal aid: desks and who sits there.")

    personal_data = PersonalData(editors="desks")

    class Meta:
        verbose_name = _("advice day")
        verbose_name_plural = _("advice days")


class JobFairPage(EventPage):
    """Employers and the posts they offer."""

    employers = StreamField(
        EmployersBlock(required=False), verbose_name=_("employers"), blank=True, default=list
    )
    own_kind = EventKind.JOB_FAIR
    special_field = "employers"
    special_heading = _("Who offers work")
    content_panels = _kind_panels("employers", _("Employers and posts"))
    page_description = _("Job fairs: employers, posts, access at work.")

    personal_data = PersonalData(editors="employers")

    class Meta:
        verbose_name = _("job fair")
        verbose_name_plural = _("job fairs")


class ServiceDrivePage(EventPage):
    """A drive such as the renewal of certificates: desks with times, and what to bring."""

    desks = StreamField(AdviceBlock(required=False), verbose_name=_("desks"), blank=True, default=list)
    own_kind = EventKind.DRIVE
    special_field = "desks"
    special_heading = _("How it goes")
    content_panels = _kind_panels("desks", _("Desks, times, what to bring"))
    page_description = _("Renewing disability cards, registering: times to book, what to bring.")

    personal_data = PersonalData(editors="desks")

    class Meta:
        verbose_name = _("service drive")
        verbose_name_plural = _("service drives")
