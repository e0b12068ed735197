"""Calendars that travel with the mail to a registrant: right methods, right MIME, one identity throughout."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from icalendar import Calendar

from tests.integration.occurrences.test_schedules import session
from tests.support import factories
from wagtail_disability_events.occurrences import operations
from wagtail_disability_events.registration.booking import cancelling

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(django_capture_on_commit_callbacks):
    """What was mailed by an action, as parsed messages."""

    def act(action):
        before = len(mail.outbox)
        with django_capture_on_commit_callbacks(execute=True):
            action()
        return [message.message() for message in mail.outbox[before:]]

    return act


def parts(message) -> list[tuple[str, Calendar]]:
    """Method and calendar of each part that is meant for a calendar, alternatives and files."""
    found = []
    for part in message.walk():
        if part.get_content_type() in ("text/calendar", "application/ics"):
            calendar = Calendar.from_ical(part.get_payload(decode=True))
            if part.get_content_type() == "text/calendar":
                assert part.get_param("method") == calendar["METHOD"]
                assert part.get_content_charset() == "utf-8"
            found.append((str(calendar["METHOD"]), calendar))
    return found


def only(message):
    """The single VEVENT of a message, which is an alternative and a file alike."""
    (method, first), (_same, second) = parts(message)
    assert first == second
    [entry] = first.walk("VEVENT")
    return method, entry


def test_a_confirmation_carries_its_date_as_an_alternative_and_as_a_file(sent):
    event = factories.event(title="手工课")
    [message] = sent(lambda: factories.registration(event, email="a@example.com"))
    assert message.get_content_type() == "multipart/mixed"
    alternative, file = message.get_payload()
    assert [part.get_content_type() for part in alternative.get_payload()] == ["text/plain", "text/calendar"]
    assert file.get_filename() == "event.ics"
    method, entry = only(message)
    assert method == "PUBLISH"
    assert str(entry["SUMMARY"]) == "手工课"
    assert "ATTENDEE" not in entry
    assert "ORGANIZER" in entry
    assert entry.walk("VALARM") == []


def test_changes_and_the_end_bear_the_same_identity_and_a_higher_sequence(sent):
    event = factories.event()
    [first] = sent(lambda: factories.registration(event, email="a@example.com"))
    date = event.occurrences.get()
    [moved] = sent(
        lambda: operations.move(date, date.start + timedelta(hours=1), date.end + timedelta(hours=1))
    )
    [cancelled] = sent(lambda: operations.cancel(event.occurrences.get(), "台风"))
    [reopened] = sent(lambda: operations.reopen(event.occurrences.get()))
    said = [only(message) for message in (first, moved, cancelled, reopened)]
    assert [method for method, _entry in said] == ["PUBLISH", "PUBLISH", "CANCEL", "PUBLISH"]
    assert len({str(entry["UID"]) for _method, entry in said}) == 1
    assert [int(entry["SEQUENCE"]) for _method, entry in said] == [0, 1, 2, 3]
    assert [str(entry["STATUS"]) for _method, entry in said] == [
        "CONFIRMED",
        "CONFIRMED",
        "CANCELLED",
        "CONFIRMED",
    ]


def test_an_invitation_names_its_attendee_where_the_site_wants_invitations(sent, settings):
    settings.WAGTAIL_DISABILITY_EVENTS = {"INVITATION_METHOD": "REQUEST"}
    event = factories.event()
    [message] = sent(lambda: factories.registration(event, email="a@example.com"))
    method, entry = only(message)
    assert method == "REQUEST"
    assert str(entry["ATTENDEE"]) == "mailto:a@example.com"
    assert entry["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"
    registration = event.registrations.get()
    [gone] = sent(lambda: cancelling.cancel(registration))
    method, entry = only(gone)
    assert (method, str(entry["ATTENDEE"])) == ("CANCEL", "mailto:a@example.com")


def test_no_calendar_is_mailed_where_the_site_wants_none(sent, settings):
    settings.WAGTAIL_DISABILITY_EVENTS = {"INVITATION_METHOD": ""}
    [message] = sent(lambda: factories.registration(factories.event(), email="a@example.com"))
    assert message.get_content_type() == "text/plain"


def test_who_waits_is_not_invited_and_who_moves_up_is(sent, settings):
    settings.WAGTAIL_DISABILITY_EVENTS = {"OFFER_HOURS": 0}
    event = factories.event(capacity=1)
    first = factories.registration(event)
    [waiting] = sent(lambda: factories.registration(event, email="a@example.com"))
    assert parts(waiting) == []
    [promoted] = sent(lambda: cancelling.cancel(first))
    assert only(promoted)[0] == "PUBLISH"


def test_several_dates_are_published_together_and_cancelled_one_by_one(sent, settings):
    settings.WAGTAIL_DISABILITY_EVENTS = {"INVITATION_METHOD": "REQUEST"}
    day = factories.days_ahead(3)
    course = {
        "start_time": None, "minutes": 90, "teacher": "",
        "sessions": [session(day + timedelta(days=n), "", start_time="18:30") for n in range(3)],
    }  # fmt: skip
    event = factories.event(schedule=[("course", course)])
    [message] = sent(lambda: factories.registration(event, email="a@example.com"))
    (method, all_dates), _file = parts(message)
    assert (method, len(all_dates.walk("VEVENT"))) == ("PUBLISH", 3)
    [changed] = sent(lambda: operations.cancel(event.occurrences.first(), "停电"))
    found = dict(parts(changed))
    assert len(found["PUBLISH"].walk("VEVENT")) == 2
    [gone] = found["CANCEL"].walk("VEVENT")
    assert str(gone["STATUS"]) == "CANCELLED"


def test_a_thousand_registrants_cost_no_more_questions_than_two(django_assert_max_num_queries, sent):
    event = factories.event(capacity=None)
    for number in range(25):
        factories.registration(event, email=f"{number}@example.com")
    with django_assert_max_num_queries(40):
        operations.cancel(event.occurrences.get(), "台风")


def test_the_stored_calendar_of_a_message_is_encrypted(sent):
    sent(lambda: factories.registration(factories.event(title="手工课"), email="a@example.com"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT calendar FROM wagtail_disability_events_outboxmessage ORDER BY id DESC")
        (stored,) = cursor.fetchone()
    assert "VCALENDAR" not in stored
    assert len(stored) > 500
