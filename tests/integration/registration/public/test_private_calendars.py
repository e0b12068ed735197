"""Calendars behind a secret address: of a registrant, and of people on duty."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from freezegun import freeze_time
from icalendar import Calendar
from wagtail.models import PageViewRestriction

from tests.integration.occurrences.test_schedules import session
from tests.support import factories
from wagtail_disability_events.core.tokens import new_token
from wagtail_disability_events.models import EventIndexPage, PersonalEntry, PrivateFeed
from wagtail_disability_events.occurrences import operations
from wagtail_disability_events.registration.booking import cancelling

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_cache():
    cache.clear()


@pytest.fixture
def event():
    offers = [("service", {"service": "sign-language", "limit": 3, "note": ""})]
    return factories.event(
        title="手工课", access=offers, location_note="一楼大厅", contact_phone="0571-0000 1111"
    )


def private_page(registration) -> str:
    return f"/sign-up/{registration.token}/"


def make_calendar(client, registration, wish="new") -> str:
    """The address that the page of a sign-up shows after a wish; empty where it shows none."""
    client.post(private_page(registration), {"calendar": wish})
    html = client.get(private_page(registration)).content.decode()
    found = re.search(r'value="http://[^/]+(/my-calendar/[^"]+)"', html)
    return found[1] if found else ""


def entries(answer) -> list:
    return Calendar.from_ical(answer.content).walk("VEVENT")


def test_a_registrant_gets_their_date_seat_and_meeting_point_with_reminders(client, event):
    registration = factories.registration(
        event, services=("sign-language",), name="赵一禾", needs_note="坐轮椅", disability_card="", email=""
    )
    address = make_calendar(client, registration)
    answer = client.get(address)
    [entry] = entries(answer)
    assert str(entry["SUMMARY"]) == "手工课"
    assert "一楼大厅" in str(entry["LOCATION"])
    said = str(entry["DESCRIPTION"])
    assert f"1 个名额，编号 {registration.reference}" in said
    assert "0571-0000 1111" in said
    assert [str(alarm["TRIGGER"].to_ical()) for alarm in entry.walk("VALARM")] == ["b'-P1D'", "b'-PT2H'"]
    text = answer.content.decode()
    for secret in ("赵一禾", registration.phone, "手语", "轮椅", "残疾", registration.token, "CATEGORIES"):
        assert secret not in text
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert answer["Referrer-Policy"] == "no-referrer"


def test_the_same_state_gives_the_same_bytes_and_304(client, event):
    address = make_calendar(client, factories.registration(event))
    first = client.get(address)
    with freeze_time(timezone.now() + timedelta(minutes=1)):
        later = client.get(address)
        assert later.content == first.content
        again = client.get(address, headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    assert again["Cache-Control"] == "private, no-store"


def test_changes_arrive_as_updates_of_the_same_entry(client, event):
    registration = factories.registration(event)
    address = make_calendar(client, registration)
    [first] = entries(client.get(address))
    date = event.occurrences.get()
    operations.move(date, date.start + timedelta(hours=2), date.end + timedelta(hours=2))
    [moved] = entries(client.get(address))
    assert moved["UID"] == first["UID"]
    assert (int(first["SEQUENCE"]), int(moved["SEQUENCE"])) == (0, 1)
    assert moved["DTSTART"].dt - first["DTSTART"].dt == timedelta(hours=2)
    cancelling.cancel(registration)
    [gone] = entries(client.get(address))
    assert (str(gone["STATUS"]), int(gone["SEQUENCE"])) == ("CANCELLED", 2)
    assert gone.walk("VALARM") == []
    assert str(gone["SUMMARY"]) == "报名已取消：手工课"


def test_a_place_on_the_waiting_list_is_tentative_until_it_is_a_place(client):
    event = factories.event(capacity=1)
    first, second = factories.registration(event), factories.registration(event)
    address = make_calendar(client, second)
    [waiting] = entries(client.get(address))
    assert (str(waiting["STATUS"]), str(waiting["SUMMARY"])[:3]) == ("TENTATIVE", "候补：")
    cancelling.cancel(first)
    [confirmed] = entries(client.get(address))
    assert str(confirmed["STATUS"]) == "CONFIRMED"
    assert int(confirmed["SEQUENCE"]) == 1


def test_every_session_of_a_course_is_there_and_a_time_at_a_desk_is_its_own(client):
    day = factories.days_ahead(3)
    course = {
        "start_time": None, "minutes": 90, "teacher": "",
        "sessions": [session(day + timedelta(days=n), "", start_time="18:30") for n in range(3)],
    }  # fmt: skip
    event = factories.event(schedule=[("course", course)])
    assert len(entries(client.get(make_calendar(client, factories.registration(event))))) == 3


def test_sign_ups_made_on_one_device_can_share_a_calendar_and_elsewhere_its_address_is_not_shown(
    client, event
):
    mine, other = factories.registration(event), factories.registration(factories.event(title="远足"))
    address = make_calendar(client, mine)
    html = client.get(private_page(other)).content.decode()
    assert 'value="join"' in html
    assert make_calendar(client, other, "join") == address
    assert {str(entry["SUMMARY"]) for entry in entries(client.get(address))} == {"手工课", "远足"}
    elsewhere = Client()
    html = elsewhere.get(private_page(other)).content.decode()
    assert "my-calendar" not in html
    assert "另一台设备" in html
    elsewhere.post(private_page(other), {"calendar": "leave"})
    assert [str(entry["SUMMARY"]) for entry in entries(client.get(address))] == ["手工课"]


def test_an_address_is_taken_back_by_the_last_sign_up_that_leaves(client, event):
    registration = factories.registration(event)
    address = make_calendar(client, registration)
    client.post(private_page(registration), {"calendar": "leave"})
    answer = client.get(address)
    assert answer.status_code == 404
    assert "无效" in answer.content.decode()
    assert make_calendar(client, registration) not in ("", address)


def test_a_wish_that_cannot_be_is_left_alone(client, event):
    registration = factories.registration(event)
    for wish in ("leave", "join", "nonsense"):
        assert make_calendar(client, registration, wish) == ""
    address = make_calendar(client, registration)
    assert make_calendar(client, registration, "new") == address
    assert PrivateFeed.objects.count() == 1


@pytest.mark.parametrize(
    "change",
    [lambda token: token[:-1], lambda token: token + "x", lambda token: new_token(), lambda token: "x"],
)
def test_a_token_that_is_cut_foreign_or_made_up_opens_nothing(client, event, change):
    make_calendar(client, factories.registration(event))
    token = PrivateFeed.objects.get().token
    for method in (client.get, client.head):
        assert method(f"/my-calendar/{change(token)}.ics").status_code == 404
    assert client.get(f"/my-calendar/{token}.ics").status_code == 200
    assert client.post(f"/my-calendar/{token}.ics").status_code == 405


def test_the_token_of_a_sign_up_opens_no_calendar_and_the_other_way_round(client, event):
    registration = factories.registration(event)
    make_calendar(client, registration)
    assert client.get(f"/my-calendar/{registration.token}.ics").status_code == 404
    assert client.get(f"/sign-up/{PrivateFeed.objects.get().token}/").status_code == 404


def test_a_program_that_asks_all_the_time_is_told_to_wait(client, event):
    address = make_calendar(client, factories.registration(event))
    statuses = [client.get(address).status_code for _turn in range(62)]
    assert statuses[:60] == [200] * 60
    assert statuses[-1] == 429
    assert client.get(address)["Retry-After"] == "3600"


def test_reading_a_calendar_asks_few_questions_however_many_sign_ups(
    client, event, django_assert_max_num_queries
):
    address = make_calendar(client, factories.registration(event))
    for _turn in range(5):
        feed = PrivateFeed.objects.get()
        feed.registrations.add(factories.registration(event))
    assert len(entries(client.get(address))) == 6
    with django_assert_max_num_queries(12):
        client.get(address)
    assert PersonalEntry.objects.filter(registration__event=event).count() == 6


# on duty


@pytest.fixture
def street():
    return EventIndexPage.objects.get(slug="nanhu")


def duty_page(index) -> str:
    return f"/admin/disability-events/organisation/{index.pk}/calendars/"


def make_duty(client, index, kind="staff", label="值班手机") -> str:
    client.post(duty_page(index), {"label": label, "kind": kind})
    html = client.get(duty_page(index)).content.decode()
    found = re.search(r'value="http://[^/]+(/my-calendar/[^"]+)"', html)
    return found[1] if found else ""


@pytest.fixture
def staff(client, street):
    client.force_login(factories.user("duty", page=street, pages=("add", "change"), registrations=("view",)))
    return client


def test_staff_on_duty_see_where_to_be_and_how_many_are_expected_and_no_names(staff, street):
    offers = [("service", {"service": "sign-language", "limit": 3, "note": ""})]
    event = factories.event(street, title="咨询日", access=offers, capacity=1)
    factories.registration(event, services=("sign-language",), name="赵一禾")
    factories.registration(event, name="钱二")
    address = make_duty(staff, street)
    answer = Client().get(address)
    [entry] = [one for one in entries(answer) if str(one["SUMMARY"]) == "咨询日"]
    assert "已报名 1 人，候补 1 人" in str(entry["DESCRIPTION"])
    assert "手语" in str(entry["DESCRIPTION"])
    assert "赵一禾" not in answer.content.decode()
    assert Client().get(address).content == answer.content
    operations.cancel(event.occurrences.get(), "台风")
    [gone] = [one for one in entries(Client().get(address)) if one["UID"] == entry["UID"]]
    assert (str(gone["STATUS"]), int(gone["SEQUENCE"])) == ("CANCELLED", int(entry["SEQUENCE"]) + 1)


def test_volunteers_get_no_numbers(staff, street):
    event = factories.event(street, title="咨询日")
    factories.registration(event)
    text = Client().get(make_duty(staff, street, "volunteer")).content.decode()
    assert "咨询日" in text
    assert "已报名" not in text


def test_what_is_restricted_is_in_the_staffs_calendar_and_not_in_that_of_volunteers(staff, street):
    event = factories.event(street, title="内部会议")
    PageViewRestriction.objects.create(page=event, restriction_type="login")
    address = make_duty(staff, street, "volunteer")
    assert "内部会议" not in Client().get(address).content.decode()
    PrivateFeed.objects.update(kind="staff")
    assert "内部会议" in Client().get(address).content.decode()


def test_a_duty_calendar_stops_with_the_rights_of_the_one_who_made_it(staff, street):
    address = make_duty(staff, street)
    assert Client().get(address).status_code == 200
    maker = PrivateFeed.objects.get().user
    maker.groups.clear()
    assert Client().get(address).status_code == 404
    boss = Client()
    boss.force_login(factories.user("boss", page=street, pages=("change",)))
    html = boss.get(duty_page(street)).content.decode()
    assert "已停用" in html
    assert "my-calendar" not in html  # the address is the maker's
    boss.post(duty_page(street), {"revoke": PrivateFeed.objects.get().pk})
    assert PrivateFeed.objects.get().revoked_at


def test_who_may_not_see_registrations_makes_no_calendar_with_numbers(client, street):
    client.force_login(factories.user("writer2", page=street, pages=("change",)))
    answer = client.post(duty_page(street), {"label": "x", "kind": "staff"})
    assert answer.status_code == 422
    assert PrivateFeed.objects.count() == 0
    assert client.post(duty_page(street), {"label": "", "kind": "volunteer"}).status_code == 422
    assert make_duty(client, street, "volunteer")


def test_duty_calendars_are_made_by_editors_of_that_organisation_alone(client, street):
    assert client.get(duty_page(street)).status_code == 302
    other = factories.user("other", page=factories.organisation(), pages=("change",), registrations=("view",))
    client.force_login(other)
    for answer in (
        client.get(duty_page(street)),
        client.post(duty_page(street), {"label": "x", "kind": "volunteer"}),
    ):
        assert answer.status_code in (302, 403)
    assert PrivateFeed.objects.count() == 0


def test_one_takes_back_only_calendars_of_the_organisation_one_edits(staff, street):
    foreign = PrivateFeed.objects.create(kind="volunteer", page=factories.organisation(), label="theirs")
    for revoked in (str(foreign.pk), "x"):
        assert staff.post(duty_page(street), {"revoke": revoked}).status_code == 404
    assert PrivateFeed.objects.get().revoked_at is None


def test_drafts_are_in_no_duty_calendar(staff, street):
    factories.event(street, title="草稿活动", publish=False)
    assert "草稿活动" not in Client().get(make_duty(staff, street)).content.decode()
