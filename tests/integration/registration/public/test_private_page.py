"""What a registrant can do on their page: look, change, hand on, take back, have erased, find it again."""

import json
import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.support import factories
from tests.unit.registration.values.test_identity import disability_card
from wagtail_disability_events.core.tokens import spoken
from wagtail_disability_events.models import (
    AnswerFile,
    Consent,
    EventPage,
    OutboxMessage,
    Quota,
    Registration,
)
from wagtail_disability_events.registration.attendance.attendance import mark_attended, turnout
from wagtail_disability_events.registration.booking import booking, cancelling, changing
from wagtail_disability_events.registration.form.answer_files import content_of
from wagtail_disability_events.registration.form.request import BookingRequest, ConsentGiven
from wagtail_disability_events.registration.needs.readiness import arrange, refuse

pytestmark = pytest.mark.django_db
OFFERS = [
    ("service", {"service": "transport", "limit": 1, "note": ""}),
    ("service", {"service": "captions", "limit": None, "note": ""}),
]


@pytest.fixture
def event():
    return factories.event(
        capacity=3,
        companions=2,
        companions_take_places=True,
        transferable=True,
        access=OFFERS,
        questions=[
            factories.asks("disability_card"),
            factories.asks("clothing_size"),
            factories.asks("diet"),
        ],
    )


@pytest.fixture
def person(event):
    consents = [ConsentGiven(purpose, True, "同意") for purpose in ("processing", "sensitive", "photo")]
    return booking.book(
        BookingRequest(
            event=event,
            applicant=factories.applicant(
                name="赵一禾",
                phone="13800001234",
                disability_card=disability_card("42"),
                needs_note="怕吵",
                answers={"clothing_size": "M", "diet": "花生"},
            ),
            form=event.form_versions.last(),
            services=("transport",),
            consents=tuple(consents),
        )
    )


def page_of(client, person, query=""):
    return client.get(f"/sign-up/{person.token}/{query}").content.decode()


def post(client, person, **data):
    return client.post(f"/sign-up/{person.token}/", data)


def again(person):
    return Registration.objects.get(pk=person.pk)


def taken(event, **which):
    return Quota.objects.get(event=event, **(which or {"kind": "seat"})).taken


def change_data(**changes):
    data = {
        "do": "change",
        "submission_id": str(uuid.uuid4()),
        "phone": "13800001234",
        "clothing_size": "M",
        "diet": "花生",
        "companions": "0",
        "needs": ["transport"],
        "consent_photo": "yes",
        "consent_sensitive": "on",
    }
    return data | changes


class TestLooking:
    def test_everything_that_matters_is_there_and_the_certificate_is_not(self, client, event, person):
        html = page_of(client, person)
        for said in (spoken(person.reference), "data:image/svg+xml", "赵一禾", "衣服尺码", "花生", "0571"):
            assert said in html
        assert person.disability_card not in html
        assert f'alt="编号 {spoken(person.reference)} 的二维码"' in html

    def test_what_was_arranged_is_told_and_what_cannot_be_too(self, client, event, person, admin_user):
        request = person.service_requests.get()
        arrange(request, admin_user, "8:15 在小区东门上车")
        assert "8:15 在小区东门上车" in page_of(client, person)
        refuse(request, admin_user, "车坏了")
        html = page_of(client, person)
        assert "车坏了" in html
        assert "办不到" in html


class TestChanging:
    def test_other_answers_are_taken_and_told(self, client, event, person):
        assert "修改报名信息" in page_of(client, person)
        form = page_of(client, person, "?do=change")
        assert 'value="13800001234"' in form
        assert person.disability_card not in form
        answer = post(
            client, person, **change_data(phone="13800009999", clothing_size="XL", needs=["captions"])
        )
        assert answer.status_code == 302
        changed = again(person)
        assert (changed.phone, changed.answers["clothing_size"]) == ("13800009999", "XL")
        assert changed.disability_card == person.disability_card  # left empty: it stays
        assert [one.quota.service for one in changed.service_requests.all()] == ["captions"]
        assert taken(event, kind="service", service="transport") == 0
        assert changed.phone_hash != person.phone_hash

    @pytest.mark.both_databases
    def test_more_companions_need_places_and_nothing_is_lost_without(self, client, event, person):
        assert post(client, person, **change_data(companions="2")).status_code == 302
        assert taken(event) == 3
        other = factories.registration(event)
        assert other.state == "waiting"
        assert post(client, person, **change_data(companions="0")).status_code == 302
        assert again(other).state == "offered"
        refused = post(client, person, **change_data(companions="2"))
        assert refused.status_code == 409
        assert "您原来的报名不变" in refused.content.decode()
        assert (taken(event), again(person).seats) == (2, 1)
        assert again(person).service_requests.get().granted

    def test_a_mistake_is_at_its_field(self, client, person):
        answer = post(client, person, **change_data(phone="1"))
        assert answer.status_code == 422
        assert 'href="#id_phone"' in answer.content.decode()

    def test_a_parent_changes_the_answers_of_a_child(self, client):
        event = factories.event(questions=[factories.asks("birth_date")])
        answers = {"birth_date": factories.days_ahead(-9 * 365).isoformat(), "contact_name": "赵妈妈"}
        child = factories.registration(event, filled_in_by="parent", answers=answers)
        data = {"do": "change", "phone": "13800009999", "birth_date": answers["birth_date"]}
        assert post(client, child, **data, consent_photo="no").status_code == 302
        assert again(child).phone == "13800009999"
        assert again(child).answers == answers

    def test_after_the_deadline_one_calls(self, client, event, person):
        EventPage.objects.filter(pk=event.pk).update(registration_closes=timezone.now())
        assert "修改报名信息" not in page_of(client, person)
        post(client, person, **change_data(phone="13800009999"))
        assert again(person).phone == "13800001234"

    def test_a_sign_up_cancelled_meanwhile_is_not_changed(self, event, person):
        cancelling.cancel(again(person))
        with pytest.raises(changing.NoLongerThere):
            changing.change(person, BookingRequest(event=event, applicant=factories.applicant()))

    @pytest.mark.both_databases
    def test_another_date_is_chosen_if_it_has_a_place(self, client):
        event = factories.event(
            schedule=[factories.when(3), factories.when(4), factories.when(5)],
            register_for="date",
            capacity=1,
        )
        one, two, three = event.occurrences.all()
        person = factories.registration(event, occurrence=one)
        factories.registration(event, occurrence=two)
        data = {"do": "change", "phone": person.phone, "consent_photo": "no"}
        assert post(client, person, **data, date=str(two.pk)).status_code == 409
        assert again(person).occurrence == one
        assert post(client, person, **data, date=str(three.pk)).status_code == 302
        assert again(person).occurrence == three
        assert Quota.objects.seats().get(occurrence=one).taken == 0

    def test_what_was_agreed_to_at_first_stays_as_it_was_said(self, client, person):
        agreed = person.consents.get(purpose=Consent.Purpose.PROCESSING)
        post(client, person, **change_data(phone="13800009999"))
        assert person.consents.get(purpose=Consent.Purpose.PROCESSING) == agreed
        assert person.consents.get(purpose=Consent.Purpose.PROCESSING).wording == "同意"

    def test_a_page_opened_before_a_change_gives_back_what_is_held_now(self, client):
        event = factories.event(
            schedule=[factories.when(3), factories.when(4)], register_for="date", capacity=1
        )
        one, two = event.occurrences.all()
        person = factories.registration(event, occurrence=one)
        stale = again(person)
        data = {"do": "change", "phone": person.phone, "consent_photo": "no", "date": str(two.pk)}
        assert post(client, person, **data).status_code == 302
        assert cancelling.cancel(stale)
        assert [Quota.objects.seats().get(occurrence=date).taken for date in (one, two)] == [0, 0]

    def test_a_file_that_was_replaced_is_gone(self, client):
        event = factories.event(questions=[factories.asks_own("证明", "file")])
        key = event.form_versions.last().form.questions[0].key
        form = {"name": "赵一禾", "phone": "13800001234", "consent_processing": "on", "consent_photo": "no"}
        client.post(event.url + "register/", form | {key: SimpleUploadedFile("a.pdf", b"%PDF-1 old")})
        person = Registration.objects.get(event=event)
        data = {"do": "change", "phone": "13800001234", "consent_photo": "no"}
        post(client, person, **data)
        assert content_of(person.files.get()) == b"%PDF-1 old"  # not chosen anew: it stays
        post(client, person, **data, **{key: SimpleUploadedFile("b.pdf", b"%PDF-1 new")})
        assert content_of(person.files.get()) == b"%PDF-1 new"


class TestHandingOn:
    def new(self, **changes):
        data = {"do": "transfer", "name": "钱多多", "phone": "13800005555", "consent_processing": "on"}
        return data | {"consent_photo": "no", "submission_id": str(uuid.uuid4())} | changes

    def test_the_place_goes_to_another_person_with_a_page_of_their_own(self, client, event, person):
        assert "把名额转给别人" in page_of(client, person)
        assert "<h1>把名额转给别人</h1>" in page_of(client, person, "?do=transfer")
        assert post(client, person, **self.new()).status_code == 302
        new = Registration.objects.get(event=event, state="confirmed")
        assert (new.name, new.token != person.token) == ("钱多多", True)
        assert again(person).state == "cancelled"
        assert taken(event) == 1
        assert taken(event, kind="service", service="transport") == 0
        assert not new.answers

    def test_not_where_the_event_does_not_allow_it(self, client, event, person):
        EventPage.objects.filter(pk=event.pk).update(transferable=False)
        assert "把名额转给别人" not in page_of(client, person)
        post(client, person, **self.new())
        assert again(person).state == "confirmed"


class TestOnesOwnData:
    def test_photos_are_allowed_and_taken_back(self, client, person):
        post(client, person, do="photo", photo="no")
        assert not person.consents.newest().get(purpose=Consent.Purpose.PHOTO).given
        assert "您的照片不会公开" in page_of(client, person)
        post(client, person, do="photo", photo="yes")
        assert "您的照片可以公开" in page_of(client, person)

    def test_what_is_sensitive_is_deleted_and_the_place_stays(self, client, event, person):
        assert "名额保留" in page_of(client, person, "?do=sensitive")
        assert again(person).disability_card  # asking deletes nothing
        post(client, person, do="sensitive")
        left = again(person)
        assert (left.disability_card, left.needs_note, left.answers) == ("", "", {"clothing_size": "M"})
        assert not left.service_requests.exists()
        assert taken(event, kind="service", service="transport") == 0
        assert left.state == "confirmed"
        assert "删除我填写的残疾和健康信息" not in page_of(client, person)

    def test_all_of_it_can_be_downloaded(self, client, person):
        answer = client.get(f"/sign-up/{person.token}/data.json")
        data = json.loads(answer.content)
        assert answer["Content-Disposition"].startswith("attachment")
        assert "no-store" in answer["Cache-Control"]
        assert data["姓名"] == "赵一禾"
        assert data["回答"] == {"衣服尺码": "M", "有什么不能吃的？": "花生"}
        assert person.disability_card not in answer.content.decode()

    @pytest.mark.both_databases
    def test_erased_on_request_nothing_is_left_but_a_count(self, client, event, person):
        assert "不能恢复" in page_of(client, person, "?do=erase")
        token = person.token
        answer = post(client, person, do="erase")
        assert "已清除" in answer.content.decode()
        left = again(person)
        assert left.state == "cancelled"
        assert (left.name, left.phone, left.disability_card, left.needs_note, left.answers) == (
            "",
            "",
            "",
            "",
            {},
        )
        assert left.person_hash != person.person_hash
        assert not OutboxMessage.objects.filter(registration=person).exists()
        assert client.get(f"/sign-up/{token}/").status_code == 404
        assert taken(event) == 0

    @pytest.mark.both_databases
    def test_who_has_come_to_one_session_gives_up_the_others_and_is_counted_all_the_same(self, client):
        event = factories.event(schedule=[factories.when(-3), factories.when(4)], capacity=1)
        person = factories.registration(event, by_staff=True)
        mark_attended(person, event.occurrences.first(), None)
        post(client, person, do="erase")
        assert Quota.objects.seats().get(event=event).taken == 0
        assert turnout(event).attendances == 1

    def test_files_go_too(self, client, event, person):
        AnswerFile.objects.create(
            registration=person, event=event, question="x", token_hash="x", name="证明.pdf",
            content_type="application/pdf", content=b"sealed",
        )  # fmt: skip
        post(client, person, do="erase")
        assert not AnswerFile.objects.filter(registration=person).exists()


class TestLostLinks:
    ADDRESS = "/sign-up/lost/"

    def test_the_address_goes_to_the_mail_on_file_and_the_answer_says_nothing(self, client, event):
        person = factories.registration(event, email="Known@example.com")
        known = client.post(self.ADDRESS, {"reached_at": "known@example.com"})
        unknown = client.post(self.ADDRESS, {"reached_at": "nobody@example.com"})

        def body(answer):
            return answer.content.decode().replace(str(answer.context["csrf_token"]), "")

        assert body(known) == body(unknown)
        message = OutboxMessage.objects.get(kind="again")
        assert message.registration == person
        assert person.token in message.body

    def test_by_phone_staff_call_where_there_is_no_gateway(self, client, event, person):
        client.post(self.ADDRESS, {"reached_at": "138 0000 1234"})
        assert OutboxMessage.objects.get(kind="again").channel == "call"

    def test_asked_over_and_over_it_is_sent_three_times_an_hour(self, client, event):
        factories.registration(event, email="known@example.com")
        asked = [client.post(self.ADDRESS, {"reached_at": "known@example.com"}) for _turn in range(6)]
        assert [answer.status_code for answer in asked] == [200] * 3 + [429] * 3
        assert OutboxMessage.objects.filter(kind="again").count() == 3

    def test_nonsense_is_told_at_the_field(self, client):
        for text in ("", "12", "a@b"):
            answer = client.post(self.ADDRESS, {"reached_at": text})
            assert answer.status_code == 422
            assert "id_reached_at_error" in answer.content.decode()
        assert client.get(self.ADDRESS).status_code == 200


@pytest.mark.parametrize(
    ("state", "has_ticket"),
    [("confirmed", True), ("offered", False), ("waiting", False), ("cancelled", False)],
)
def test_the_ticket_is_for_who_has_a_place(client, state, has_ticket):
    person = factories.registration(factories.event())
    Registration.objects.filter(pk=person.pk).update(
        state=state, offer_ends_at=timezone.now() + timedelta(hours=1) if state == "offered" else None
    )
    page = client.get(f"/sign-up/{person.token}/").content.decode()
    assert ("data:image/svg" in page) is has_ticket
    assert spoken(person.reference) in page
