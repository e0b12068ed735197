"""What is known of people is encrypted, forgotten in time, and looked at only by those who may."""

import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from wagtail.models import PageLogEntry

from tests.support import factories
from tests.unit.registration.values.test_identity import disability_card
from wagtail_disability_events.core import conf
from wagtail_disability_events.core.encryption import (
    Unreadable,
    UnreadableDict,
    derived_lookup_key,
    encrypt_bytes,
    generate_key,
)
from wagtail_disability_events.models import (
    AnswerFile,
    ErasedCount,
    GroupSignUp,
    OutboxMessage,
    Registration,
    SignUpDraft,
)
from wagtail_disability_events.registration.attendance.attendance import mark_attended, turnout
from wagtail_disability_events.registration.booking import booking, cancelling
from wagtail_disability_events.registration.form import request as booking_request
from wagtail_disability_events.registration.form.answer_files import content_of
from wagtail_disability_events.registration.needs.readiness import arrange
from wagtail_disability_events.registration.privacy.erasure import erase_expired, erase_on_request

pytestmark = pytest.mark.django_db
NAME, PHONE, SECRET = "赵一禾", "13800001234", "花生过敏"


@pytest.fixture
def event():
    offers = [("service", {"service": "transport", "limit": 1, "note": ""})]
    questions = [factories.asks("disability_card"), factories.asks("diet"), factories.asks("sex")]
    return factories.event(access=offers, questions=questions, schedule=[factories.when(-3)])


@pytest.fixture
def person(event, admin_user):
    registration = booking.book(
        booking_request.BookingRequest(
            event=event,
            applicant=factories.applicant(
                name=NAME,
                phone=PHONE,
                email="a@example.com",
                disability_card=disability_card("42"),
                needs_note="怕吵",
                answers={"diet": SECRET, "sex": "female"},
            ),
            form=event.form_versions.last(),
            services=("transport",),
            created_by=admin_user,
        )
    )
    mark_attended(registration, event.occurrences.get(), admin_user)
    arrange(registration.service_requests.get(), admin_user, "东门上车")
    return registration


def stored(table="wagtail_disability_events_registration"):
    """Everything that stands in a table, as the database has it."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")  # noqa: S608
        return str(cursor.fetchall())


def later(**span):
    return timezone.now() + timedelta(**span)


class TestForgetting:
    @pytest.mark.both_databases
    def test_nothing_personal_stands_in_clear_text(self, person):
        rows = stored() + stored("wagtail_disability_events_servicerequest")
        rows += stored("wagtail_disability_events_outboxmessage")
        for secret in (
            NAME,
            PHONE,
            SECRET,
            "怕吵",
            "东门上车",
            person.disability_card,
            "a@example.com",
            person.token,
        ):
            assert secret not in rows

    @pytest.mark.both_databases
    def test_first_what_is_sensitive_then_the_person_then_the_hash(self, event, person):
        erase_expired(now=later(days=50))
        assert Registration.objects.get(pk=person.pk).disability_card
        erase_expired(now=later(days=70))
        person.refresh_from_db()
        assert (person.disability_card, person.answers, person.needs_note) == ("", {}, "")
        assert (person.name, person.phone) == (NAME, PHONE)
        assert not person.service_requests.exists()
        assert ErasedCount.objects.filter(event=event, feature="category", number=1).count() == 2
        erase_expired(now=later(days=190))
        person.refresh_from_db()
        assert (person.name, person.phone, person.email) == ("", "", "")
        assert not OutboxMessage.objects.filter(registration=person).exists()
        assert turnout(event).people == 1
        hashed = person.person_hash
        erase_expired(now=later(days=410))
        person.refresh_from_db()
        assert person.person_hash != hashed
        assert turnout(event).attendances == 1

    def test_what_is_ahead_or_recent_stays_and_twice_is_once(self, person):
        coming = factories.registration(factories.event())
        erase_expired(now=later(days=1))
        coming.refresh_from_db()
        assert coming.phone
        erase_expired(now=later(days=190))
        assert erase_expired(now=later(days=190))["contact"] == 0

    @pytest.mark.both_databases
    def test_an_event_that_repeats_is_forgotten_date_by_date(self, admin_user):
        event = factories.event(
            schedule=[factories.when(-400), factories.when(5)], register_for="date", capacity=3
        )
        old, coming = event.occurrences.all()
        past = factories.registration(event, occurrence=old, by_staff=True)
        ahead = factories.registration(event, occurrence=coming)
        erase_expired()
        past.refresh_from_db()
        ahead.refresh_from_db()
        assert (past.phone, bool(ahead.phone)) == ("", True)

    @pytest.mark.both_databases
    def test_where_an_event_has_no_dates_the_day_of_signing_up_counts(self):
        """Else what was given for an event that never got a date would stay for ever."""
        event = factories.event(schedule=[])
        old, new = (factories.registration(event, by_staff=True) for _turn in range(2))
        days = conf.get("RETENTION_DAYS")["contact"]
        for person, age in ((old, days + 1), (new, days - 1)):
            created_at = timezone.now() - timedelta(days=age)
            Registration.objects.filter(pk=person.pk).update(created_at=created_at)
        assert not event.occurrences.exists()
        assert erase_expired()["contact"] == 1
        old.refresh_from_db()
        new.refresh_from_db()
        assert (old.name, old.phone, old.erased_at is None) == ("", "", False)
        assert (bool(new.name), bool(new.phone), new.erased_at) == (True, True, None)

    @pytest.mark.both_databases
    def test_the_contact_of_a_group_is_forgotten_with_its_last_person(self, client, event):
        group = GroupSignUp.objects.create(
            event=event, submission_id="0" * 32, name=NAME, phone=PHONE, organisation="站前社区"
        )
        for _turn in range(2):
            person = factories.registration(event, by_staff=True)
            Registration.objects.filter(pk=person.pk).update(group=group)
        erase_on_request(person)
        assert GroupSignUp.objects.get(pk=group.pk).name == NAME
        erase_expired(now=later(days=190))
        assert not GroupSignUp.objects.filter(pk=group.pk).exists()
        assert event.registrations.filter(group=None).count() == 2

    @pytest.mark.both_databases
    def test_drafts_and_files_of_nobody_are_thrown_away(self, event):
        SignUpDraft.objects.create(
            event=event, token_hash="x", sealed=b"x", changed_at=timezone.now() - timedelta(days=2)
        )
        file = AnswerFile.objects.create(
            event=event, question="q", token_hash="y", name="x", content_type="image/png", content=b"x"
        )
        AnswerFile.objects.filter(pk=file.pk).update(created_at=timezone.now() - timedelta(days=2))
        erase_expired()
        assert not SignUpDraft.objects.exists()
        assert not AnswerFile.objects.filter(registration=None).exists()

    def test_the_command_says_what_it_did(self, person, settings, capsys):
        settings.WAGTAIL_DISABILITY_EVENTS = {
            "RETENTION_DAYS": {"sensitive": 1, "contact": 1, "person": 1}
        }  # fmt: skip
        call_command("erase_personal_data")
        assert "contact: " in capsys.readouterr().out
        person.refresh_from_db()
        assert person.name == ""


class TestKeys:
    @pytest.mark.both_databases
    def test_the_key_is_changed_while_the_site_runs(self, event, person, settings, client):
        file = AnswerFile.objects.create(
            registration=person, event=event, question="q", token_hash="z", name="证明.pdf",
            content_type="application/pdf", content=b"",
        )  # fmt: skip
        old, new = generate_key(), generate_key()
        settings.WAGTAIL_DISABILITY_EVENTS = {"ENCRYPTION_KEYS": [old]}
        person.save()
        file.content = encrypt_bytes(b"%PDF-1")
        file.save()
        settings.WAGTAIL_DISABILITY_EVENTS = {"ENCRYPTION_KEYS": [new, old]}
        assert Registration.objects.get(pk=person.pk).name == NAME  # both keys open
        call_command("rotate_encryption_keys", verbosity=2)
        settings.WAGTAIL_DISABILITY_EVENTS = {"ENCRYPTION_KEYS": [new]}
        again = Registration.objects.get(pk=person.pk)
        assert (again.name, again.answers["diet"]) == (NAME, SECRET)
        assert content_of(AnswerFile.objects.get(pk=file.pk)) == b"%PDF-1"

    def test_a_lost_key_is_said_the_rest_is_shown_and_nothing_is_destroyed(
        self, client, admin_user, event, person, settings
    ):
        token, secret = person.token, settings.SECRET_KEY
        settings.WAGTAIL_DISABILITY_EVENTS = {
            "ENCRYPTION_KEYS": [generate_key()],
            "LOOKUP_KEY": derived_lookup_key(),
        }
        settings.SECRET_KEY = "another, and the old one is lost"
        client.force_login(admin_user)
        base = f"/admin/disability-events/{event.pk}/"
        for address in ("registrations/", "needs/", "door/", "messages/", f"registrations/{person.pk}/"):
            assert client.get(base + address).status_code == 200, address
        html = client.post(base + "registrations/reveal/").content.decode()
        assert "无法读取：缺少密钥" in html
        assert client.get(f"/sign-up/{token}/").status_code == 200
        lost = Registration.objects.get(pk=person.pk)
        assert isinstance(lost.name, Unreadable)
        assert isinstance(lost.answers, UnreadableDict)
        lost.save()
        cancelling.cancel(lost)
        settings.SECRET_KEY = secret
        settings.WAGTAIL_DISABILITY_EVENTS = {}
        kept = Registration.objects.get(pk=person.pk)
        assert (kept.name, kept.answers["diet"]) == (NAME, SECRET)


class TestWhoLooks:
    ADDRESS = "/admin/disability-events/privacy/"

    def test_the_register_is_for_the_data_officer(self, client, event, person, admin_user):
        client.force_login(factories.user("writer", page=event, pages=("change",)))
        assert client.get(self.ADDRESS)["Location"].endswith("/admin/")
        client.force_login(admin_user)
        client.post(f"/admin/disability-events/{event.pk}/registrations/reveal/")
        html = client.get(self.ADDRESS).content.decode()
        for said in (
            "个人信息处理记录",
            "活动结束后 60 天",
            "第二十九条",
            "查看姓名电话",
            person.reference,
            event.title,
        ):
            assert said in html
        assert NAME not in html
        assert "这些报名表问了敏感信息，却没有说明目的：" in html

    def test_logs_and_revisions_know_nobody(self, client, event, person, admin_user):
        client.force_login(admin_user)
        base = f"/admin/disability-events/{event.pk}/"
        client.post(base + "registrations/", {"q": NAME})
        client.post(base + "registrations/reveal/")
        client.post(base + f"registrations/{person.pk}/", {"do": "reveal"})
        client.get(base + "door/")
        logged = json.dumps(
            [entry.data for entry in PageLogEntry.objects.filter(page=event.pk)], ensure_ascii=False
        )
        revisions = json.dumps([r.content for r in event.revisions.all()], ensure_ascii=False, default=str)
        for secret in (NAME, PHONE, SECRET, person.token):
            assert secret not in logged
            assert secret not in revisions

    def test_subjects_of_mails_name_nobody(self, person):
        for message in OutboxMessage.objects.filter(registration=person):
            assert NAME not in message.subject
            assert person.reference not in message.subject
