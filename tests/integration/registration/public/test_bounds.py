"""What strangers can make the site store or send is bounded, nobody is shut out, and pages say what is so."""

import io
import random
import uuid
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone
from django.utils.translation import gettext
from PIL import Image

from tests.support import factories
from wagtail_disability_events.models import (
    AnswerFile,
    OutboxMessage,
    PhotoReport,
    SignUpDraft,
)
from wagtail_disability_events.registration.booking.cancelling import cancel
from wagtail_disability_events.registration.form.answer_files import content_of
from wagtail_disability_events.registration.form.drafts import Draft
from wagtail_disability_events.registration.messages import outbox
from wagtail_disability_events.registration.public.draft_cookie import COOKIE
from wagtail_disability_events.registration.values.message_kinds import MessageKind

pytestmark = pytest.mark.django_db
LOST = "/sign-up/lost/"
MB = 1_000_000
DRAFT_IS_LOST = "What you wrote before is not kept any more. Please fill it in again, or call us."
FILE_IS_LOST = "This file could not be kept for you. Please choose it again, or a smaller one: %(question)s"
TOO_MANY_FILES = "Too many files came from here within an hour. Please wait a little, or call us."
ASKED_TOO_OFTEN = (
    "This was asked for several times within the hour, so nothing is sent now. "
    "Please look for what came before, try again in an hour, or call."
)
NOTHING_IS_SENT = (
    "No message about this sign-up is sent to you now: several have gone to this phone number or mail "
    "address within an hour."
)


def filled(**changes):
    data = {
        "submission_id": str(uuid.uuid4()),
        "name": "赵一禾",
        "phone": "13800001234",
        "consent_processing": "on",
        "consent_photo": "no",
    }
    return {key: value for key, value in (data | changes).items() if value is not None}


def send(client, event, query="", **changes):
    return client.post(f"{event.url}register/{query}", filled(**changes))


def says(answer, sentence, **values):
    """Whether a page says a sentence, in the language of its reader."""
    said = gettext(sentence)
    return (said % values if values else said) in answer.content.decode()


def noise(size):
    return random.Random(size).randbytes(size)


def pdf(size):
    return SimpleUploadedFile("证明.pdf", b"%PDF-1.7\n" + noise(size))


def photo_of_a_paper(width=3200, height=2400):
    """As a phone takes it: large, lying on its side, with a place in it."""
    picture = Image.frombytes("RGB", (width, height), noise(width * height * 3))
    exif = Image.Exif()
    exif[0x0112] = 6  # turn it by a quarter
    exif[0x010F] = "a phone that says where it is"
    made = io.BytesIO()
    picture.save(made, "JPEG", quality=40, exif=exif)
    return made.getvalue()


def question_of(event, label):
    form = event.form_versions.last().form
    return next(question.key for question in form if question.label == label)


def stored():
    """Bytes of all that stands in the database, as they are."""
    total = 0
    with connection.cursor() as cursor:
        for model in apps.get_models():
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')  # noqa: S608
            for row in cursor.fetchall():
                total += sum(
                    len(cell) if isinstance(cell, bytes | memoryview) else len(str(cell).encode())
                    for cell in row
                )
    return total


class TestDrafts:
    def test_only_the_fields_of_the_form_are_kept_and_no_more_of_them_than_is_useful(self, client):
        event = factories.event(questions=[factories.asks_own("想说的话", "long")])
        question = question_of(event, "想说的话")
        more = {f"more_{n}": "x" * 1000 for n in range(50)}
        client.post(f"{event.url}register/", filled(mode="steps", **{question: "字" * 100_000}, **more))
        draft = Draft.opened_by(client.cookies[COOKIE].value, event)
        assert set(draft.values) == {
            "submission_id", "name", "phone", "consent_processing", "consent_photo", question,
        }  # fmt: skip
        assert len(draft.get(question)) == 4000  # too long still, and said so
        assert SignUpDraft.objects.get().size == len(bytes(SignUpDraft.objects.get().sealed))

    def test_a_visitor_keeps_little_and_others_lose_nothing_by_it(self, settings):
        settings.WAGTAIL_DISABILITY_EVENTS = {"UNSENT_BYTES": (3000, 3000)}
        event = factories.event()
        neighbour = Client(REMOTE_ADDR="203.0.113.7")
        neighbour.post(f"{event.url}register/", filled(mode="steps"))
        for _turn in range(12):
            Client(REMOTE_ADDR="203.0.113.8").post(f"{event.url}register/", filled(mode="steps"))
        mine = SignUpDraft.objects.exclude(token_hash=SignUpDraft.objects.first().token_hash)
        assert sum(mine.values_list("size", flat=True)) <= 3000
        assert "赵一禾" in neighbour.get(f"{event.url}register/?step=name").content.decode()

    def test_of_one_line_of_ipv6_all_addresses_are_one_visitor(self):
        event = factories.event()
        for address in ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:db8:1:3::1"):
            Client(REMOTE_ADDR=address).post(f"{event.url}register/", filled(mode="steps"))
        assert len(set(SignUpDraft.objects.values_list("visitor", flat=True))) == 2

    @pytest.mark.parametrize("step", ["", "?step=phone"])
    def test_who_lost_a_draft_is_told_once(self, client, step):
        event = factories.event()
        client.post(f"{event.url}register/", filled(mode="steps"))
        client.get(f"{event.url}register/?mode=page")
        SignUpDraft.objects.update(changed_at=timezone.now() - timedelta(days=2))
        assert says(client.get(f"{event.url}register/{step}"), DRAFT_IS_LOST)
        assert not says(client.get(f"{event.url}register/{step}"), DRAFT_IS_LOST)

    def test_who_goes_on_in_a_lost_draft_is_led_to_its_beginning_and_told(self, client):
        event = factories.event()
        client.post(f"{event.url}register/", filled(mode="steps"))
        SignUpDraft.objects.all().delete()
        answer = client.post(f"{event.url}register/?step=phone", {"phone": "13800001234"}, follow=True)
        assert answer.request["QUERY_STRING"] == "step=name&lost=1"
        assert says(answer, DRAFT_IS_LOST)
        assert Draft.opened_by(client.cookies[COOKIE].value, event).get("phone") == "13800001234"


class TestFilesThatWereNotSent:
    @pytest.fixture
    def event(self):
        return factories.event(questions=[factories.asks_own("证明", "file")])

    def upload(self, client, event, content, query="", **changes):
        return send(client, event, query, **{question_of(event, "证明"): content}, **changes)

    def test_of_a_visitor_the_newest_are_kept(self, client, event):
        tokens = []
        for _turn in range(6):
            answer = self.upload(client, event, pdf(600_000), phone="1")
            tokens.append(answer.context["form"].data[f"{question_of(event, '证明')}-kept"])
        assert AnswerFile.objects.count() == 3
        assert sum(len(bytes(file.content)) for file in AnswerFile.objects.all()) <= 3 * MB
        key = question_of(event, "证明")
        gone = send(client, event, **{f"{key}-kept": tokens[0]})
        assert gone.status_code == 422
        assert says(gone, FILE_IS_LOST, question="证明")
        assert f"{key}-kept" not in gone.context["form"].data  # so that it can be sent without
        assert send(client, event, **{f"{key}-kept": tokens[-1]}).status_code == 302
        assert AnswerFile.objects.get(registration__isnull=False).visitor == ""

    def test_one_that_is_too_large_to_wait_is_sent_with_the_form_or_chosen_again(self, client, event):
        key = question_of(event, "证明")
        refused = self.upload(client, event, pdf(4 * MB), phone="1")
        assert set(refused.context["form"].errors) == {"phone", key}
        assert not AnswerFile.objects.exists()
        assert self.upload(client, event, pdf(4 * MB)).status_code == 302
        assert AnswerFile.objects.get().registration is not None

    def test_a_step_says_that_it_cannot_wait(self, client, event):
        key = question_of(event, "证明")
        client.post(f"{event.url}register/", filled(mode="steps"))
        refused = client.post(f"{event.url}register/?step={key}", {key: pdf(4 * MB)})
        assert refused.status_code == 422
        assert says(refused, FILE_IS_LOST, question="证明")
        taken = client.post(f"{event.url}register/?step={key}", {key: pdf(1 * MB)})
        assert taken.status_code == 302
        assert AnswerFile.objects.count() == 1

    def test_a_form_that_is_refused_keeps_no_more_than_one_that_is_wrong(self, client):
        event = factories.event(capacity=0, waitlist=False, questions=[factories.asks_own("证明", "file")])
        assert self.upload(client, event, pdf(4 * MB)).status_code == 409
        assert not AnswerFile.objects.exists()

    def test_nor_does_a_change_that_cannot_be(self, client):
        event = factories.event(
            capacity=1,
            companions=2,
            companions_take_places=True,
            questions=[factories.asks_own("证明", "file")],
        )
        person = factories.registration(event)
        data = filled(do="change", companions="2", **{question_of(event, "证明"): pdf(4 * MB)})
        assert client.post(f"/sign-up/{person.token}/", data).status_code == 409
        assert not AnswerFile.objects.exists()

    def test_one_that_is_chosen_anew_takes_the_place_of_the_one_before(self, client, event):
        key = question_of(event, "证明")
        before = self.upload(client, event, pdf(1000), phone="1").context["form"].data[f"{key}-kept"]
        self.upload(client, event, pdf(2000), phone="1", **{f"{key}-kept": before})
        assert AnswerFile.objects.count() == 1

    def test_a_photo_is_made_small_and_upright_and_says_nothing_of_its_place(self, client, event):
        photo = photo_of_a_paper()
        assert 2 * MB < len(photo) < 5 * MB
        assert self.upload(client, event, SimpleUploadedFile("证件.jpg", photo)).status_code == 302
        kept = content_of(AnswerFile.objects.get())
        assert b"a phone that" not in kept
        with Image.open(io.BytesIO(kept)) as small:
            assert small.size == (1500, 2000)

    def test_what_only_looks_like_a_photo_is_kept_as_it_is(self, client, event):
        broken = b"\xff\xd8\xff" + noise(600_000)
        self.upload(client, event, SimpleUploadedFile("证件.jpg", broken))
        assert content_of(AnswerFile.objects.get()) == broken

    def test_files_that_are_sent_have_a_limit_too_and_the_page_says_so(self, client, event, settings):
        settings.WAGTAIL_DISABILITY_EVENTS = {"ANSWER_FILES_AN_HOUR": 1 * MB}
        assert self.upload(client, event, pdf(600_000)).status_code == 302
        refused = self.upload(client, event, pdf(600_000), phone="13800001235")
        assert refused.status_code == 429
        assert says(refused, TOO_MANY_FILES)


class TestNobodyIsShutOut:
    def test_an_office_signs_up_a_community_with_its_own_phone(self):
        event = factories.event()
        office = Client(REMOTE_ADDR="203.0.113.7")
        statuses = {send(office, event, name=f"赵{n}").status_code for n in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰"}
        assert statuses == {302}

    def test_lists_are_counted_by_their_people_and_one_that_is_refused_counts_nobody(self, settings):
        settings.WAGTAIL_DISABILITY_EVENTS = {"SIGN_UPS_AN_HOUR": (3, 60)}
        event = factories.event(capacity=2, waitlist=False, group_sign_up=True)
        office = Client(REMOTE_ADDR="203.0.113.7")

        def listed(*names, how="all"):
            table = "姓名\t电话\n" + "\n".join(f"{name}\t1380000{n:04}" for n, name in enumerate(names))
            data = {"organisation": "南湖社区", "contact": "周社工", "phone": "13900001111", "consent": "on"}
            data |= {"table": table, "send": how, "submission_id": str(uuid.uuid4())}
            return office.post(f"{event.url}register/group/", data).status_code

        assert [listed("赵一禾", "钱多多", "孙小明") for _turn in range(3)] == [409] * 3
        assert listed("赵一禾", "钱多多") == 302

    def test_a_lost_link_that_is_not_sent_is_not_said_to_be(self, client):
        for _turn in range(3):
            assert "正在发" in client.post(LOST, {"reached_at": "13800001234"}).content.decode()
        refused = client.post(LOST, {"reached_at": "13800001234"})
        assert refused.status_code == 429
        assert "正在发" not in refused.content.decode()
        assert says(refused, ASKED_TOO_OFTEN)

    def test_the_21st_lost_link_of_a_community_is_sent(self):
        event = factories.event()
        people = [factories.registration(event, email=f"person{n}@example.com") for n in range(25)]
        OutboxMessage.objects.all().delete()
        office = Client(REMOTE_ADDR="203.0.113.7")
        for number in range(25):
            answer = office.post(LOST, {"reached_at": f"person{number}@example.com"})
            assert answer.status_code == 200
        assert OutboxMessage.objects.filter(kind="again").count() == len(people)

    def test_known_or_not_the_same_is_counted_and_said(self, client):
        factories.registration(factories.event(), email="known@example.com")
        said = {
            address: [client.post(LOST, {"reached_at": address}).status_code for _turn in range(5)]
            for address in ("known@example.com", "nobody@example.com")
        }
        assert said["known@example.com"] == said["nobody@example.com"] == [200, 200, 200, 429, 429]


class TestMessagesThatStrangersCause:
    def test_one_address_gets_a_few_and_the_page_says_when_none_is_sent(self, client):
        event = factories.event(questions=[factories.asks("email")])
        pages = [
            send(client, event, phone=f"1380000{n:04}", name="赵一禾", email="victim@example.com")
            for n in range(8)
        ]
        assert {page.status_code for page in pages} == {302}  # signed up all the same
        assert OutboxMessage.objects.filter(registration__event=event, channel="email").count() == 6
        assert says(client.get(pages[7]["Location"]), NOTHING_IS_SENT)

    def test_before_that_it_says_nothing_of_the_kind(self, client):
        event = factories.event(questions=[factories.asks("email")])
        page = send(client, event, email="victim@example.com")
        assert not says(client.get(page["Location"]), NOTHING_IS_SENT)

    def test_of_a_cancellation_staff_tell_instead(self, client):
        event = factories.event()
        people = [factories.registration(event, email="victim@example.com") for _turn in range(7)]
        OutboxMessage.objects.all().delete()
        cancel(people[0])
        assert [message.channel for message in OutboxMessage.objects.all()] == ["call"]

    def test_what_staff_do_and_what_becomes_of_the_event_is_always_told(self):
        event = factories.event()
        people = [factories.registration(event, email="a@example.com") for _turn in range(8)]
        by_staff = factories.registration(event, email="a@example.com", by_staff=True)
        assert by_staff.messages.filter(channel="email").exists()
        outbox.announce_all(event, people, MessageKind.MOVED)
        moved = OutboxMessage.objects.filter(registration__event=event, kind="moved", channel="email")
        assert moved.count() == 8


MOST = 5 * MB


class TestFiveHundredPosts:
    """Whatever is posted without a login, from one address: little is stored by it."""

    @pytest.fixture
    def event(self):
        return factories.event(
            capacity=100,
            group_sign_up=True,
            questions=[
                factories.asks("email"),
                factories.asks_own("想说的话", "long"),
                factories.asks_own("证明", "file"),
            ],
        )

    def posts(self, event, kind, number):
        text, visitor = question_of(event, "想说的话"), Client(REMOTE_ADDR="8.8.8.8")
        long, file = "字" * 20_000, {question_of(event, "证明"): pdf(1 * MB)}
        junk = {f"junk{n}": "x" * 1000 for n in range(100)}
        address = f"{event.url}register/"
        name = "赵" + "甲乙丙丁戊己庚辛壬癸"[number % 10] + "甲乙丙丁戊己庚辛壬癸"[number // 10 % 10]
        match kind:
            case "draft":
                return visitor.post(address, filled(mode="steps", **{text: long}, **junk))
            case "step":
                return visitor.post(f"{address}?step={text}", {text: long[:2000]} | junk)
            case "file":
                return visitor.post(address, filled(phone="1", **file))
            case "sign-up":
                mail = f"stranger{number}@example.com"
                more = {"phone": f"1390000{number:04}", "name": name, "email": mail, text: "字" * 2000}
                return visitor.post(address, filled(**more))
            case "list":
                table = "姓名\t电话\n" + "\n".join(f"{name}\t137{number:04}{n:04}" for n in range(200))
                data = {"organisation": "南湖社区", "contact": "周社工", "phone": "13900001111"}
                data |= {"consent": "on", "table": table, "send": "all", "submission_id": str(uuid.uuid4())}
                return visitor.post(f"{address}group/", data)
            case "lost":
                return visitor.post(LOST, {"reached_at": f"1360000{number:04}"})
        raise ValueError(kind)

    @pytest.mark.parametrize(
        ("kind", "times"),
        [("draft", 500), ("step", 500), ("file", 40), ("sign-up", 500), ("list", 5), ("lost", 500)],
    )
    def test_they_store_little(self, event, kind, times):
        before = stored()
        for number in range(times):
            self.posts(event, kind, number)
        grown = stored() - before
        assert grown <= MOST


def test_what_is_said_about_a_photo_has_a_length(client):
    event = factories.event()
    photo = factories.photo(event, state="public")
    address = f"{event.url}photos/{photo.pk}/report/"
    assert client.post(address, {"message": "字" * 1001}).status_code == 200
    assert not PhotoReport.objects.exists()
    assert client.post(address, {"message": "字" * 1000}).status_code == 302
