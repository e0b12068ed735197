"""Somebody signs up who has signed up: they are led to the first sign-up, and a stranger learns nothing."""

import json
import re
import uuid

import pytest
from django.test import Client
from django.utils.translation import gettext

from tests.support import factories
from tests.unit.registration.values.test_identity import disability_card
from wagtail_disability_events.core.tokens import spoken
from wagtail_disability_events.models import OutboxMessage, Quota, Registration
from wagtail_disability_events.registration.attendance.attendance import mark_attended, turnout
from wagtail_disability_events.registration.booking import cancelling
from wagtail_disability_events.registration.booking.errors import AlreadySignedUp
from wagtail_disability_events.registration.booking.second_sign_ups import join
from wagtail_disability_events.registration.messages.lost_links import ask_for_links
from wagtail_disability_events.registration.privacy.erasure import erase_on_request

pytestmark = pytest.mark.django_db
OFFERS = [
    ("service", {"service": "transport", "limit": 5, "note": ""}),
    ("service", {"service": "captions", "limit": None, "note": ""}),
]


@pytest.fixture
def event():
    questions = [factories.asks("email"), factories.asks("clothing_size")]
    return factories.event(capacity=9, companions=2, transferable=True, access=OFFERS, questions=questions)


def sign_up(event, name, phone, **more):
    """Sign up over HTTP, on a device of one's own; the device and the new registration."""
    client = Client()
    data = {"submission_id": str(uuid.uuid4()), "name": name, "phone": phone, "consent_processing": "on"}
    data |= {"consent_photo": "yes", "needs": ["transport"], "consent_sensitive": "on", "clothing_size": "M"}
    answer = client.post(event.url + "register/", data | more)
    assert answer.status_code == 302, answer.context["form"].errors
    return client, Registration.objects.order_by("pk").last(), answer["Location"]


def without_what_differs(html, person):
    """A page without the numbers, addresses and pictures that are anybody's own."""
    for own in (person.token, spoken(person.reference), person.reference, person.name, person.phone):
        html = html.replace(own, "…")
    for feed in person.private_feeds.all():
        html = html.replace(feed.token, "…")
    html = re.sub(r'value="[^"]{64}"', 'value="…"', html)  # the token against forgery
    html = re.sub(r'value="[0-9a-f-]{36}"', 'value="…"', html)  # a form sent once
    return re.sub(r'"data:image/svg[^"]*"', '"…"', html)


_OF_THE_MOMENT = ("Expires", "Content-Length", "Set-Cookie")
WISHES = ("", "?do=change", "?do=transfer", "?do=cancel", "?do=erase", "?do=sensitive")


def test_every_page_and_every_button_answers_a_stranger_as_it_answers_anybody(event):
    known = factories.registration(event, name="赵一禾", phone="13800001234")
    ways = [
        sign_up(event, "赵一禾", "13800001234"),
        sign_up(event, "钱二禾", "13800009999"),
    ]
    assert [way[1].state for way in ways] == ["repeated", "confirmed"]
    seen = [[], []]
    for way, (client, person, location) in enumerate(ways):
        page = f"/sign-up/{person.token}/"

        def look(answer, way=way, person=person):
            html = without_what_differs(answer.content.decode(), person)
            headers = {name: value for name, value in answer.headers.items() if name not in _OF_THE_MOMENT}
            seen[way].append((answer.status_code, html, headers))

        def after(wish, client=client, page=page, look=look, **data):
            answer = client.post(page, {"do": wish} | data)
            seen_at = answer.get("Location", "").replace(page, "…")
            look(client.get(page))
            return answer.status_code, seen_at

        look(client.get(location))
        for wish in WISHES:
            look(client.get(page + wish))
        changed = {"phone": person.phone, "consent_photo": "no", "companions": "1", "clothing_size": "L"}
        changed |= {"needs": ["captions"], "consent_sensitive": "on"}
        seen[way].append(after("change", **changed))
        seen[way].append(after("photo", photo="yes"))
        seen[way].append(after("sensitive"))
        assert client.post(page, {"calendar": "new"}).status_code == 302
        look(client.get(page))
        feed = client.get(f"/my-calendar/{person.private_feeds.get().token}.ics").content.decode()
        seen[way].append((feed.count("BEGIN:VEVENT"), feed.count("STATUS:CONFIRMED")))
        data = json.loads(client.get(f"{page}data.json").content)
        seen[way].append({key: value for key, value in data.items() if key not in ("编号", "姓名", "电话")})
        seen[way].append(after("cancel"))
        seen[way].append(client.post(page, {"do": "erase"}).status_code)
        seen[way].append(client.get(page).status_code)
    for stranger, anybody in zip(*seen, strict=True):
        assert _lines(stranger) == _lines(anybody)
    known.refresh_from_db()
    assert (known.state, known.phone, known.erased_at) == ("confirmed", "13800001234", None)
    assert Quota.objects.seats().get(event=event).taken == 1


def _lines(thing):
    """Whatever was answered as lines, without moments."""
    return re.sub(r"\d{4}-\d\d-\d\dT[\d:.]+(\+\d\d:\d\d|Z)?", "…", repr(thing)).split("\\n")


@pytest.mark.both_databases
def test_it_takes_nothing_and_the_first_one_is_told(event, django_capture_on_commit_callbacks):
    known = factories.registration(event, name="赵一禾", phone="13800001234", email="zhao@example.com")
    OutboxMessage.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        _client, second, _location = sign_up(event, "赵一禾", "13800001234")
    assert (second.repeats, second.displayed_as, second.service_requests.get().granted) == (
        known,
        "confirmed",
        True,
    )
    taken = dict(Quota.objects.filter(event=event).values_list("service", "taken"))
    assert taken == {"": 1, "transport": 0, "captions": 0}
    message = OutboxMessage.objects.get()
    assert (message.registration, message.kind) == (known, "again")
    assert known.token in message.body
    assert second.token not in message.body


@pytest.mark.both_databases
def test_a_replaced_card_is_the_same_person_under_another_name_and_phone(event, admin_user):
    """The first 18 characters are the identity number; what follows changes with each new card."""
    first = factories.registration(event, disability_card=disability_card("44"))
    second = factories.registration(event, disability_card=disability_card("32") + "B1")
    stranger = factories.registration(event, disability_card=disability_card("44", of="00000019900101002"))
    assert (second.state, second.repeats) == ("repeated", first)
    assert stranger.state == "confirmed"
    with pytest.raises(AlreadySignedUp) as refused:
        factories.registration(event, disability_card=disability_card("44") + "B2", by_staff=True)
    assert refused.value.registration == first
    assert Quota.objects.seats().get(event=event).taken == 2


@pytest.mark.both_databases
def test_who_comes_on_a_replaced_card_to_the_next_date_is_one_person(admin_user):
    event = factories.event(
        schedule=[factories.when(-9), factories.when(-2)], register_for="date", capacity=3
    )
    for card, date in zip(("44", "44B1"), event.occurrences.all(), strict=True):
        person = factories.registration(
            event, occurrence=date, by_staff=True, disability_card=disability_card(card)
        )
        mark_attended(person, date, admin_user)
    found = turnout(event)
    assert (found.attendances, found.people) == (2, 1)


def test_an_address_that_the_first_one_does_not_have_gets_what_anybody_gets(event):
    factories.registration(event, name="赵一禾", phone="13800001234", email="zhao@example.com")
    OutboxMessage.objects.all().delete()
    _client, second, _location = sign_up(event, "赵一禾", "13800001234", email="stranger@example.com")
    told = OutboxMessage.objects.filter(recipient__isnull=False, registration=second)
    assert [(message.kind, message.recipient) for message in told] == [("confirmed", "stranger@example.com")]
    ask_for_links("stranger@example.com")
    assert [message.kind for message in told.order_by("pk")] == ["confirmed", "again"]
    assert second.token in told.last().body


def test_where_all_places_are_taken_it_says_that_it_waits(event):
    known = factories.registration(event, name="赵一禾", phone="13800001234")
    for _turn in range(8):
        factories.registration(event)
    waiting = factories.registration(event)
    client, second, location = sign_up(event, "赵一禾", "13800001234")
    assert (waiting.state, second.displayed_as, known.state) == ("waiting", "waiting", "confirmed")
    queue = gettext("On the waiting list, fewer than %(bound)s people ahead of you") % {"bound": 5}
    assert queue in client.get(location).content.decode()
    cancelling.cancel(known)
    waiting.refresh_from_db()
    assert waiting.holds_a_place  # the second sign-up did not stand in the way
    second.refresh_from_db()
    assert (second.state, second.repeats) == ("waiting", None)  # a wish of its own


@pytest.mark.both_databases
def test_one_who_hands_on_to_somebody_signed_up_already_gives_the_place_to_those_who_wait(event):
    known = factories.registration(event, name="赵一禾", phone="13800001234")
    person = factories.registration(event)
    data = {"name": "赵一禾", "phone": "13800001234", "consent_processing": "on", "consent_photo": "no"}
    answer = Client().post(f"/sign-up/{person.token}/", data | {"do": "transfer"})
    assert answer.status_code == 302
    person.refresh_from_db()
    new = Registration.objects.order_by("pk").last()
    assert (person.state, new.state, new.repeats) == ("cancelled", "repeated", known)
    assert Quota.objects.seats().get(event=event).taken == 1


def test_one_who_hands_on_from_a_second_sign_up_brings_somebody_who_really_has_a_place(event):
    known = factories.registration(event, name="赵一禾", phone="13800001234")
    client, second, _location = sign_up(event, "赵一禾", "13800001234")
    data = {"name": "孙三禾", "phone": "13800005555", "consent_processing": "on", "consent_photo": "no"}
    assert client.post(f"/sign-up/{second.token}/", data | {"do": "transfer"}).status_code == 302
    states = Registration.objects.filter(event=event).order_by("pk").values_list("state", "displayed_as")
    assert list(states) == [("confirmed", ""), ("repeated", "cancelled"), ("confirmed", "")]
    known.refresh_from_db()
    assert known.state == "confirmed"


@pytest.mark.both_databases
def test_staff_see_each_person_once_and_find_the_first_by_the_number_of_the_second(event, client):
    known = factories.registration(event, name="赵一禾", phone="13800001234")
    _client, second, _location = sign_up(event, "赵一禾", "13800001234")
    client.force_login(factories.user("worker", page=event, pages=("change",), registrations=("view",)))
    address = f"/admin/disability-events/{event.pk}/registrations/"
    listed = client.get(address).context["rows"]
    found = client.post(address, {"q": second.reference}).context["rows"]
    of_second = client.get(f"{address}{second.pk}/").content.decode()
    assert f"号码 {known.reference}" in of_second
    assert [row.registration for row in listed] == [row.registration for row in found] == [known]


class TestFirstOneGoes:
    """Whoever signed up first may be a neighbour who makes a joke: it takes nothing from the other."""

    @pytest.fixture
    def both(self, event):
        known = factories.registration(event, name="赵一禾", phone="13800001234")
        return known, sign_up(event, "赵一禾", "13800001234")[1]

    @pytest.mark.both_databases
    @pytest.mark.parametrize("how", ["cancelled", "erased"])
    def test_the_second_keeps_the_place_and_the_services_that_its_page_names(self, event, both, how):
        known, second = both
        cancelling.cancel(known) if how == "cancelled" else erase_on_request(known)
        second.refresh_from_db()
        assert (second.state, second.repeats, second.name) == ("confirmed", None, "赵一禾")
        taken = dict(Quota.objects.filter(event=event).values_list("service", "taken"))
        assert taken == {"": 1, "transport": 1, "captions": 0}

    def test_a_third_repeats_the_second_then(self, event, both):
        known, second = both
        third = sign_up(event, "赵一禾", "13800001234")[1]
        cancelling.cancel(known)
        third.refresh_from_db()
        assert (third.state, third.repeats) == ("repeated", second)

    @pytest.mark.both_databases
    def test_who_hands_the_place_on_leaves_the_second_waiting_and_it_is_told(self):
        """The place is no longer there: the page that named it says so."""
        event = factories.event(capacity=2, transferable=True, questions=[factories.asks("email")])
        known = factories.registration(event, name="赵一禾", phone="13800001234")
        second = sign_up(event, "赵一禾", "13800001234", needs=[], email="second@example.com")[1]
        Quota.objects.filter(event=event).update(planned_capacity=1, capacity=1)
        assert second.displayed_as == "confirmed"
        data = {"name": "孙三禾", "phone": "13800005555", "consent_processing": "on", "consent_photo": "no"}
        assert Client().post(f"/sign-up/{known.token}/", data | {"do": "transfer"}).status_code == 302
        second.refresh_from_db()
        assert (second.state, second.repeats) == ("waiting", None)
        assert second.messages.order_by("pk").last().kind == "waiting"
        assert Quota.objects.seats().get(event=event).taken == 1


class TestStaffDecide:
    @pytest.fixture
    def staff(self, event, client):
        person = factories.user(
            "w", page=event, pages=("change",), registrations=("view", "change", "reveal")
        )
        client.force_login(person)
        return client

    @pytest.fixture
    def both(self, event):
        first = factories.registration(event, name="赵一禾", phone="13800001234", services=("captions",))
        second = sign_up(event, "赵一禾", "13800001234", companions="2", email="b@example.com")[1]
        return first, second

    def address(self, event, person):
        return f"/admin/disability-events/{event.pk}/registrations/{person.pk}/"

    def test_the_list_and_the_first_sign_up_show_what_is_newly_asked_for(self, event, staff, both):
        first, second = both
        listed = staff.get(f"/admin/disability-events/{event.pk}/registrations/").content.decode()
        assert "又报了一次：请处理" in listed
        page = staff.get(self.address(event, first)).content.decode()
        assert second.reference in page
        assert "接送" in page
        assert "电话或邮箱不同" in page
        assert "b@example.com" not in page
        revealed = staff.post(self.address(event, first), {"do": "reveal"}).content.decode()
        assert ">M<" in revealed  # the size that only the second one names
        assert "13800001234 b@example.com" in revealed

    def test_what_cannot_be_taken_back_is_asked_first(self, event, staff, both):
        first, second = both
        page = staff.get(self.address(event, first)).content.decode()
        assert 'value="join"' not in page
        asked = staff.get(f"{self.address(event, first)}?ask=join-{second.pk}").content.decode()
        assert 'value="join"' in asked
        assert "不能撤销" in asked

    @pytest.mark.both_databases
    def test_joined_the_first_has_all_of_it_once_and_both_are_told(self, event, staff, both):
        first, second = both
        OutboxMessage.objects.all().delete()
        answer = staff.post(self.address(event, second), {"do": "join"})
        assert answer.url == self.address(event, first)
        first.refresh_from_db()
        second.refresh_from_db()
        services = first.service_requests.order_by("pk").values_list("quota__service", "granted")
        assert list(services) == [("captions", True), ("transport", True)]
        assert (first.companions, first.answers["clothing_size"], second.displayed_as) == (
            2,
            "M",
            "cancelled",
        )
        taken = dict(Quota.objects.filter(event=event).values_list("service", "taken"))
        assert taken == {"": 1, "transport": 1, "captions": 1}
        told = OutboxMessage.objects.values_list("registration", "kind")
        assert set(told) == {(first.pk, "joined"), (second.pk, "joined")}
        again = staff.post(self.address(event, second), {"do": "join"}, follow=True)
        assert "已经处理过" in again.content.decode()

    @pytest.mark.both_databases
    def test_parted_both_have_a_place_and_the_second_is_told(self, event, staff, both):
        first, second = both
        OutboxMessage.objects.all().delete()
        staff.post(self.address(event, second), {"do": "part"})
        second.refresh_from_db()
        assert (second.state, second.repeats) == ("confirmed", None)
        assert Quota.objects.seats().get(event=event).taken == 2
        assert set(OutboxMessage.objects.values_list("registration", "kind")) == {(second.pk, "confirmed")}
        third = sign_up(event, "赵一禾", "13800001234")[1]
        assert third.repeats == first

    def test_both_decisions_are_in_the_log_and_need_the_right_to_change(self, event, staff, both, client):
        _first, second = both
        client.force_login(factories.user("v", page=event, pages=("change",), registrations=("view",)))
        client.post(self.address(event, second), {"do": "join"})
        second.refresh_from_db()
        assert second.displayed_as == "confirmed"


def test_companions_are_joined_as_far_as_places_are_left():
    event = factories.event(capacity=2, companions=3, companions_take_places=True)
    first = factories.registration(event, name="赵一禾", phone="13800001234")
    Quota.objects.filter(event=event).update(capacity=9)
    second = sign_up(event, "赵一禾", "13800001234", needs=[], companions="3")[1]
    Quota.objects.filter(event=event).update(capacity=2)
    assert join(second)
    first.refresh_from_db()
    assert (first.companions, first.seats, Quota.objects.seats().get(event=event).taken) == (0, 1, 1)
