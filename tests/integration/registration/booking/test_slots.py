"""Times at a desk: offered, booked, never twice, moved with the date, withdrawn without harm."""

from datetime import time, timedelta

import pytest
from django.utils import timezone
from django.utils.translation import gettext
from freezegun import freeze_time

from tests.support import factories
from wagtail_disability_events.models import AdviceDayPage, OutboxMessage, Quota, Registration
from wagtail_disability_events.occurrences import operations
from wagtail_disability_events.registration.booking import booking, cancelling
from wagtail_disability_events.registration.form import request as booking_request
from wagtail_disability_events.registration.seats.slots import free_slots, slot_phrase

pytestmark = pytest.mark.django_db


def desk(name="法律援助", begins=time(9), ends=time(10, 30), minutes=30, at_once=1):
    return (
        "desk",
        {
            "name": name,
            "about": "",
            "person": "律师",
            "location": "1 号桌",
            "begins": begins,
            "ends": ends,
            "minutes": minutes,
            "at_once": at_once,
        },
    )


def advice_day(*desks, **fields):
    return factories.event(model=AdviceDayPage, desks=list(desks or [desk()]), **fields)


def slots(event):
    return Quota.objects.filter(event=event, kind="slot").order_by("desk", "starts_at")


def book(event, slot, **fields):
    return booking.book(
        booking_request.BookingRequest(event=event, slot=slot, applicant=factories.applicant(**fields))
    )


def form(event, slot, **fields):
    data = {"name": "赵一禾", "phone": "13800001111", "consent_processing": "on", "consent_photo": "no"}
    return data | {"slot": slot.pk if slot else ""} | fields


@pytest.mark.both_databases
def test_publishing_makes_a_time_for_each_half_hour_of_each_desk_and_date():
    event = advice_day(desk(), desk("康复", at_once=2), schedule=[factories.when(5), factories.when(6)])
    assert slots(event).count() == 12
    assert [slot_phrase(slot).split(" ")[-1] for slot in slots(event)[:1]] == ["9:00–9:30"]
    assert set(slots(event).filter(label="康复").values_list("planned_capacity", flat=True)) == {2}
    without = advice_day(desk(begins=None, ends=None))
    assert not slots(without).exists()


def test_a_resident_books_a_time_and_sees_it_everywhere(client):
    event = advice_day(questions=[factories.asks("email")])
    html = client.get(event.url).content.decode()
    assert gettext("Times can be booked, a few left") in html
    page = client.get(event.url + "register/").content.decode()
    assert "9:30–10:00" in page
    assert '<optgroup label="法律援助">' in page
    chosen = slots(event)[1]
    answer = client.post(event.url + "register/", form(event, chosen, email="a@example.com"), follow=True)
    assert "法律援助" in answer.content.decode()
    assert "9:30–10:00" in answer.content.decode()
    assert "9:30–10:00" in OutboxMessage.objects.get(registration__event=event).body
    registration = Registration.objects.get(event=event)
    assert (registration.quota, registration.occurrence) == (chosen, chosen.occurrence)
    assert gettext("Times can be booked, a few left") in client.get(event.url).content.decode()
    assert "9:30–10:00" not in client.get(event.url + "register/").content.decode()


def test_a_time_that_somebody_else_took_is_said_at_the_field_and_nothing_is_lost(client):
    event = advice_day()
    chosen = slots(event)[0]
    book(event, chosen)
    answer = client.post(event.url + "register/", form(event, chosen))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "这个时间刚刚被别人约了" in html
    assert "赵一禾" in html
    assert client.post(event.url + "register/", form(event, None)).status_code == 422
    with pytest.raises(booking.SlotTaken):
        book(event, chosen)
    assert Registration.objects.filter(event=event).count() == 1


@pytest.mark.both_databases
def test_a_race_for_the_last_time_is_told_apart_from_a_closed_form(client, monkeypatch):
    event = advice_day()
    chosen = slots(event)[0]
    monkeypatch.setattr(
        "wagtail_disability_events.registration.form.parts.dates.free_slots",
        lambda event: list(slots(event)),
    )
    book(event, chosen)
    answer = client.post(event.url + "register/", form(event, chosen))
    assert answer.status_code == 409
    assert "这个时间刚刚被别人约了" in answer.content.decode()


@pytest.mark.both_databases
def test_when_all_times_are_taken_the_event_says_so_and_the_list_too(client):
    place = factories.organisation()
    event = factories.event(place, model=AdviceDayPage, desks=[desk(ends=time(9, 30))])
    assert f">{event.title}</a></h3>" in client.get(place.url, {"open": "1"}).content.decode()
    registration = book(event, slots(event).get())
    assert "时段都约满了" in client.get(event.url).content.decode()
    assert f">{event.title}</a></h3>" not in client.get(place.url, {"open": "1"}).content.decode()
    with pytest.raises(booking.SlotTaken):
        book(event, slots(event).get())
    cancelling.cancel(registration)
    assert gettext("Times can be booked, a few left") in client.get(event.url).content.decode()


def test_cancelling_gives_the_time_back():
    event = advice_day()
    chosen = slots(event)[0]
    registration = book(event, chosen)
    cancelling.cancel(registration)
    assert book(event, chosen).quota == chosen


@pytest.mark.both_databases
def test_times_move_with_the_date_and_the_booked_are_told():
    event = advice_day()
    date = event.occurrences.get()
    chosen = slots(event)[1]
    registration = book(event, chosen, email="a@example.com")
    before = chosen.starts_at
    operations.move(date, date.start + timedelta(days=2), date.end + timedelta(days=2))
    chosen.refresh_from_db()
    assert chosen.starts_at == before + timedelta(days=2)
    message = OutboxMessage.objects.get(registration=registration, kind="moved")
    assert f"{timezone.localtime(chosen.starts_at).day} 日" in message.body


def test_a_desk_that_is_withdrawn_keeps_what_was_booked():
    event = advice_day(desk(), desk("康复"))
    booked = slots(event).filter(label="康复")[0]
    registration = book(event, booked)
    page = event.get_latest_revision_as_object()
    del page.desks[1]
    page.save_revision().publish()
    left = slots(event).filter(label="康复")
    assert [slot.pk for slot in left] == [booked.pk]
    assert not left.get().offered
    registration.refresh_from_db()
    assert registration.state == "confirmed"
    assert booked.pk not in [slot.pk for slot in free_slots(event)]


@pytest.mark.both_databases
def test_fewer_people_at_once_takes_no_booked_time_away():
    event = advice_day(desk(at_once=3))
    chosen = slots(event)[0]
    for _turn in range(2):
        book(event, chosen)
    page = event.get_latest_revision_as_object()
    page.desks[0].value["at_once"] = 1
    page.save_revision().publish()
    chosen.refresh_from_db()
    assert (chosen.planned_capacity, chosen.capacity, chosen.taken) == (1, 2, 2)
    with pytest.raises(booking.SlotTaken):
        book(event, chosen)


def test_times_that_have_passed_or_do_not_take_place_are_not_offered():
    event = advice_day(schedule=[factories.when(1), factories.when(2)])
    first, second = event.occurrences.all()
    operations.cancel(first, "因台风")
    assert {slot.occurrence_id for slot in free_slots(event)} == {second.pk}
    with freeze_time(second.start + timedelta(minutes=40)):
        assert [slot_phrase(slot).split(" ")[-1] for slot in free_slots(event)] == ["10:00–10:30"]
        book(event, free_slots(event)[0])


def test_staff_see_the_time_in_the_list(client, admin_user):
    event = advice_day()
    book(event, slots(event)[0])
    client.force_login(admin_user)
    html = client.get(f"/admin/disability-events/{event.pk}/registrations/").content.decode()
    assert "法律援助" in html
    assert "9:00–9:30" in html
