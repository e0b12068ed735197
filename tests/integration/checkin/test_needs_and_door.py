"""Before the day: what people need is arranged. On the day: who is here. And signing up those who call."""

import pytest
from django.utils import timezone
from wagtail.models import PageLogEntry

from tests.support import factories
from tests.support.undoing import undone
from wagtail_disability_events.models import (
    Attendance,
    ErasureRecord,
    Headcount,
    OutboxMessage,
    Quota,
    Registration,
    ServiceRequest,
)
from wagtail_disability_events.registration.attendance.attendance import turnout
from wagtail_disability_events.registration.attendance.expected import DoorCounts
from wagtail_disability_events.registration.booking import booking, cancelling
from wagtail_disability_events.registration.form import request as booking_request
from wagtail_disability_events.registration.needs.readiness import readiness, warnings

pytestmark = pytest.mark.django_db
BASE = "/admin/disability-events/{}/"
EVERYTHING = ("view", "change", "reveal", "export")


@pytest.fixture
def event():
    offers = [
        ("service", {"service": code, "limit": limit, "note": ""})
        for code, limit in (("transport", 2), ("sign-language", None))
    ]
    return factories.event(capacity=3, access=offers, schedule=[factories.when(5)])


@pytest.fixture
def staff(client, event):
    client.force_login(factories.user("door", page=event, pages=("change",), registrations=EVERYTHING))
    return client


@pytest.fixture
def person(event):
    return factories.registration(
        event, name="赵一禾", phone="13800001234", services=("transport",), email="a@example.com"
    )


def url(event, rest=""):
    return BASE.format(event.pk) + rest


ADDRESSES = {
    "needs": ("get", "needs/", {}, "view"),
    "arrange": ("post", "needs/", {"do": "arrange", "detail": "x"}, "change"),
    "sheet": ("post", "needs/transport/", {}, "reveal"),
    "door": ("get", "door/", {}, "change"),
    "mark": ("post", "door/", {"came": "yes"}, "change"),
    "messages": ("get", "messages/", {}, "view"),
    "told": ("post", "messages/", {"do": "told"}, "change"),
    "add": ("get", "registrations/add/", {}, "change"),
    "one": ("get", "registrations/{}/", {}, "view"),
    "reveal one": ("post", "registrations/{}/", {"do": "reveal"}, "reveal"),
    "cancel one": ("post", "registrations/{}/", {"do": "cancel"}, "change"),
}


@pytest.mark.parametrize("rights", [(), ("view",), ("view", "change"), EVERYTHING])
def test_each_address_opens_only_for_those_who_may(client, event, person, rights):
    client.force_login(factories.user("u", page=event, pages=("change",), registrations=rights))
    refused = {what for what in ADDRESSES if is_refused(client, event, person, what)}
    assert refused == {what for what, (*_request, needed) in ADDRESSES.items() if needed not in rights}


def test_no_address_opens_for_somebody_of_another_organisation(client, event, person):
    elsewhere = factories.organisation()
    client.force_login(factories.user("v", page=elsewhere, pages=("change",), registrations=EVERYTHING))
    for what in ADDRESSES:
        assert is_refused(client, event, person, what), what


def is_refused(client, event, person, what):
    method, rest, data, _needed = ADDRESSES[what]
    data = data | {"request": person.service_requests.get().pk, "registration": person.pk}
    with undone():
        answer = getattr(client, method)(
            url(event, rest.format(person.pk)), data if method == "post" else None
        )
    return answer.status_code == 302 and answer["Location"].endswith("/admin/")


class TestNeeds:
    @pytest.mark.both_databases
    def test_offered_asked_arranged_missing(self, event, person, admin_user):
        factories.registration(event, services=("transport", "sign-language"))
        waits = factories.registration(event, services=("transport",))
        assert cancelling.cancel(waits)
        found = {one.code: one for one in readiness(event)}
        transport = found["transport"]
        assert (transport.limit, transport.asked, transport.arranged, transport.missing) == (2, 2, 0, 2)
        assert "还有 2 人未落实" in warnings(event, [transport])[0]
        far = factories.event(schedule=[factories.when(20)])
        assert warnings(far, [transport]) == []

    def test_arranging_and_refusing_tell_the_person(self, staff, event, person):
        request = person.service_requests.get()
        staff.post(url(event, "needs/"), {"request": request.pk, "do": "arrange", "detail": "8:15 东门上车"})
        request.refresh_from_db()
        assert (request.arrangement, request.detail, request.decided_by.username) == (
            "arranged",
            "8:15 东门上车",
            "door",
        )
        assert "8:15 东门上车" in OutboxMessage.objects.get(registration=person, kind="arranged").body
        staff.post(url(event, "needs/"), {"request": request.pk, "do": "open"})
        staff.post(url(event, "needs/"), {"request": request.pk, "do": "refuse", "detail": ""})
        assert ServiceRequest.objects.get(pk=request.pk).arrangement == "open"  # no reason, no refusal
        staff.post(url(event, "needs/"), {"request": request.pk, "do": "refuse", "detail": "车坏了"})
        assert "车坏了" in OutboxMessage.objects.get(registration=person, kind="unmet").body
        assert Quota.objects.services().get(event=event, service="transport").taken == 0
        staff.post(url(event, "needs/"), {"request": request.pk, "do": "open"})
        assert Quota.objects.services().get(event=event, service="transport").taken == 1

    def test_the_list_is_masked_and_details_need_a_permission(self, client, event, person):
        request = person.service_requests.get()
        request.detail = "8:15 东门上车"
        request.arrangement = "arranged"
        request.save()
        client.force_login(factories.user("w", page=event, pages=("change",), registrations=("view",)))
        html = client.get(url(event, "needs/")).content.decode()
        assert "赵*" in html
        for secret in ("赵一禾", "13800001234", "东门"):
            assert secret not in html

    def test_a_driver_gets_names_and_phones_an_interpreter_does_not(self, staff, event, person):
        factories.registration(event, name="钱多多", phone="13800005555", services=("sign-language",))
        driver = staff.post(url(event, "needs/transport/")).content.decode()
        assert "赵一禾" in driver
        assert "13800001234" in driver
        interpreter = staff.post(url(event, "needs/sign-language/")).content.decode()
        assert "钱*" in interpreter
        assert "13800005555" not in interpreter
        entries = PageLogEntry.objects.filter(action="wde.registrations.reveal", page=event.pk)
        assert {entry.data["sheet"] for entry in entries} == {"transport", "sign-language"}
        assert staff.post(url(event, "needs/nothing/")).status_code == 302

    def test_a_request_of_another_event_is_out_of_reach(self, staff, event, person):
        other = factories.event(access=[("service", {"service": "transport", "limit": 1, "note": ""})])
        request = factories.registration(other, services=("transport",)).service_requests.get()
        answer = staff.post(url(event, "needs/"), {"request": request.pk, "do": "arrange"})
        assert answer.status_code == 404


class TestDoor:
    @pytest.mark.both_databases
    def test_a_button_marks_and_takes_back_and_the_counts_follow(self, staff, event, person):
        date = event.occurrences.get()
        html = staff.get(url(event, "door/")).content.decode()
        assert "赵一禾" in html
        mark = {"registration": person.pk, "date": date.pk}
        for came, count in (("yes", 1), ("yes", 1), ("no", 0), ("yes", 1)):
            answer = staff.post(url(event, "door/"), mark | {"came": came})
            assert answer["Location"].endswith(f"#person-{person.pk}")
            assert Attendance.objects.filter(registration=person).count() == count
        counts = staff.get(url(event, "door/")).context["counts"]
        assert counts == DoorCounts(expected=1, came=1, missing=0, walk_ins=0)

    @pytest.mark.both_databases
    def test_companions_come_along_and_walk_ins_are_counted(self, staff):
        event = factories.event(companions=2)
        person = booking.book(
            booking_request.BookingRequest(event=event, applicant=factories.applicant(), companions=2)
        )
        staff.force_login(factories.user("d2", page=event, pages=("change",), registrations=EVERYTHING))
        staff.post(url(event, "door/"), {"registration": person.pk, "came": "yes"})
        for wish in ("more", "more", "fewer", "fewer", "fewer", "more"):
            staff.post(url(event, "door/"), {"walk_in": wish})
        found = turnout(event)
        assert (found.attendances, found.companions, found.people) == (2, 2, 1)
        assert Headcount.objects.get(occurrence__event=event).walk_ins == 1

    def test_who_cancelled_or_waits_is_not_expected(self, staff, event, person):
        comes, comes_too, offered, waits = (factories.registration(event) for _turn in range(4))
        cancelling.cancel(person)
        assert Registration.objects.get(pk=offered.pk).state == "offered"
        listed = {line.registration.pk for line in staff.get(url(event, "door/")).context["people"]}
        assert listed == {comes.pk, comes_too.pk, offered.pk}  # a place is kept for an offer
        for unexpected in (person, waits):
            mark = {"registration": unexpected.pk, "came": "yes"}
            assert staff.post(url(event, "door/"), mark).status_code == 404

    def test_names_are_found_and_stand_in_no_address(self, staff, event, person):
        factories.registration(event, name="钱多多")
        for text in ("赵一禾", "赵", "1234", person.reference, "138 0000 1234"):
            found = staff.post(url(event, "door/"), {"q": text}).context["people"]
            assert [line.registration.pk for line in found] == [person.pk], text

    def test_without_the_right_to_names_there_are_numbers_and_a_look_is_logged(self, client, event, person):
        client.force_login(
            factories.user("n", page=event, pages=("change",), registrations=("view", "change"))
        )
        html = client.get(url(event, "door/")).content.decode()
        assert "赵一禾" not in html
        assert person.reference in html
        looks = PageLogEntry.objects.filter(action="wde.registrations.reveal", page=event.pk)
        assert not looks.exists()
        client.force_login(factories.user("m", page=event, pages=("change",), registrations=EVERYTHING))
        for _turn in range(3):
            client.get(url(event, "door/"))
        assert looks.count() == 1

    def test_an_event_without_dates_says_what_to_do(self, client, admin_user):
        client.force_login(admin_user)
        draft = factories.event(publish=False)
        assert client.get(url(draft, "door/")).status_code == 200


class TestByPhone:
    def form(self, **changes):
        data = {"name": "赵一禾", "phone": "13800001234", "consent_processing": "on", "consent_photo": "no"}
        return data | changes

    def test_somebody_who_calls_is_signed_up_also_after_the_form_has_closed(self, staff, event):
        type(event).objects.filter(pk=event.pk).update(registration_closes=timezone.now())
        assert "代为报名" in staff.get(url(event, "registrations/add/")).content.decode()
        answer = staff.post(url(event, "registrations/add/"), self.form())
        registration = Registration.objects.get(event=event)
        assert answer["Location"].endswith(f"/registrations/{registration.pk}/")
        assert registration.created_by.username == "door"
        again = staff.post(url(event, "registrations/add/"), self.form(), follow=True)
        assert "已经报过名" in again.content.decode()
        assert Registration.objects.filter(event=event).count() == 1

    def test_beyond_the_plan_only_with_a_reason_and_it_is_logged(self, staff):
        event = factories.event(capacity=1, waitlist=False)
        staff.force_login(factories.user("d3", page=event, pages=("change",), registrations=EVERYTHING))
        factories.registration(event)
        full = staff.post(url(event, "registrations/add/"), self.form())
        assert list(full.context["form"].errors) == ["beyond_because"]
        staff.post(url(event, "registrations/add/"), self.form(beyond_because="领队必须到场"))
        [registration] = [one for one in event.registrations.all() if one.overbooked_because]
        assert registration.overbooked_because == "领队必须到场"
        assert registration.state == "confirmed"
        quota = Quota.objects.seats().get(event=event)
        assert (quota.taken, quota.planned_capacity) == (2, 1)
        entry = PageLogEntry.objects.get(action="wde.registrations.beyond")
        assert entry.data == {"references": [registration.reference]}

    def test_mistakes_are_told(self, staff, event):
        answer = staff.post(url(event, "registrations/add/"), self.form(phone="1"))
        assert answer.status_code == 422
        assert 'href="#id_phone"' in answer.content.decode()


class TestOnePerson:
    def test_masked_until_asked_for_and_the_look_is_logged(self, staff, event, person):
        here = url(event, f"registrations/{person.pk}/")
        masked = staff.get(here).content.decode()
        assert "13800001234" not in masked
        assert "赵一禾" not in masked
        assert "13800001234" in staff.post(here, {"do": "reveal"}).content.decode()
        entry = PageLogEntry.objects.get(action="wde.registrations.reveal", page=event.pk)
        assert entry.data["references"] == [person.reference]

    def test_a_place_out_of_turn_needs_a_reason(self, staff, event, person):
        for _turn in range(2):
            factories.registration(event)
        waits = factories.registration(event)
        here = url(event, f"registrations/{waits.pk}/")
        staff.post(here, {"do": "promote", "reason": " "})
        assert Registration.objects.get(pk=waits.pk).state == "waiting"
        staff.post(here, {"do": "promote", "reason": "家住得远"})
        assert Registration.objects.get(pk=waits.pk).state == "confirmed"
        assert Registration.objects.get(pk=waits.pk).overbooked_because == "家住得远"
        entry = PageLogEntry.objects.get(action="wde.registrations.promote")
        assert entry.data == {"references": [waits.reference]}

    def test_cancelling_and_erasing_are_asked_first(self, staff, event, person):
        here = url(event, f"registrations/{person.pk}/")
        assert 'value="cancel"' in staff.get(here + "?ask=cancel").content.decode()
        assert Registration.objects.get(pk=person.pk).state == "confirmed"
        staff.post(here, {"do": "send"})
        assert OutboxMessage.objects.filter(registration=person, kind="again").exists()
        staff.post(here, {"do": "cancel"})
        assert Registration.objects.get(pk=person.pk).state == "cancelled"
        assert 'value="erase"' in staff.get(here + "?ask=erase").content.decode()
        staff.post(here, {"do": "erase"})
        assert Registration.objects.get(pk=person.pk).name == ""
        assert "已在" in staff.get(here).content.decode()
        cancelled = PageLogEntry.objects.get(action="wde.registrations.cancel", page=event.pk)
        assert cancelled.data == {"references": [], "forgotten": 1}
        erased = PageLogEntry.objects.get(action="wde.registrations.erase", page=event.pk)
        assert erased.data == {"receipt": ErasureRecord.objects.get(event_id=event.pk).receipt}

    def test_one_of_another_event_is_not_found(self, staff, event):
        other = factories.registration(factories.event())
        assert staff.get(url(event, f"registrations/{other.pk}/")).status_code == 404


class TestTheList:
    @pytest.mark.both_databases
    def test_people_are_found_by_name_phone_and_number(self, staff, event, person):
        factories.registration(event, name="钱多多", phone="13900009999")
        for text in ("赵一禾", "赵", "13800001234", "1234", person.reference):
            answer = staff.post(url(event, "registrations/"), {"q": text})
            assert [row.registration.pk for row in answer.context["rows"]] == [person.pk], text
        assert "没有找到" in staff.post(url(event, "registrations/"), {"q": "无此人"}).content.decode()

    @pytest.mark.both_databases
    def test_tabs_by_state_with_their_counts(self, staff, event, person):
        for _turn in range(3):
            factories.registration(event)
        shown = staff.get(url(event, "registrations/")).context["tabs"]
        tabs = {key: count for key, _label, count in shown}
        assert tabs == {"confirmed": 3, "offered": 0, "waiting": 1, "cancelled": 0}
        rows = staff.get(url(event, "registrations/") + "?state=waiting").context["rows"]
        assert [row.registration.state for row in rows] == ["waiting"]
