"""A seat is taken once, given back once, and goes to whoever waited longest."""

import uuid
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from tests.support import factories
from wagtail_disability_events.models import Consent, OutboxMessage, Quota, Registration
from wagtail_disability_events.occurrences import operations
from wagtail_disability_events.registration.attendance.attendance import (
    mark_attended,
    turnout,
    unmark_attended,
)
from wagtail_disability_events.registration.booking import booking, cancelling
from wagtail_disability_events.registration.booking.sync_quotas import sync_quotas
from wagtail_disability_events.registration.form.request import BookingRequest, ConsentGiven
from wagtail_disability_events.registration.messages import delivery

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def places_are_given_at_once(settings):
    settings.WAGTAIL_DISABILITY_EVENTS = {**settings.WAGTAIL_DISABILITY_EVENTS, "OFFER_HOURS": 0}


def states(event):
    return list(Registration.objects.filter(event_id=event.pk).order_by("pk").values_list("state", flat=True))


def seats(event):
    return Quota.objects.seats().get(event_id=event.pk)


def offer(service, limit=None):
    return ("service", {"service": service, "limit": limit, "note": ""})


@pytest.mark.both_databases
def test_who_comes_when_all_is_taken_waits_and_moves_up_when_a_seat_is_free():
    event = factories.event(capacity=1)
    first, second, third = (factories.registration(event) for _turn in range(3))
    assert states(event) == ["confirmed", "waiting", "waiting"]
    assert cancelling.cancel(first)
    assert states(event) == ["cancelled", "confirmed", "waiting"]
    assert seats(event).taken == 1
    assert not cancelling.cancel(first)  # twice is once
    assert seats(event).taken == 1
    assert cancelling.cancel(third)
    assert cancelling.cancel(second)
    assert seats(event).taken == 0


@pytest.mark.both_databases
def test_a_row_read_before_somebody_moved_up_gives_its_seat_back_all_the_same():
    event = factories.event(capacity=1)
    first, second = (factories.registration(event) for _turn in range(2))
    stale = Registration.objects.get(pk=second.pk)
    cancelling.cancel(first)
    assert stale.state == "waiting"  # as it was read
    cancelling.cancel(stale)
    assert seats(event).taken == 0


def test_without_a_waiting_list_a_full_event_refuses():
    event = factories.event(capacity=1, waitlist=False)
    factories.registration(event)
    with pytest.raises(booking.QuotaExceeded):
        factories.registration(event)
    assert states(event) == ["confirmed"]


@pytest.mark.both_databases
def test_the_database_itself_refuses_to_oversell():
    event = factories.event(capacity=1)
    factories.registration(event)
    with pytest.raises(IntegrityError), transaction.atomic():
        Quota.objects.filter(pk=seats(event).pk).update(taken=2)


@pytest.mark.both_databases
def test_sending_twice_is_one_sign_up_and_another_person_by_the_back_button_is_another():
    event = factories.event()
    person, submission = factories.applicant(), uuid.uuid4()
    once = booking.book(BookingRequest(event=event, applicant=person, submission_id=submission))
    twice = booking.book(BookingRequest(event=event, applicant=person, submission_id=submission))
    other = booking.book(
        BookingRequest(event=event, applicant=factories.applicant(), submission_id=submission)
    )
    assert once.pk == twice.pk != other.pk
    assert seats(event).taken == 2


@pytest.mark.both_databases
def test_a_limited_service_is_reserved_while_there_is_one_and_given_back():
    event = factories.event(access=[offer("transport", 1), offer("captions")])
    first = factories.registration(event, services=("transport", "captions"))
    second = factories.registration(event, services=("transport", "unknown"))
    granted = [request.granted for r in (first, second) for request in r.service_requests.all()]
    assert granted == [True, True, False]
    cancelling.cancel(first)
    assert second.service_requests.get().granted  # it goes to whoever lacks it
    cancelling.cancel(second)
    assert Quota.objects.services().get(event_id=event.pk, service="transport").taken == 0


def _from_now(value):
    if isinstance(value, timedelta):
        return timezone.now() + value
    return [factories.when(value)] if type(value) is int else value


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"registration_opens": timedelta(days=1)}, "报名"),
        ({"registration_closes": -timedelta(days=1)}, "截止"),
        ({"registration_enabled": False}, "直接来"),
        ({"schedule": -3}, "结束"),
    ],
)
def test_outside_of_its_time_sign_up_is_refused_with_the_reason(changes, words):
    fields = {
        key: timezone.now() + value if isinstance(value, timedelta) else value
        for key, value in changes.items()
    }
    if "schedule" in fields:
        fields["schedule"] = [factories.when(fields["schedule"])]
    event = factories.event(**fields)
    with pytest.raises(booking.RegistrationClosed) as caught:
        factories.registration(event)
    assert words in caught.value.state.sentence


@pytest.mark.both_databases
def test_a_cancelled_date_takes_nobody_and_nobody_moves_up_to_it():
    event = factories.event(capacity=1)
    first, _second = factories.registration(event), factories.registration(event)
    operations.cancel(event.occurrences.get(), "台风")
    with pytest.raises(booking.RegistrationClosed) as caught:
        factories.registration(event)
    assert "台风" in caught.value.state.sentence
    cancelling.cancel(first)
    assert states(event) == ["cancelled", "waiting"]
    operations.reopen(event.occurrences.get())
    assert states(event) == ["cancelled", "confirmed"]


@pytest.mark.both_databases
def test_more_places_let_the_waiting_list_move_up_and_fewer_take_no_seat_away():
    event = factories.event(capacity=1)
    for _turn in range(3):
        factories.registration(event)
    event.capacity = 2
    sync_quotas(event, list(event.occurrences.all()))
    assert states(event) == ["confirmed", "confirmed", "waiting"]
    event.capacity = 1
    sync_quotas(event, list(event.occurrences.all()))
    quota = seats(event)
    assert (quota.taken, quota.planned_capacity, quota.left) == (2, 1, 0)
    cancelling.cancel(Registration.objects.filter(event=event).confirmed().first())
    assert states(event).count("confirmed") == 1
    event.capacity = None
    sync_quotas(event, list(event.occurrences.all()))
    assert states(event).count("waiting") == 0
    assert seats(event).left is None


def test_a_service_no_longer_offered_keeps_its_promises():
    event = factories.event(access=[offer("transport", 2)])
    registration = factories.registration(event, services=("transport",))
    event.access = []
    sync_quotas(event, list(event.occurrences.all()))
    assert registration.service_requests.get().granted
    assert not Quota.objects.services().filter(event=event).exists()


def test_seats_by_date_are_counted_by_date():
    event = factories.event(schedule=[factories.when(3), factories.when(4)], register_for="date", capacity=1)
    first, second = event.occurrences.all()
    one = factories.registration(event, occurrence=first)
    two = factories.registration(event, occurrence=second)
    three = factories.registration(event, occurrence=second)
    assert [r.state for r in (one, two, three)] == ["confirmed", "confirmed", "waiting"]


@pytest.mark.both_databases
def test_everything_personal_is_unreadable_in_the_database():
    event = factories.event()
    registration = factories.registration(
        event, name="赵一禾", phone="13800001234", email="z@example.com", needs_note="怕吵"
    )
    with connection.cursor() as cursor:
        for table in ("registration", "outboxmessage"):
            cursor.execute(f"SELECT * FROM wagtail_disability_events_{table}")  # noqa: S608
            stored = str(cursor.fetchall())
            for secret in ("赵一禾", "13800001234", "z@example.com", "怕吵", registration.token):
                assert secret not in stored


class TestMessages:
    @pytest.fixture(autouse=True)
    def _no_other_messages(self, db):
        OutboxMessage.objects.all().delete()

    def test_a_message_is_written_with_the_fact_and_carried_after_it(
        self, django_capture_on_commit_callbacks
    ):
        event = factories.event(capacity=1)
        with django_capture_on_commit_callbacks(execute=True):
            first = factories.registration(event, email="a@example.com")
            factories.registration(event, email="b@example.com")
        with django_capture_on_commit_callbacks(execute=True):
            cancelling.cancel(first)
        kinds = list(OutboxMessage.objects.order_by("pk").values_list("kind", "state"))
        assert kinds == [(kind, "sent") for kind in ("confirmed", "waiting", "cancelled", "promoted")]
        assert [message.to for message in mail.outbox] == [[f"{x}@example.com"] for x in "abab"]
        ids = [message.extra_headers["Message-ID"] for message in mail.outbox]
        assert len(set(ids)) == 4
        assert event.title in mail.outbox[0].subject
        assert f"/sign-up/{first.token}/" in mail.outbox[0].body

    def test_without_an_address_nothing_is_queued(self):
        factories.registration(factories.event())
        assert not OutboxMessage.objects.exists()

    def test_a_change_of_the_date_is_told_to_all_who_come(self, django_capture_on_commit_callbacks):
        event = factories.event()
        cancelling.cancel(factories.registration(event, email="gone@example.com"))
        factories.registration(event, email="a@example.com")
        with django_capture_on_commit_callbacks(execute=True):
            operations.cancel(event.occurrences.get(), "台风")
        assert [message.to for message in mail.outbox] == [["a@example.com"]]
        assert "台风" in mail.outbox[0].body

    def test_a_failed_message_waits_and_is_tried_again_until_it_is_given_up(self, settings, capsys):
        factories.registration(factories.event(), email="a@example.com")
        settings.EMAIL_BACKEND = "no.such.Backend"
        message = OutboxMessage.objects.get()
        assert not delivery.deliver(message)
        assert (message.state, message.last_error, message.attempts) == ("queued", "ModuleNotFoundError", 1)
        assert delivery.deliver_due() == (0, 0)  # its time has not come
        OutboxMessage.objects.update(next_attempt_at=timezone.now())
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        call_command("send_messages")
        assert "1 sent, 0 not sent" in capsys.readouterr().out
        settings.WAGTAIL_DISABILITY_EVENTS = {"MESSAGE_MAX_ATTEMPTS": 1}
        settings.EMAIL_BACKEND = "no.such.Backend"
        factories.registration(factories.event(), email="b@example.com")
        message = OutboxMessage.objects.get(state="queued")
        assert not delivery.deliver(message)
        assert message.state == "failed"

    @pytest.mark.both_databases
    def test_two_workers_never_carry_one_message_at_once(self):
        factories.registration(factories.event(), email="a@example.com")
        one, two = OutboxMessage.objects.get(), OutboxMessage.objects.get()
        assert delivery.deliver(one)
        assert not delivery.deliver(two)
        assert len(mail.outbox) == 1


class TestAttendance:
    @pytest.mark.both_databases
    def test_visits_and_people_are_counted_apart(self):
        event = factories.event(schedule=[factories.when(3), factories.when(4)])
        first, second = event.occurrences.all()
        one, two = factories.registration(event), factories.registration(event)
        for registration, date in ((one, first), (one, second), (two, first), (two, first)):
            mark_attended(registration, date, None)
        counted = turnout(event)
        assert (counted.attendances, counted.people, counted.signed_up) == (3, 2, 2)
        unmark_attended(two, first)
        assert turnout(event).people == 1


def test_consent_is_kept_in_the_words_that_were_seen():
    event = factories.event()
    registration = booking.book(
        BookingRequest(
            event=event,
            applicant=factories.applicant(),
            consents=(ConsentGiven("photo", False, "可以发布能认出我的照片。"),),
        )
    )
    consent = Consent.objects.get(registration=registration)
    assert (consent.given, consent.wording) == (False, "可以发布能认出我的照片。")


def test_a_plan_below_what_is_taken_holds_from_then_on_and_a_plan_without_a_number_takes_everybody():
    event = factories.event(capacity=3)
    for _turn in range(3):
        factories.registration(event)
    rows = []
    for capacity in (1, None, 5):
        event.capacity = capacity
        event.save_revision().publish()
        quota = Quota.objects.seats().get(event=event)
        rows.append((quota.planned_capacity, quota.capacity, quota.taken))
    assert rows == [(1, 3, 3), (None, None, 3), (5, 5, 3)]


def test_a_service_that_is_offered_again_can_be_asked_for_again():
    offer = ("service", {"service": "transport", "limit": 2, "note": ""})
    event = factories.event(access=[offer])
    for access in ([], [offer]):
        event.access = access
        event.save_revision().publish()
    assert [(q.service, q.offered) for q in Quota.objects.filter(event=event, kind="service")] == [
        ("transport", True)
    ]
