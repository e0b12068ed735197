"""The photos of oneself on a private page: held back by others' reports, not by one's own."""

import pytest

from tests.support import factories
from wagtail_disability_events.gallery.photos.editing import link_person
from wagtail_disability_events.gallery.photos.own_photos import photos_for
from wagtail_disability_events.gallery.photos.reporting import report_photo
from wagtail_disability_events.models import PhotoReport
from wagtail_disability_events.registration.attendance.attendance import mark_attended

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return factories.registration(factories.event())


@pytest.fixture
def photo(person):
    made = factories.photo(person.event.specific, state="participants", alt_text="一位选手推着轮椅冲过终点线")
    link_person(made, person)
    return made


def own(person) -> list[int]:
    mine, _common = photos_for(person)
    return list(mine.values_list("pk", flat=True))


def test_an_open_report_by_an_outsider_hides_a_photo_from_its_own_subject(person, photo):
    assert own(person) == [photo.pk]

    report_photo(photo, "孩子的脸", "13800001234")

    assert own(person) == []


def test_when_staff_keep_the_photo_its_subject_has_it_again(person, photo):
    report_photo(photo, "", "")
    PhotoReport.objects.update(decision=PhotoReport.Decision.KEPT)

    assert own(person) == [photo.pk]


def test_a_report_of_a_registrant_leaves_the_photo_to_its_subject(person, photo):
    report_photo(photo, "", "", registration=person)

    assert own(person) == [photo.pk]


def test_photos_for_those_who_took_part_are_for_those_who_were_seen_there(person, admin_user):
    """Anybody can fill in a form."""
    photo = factories.photo(person.event.specific, state="participants", alt_text="冲过终点线")
    stranger = factories.registration(person.event.specific)
    assert [list(photos_for(each)[1]) for each in (stranger, person)] == [[], []]
    mark_attended(person, person.event.occurrences.get(), admin_user)
    assert list(photos_for(person)[1]) == [photo]
    assert list(photos_for(stranger)[1]) == []
