"""The digest of a period: visits, people and companions are three different numbers."""

import pytest

from tests.support import factories
from wagtail_disability_events.blocks.figures import period_figures
from wagtail_disability_events.models import Attendance, Headcount

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation():
    return factories.organisation()


def figures(organisation):
    return period_figures(organisation, factories.days_ahead(0), factories.days_ahead(10))


def test_somebody_who_comes_twice_makes_two_visits_and_is_one_person(organisation):
    event = factories.event(organisation, schedule=[factories.when(2), factories.when(3)])
    person = factories.registration(event)
    for date in event.occurrences.all():
        Attendance.objects.create(registration=person, occurrence=date)
    other = factories.registration(event)
    Attendance.objects.create(registration=other, occurrence=event.occurrences.first())

    counted = figures(organisation)

    assert (counted["attendances"], counted["people"]) == (3, 2)


def test_companions_of_registrants_and_of_walk_ins_are_both_counted(organisation):
    event = factories.event(organisation, schedule=[factories.when(2)])
    date = event.occurrences.get()
    Attendance.objects.create(registration=factories.registration(event), occurrence=date, companions=2)
    Headcount.objects.create(occurrence=date, walk_ins=4, companions=3, volunteers=5)

    counted = figures(organisation)

    assert (counted["companions"], counted["volunteers"], counted["attendances"]) == (5, 5, 5)


def test_companions_of_registrants_alone_are_counted(organisation):
    event = factories.event(organisation, schedule=[factories.when(2)])
    person = factories.registration(event)
    Attendance.objects.create(registration=person, occurrence=event.occurrences.get(), companions=2)

    assert figures(organisation)["companions"] == 2
