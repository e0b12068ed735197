"""Messages by mail, by signed webhook, or by a call; retried, quiet at night, worded by organisations."""

import hashlib
import hmac
import json
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core.management import call_command
from django.utils import timezone
from freezegun import freeze_time

from tests.support import factories
from wagtail_disability_events.models import EventIndexPage, MessageText, OutboxMessage, Registration
from wagtail_disability_events.occurrences import operations
from wagtail_disability_events.registration.attendance.attendance import mark_attended
from wagtail_disability_events.registration.booking import cancelling
from wagtail_disability_events.registration.booking.periodic import remind
from wagtail_disability_events.registration.messages import delivery, outbox
from wagtail_disability_events.registration.values.message_kinds import MessageKind

pytestmark = pytest.mark.django_db
SECRET = "shared-secret"


class Gateway(ThreadingHTTPServer):
    """A gateway for text messages: checks signatures, sends each key once, can be told to fail."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.sent, self.refused, self.fails = {}, 0, 0


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        signed = self.headers["X-WDE-Timestamp"].encode() + b"." + body
        expected = hmac.new(SECRET.encode(), signed, hashlib.sha256).hexdigest()
        if self.headers["X-WDE-Signature"] != expected:
            self.server.refused += 1
            self.send_response(401)
        elif self.server.fails:
            self.server.fails -= 1
            self.send_response(503)
        else:
            self.server.sent[self.headers["Idempotency-Key"]] = json.loads(body)
            self.send_response(200)
        self.end_headers()

    def log_message(self, *arguments):
        pass


@pytest.fixture
def gateway(settings):
    server = Gateway()
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    settings.WAGTAIL_DISABILITY_EVENTS = {
        "SMS_WEBHOOK_URL": f"http://127.0.0.1:{server.server_port}/send",
        "SMS_WEBHOOK_SECRET": SECRET,
        "QUIET_HOURS": (),
    }
    yield server
    server.shutdown()
    server.server_close()


def due():
    OutboxMessage.objects.filter(state="queued").update(next_attempt_at=timezone.now())
    return delivery.deliver_due()


class TestTextMessages:
    def test_a_mobile_number_gets_a_short_signed_text(self, gateway, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            person = factories.registration(factories.event(title="运动会"), phone="13800001234")
        [said] = gateway.sent.values()
        assert said["to"] == "13800001234"
        assert said["text"].startswith("运动会报名成功")
        assert person.reference in said["text"]
        assert len(said["text"]) <= 70
        assert person.token not in json.dumps(said)
        assert (gateway.refused, OutboxMessage.objects.get(registration=person).state) == (0, "sent")

    def test_a_gateway_that_fails_is_tried_again_with_the_same_key(self, gateway):
        gateway.fails = 2
        factories.registration(factories.event(), phone="13800001234")
        assert [due(), due(), due(), due()] == [(0, 1), (0, 1), (1, 0), (0, 0)]
        message = OutboxMessage.objects.get(channel="webhook")
        assert list(gateway.sent) == [message.message_id]
        assert message.attempts == 3

    def test_the_reason_of_a_failure_names_no_person(self, gateway):
        gateway.fails = 1
        factories.registration(factories.event(), phone="13800001234")
        due()
        message = OutboxMessage.objects.get(channel="webhook")
        assert message.last_error == "HTTPError 503"

    @pytest.mark.both_databases
    def test_carried_twice_by_two_processes_it_is_claimed_by_one(self, gateway):
        factories.registration(factories.event(), phone="13800001234")
        one, two = (OutboxMessage.objects.get(channel="webhook") for _turn in range(2))
        assert delivery.deliver(one)
        assert not delivery.deliver(two)
        assert len(gateway.sent) == 1

    @pytest.mark.both_databases
    def test_a_process_that_died_with_a_message_is_followed_after_ten_minutes(self, gateway):
        factories.registration(factories.event(), phone="13800001234")
        message = OutboxMessage.objects.get(channel="webhook")
        OutboxMessage.objects.filter(pk=message.pk).update(
            attempts=1, next_attempt_at=timezone.now() + delivery.LEASE
        )
        assert delivery.deliver_due() == (0, 0)
        with freeze_time(timezone.now() + delivery.LEASE + timedelta(seconds=1)):
            assert delivery.deliver_due() == (1, 0)

    def test_a_landline_gets_no_text(self, gateway):
        event = factories.event(capacity=1)
        first = factories.registration(event, phone="057188888888")
        factories.registration(event, phone="057188889999")
        cancelling.cancel(first)
        assert set(
            OutboxMessage.objects.filter(registration__event=event).values_list("channel", flat=True)
        ) == {"call"}

    @freeze_time("2026-05-17 15:00:00")  # 23:00 in Shanghai
    def test_at_night_only_the_answer_to_what_one_has_just_done_rings(self, gateway, settings):
        settings.WAGTAIL_DISABILITY_EVENTS = {
            **settings.WAGTAIL_DISABILITY_EVENTS, "QUIET_HOURS": ("21:00", "08:00")
        }  # fmt: skip
        event = factories.event(schedule=[factories.when(9)])
        factories.registration(event, phone="13800001234")
        assert delivery.deliver_due() == (1, 0)
        date = event.occurrences.get()
        operations.move(date, date.start + timedelta(hours=2), date.end + timedelta(hours=2))
        assert delivery.deliver_due() == (0, 0)
        with freeze_time("2026-05-18 00:01:00"):
            assert delivery.deliver_due() == (1, 0)

    @freeze_time("2026-05-17 15:00:00")
    def test_what_cannot_wait_until_morning_rings_at_night(self, gateway, settings):
        settings.WAGTAIL_DISABILITY_EVENTS = {
            **settings.WAGTAIL_DISABILITY_EVENTS, "QUIET_HOURS": ("21:00", "09:00")
        }  # fmt: skip
        event = factories.event(schedule=[factories.when(1)])
        event.occurrences.update(start="2026-05-18T00:30:00Z", end="2026-05-18T02:30:00Z")
        factories.registration(event, phone="13800001234", by_staff=True)
        operations.cancel(event.occurrences.get(), "台风")
        assert (
            OutboxMessage.objects.get(kind="called-off", registration__event=event).next_attempt_at
            <= timezone.now()
        )


class TestWords:
    def test_the_nearest_organisation_has_the_word(self):
        street = EventIndexPage.objects.get(slug="nanhu")
        district = EventIndexPage.objects.get(slug="jiangbin")
        for index, words in ((district, "区残联：{name}已报名"), (street, "街道：{name}，等您来")):
            MessageText.objects.create(
                organisation=index, kind="confirmed", language="zh-hans", opening=words
            )
        event = factories.event(street)
        person = factories.registration(event, name="赵一禾", email="a@example.com")
        body = OutboxMessage.objects.get(registration=person).body
        assert body.startswith("街道：赵一禾，等您来")
        assert person.reference in body
        elsewhere = factories.event(factories.organisation())
        other = factories.registration(elsewhere, name="钱多多", email="b@example.com")
        assert OutboxMessage.objects.get(registration=other).body.startswith("区残联：钱多多已报名")
        english = factories.registration(event, email="c@example.com", language="en")
        assert "you are signed up" in OutboxMessage.objects.get(registration=english).body

    def test_they_are_written_looked_at_and_taken_back_in_the_admin(self, client):
        street = EventIndexPage.objects.get(slug="nanhu")
        client.force_login(factories.user("words", page=street, pages=("change",)))
        base = f"/admin/disability-events/organisation/{street.pk}/messages/"
        assert "预留名额" in client.get(base).content.decode()
        address = base + "offer/zh-hans/"
        words = {"subject": "", "opening": "{name}，有名额啦", "short": ""}
        looked = client.post(address, words | {"do": "look"})
        assert "赵一禾，有名额啦" in looked.content.decode()
        assert not MessageText.objects.exists()
        assert client.post(address, words | {"do": "save"}).status_code == 302
        assert MessageText.objects.get().opening == "{name}，有名额啦"
        for wrong, field in (
            ({"opening": "{nam}"}, "opening"),
            ({"subject": "{name}"}, "subject"),
            ({"short": "{event}" + "很" * 69}, "short"),
        ):
            answer = client.post(address, words | wrong | {"do": "save"})
            assert list(answer.context["form"].errors) == [field]
        client.post(address, {"subject": "", "opening": "", "short": "", "do": "save"})
        assert not MessageText.objects.exists()
        assert client.get(base + "nothing/zh-hans/").status_code == 404

    def test_an_editor_of_another_organisation_may_not(self, client):
        street = EventIndexPage.objects.get(slug="nanhu")
        elsewhere = EventIndexPage.objects.get(slug="wenyuan")
        client.force_login(factories.user("elsewhere", page=elsewhere, pages=("change",)))
        base = f"/admin/disability-events/organisation/{street.pk}/messages/"
        for address in (base, base + "offer/zh-hans/"):
            assert client.get(address).status_code == 302
            assert client.post(address, {"opening": "x", "do": "save"}).status_code in (302, 405)
        assert not MessageText.objects.exists()


class TestReminders:
    @pytest.mark.both_databases
    def test_everybody_who_comes_is_reminded_the_day_before_once(self):
        event = factories.event(capacity=2)
        comes = factories.registration(event, email="a@example.com")
        factories.registration(event, email="b@example.com")
        factories.registration(event, email="waits@example.com")
        Registration.objects.update(created_at=timezone.now() - timedelta(days=3))
        day_before = event.occurrences.get().start - timedelta(hours=20)

        def reminded(now):
            remind(now=now)
            return OutboxMessage.objects.filter(kind="reminder", registration__event=event).count()

        assert reminded(day_before - timedelta(days=2)) == 0
        assert reminded(day_before) == 2
        assert reminded(day_before) == 2
        said = OutboxMessage.objects.get(registration=comes, kind="reminder")
        assert "期待您来" in said.body
        assert said.deduplication_key.startswith("reminder:")

    @pytest.mark.both_databases
    def test_who_signed_up_today_and_dates_called_off_are_left_alone(self):
        event = factories.event(schedule=[factories.when(1)])
        factories.registration(event, email="a@example.com")
        reminders = OutboxMessage.objects.filter(kind="reminder", registration__event=event)
        remind()
        assert not reminders.exists()
        Registration.objects.update(created_at=timezone.now() - timedelta(days=3))
        operations.cancel(event.occurrences.get(), "台风")
        remind()
        assert not reminders.exists()

    def test_the_command_does_what_is_due(self, capsys):
        call_command("run_periodic", only=["offers", "reminders", "messages"], force=True)
        assert "offers ended" in capsys.readouterr().out


class TestInTheAdmin:
    @pytest.fixture
    def event(self):
        return factories.event(capacity=1)

    @pytest.fixture
    def staff(self, client, event):
        rights = ("view", "change", "reveal")
        client.force_login(factories.user("desk", page=event, pages=("change",), registrations=rights))
        return client

    def address(self, event):
        return f"/admin/disability-events/{event.pk}/messages/"

    def test_whoever_cannot_be_written_to_is_called(self, staff, event):
        first = factories.registration(event)
        second = factories.registration(event, name="赵一禾", phone="057188888888")
        cancelling.cancel(first)
        html = staff.get(self.address(event)).content.decode()
        assert "赵一禾 057188888888" in html
        call = OutboxMessage.objects.get(registration=second, channel="call")
        staff.post(self.address(event), {"do": "told", "message": call.pk})
        call.refresh_from_db()
        assert call.state == "sent"
        assert "赵一禾" not in staff.get(self.address(event)).content.decode()

    def test_a_message_given_up_is_tried_again(self, staff, event, mailoutbox):
        person = factories.registration(event, email="a@example.com")
        message = OutboxMessage.objects.get(registration=person)
        message.state, message.last_error, message.attempts = "failed", "SMTPException", 8
        message.save()
        assert "SMTPException" in staff.get(self.address(event)).content.decode()
        staff.post(self.address(event), {"do": "again", "message": message.pk})
        message.refresh_from_db()
        assert message.state == "sent"
        assert len(mailoutbox) == 1

    def test_those_who_came_are_thanked_once_after_a_question(self, staff, event):
        person = factories.registration(event, email="a@example.com")
        assert "感谢参加的人" not in staff.get(self.address(event)).content.decode()
        mark_attended(person, event.occurrences.get(), None)
        assert "确定，感谢 1 人" in staff.get(self.address(event) + "?thanks=ask").content.decode()
        for _turn in range(2):
            staff.post(self.address(event), {"do": "thanks", "note": "照片：http://example.org/photos/"})
        message = OutboxMessage.objects.get(kind="thanks")
        assert "http://example.org/photos/" in message.body

    def test_messages_of_another_event_are_out_of_reach(self, staff, event):
        other = factories.registration(factories.event(), email="x@example.com")
        message = OutboxMessage.objects.get(registration=other)
        OutboxMessage.objects.filter(pk=message.pk).update(state="failed")
        staff.post(self.address(event), {"do": "again", "message": message.pk})
        message.refresh_from_db()
        assert message.state == "failed"


def test_somebody_who_was_erased_is_not_written_to():
    event = factories.event()
    person = factories.registration(event, email="a@example.com")
    person.erased_at = timezone.now()
    assert outbox.announce(person, MessageKind.CHANGED) == []
