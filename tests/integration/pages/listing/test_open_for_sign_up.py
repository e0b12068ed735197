"""May somebody sign up now? The list's line, its filter, the event page and booking give one answer."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from tests.support.factories import event, organisation, registration, when
from wagtail_disability_events.models import AdviceDayPage, EventPage, Quota
from wagtail_disability_events.occurrences.listing_changes import note_change
from wagtail_disability_events.pages.listing.snapshot import current
from wagtail_disability_events.registration.booking.booking import RegistrationClosed, check_open
from wagtail_disability_events.registration.seats.availability import SignUp
from wagtail_disability_events.registration.seats.availability_of_many import state_of_event, states_of_dates

pytestmark = pytest.mark.django_db

DESK = {
    "name": "咨询台",
    "about": "",
    "person": "",
    "location": "",
    "begins": time(9),
    "ends": time(10),
    "minutes": 30,
    "at_once": 1,
}


def answers(page, *, now=None):
    """What the line of each date says, whether the filter counts it, and what the event page says."""
    page, now = EventPage.objects.get(pk=page.pk), now or timezone.now()
    dates = list(page.occurrences.select_related("event").order_by("start"))
    lines, snapshot = states_of_dates(dates, now=now), current()
    counted = snapshot.open(now)
    positions = {line.pk: position for position, line in enumerate(snapshot.lines)}
    return (
        [lines[date.pk].code for date in dates],
        [bool(counted >> positions[date.pk] & 1) for date in dates],
        state_of_event(page, now=now).code,
    )


def booking_is_open(page, now=None):
    try:
        check_open(EventPage.objects.get(pk=page.pk), None, now or timezone.now())
    except RegistrationClosed:
        return False
    return True


def test_a_course_closes_when_its_first_session_begins_and_does_not_open_again():
    """The editor's help text: “Leave empty to close when it starts.”"""
    course = event(organisation(), schedule=[when(-1), when(7)])
    assert answers(course) == ([SignUp.PAST, SignUp.CLOSED], [False, False], SignUp.CLOSED)
    assert not booking_is_open(course)


def test_while_the_first_session_is_on_all_say_closed():
    noon = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
    course = event(organisation(), schedule=[when(0, time(11, 40), time(12, 40)), when(7)])
    assert answers(course, now=noon) == ([SignUp.CLOSED, SignUp.CLOSED], [False, False], SignUp.CLOSED)
    assert not booking_is_open(course, noon)


def test_a_first_session_that_was_cancelled_keeps_nobody_out():
    course = event(organisation(), schedule=[when(1), when(7)])
    first = course.occurrences.order_by("start").first()
    course.occurrences.filter(pk=first.pk).update(status="cancelled")
    note_change(course.pk)
    after_it_would_have_begun = first.start + timedelta(minutes=5)
    lines, counted, whole = answers(course, now=after_it_would_have_begun)
    assert (lines, counted, whole) == ([SignUp.CANCELLED, SignUp.OPEN], [False, True], SignUp.OPEN)


def test_dates_with_seats_of_their_own_close_one_by_one():
    gathering = event(organisation(), schedule=[when(-1), when(7)], register_for="date", capacity=5)
    assert answers(gathering) == ([SignUp.PAST, SignUp.OPEN], [False, True], SignUp.OPEN)


def test_a_full_event_that_still_wants_volunteers_accepts_them_everywhere():
    volunteers = {"name": "志愿者", "role": "volunteer", "capacity": 2, "categories": [], "note": ""}
    places = [("group", volunteers | {"min_age": None, "max_age": None})]
    full = event(organisation(), capacity=1, places=places, waitlist=False)
    registration(full)
    assert answers(full) == ([SignUp.VOLUNTEERS], [True], SignUp.VOLUNTEERS)
    Quota.objects.filter(event=full, for_volunteers=True).update(taken=2)
    assert state_of_event(EventPage.objects.get(pk=full.pk)).code == SignUp.FULL


def test_a_full_event_with_a_waiting_list_is_open_and_without_one_it_is_not():
    for waitlist, code in ((True, SignUp.WAITING), (False, SignUp.FULL)):
        full = event(organisation(), capacity=1, waitlist=waitlist)
        registration(full)
        assert answers(full) == ([code], [waitlist], code)


def test_nobody_need_sign_up_for_an_open_house_and_the_filter_shows_it():
    house = event(organisation(), registration_enabled=False)
    assert answers(house) == ([SignUp.NOT_NEEDED], [True], SignUp.NOT_NEEDED)


def test_an_event_whose_sign_up_opens_later_is_open_nowhere():
    later = event(organisation(), registration_opens=timezone.now() + timedelta(days=1))
    assert answers(later) == ([SignUp.NOT_YET], [False], SignUp.NOT_YET)
    assert not booking_is_open(later)


def test_without_rows_of_seats_sign_up_has_not_opened():
    page = event(organisation())
    Quota.objects.filter(event=page).delete()
    note_change(page.pk)
    assert answers(page)[0] == [SignUp.NOT_YET]


def test_times_at_a_desk_that_have_passed_leave_nothing_open_though_the_day_goes_on():
    advice = event(model=AdviceDayPage, parent=organisation(), schedule=[when(3)], desks=[("desk", DESK)])
    date = advice.occurrences.get()
    between = date.start + timedelta(minutes=45)
    assert answers(advice, now=date.start - timedelta(hours=1)) == ([SignUp.OPEN], [True], SignUp.OPEN)
    assert answers(advice, now=between) == ([SignUp.FULL], [False], SignUp.FULL)
