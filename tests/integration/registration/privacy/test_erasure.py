"""After everything is erased nothing of a person is found anywhere, and the figures are what they were."""

import io
import logging
import re
import uuid
from datetime import timedelta

import pytest
from django.core import checks, mail
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from tests.support import factories
from tests.unit.registration.values.test_identity import disability_card
from wagtail_disability_events.blocks.figures import event_figures, period_figures
from wagtail_disability_events.core.append_only import WrittenOnce
from wagtail_disability_events.gallery.photos.editing import link_person
from wagtail_disability_events.models import (
    Attendance,
    Consent,
    ErasedCount,
    ErasureRecord,
    GroupSignUp,
    OutboxMessage,
    Photo,
    PhotoPerson,
    PhotoReport,
    PrivateFeed,
    Registration,
    Result,
    ResultSheet,
    ServiceRequest,
    SignUpDraft,
    UploadLink,
)
from wagtail_disability_events.registration.attendance.attendance import mark_attended, turnout
from wagtail_disability_events.registration.needs.readiness import arrange
from wagtail_disability_events.registration.privacy.consent_changes import decide_photo
from wagtail_disability_events.registration.privacy.erasure import erase_expired, erase_on_request
from wagtail_disability_events.registration.privacy.overdue import overdue_erasures

pytestmark = pytest.mark.django_db

PLANTED = {
    "name": "赵一禾甲",
    "phone": "13900010001",
    "mail": "zhao-yihe@example.org",
    "card": disability_card("42"),
    "needs": "怕很响的鼓声",
    "answer": "花生过敏很重",
    "own answer": "住在七号楼三单元",
    "name of a file": "赵家的证明",
    "content of a file": "JVBER-hidden-in-the-file",
    "organisation": "幸福里第九社区",
    "contact": "钱干事乙",
    "contact's phone": "13900010002",
    "contact's mail": "qian-office@example.org",
    "name in a list": "孙三禾丙",
    "phone in a list": "13900010003",
    "note in a list": "坐不了长途车",
    "name by staff": "李四禾丁",
    "phone by staff": "13900010004",
    "beyond the plan because": "他母亲刚做完手术",
    "out of turn because": "上次漏了他的名字",
    "new phone": "13900010005",
    "new mail": "zhao-new@example.org",
    "what was arranged": "王师傅东门接送",
    "why it cannot be": "轮椅车那天坏了",
    "typed and not sent": "周五禾戊",
    "words about a photo": "照片里穿红衣服的是我",
    "contact about a photo": "13900010006",
    "guest in a photo": "吴六禾己",
    "who takes photos": "大学生郑七禾",
    "who is on duty": "值班的冯八禾",
    "entrant": "陈九禾庚",
}
FOUND_BY_ITS_KEY_ONLY = {"typed and not sent", "content of a file"}
"""Sealed or kept as a file: nobody opens them here."""


def later(**span):
    return timezone.now() + timedelta(**span)


def in_the_database() -> str:
    """Every column of every table as it is stored, and what our encrypted fields say when they are opened."""
    from django.apps import apps

    said = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            said.append(str([[bytes(v) if isinstance(v, memoryview) else v for v in row] for row in cursor]))
    for model in apps.get_app_config("wagtail_disability_events").get_models():
        names = [field.attname for field in model._meta.local_concrete_fields]
        said += [str(row) for row in model._base_manager.values_list(*names)]
    return "\n".join(said)


def in_the_cache() -> str:
    return "\n".join(str(value) for value in cache._cache.items())


def numbers_of(event) -> set[str]:
    groups = set(GroupSignUp.objects.filter(event=event).values_list("reference", flat=True))
    return groups | set(event.registrations.values_list("reference", flat=True))


@pytest.fixture(autouse=True)
def nothing_is_due():
    """What the demo has of past events is erased before."""
    erase_expired()
    ErasureRecord._base_manager.all().delete()


@pytest.fixture
def event():
    offers = [("service", {"service": name, "limit": 5, "note": ""}) for name in ("transport", "guide")]
    questions = [
        factories.asks("disability_card"),
        factories.asks("email"),
        factories.asks("diet"),
        factories.asks_own("住在哪里？"),
        factories.asks_own("证明", "file"),
    ]
    return factories.event(access=offers, questions=questions, capacity=2)


@pytest.fixture
def staff(client, admin_user):
    client.force_login(admin_user)
    return client


def plant(client, event) -> None:
    """Say every one of the texts in the way in which people say it."""
    p = PLANTED
    own, file = (question.key for question in event.form_versions.last().form.questions[-2:])
    form = {
        "name": p["name"],
        "phone": p["phone"],
        "email": p["mail"],
        "disability_card": p["card"],
        "needs": ["transport", "guide"],
        "needs_note": p["needs"],
        "diet": p["answer"],
        own: p["own answer"],
        file: SimpleUploadedFile(f"{p['name of a file']}.pdf", f"%PDF-1 {p['content of a file']}".encode()),
        "consent_processing": "on",
        "consent_sensitive": "on",
        "consent_photo": "yes",
    }
    assert client.post(event.url + "register/", form).status_code == 302
    person = Registration.objects.get(event=event)
    client.post(reverse("wagtail_disability_events:registration", args=[person.token]), {"calendar": "new"})
    changed = {key: value for key, value in form.items() if key not in ("name", file)}
    changed |= {"do": "change", "phone": p["new phone"], "email": p["new mail"]}
    address = reverse("wagtail_disability_events:registration", args=[person.token])
    assert client.post(address, changed).status_code == 302
    group = {
        "submission_id": str(uuid.uuid4()),
        "organisation": p["organisation"],
        "contact": p["contact"],
        "phone": p["contact's phone"],
        "email": p["contact's mail"],
        "table": f"姓名\t电话\t备注\n{p['name in a list']}\t{p['phone in a list']}\t{p['note in a list']}",
        "consent": "on",
        "send": "all",
    }
    assert client.post(event.url + "register/group/", group).status_code == 302
    base = f"/admin/disability-events/{event.pk}/"
    by_staff = form | {
        "name": p["name by staff"],
        "phone": p["phone by staff"],
        "email": "",
        "disability_card": "",
        "needs": [],
        "beyond_because": p["beyond the plan because"],
    }
    del by_staff[file]
    assert client.post(base + "registrations/add/", by_staff).status_code == 302
    waiting = factories.registration(event)
    assert waiting.state == "waiting"
    client.post(base + f"registrations/{waiting.pk}/", {"do": "promote", "reason": p["out of turn because"]})
    transport, guide = person.service_requests.order_by("quota__service").reverse()
    client.post(base + "needs/", {"request": transport.pk, "do": "arrange", "detail": p["what was arranged"]})
    client.post(base + "needs/", {"request": guide.pk, "do": "refuse", "detail": p["why it cannot be"]})
    client.post(base + "registrations/", {"q": p["name"]})
    client.post(base + "registrations/reveal/")
    client.get(event.url + "register/?mode=steps")
    client.post(event.url + "register/?step=name", {"name": p["typed and not sent"]})
    photo = factories.photo(event, state="public")
    said = {"message": p["words about a photo"], "contact": p["contact about a photo"]}
    client.post(f"{event.url}photos/{photo.pk}/report/", said)
    report = photo.reports.get()
    client.post(base + f"photos/{photo.pk}/", {"do": "decide", "report": report.pk, "decision": "kept"})
    client.post(base + f"photos/{photo.pk}/", {"do": "guest", "name": p["guest in a photo"], "agreed": "yes"})
    client.post(base + "photos/links/", {"label": p["who takes photos"], "days": "3"})
    page = event.get_parent()
    calendars = reverse("wde_duty_calendars", args=[page.pk])
    client.post(calendars, {"label": p["who is on duty"], "kind": "volunteer"})
    client.post(calendars, {"revoke": PrivateFeed.objects.get(kind="volunteer").pk})
    sheet = ResultSheet.objects.create(event=event, contest="c")
    Result.objects.create(sheet=sheet, entrant=p["entrant"])
    mark_attended(person, event.occurrences.get(), None)


class TestNothingIsLeft:
    @pytest.mark.both_databases
    def test_of_31_texts_numbers_and_moments(self, staff, event, caplog, django_capture_on_commit_callbacks):
        caplog.set_level(logging.DEBUG)
        with django_capture_on_commit_callbacks(execute=True):
            plant(staff, event)
        before = in_the_database()
        planted = {key for key, text in PLANTED.items() if text in before}
        assert planted == PLANTED.keys() - FOUND_BY_ITS_KEY_ONLY - {"phone"}  # which was changed
        assert SignUpDraft.objects.count() == 1
        tokens = set(Registration.objects.values_list("token", flat=True))
        known = numbers_of(event)
        assert len(known) == 5
        erase_expired(now=later(days=500))
        left = "\n".join([in_the_database(), in_the_cache(), caplog.text, *(m.subject for m in mail.outbox)])
        assert {key: text for key, text in PLANTED.items() if text in left} == {}
        assert {number for number in known if number in left} == set()
        assert {token for token in tokens if token in left} == set()
        moments = Registration.objects.values_list("created_at", "cancelled_at")
        moments = [moment for row in moments for moment in row if moment]
        moments += Attendance.objects.values_list("recorded_at", flat=True)
        moments += Consent.objects.values_list("decided_at", flat=True)
        assert {str(timezone.localtime(moment).time()) for moment in moments} == {"00:00:00"}

    def test_a_reason_stands_encrypted_and_in_no_log(self, staff, event):
        plant(staff, event)
        with connection.cursor() as cursor:
            cursor.execute("SELECT overbooked_because FROM wagtail_disability_events_registration")
            stored = str(cursor.fetchall())
        logged = str([entry.data for entry in PageLogEntry.objects.all()])
        for key in ("beyond the plan because", "out of turn because"):
            assert PLANTED[key] not in stored + logged
        reasons = {person.overbooked_because for person in Registration.objects.all()}
        assert reasons == {"", PLANTED["beyond the plan because"], PLANTED["out of turn because"]}

    def test_needs_go_with_the_card_and_so_do_messages_about_them(self, staff, event):
        plant(staff, event)
        erase_expired(now=later(days=7 + 61))
        person = next(one for one in event.registrations.all() if one.name == PLANTED["name"])
        assert (person.disability_card, person.needs_note, person.answers) == ("", "", {})
        assert not ServiceRequest.objects.filter(registration__event=event).exists()
        left = in_the_database()
        for key in ("needs", "answer", "what was arranged", "why it cannot be", "note in a list"):
            assert PLANTED[key] not in left
        messages = OutboxMessage.objects.filter(registration__event=event)
        assert not {message.kind for message in messages} & {"arranged", "unmet"}
        assert {message.body for message in messages} <= {""}

    def test_the_log_still_says_that_somebody_looked_and_at_how_many(self, staff, event):
        people = [factories.registration(event) for _turn in range(2)]
        staff.post(f"/admin/disability-events/{event.pk}/registrations/reveal/")
        [look] = PageLogEntry.objects.filter(action="wde.registrations.reveal")
        assert set(look.data["references"]) == {person.reference for person in people}
        erase_on_request(people[0])
        look.refresh_from_db()
        assert (look.data["references"], look.data["forgotten"]) == ([people[1].reference], 1)
        assert "2 条报名" in staff.get("/admin/disability-events/privacy/").content.decode()

    def test_a_photo_of_a_child_stays_public_by_what_was_agreed(self, event):
        child = factories.registration(event)
        Registration.objects.filter(pk=child.pk).update(filled_in_by="parent")
        decide_photo(child, True)
        photo = factories.photo(event, state="public")
        link_person(photo, child, is_minor=True)
        erase_expired(now=later(days=500))
        assert Photo.objects.public().filter(pk=photo.pk).exists()
        child.refresh_from_db()
        assert child.filled_in_by == "parent"

    def test_what_a_second_sign_up_refused_holds_a_photo_back_for_good(self, event):
        person = factories.registration(event)
        decide_photo(person, True)
        photo = factories.photo(event, state="public")
        link_person(photo, person)
        again = Registration.objects.create(
            event=event, quota=person.quota, state="repeated", repeats=person, displayed_as="confirmed"
        )
        decide_photo(again, False)
        erase_expired(now=later(days=500))
        assert not Photo.objects.public().filter(pk=photo.pk).exists()


class TestFigures:
    def came(self, event, count, card, services=()) -> None:
        for number in range(count):
            own = disability_card(card, of=f"33010019800101{number:03}")
            person = factories.registration(event, disability_card=own, services=services)
            mark_attended(person, event.occurrences.get(), None, companions=1)

    @pytest.mark.both_databases
    def test_they_are_after_erasure_what_they_were(self, event, admin_user):
        offers = [("service", {"service": "transport", "limit": None, "note": ""})]
        organisation = factories.organisation()
        asked = [factories.asks("disability_card")]
        event = factories.event(organisation, access=offers, questions=asked)
        self.came(event, 6, "42", ("transport",))
        for request in ServiceRequest.objects.filter(registration__event=event)[:4]:
            arrange(request, admin_user, "东门")
        day = factories.days_ahead(7)
        before = event_figures(event), period_figures(organisation, day, day), turnout(event)
        assert before[0]["services"] == 4
        for days in (70, 200, 420):
            erase_expired(now=later(days=days))
            assert (event_figures(event), period_figures(organisation, day, day), turnout(event)) == before

    @pytest.mark.both_databases
    def test_features_are_counted_one_by_one_and_few_are_not_told_apart(self, event):
        event = factories.event(questions=[factories.asks("disability_card")])
        self.came(event, 5, "42")
        self.came(event, 2, "11")
        erase_expired(now=later(days=70))
        rows = ErasedCount.objects.filter(event=event, who="came", feature="category").order_by("value")
        assert list(rows.values_list("value", "number")) == [("", 2), ("4", 5)]
        crossed = {"category", "level", "age_band", "sex"}
        assert not {field.name for field in Registration._meta.get_fields()} & crossed

    def test_whoever_asks_to_be_erased_is_counted_and_not_told_apart(self, event):
        event = factories.event(questions=[factories.asks("disability_card")])
        person = factories.registration(event, disability_card=disability_card("42"))
        mark_attended(person, event.occurrences.get(), None)
        erase_on_request(person)
        assert set(ErasedCount.objects.filter(event=event).values_list("value", "number")) == {("", 1)}
        assert turnout(event).attendances == 1


class TestProof:
    def test_each_erasure_leaves_a_record_that_names_nobody(self, event, staff):
        plant(staff, event)
        erase_expired(now=later(days=70))
        record = ErasureRecord.objects.get(reason="sensitive", event_id=event.pk)
        assert (record.event_id, record.event_title, record.days) == (event.pk, event.title, 60)
        assert record.ended_at == event.occurrences.get().end
        assert record.sign_ups == event.registrations.count()
        assert record.rows["ServiceRequest"] == 2
        html = staff.get("/admin/disability-events/privacy/").content.decode()
        assert record.receipt in html
        for text in PLANTED.values():
            assert text not in html + str(record.rows)

    def test_it_is_written_once(self):
        record = ErasureRecord.objects.create(reason="itself", done_at=timezone.now())
        with pytest.raises(WrittenOnce):
            record.save()
        with pytest.raises(WrittenOnce):
            record.delete()
        with pytest.raises(WrittenOnce):
            ErasureRecord.objects.update(sign_ups=1)

    def test_whoever_asked_gets_its_number(self, client, event):
        person = factories.registration(event)
        address = reverse("wagtail_disability_events:registration", args=[person.token])
        html = client.post(address, {"do": "erase"}).content.decode()
        record = ErasureRecord.objects.get()
        shown = re.search(r"<strong>(\d{4} \d{4})</strong>", html)
        assert shown[1].replace(" ", "") == record.receipt
        assert (record.reason, record.sign_ups) == ("asked", 1)

    def test_a_run_that_has_nothing_to_do_leaves_none(self, event):
        factories.registration(event)
        erase_expired()
        assert not ErasureRecord.objects.exists()


class TestOverdue:
    def warnings(self):
        found = checks.run_checks(databases=["default"], include_deployment_checks=True)
        return [each.msg for each in found if each.id == "wagtail_disability_events.W118"]

    def test_what_is_late_is_said_to_the_data_officer_and_by_a_check(self, staff):
        event = factories.event(schedule=[factories.when(-63)])
        factories.registration(event, by_staff=True)
        UploadLink.objects.create(event=event, label="某某", expires_at=later(days=-190))
        assert [each.number for each in overdue_erasures()] == [1, 1]
        html = staff.get("/admin/disability-events/privacy/").content.decode()
        assert "help-critical" in html
        [warning] = self.warnings()
        assert "disability and needs, in time: 1" in warning
        assert "某某" not in warning
        call_command("erase_personal_data", stdout=io.StringIO())
        assert overdue_erasures() == []
        assert self.warnings() == []
        assert "help-critical" not in staff.get("/admin/disability-events/privacy/").content.decode()

    def test_what_will_be_erased_tonight_is_not_late(self):
        event = factories.event(schedule=[factories.when(-61)])
        factories.registration(event, by_staff=True)
        assert overdue_erasures() == []
        assert erase_expired()["sensitive"] == 1


class TestWhatGoesByItself:
    def test_guests_reports_links_and_calendars(self, event):
        photo = factories.photo(event)
        PhotoPerson.objects.create(photo=photo, name="路人甲")
        PhotoReport.objects.create(photo=photo, message="是我", decision="kept", decided_at=timezone.now())
        PhotoReport.objects.create(photo=photo, message="等着", decision="open")
        link = UploadLink.objects.create(event=event, label="同学", expires_at=later(days=3))
        erase_expired(now=later(days=170))
        assert {person.name for person in photo.people.all()} == {"路人甲"}
        erase_expired(now=later(days=190))
        assert {person.name for person in photo.people.all()} == {""}
        assert {report.message for report in photo.reports.all()} == {"", "等着"}  # not decided yet
        link.refresh_from_db()
        assert (link.label, link.token) == ("", "")
