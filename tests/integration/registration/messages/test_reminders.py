"""Who is reminded of which date, and when."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.support import factories
from wagtail_disability_events.models import EventPage, OutboxMessage, Registration
from wagtail_disability_events.occurrences import operations
from wagtail_disability_events.registration.booking.periodic import remind

pytestmark = pytest.mark.django_db

FAR = 40


@pytest.fixture(autouse=True)
def nobody_else(settings):
    """Only the events of a test have anybody to remind; and it is done one day before."""
    Registration.objects.update(erased_at=timezone.now())
    settings.WAGTAIL_DISABILITY_EVENTS = {**settings.WAGTAIL_DISABILITY_EVENTS, "REMINDER_DAYS": (1,)}


def who_comes(event, *, signed_up: timedelta = timedelta(days=30), occurrence=None) -> Registration:
    """Somebody with a mail address, who signed up so long before the event's first date."""
    person = factories.registration(event, email="resident@example.com", occurrence=occurrence)
    date = occurrence or event.occurrences.order_by("start").first()
    Registration.objects.filter(pk=person.pk).update(created_at=date.start - signed_up)
    return person


def reminded() -> list[int]:
    """Registrations that have been reminded, in the order in which they were."""
    messages = OutboxMessage.objects.filter(kind="reminder").order_by("pk")
    return list(messages.values_list("registration_id", flat=True))


def test_several_dates_are_reminded_of_in_the_order_in_which_they_come():
    events = [
        factories.event(schedule=[factories.when(FAR, factories.time(hour), factories.time(20))])
        for hour in (15, 9, 12)
    ]
    people = [who_comes(event) for event in events]
    now = events[1].occurrences.get().start - timedelta(hours=20)
    assert remind(now=now) == 3
    assert reminded() == [people[1].pk, people[2].pk, people[0].pk]
    assert remind(now=now) == 0


@pytest.mark.parametrize(
    ("before", "count"),
    [
        (timedelta(days=2), 0),
        (timedelta(hours=33, minutes=1), 0),  # the last minute of the day before yesterday
        (timedelta(hours=32, minutes=59), 1),
        (timedelta(minutes=1), 1),
        (timedelta(0), 0),
        (timedelta(hours=-1), 0),
    ],
)
def test_days_are_those_of_the_calendar_and_what_has_begun_is_not_reminded_of(before, count):
    event = factories.event(schedule=[factories.when(FAR)])  # nine in the morning
    who_comes(event)
    assert remind(now=event.occurrences.get().start - before) == count


@pytest.mark.parametrize(("hours", "count"), [(12, 0), (13, 1)])
def test_who_signed_up_within_twelve_hours_was_told_then(hours, count):
    event = factories.event(schedule=[factories.when(FAR)])
    who_comes(event, signed_up=timedelta(hours=10 + hours))
    assert remind(now=event.occurrences.get().start - timedelta(hours=10)) == count


def test_events_that_are_not_public_and_dates_that_do_not_hold_are_not_reminded_of():
    hidden, called_off = (factories.event(schedule=[factories.when(FAR)]) for _event in range(2))
    for event in (hidden, called_off):
        who_comes(event)
    EventPage.objects.filter(pk=hidden.pk).update(live=False)
    date = called_off.occurrences.get()
    operations.cancel(date, "台风")
    assert remind(now=date.start - timedelta(hours=10)) == 0


def test_who_was_erased_is_not_written_to():
    event = factories.event(schedule=[factories.when(FAR)])
    person = who_comes(event)
    Registration.objects.filter(pk=person.pk).update(erased_at=timezone.now())
    assert remind(now=event.occurrences.get().start - timedelta(hours=10)) == 0


def test_each_number_of_days_reminds_once(settings):
    settings.WAGTAIL_DISABILITY_EVENTS |= {"REMINDER_DAYS": (3, 1)}
    event = factories.event(schedule=[factories.when(FAR)])
    person = who_comes(event)
    date = event.occurrences.get()
    assert remind(now=date.start - timedelta(days=3)) == 1
    assert remind(now=date.start - timedelta(days=2)) == 0
    assert remind(now=date.start - timedelta(days=1)) == 1
    keys = OutboxMessage.objects.filter(kind="reminder").values_list("deduplication_key", flat=True)
    assert sorted(keys) == [
        f"reminder:{date.pk}:1:{person.pk}:email",
        f"reminder:{date.pk}:3:{person.pk}:email",
    ]
    assert reminded() == [person.pk, person.pk]


@pytest.mark.parametrize("people", [1, 6])
def test_queries_do_not_grow_with_people(people, django_assert_max_num_queries):
    event = factories.event(schedule=[factories.when(FAR)])
    for _person in range(people):
        who_comes(event)
    with django_assert_max_num_queries(22):
        assert remind(now=event.occurrences.get().start - timedelta(hours=10)) == people
