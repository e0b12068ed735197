"""Who came is marked for the date that they signed up for."""

import pytest

from tests.support import factories
from wagtail_disability_events.models import Attendance, EventPage
from wagtail_disability_events.registration.attendance.attendance import (
    OtherDate,
    mark_attended,
    unmark_attended,
)

pytestmark = pytest.mark.django_db


def test_who_signed_up_for_another_date_is_not_marked(admin_user):
    event = factories.event(
        schedule=[factories.when(days) for days in (7, 8)], register_for=EventPage.RegisterFor.DATE
    )
    first, second = event.occurrences.all()
    person = factories.registration(event, occurrence=first)
    with pytest.raises(OtherDate):
        mark_attended(person, second, admin_user)
    mark_attended(person, first, admin_user)
    with pytest.raises(OtherDate):
        unmark_attended(person, second)
    assert Attendance.objects.get(registration=person).occurrence == first
