"""The waiting list runs by itself: offers with a deadline, an order one can explain, no seat lost."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from freezegun import freeze_time

from tests.support import factories
from wagtail_disability_events.models import OutboxMessage, Quota, Registration
from wagtail_disability_events.registration.attendance.attendance import mark_attended
from wagtail_disability_events.registration.booking import booking, cancelling, offers, waiting_list
from wagtail_disability_events.registration.form.request import BookingRequest

pytestmark = pytest.mark.django_db


def states(*people):
    return [Registration.objects.get(pk=person.pk).state for person in people]


def taken(event):
    return Quota.objects.seats().get(event=event).taken


@pytest.fixture
def queue():
    """A full event and three who wait."""
    event = factories.event(capacity=1)
    return [factories.registration(event, email=f"{n}@example.com") for n in range(4)]


@pytest.mark.both_databases
def test_a_free_seat_is_offered_and_taken_up_by_a_yes(queue, client):
    first, second, third, _fourth = queue
    cancelling.cancel(first)
    assert states(second, third) == ["offered", "waiting"]
    assert taken(first.event) == 1  # the offer holds it
    message = OutboxMessage.objects.get(registration=second, kind="offer")
    assert "为您预留到" in message.body
    page = client.get(f"/sign-up/{second.token}/").content.decode()
    assert "为您预留名额到" in page
    client.post(f"/sign-up/{second.token}/", {"do": "accept"})
    assert states(second, third) == ["confirmed", "waiting"]
    client.post(f"/sign-up/{third.token}/", {"do": "accept"})  # has none
    assert states(third) == ["waiting"]


@pytest.mark.both_databases
def test_a_no_and_an_offer_that_ends_go_on_to_the_next(queue, client):
    first, second, third, fourth = queue
    cancelling.cancel(first)
    asked = client.get(f"/sign-up/{second.token}/?do=decline").content.decode()
    assert "确定要取消吗？名额会给下一位，取消后不能恢复。" in asked
    assert '<button type="submit" class="wde-button" name="do" value="decline">' in asked
    client.post(f"/sign-up/{second.token}/", {"do": "decline"})
    assert states(second, third) == ["cancelled", "offered"]
    ends = Registration.objects.get(pk=third.pk).offer_ends_at
    assert offers.end_offers(now=ends - timedelta(minutes=1)) == 0
    assert offers.end_offers(now=ends) == 1
    assert states(third, fourth) == ["cancelled", "offered"]
    assert offers.end_offers(now=ends) == 0
    assert not offers.accept_offer(Registration.objects.get(pk=third.pk))
    assert OutboxMessage.objects.filter(registration=third, kind="offer-ended").exists()
    assert taken(first.event) == 1


def test_an_offer_cannot_be_taken_up_after_its_time(queue):
    first, second, *_rest = queue
    cancelling.cancel(first)
    second.refresh_from_db()
    late = second.offer_ends_at + timedelta(seconds=1)
    assert not offers.accept_offer(second, now=late)
    assert states(second) == ["offered"]


def test_shortly_before_the_event_a_place_is_given_at_once():
    event = factories.event(capacity=1)
    start = timezone.now() + timedelta(hours=2)
    event.occurrences.update(start=start, end=start + timedelta(hours=2))
    first, second = (factories.registration(event) for _turn in range(2))
    cancelling.cancel(first)
    assert states(second) == ["confirmed"]
    assert OutboxMessage.objects.get(registration=second, kind="promoted").channel == "call"


def test_an_offer_ends_before_the_event_begins():
    event = factories.event(capacity=1)
    start = timezone.now() + timedelta(hours=10)
    event.occurrences.update(start=start, end=start + timedelta(hours=2))
    first, second = (factories.registration(event) for _turn in range(2))
    cancelling.cancel(first)
    ends = Registration.objects.get(pk=second.pk).offer_ends_at
    assert ends == start - waiting_list.BEFORE_START


@pytest.mark.both_databases
def test_who_comes_for_the_first_time_may_come_first():
    earlier = factories.event(schedule=[factories.when(-9)])
    regular = {"name": "老朋友", "phone": "13800007777"}
    came = factories.registration(earlier, by_staff=True, **regular)
    mark_attended(came, earlier.occurrences.get(), None)
    event = factories.event(capacity=1, waiting_order="newcomers")
    holder = factories.registration(event)
    friend, newcomer = factories.registration(event, **regular), factories.registration(event)
    assert [waiting_list.people_ahead(r) for r in (newcomer, friend)] == [0, 1]
    cancelling.cancel(holder)
    assert states(friend, newcomer) == ["waiting", "offered"]
    in_order = factories.event(capacity=1)
    factories.registration(in_order)
    assert waiting_list.people_ahead(factories.registration(in_order, **regular)) == 0


@pytest.mark.both_databases
def test_whoever_wants_more_than_is_free_is_passed_over_and_keeps_the_place_in_the_queue():
    event = factories.event(capacity=2, companions=2, companions_take_places=True)
    first, second = (factories.registration(event) for _turn in range(2))
    pair = booking.book(BookingRequest(event=event, applicant=factories.applicant(), companions=1))
    single = factories.registration(event)
    cancelling.cancel(first)
    assert states(pair, single) == ["waiting", "offered"]
    cancelling.cancel(single)
    cancelling.cancel(second)
    assert states(pair) == ["offered"]
    assert taken(event) == 2


def test_services_come_with_the_place():
    offer = ("service", {"service": "transport", "limit": 1, "note": ""})
    event = factories.event(capacity=1, access=[offer])
    first = factories.registration(event)
    waits = factories.registration(event, services=("transport",))
    assert not waits.service_requests.get().granted
    assert Quota.objects.services().get(event=event).taken == 0
    cancelling.cancel(first)
    assert waits.service_requests.get().granted
    cancelling.cancel(Registration.objects.get(pk=waits.pk))
    assert Quota.objects.services().get(event=event).taken == 0


def test_a_service_given_back_goes_to_whoever_comes_and_lacks_it():
    event = factories.event(capacity=5, access=[("service", {"service": "guide", "limit": 1, "note": ""})])
    first, second, third = (factories.registration(event, services=("guide",)) for _turn in range(3))
    assert [one.service_requests.get().granted for one in (first, second, third)] == [True, False, False]
    cancelling.cancel(first)
    assert [one.service_requests.get().granted for one in (second, third)] == [True, False]
    assert Quota.objects.services().get(event=event).taken == 1


def test_staff_give_a_place_out_of_turn_with_a_reason(queue):
    _first, _second, third, _fourth = queue
    assert waiting_list.promote(third, "住得远，要安排车")
    assert states(third) == ["confirmed"]
    quota = Quota.objects.seats().get(event=third.event)
    assert (quota.taken, quota.planned_capacity, quota.left) == (2, 1, 0)
    assert not waiting_list.promote(third, "再来一次")


@pytest.mark.both_databases
def test_a_place_given_beyond_the_plan_shrinks_away_when_somebody_leaves(queue):
    first, second, third, _fourth = queue
    waiting_list.promote(third, "特殊情况")
    cancelling.cancel(first)
    assert taken(first.event) == 1
    assert states(second) == ["waiting"]  # there is nothing free by the plan


@pytest.mark.both_databases
def test_an_offer_whose_time_is_over_goes_to_the_next(queue):
    first, second, third, _fourth = queue
    cancelling.cancel(first)
    ends = Registration.objects.get(pk=second.pk).offer_ends_at
    with freeze_time(ends):
        call_command("run_periodic", only=["offers"])
    assert states(second, third) == ["cancelled", "offered"]


def test_out_of_turn_everything_comes_with_the_place_beyond_the_plan_if_need_be():
    offer = ("service", {"service": "transport", "limit": 2, "note": ""})
    event = factories.event(
        capacity=2,
        companions=2,
        companions_take_places=True,
        access=[offer],
        places=[factories.places("轮椅席", 1)],
    )
    wheelchairs = Quota.objects.get(event=event, label="轮椅席")

    def sign_up():
        return booking.book(
            BookingRequest(
                event=event,
                applicant=factories.applicant(),
                places=(wheelchairs.service,),
                companions=1,
                services=("transport",),
            )
        )

    _first, waits = sign_up(), sign_up()
    assert (waits.state, waits.service_requests.get().granted) == ("waiting", False)
    assert waiting_list.promote(waits, "理" * 300)
    assert (waits.state, waits.overbooked_because) == ("confirmed", "理" * 200)
    waits.refresh_from_db()
    assert (waits.state, waits.overbooked_because) == ("confirmed", "理" * 200)
    assert waits.service_requests.get().granted
    said = Quota.objects.filter(event=event).values_list("kind", "taken", "planned_capacity")
    assert sorted(said) == [("group", 2, 1), ("seat", 4, 2), ("service", 2, 2)]


def test_out_of_turn_no_service_is_given_that_is_gone_or_no_longer_offered():
    offers = [
        ("service", {"service": code, "limit": 1, "note": ""}) for code in ("transport", "captions", "guide")
    ]
    event = factories.event(capacity=1, access=offers)
    factories.registration(event, services=("transport",))
    waits = factories.registration(event, services=("transport", "captions", "guide"))
    Quota.objects.filter(event=event, service="captions").update(offered=False)
    waiting_list.promote(waits, "特殊情况")
    granted = dict(waits.service_requests.values_list("quota__service", "granted"))
    assert granted == {"transport": False, "captions": False, "guide": True}
    rows = Quota.objects.filter(event=event, kind="service")
    taken_now = dict(rows.values_list("service", "taken"))
    assert taken_now == {"transport": 1, "captions": 0, "guide": 1}


def test_whoever_moves_up_is_told_of_the_services_that_came_with_it(settings):
    settings.WAGTAIL_DISABILITY_EVENTS = {"OFFER_HOURS": 0}
    offer = ("service", {"service": "transport", "limit": 1, "note": ""})
    event = factories.event(capacity=1, access=[offer])
    first = factories.registration(event)
    waits = factories.registration(event, services=("transport",), email="a@example.com")
    cancelling.cancel(first)
    message = OutboxMessage.objects.get(registration=waits, kind="promoted")
    assert waits.service_requests.get().granted
    assert "无障碍接送" in message.body


def test_an_offer_is_taken_up_once_and_its_deadline_is_gone(queue):
    first, second, third, _fourth = queue
    cancelling.cancel(first)
    second.refresh_from_db()
    assert offers.accept_offer(second) is True
    assert (second.state, second.offer_ends_at) == ("confirmed", None)
    stored = Registration.objects.get(pk=second.pk)
    assert (stored.state, stored.offer_ends_at) == ("confirmed", None)
    assert offers.accept_offer(second) is False
    assert offers.accept_offer(third) is False


def test_offers_that_end_together_are_counted_and_each_goes_to_the_next(settings):
    event = factories.event(capacity=2)
    people = [factories.registration(event, email=f"{n}@example.com") for n in range(5)]
    for person in people[:2]:
        cancelling.cancel(person)
    assert states(*people[2:]) == ["offered", "offered", "waiting"]
    ends = Registration.objects.get(pk=people[2].pk).offer_ends_at
    assert offers.end_offers(now=ends - timedelta(seconds=1)) == 0
    assert offers.end_offers(now=ends + timedelta(minutes=1)) == 2
    assert states(*people[2:]) == ["cancelled", "cancelled", "offered"]
    told = OutboxMessage.objects.filter(kind="offer-ended").order_by("pk")
    assert [message.registration_id for message in told] == [people[2].pk, people[3].pk]


def test_whoever_has_moved_up_is_no_longer_in_the_queue():
    event = factories.event(capacity=1)
    first = factories.registration(event)
    waiting = [factories.registration(event) for _turn in range(3)]
    Quota.objects.seats().filter(event=event).update(planned_capacity=4, capacity=4)
    moved = waiting_list.promote_from_waitlist(event.pk)
    assert [person.pk for person in moved] == [person.pk for person in waiting]
    assert waiting_list.promote_from_waitlist(event.pk) == []
    assert taken(event) == 4
    assert states(first) == ["confirmed"]
