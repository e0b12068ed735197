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
    assert second.displayed_as == "cancelled"  # whoever had a place has given it up


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


def test_what_was_typed_is_erased_with_the_first_one(event):
    known = factories.registration(event, name="赵一禾", phone="13800001234")
    _client, second, _location = sign_up(event, "赵一禾", "13800001234")
    erase_on_request(known)
    second.refresh_from_db()
    assert (second.name, second.phone, second.answers, second.token) == ("", "", {}, "")
    assert second.erased_at is not None
