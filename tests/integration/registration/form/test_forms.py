"""The form of an event: its own questions, who may sign up, children, companions, groups of places, files."""

import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from django.utils.translation import gettext

from tests.support import factories
from tests.unit.registration.values.test_identity import disability_card
from wagtail_disability_events.models import (
    AnswerFile,
    Consent,
    EventPage,
    FormTemplate,
    FormVersion,
    Quota,
    Registration,
    SportsDayPage,
)
from wagtail_disability_events.registration.form.answer_files import content_of

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n" + b"x" * 100


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


def errors(answer):
    assert answer.status_code == 422, answer.status_code
    return {name: str(found[0]) for name, found in answer.context["form"].errors.items()}


def booked(answer) -> Registration:
    assert answer.status_code == 302, answer.context["form"].errors
    token = answer["Location"].split("/")[2]
    return next(row for row in Registration.objects.all() if row.token == token)


def question_of(event, label):
    form = event.form_versions.last().form
    return next(question.key for question in form if question.label == label)


class TestQuestions:
    def test_answers_keep_the_question_they_answered(self, client):
        event = factories.event(questions=[factories.asks_own("几点方便？", options="")])
        key = question_of(event, "几点方便？")
        registration = booked(send(client, event, **{key: "上午"}))
        page = event.get_latest_revision_as_object()
        page.questions[0].value["label"] = "哪天方便？"
        page.save_revision().publish()
        assert event.form_versions.count() == 2
        said = client.get(f"/sign-up/{registration.token}/").content.decode()
        assert "几点方便？" in said
        assert "上午" in said
        assert "哪天方便？" in client.get(event.url + "register/").content.decode()

    def test_publishing_the_same_questions_again_makes_no_version_and_none_is_the_plain_form(self):
        event = factories.event(questions=[factories.asks("sex")])
        for _turn in range(2):
            event.get_latest_revision_as_object().save_revision().publish()
        assert event.form_versions.count() == 1
        plain = factories.event()
        plain.get_latest_revision_as_object().save_revision().publish()
        assert not plain.form_versions.exists()
        page = event.get_latest_revision_as_object()
        page.questions = []
        page.save_revision().publish()
        assert [len(version.form.questions) for version in event.form_versions.all()] == [1, 0]

    def test_a_template_is_asked_first_and_when_it_changes_its_events_ask_anew(
        self, client, django_capture_on_commit_callbacks
    ):
        template = FormTemplate.objects.create(name="体育", questions=[factories.asks("clothing_size")])
        event = factories.event(form_template=template, questions=[factories.asks("sex")])
        assert [q.key for q in event.form_versions.last().form] == ["clothing_size", "sex"]
        template.questions = [factories.asks("diet", purpose="订盒饭")]
        with django_capture_on_commit_callbacks(execute=True):
            template.save()
        assert [q.key for q in event.form_versions.last().form] == ["diet", "sex"]
        assert "用途：订盒饭" in client.get(event.url + "register/").content.decode()

    def test_every_kind_of_answer_is_stored(self, client):
        questions = [
            factories.asks("sex"),
            factories.asks("birth_date"),
            factories.asks_own("一行"),
            factories.asks_own("几行", "long"),
            factories.asks_own("选几个", "choices", options="甲\n乙\n丙"),
            factories.asks_own("几个", "number"),
        ]
        event = factories.event(questions=questions)
        keys = {label: question_of(event, label) for label in ("一行", "几行", "选几个", "几个")}
        answers = {
            keys["一行"]: "𠮷\u202e",
            keys["几行"]: "一\n二",
            keys["选几个"]: ["甲", "丙"],
            keys["几个"]: "３",
        }
        registration = booked(send(client, event, sex="female", birth_date="1968年5月17日", **answers))
        assert registration.answers == {
            "sex": "female",
            "birth_date": "1968-05-17",
            keys["一行"]: "𠮷",
            keys["几行"]: "一\n二",
            keys["选几个"]: ["甲", "丙"],
            keys["几个"]: 3,
        }

    def test_what_must_be_answered_is_asked_for_in_its_words(self, client):
        event = factories.event(
            questions=[
                factories.asks("sex", required=True),
                factories.asks_own("几公斤？", "number", required=True),
            ]
        )
        found = errors(send(client, event))
        assert found == {
            "sex": "请选择：性别",
            question_of(event, "几公斤？"): "请填写：几公斤？",
        }

    def test_a_question_that_was_not_asked_is_neither_missed_nor_kept(self, client):
        event = factories.event(
            questions=[
                factories.asks_own("会游泳吗？", "choice", options="会\n不会", required=True),
                factories.asks_own("游多远？", required=True, when="会游泳吗？", answer="会"),
            ]
        )
        swims, how_far = question_of(event, "会游泳吗？"), question_of(event, "游多远？")
        assert list(errors(send(client, event, **{swims: "会"}))) == [how_far]
        registration = booked(send(client, event, **{swims: "不会", how_far: "一百米"}))
        assert registration.answers == {swims: "不会"}
        html = client.get(event.url + "register/").content.decode()
        assert f'data-wde-asked-when="{swims}" data-wde-asked-answer="会"' in html
        assert "“会游泳吗？”选“会”时才填。" in html

    def test_a_form_opened_before_a_question_changed_says_so_and_loses_nothing(self, client):
        event = factories.event()
        page = event.get_latest_revision_as_object()
        page.questions = [factories.asks("sex", required=True)]
        page.save_revision().publish()
        answer = send(client, event, form_number="0")
        assert "报名表有改动" in answer.content.decode()
        assert 'value="赵一禾"' in answer.content.decode()
        assert send(client, event, form_number="1", sex="male").status_code == 302

    def test_a_sensitive_answer_needs_an_agreement_of_its_own(self, client):
        event = factories.event(questions=[factories.asks("diet"), factories.asks("sex")])
        assert "consent_sensitive" in errors(send(client, event, diet="花生过敏"))
        assert send(client, event, sex="female").status_code == 302
        registration = booked(send(client, event, phone="13800001235", diet="花生", consent_sensitive="on"))
        consent = registration.consents.get(purpose=Consent.Purpose.SENSITIVE)
        assert consent.given
        assert len(consent.version) == 12

    def test_staff_are_warned_of_a_sensitive_question_without_a_purpose(self, client, admin_user):
        client.force_login(admin_user)
        event = factories.event(
            questions=[factories.asks("diet"), factories.asks("disability_card", purpose="分组")]
        )
        html = client.get(f"/admin/pages/{event.pk}/edit/").content.decode()
        assert "这些问题涉及敏感信息" in html

    def test_the_preview_shows_the_form_of_the_draft(self, client, admin_user):
        client.force_login(admin_user)
        event = factories.event()
        page = event.get_latest_revision_as_object()
        page.questions = [factories.asks_own("草稿里的问题？")]
        page.save_revision()
        address = f"/admin/pages/{event.pk}/view_draft/?mode=sign-up"
        assert "草稿里的问题？" in client.get(address).content.decode()
        assert "草稿里的问题？" not in client.get(event.url + "register/").content.decode()


class TestFiles:
    @pytest.fixture
    def event(self):
        return factories.event(questions=[factories.asks_own("证明", "file", required=True)])

    def upload(self, client, event, content=PDF, name="证明.pdf", **changes):
        key = question_of(event, "证明")
        data = filled(**changes)
        return client.post(f"{event.url}register/", data | {key: SimpleUploadedFile(name, content)})

    def test_the_agreement_to_a_sensitive_file_is_asked_for_and_written_down(self, client):
        sensitive = factories.asks_own("证明", "file", sensitive=True, purpose="安排陪护")
        event = factories.event(questions=[sensitive])
        refused = self.upload(client, event)
        assert list(errors(refused)) == ["consent_sensitive"]
        key = question_of(event, "证明")
        kept = refused.context["form"].data[f"{key}-kept"]
        again = send(client, event, **{f"{key}-kept": kept})
        assert list(errors(again)) == ["consent_sensitive"]
        registration = booked(send(client, event, consent_sensitive="on", **{f"{key}-kept": kept}))
        assert registration.files.count() == 1
        assert registration.sensitive_allowed

    def test_a_file_is_kept_encrypted_and_only_for_staff(self, client, event, admin_user):
        registration = booked(self.upload(client, event))
        [file] = registration.files.all()
        assert PDF not in bytes(file.content)
        assert content_of(file) == PDF
        address = f"/admin/disability-events/{event.pk}/registrations/file/{file.pk}/"
        assert client.post(address).status_code == 302  # to the login
        client.force_login(admin_user)
        answer = client.post(address)
        assert answer.content == PDF
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer["X-Content-Type-Options"] == "nosniff"

    @pytest.mark.parametrize(
        ("content", "words"),
        [(b"MZ\x90 a program", "PDF"), (b"<svg onload=x>", "PDF"), (PDF + b"x" * 6_000_000, "最大")],
    )
    def test_other_kinds_and_large_ones_are_refused(self, client, event, content, words):
        assert words in errors(self.upload(client, event, content))[question_of(event, "证明")]
        assert not AnswerFile.objects.exists()

    def test_after_a_mistake_elsewhere_it_need_not_be_chosen_again(self, client, event):
        key = question_of(event, "证明")
        answer = self.upload(client, event, phone="123")
        assert list(errors(answer)) == ["phone"]
        kept = answer.context["form"].data[f"{key}-kept"]
        assert f'value="{kept}"' in answer.content.decode()
        registration = booked(send(client, event, **{f"{key}-kept": kept}))
        assert content_of(registration.files.get()) == PDF
        assert list(errors(send(client, event, phone="13800009999", **{f"{key}-kept": "guessed"}))) == [key]


class TestForWhom:
    def test_a_child_is_signed_up_by_a_parent_only(self, client):
        event = factories.event(questions=[factories.asks("birth_date")])
        young = (timezone.localdate() - timedelta(days=9 * 365)).isoformat()
        assert "监护人" in errors(send(client, event, birth_date=young))["birth_date"]
        other = {
            "for": "other",
            "contact_name": "赵妈妈",
            "consent_processing": None,
            "consent_guardian": "on",
        }
        found = errors(send(client, event, birth_date=young, filled_in_by="relative", **other))
        assert list(found) == ["filled_in_by"]
        registration = booked(send(client, event, birth_date=young, filled_in_by="parent", **other))
        assert registration.filled_in_by == "parent"
        assert registration.answers["contact_name"] == "赵妈妈"
        assert registration.consents.get(purpose="guardian").given
        assert not registration.consents.filter(purpose="processing").exists()

    def test_who_signs_up_another_person_says_who_they_are(self, client):
        event = factories.event()
        html = client.get(event.url + "register/?for=other").content.decode()
        assert "参加人的姓名" in html
        found = errors(send(client, event, **{"for": "other"}))
        assert set(found) == {"filled_in_by", "contact_name", "consent_guardian"}

    def test_companions_take_places_if_the_event_says_so(self, client):
        event = factories.event(capacity=3, companions=2, companions_take_places=True)
        booked(send(client, event, companions="2"))
        assert Quota.objects.seats().get(event=event).taken == 3
        free = factories.event(capacity=3, companions=2)
        registration = booked(send(client, free, companions="2"))
        assert (registration.seats, registration.companions) == (1, 2)
        assert Quota.objects.seats().get(event=free).taken == 1
        assert list(errors(send(client, free, phone="13800001235", companions="3"))) == ["companions"]

    def test_without_a_phone_one_can_sign_up_and_is_on_the_list_of_calls(self, client):
        event = factories.event()
        assert "没有手机" in errors(send(client, event, phone=""))["phone"]
        one = booked(send(client, event, phone="", no_phone="on"))
        two = booked(send(client, event, phone="", no_phone="on"))
        assert one.person_hash != two.person_hash  # two people may have one name

    def test_programs_fall_into_the_trap_and_people_can_get_out(self, client):
        event = factories.event()
        assert "website" in errors(send(client, event, website="http://spam.example"))
        assert not Registration.objects.filter(event=event).exists()

    def test_sign_ups_in_haste_are_asked_to_wait_and_nothing_is_lost(self, client, settings):
        settings.WAGTAIL_DISABILITY_EVENTS = {"SIGN_UPS_AN_HOUR": (3, 100)}
        event = factories.event()
        visitor = Client(REMOTE_ADDR="8.8.8.8")
        statuses = [send(visitor, event, phone=f"1380000100{n}").status_code for n in range(5)]
        assert statuses == [302, 302, 302, 429, 429]
        assert send(client, event, phone="13800001009").status_code == 302  # from elsewhere
        settings.WAGTAIL_DISABILITY_EVENTS = {
            "SIGN_UPS_AN_HOUR": (1, 100), "CLIENT_ADDRESS_HEADER": "X-Real-IP"
        }  # fmt: skip
        behind_a_proxy = Client(REMOTE_ADDR="10.0.0.1", HTTP_X_REAL_IP="9.9.9.9")
        statuses = [send(behind_a_proxy, event, phone=f"1380000200{n}").status_code for n in range(2)]
        assert statuses == [302, 429]

    def test_one_phone_signs_up_a_community_not_a_town(self, client, settings):
        settings.WAGTAIL_DISABILITY_EVENTS = {"SIGN_UPS_AN_HOUR": (300, 6)}
        event = factories.event()
        statuses = [send(client, event, name=f"赵{n}").status_code for n in range(7)]
        assert statuses == [302] * 6 + [429]


class TestEligibility:
    def test_ages_and_categories_are_said_first_and_checked_where_they_are_known(self, client):
        event = factories.event(
            min_age=18, max_age=59, for_categories=["4"], questions=[factories.asks("disability_card")]
        )
        html = client.get(event.url + "register/").content.decode()
        assert "年满 18 岁、不超过 59 岁" in html
        assert "面向：肢体残疾人" in html
        agreed = {"consent_sensitive": "on"}
        wrong = errors(send(client, event, disability_card=disability_card("14"), **agreed))
        assert "肢体" in wrong["disability_card"]
        assert send(client, event).status_code == 302  # nothing was said, nothing is assumed

    def test_an_age_is_that_of_the_day_of_the_event(self, client):
        event = factories.event(
            min_age=18, questions=[factories.asks("birth_date")], schedule=[factories.when(30)]
        )
        day = timezone.localdate() + timedelta(days=30)
        comes_of_age = (
            day.replace(year=day.year - 18).isoformat() if (day.month, day.day) != (2, 29) else None
        )
        assert send(client, event, birth_date=comes_of_age).status_code == 302
        too_young = (day.replace(year=day.year - 18) + timedelta(days=1)).isoformat()
        assert "birth_date" in errors(send(client, event, phone="13800001235", birth_date=too_young))

    def test_in_the_first_days_one_says_that_one_belongs_to_those_who_are_first(self, client):
        event = factories.event(first_for="南湖街道居民", first_until=timezone.now() + timedelta(days=2))
        assert "南湖街道居民优先报名" in client.get(event.url + "register/").content.decode()
        assert list(errors(send(client, event))) == ["first_days"]
        registration = booked(send(client, event, first_days="on"))
        assert registration.answers["first_days"] == "南湖街道居民"
        EventPage.objects.filter(pk=event.pk).update(first_until=timezone.now() - timedelta(hours=1))
        assert send(client, event, phone="13800001235").status_code == 302


class TestPlaces:
    def keys(self, event):
        return {group.label: group.key for group in event.place_groups()}

    def test_a_place_of_a_group_is_taken_with_one_of_the_event(self, client):
        event = factories.event(
            capacity=5, places=[factories.places("轮椅席", 1), factories.places("普通席")]
        )
        keys = self.keys(event)
        assert list(errors(send(client, event))) == ["place"]
        first = booked(send(client, event, place=keys["轮椅席"]))
        second = booked(send(client, event, place=keys["轮椅席"], phone="13800001235"))
        third = booked(send(client, event, place=keys["普通席"], phone="13800001236"))
        assert [r.state for r in (first, second, third)] == ["confirmed", "waiting", "confirmed"]
        assert Quota.objects.seats().get(event=event).taken == 2  # all or nothing
        assert Quota.objects.get(event=event, label="轮椅席").taken == 1

    def test_volunteers_take_none_of_the_places_of_those_who_take_part(self, client):
        event = factories.event(
            capacity=1, places=[factories.places("参加"), factories.places("志愿者", 2, "volunteer")]
        )
        keys = self.keys(event)
        for number in range(2):
            helper = booked(send(client, event, place=keys["志愿者"], phone=f"1380000990{number}"))
            assert helper.state == "confirmed"
        assert Quota.objects.seats().get(event=event).taken == 0
        assert booked(send(client, event, place=keys["参加"])).state == "confirmed"

    def test_where_only_volunteers_are_still_wanted_the_form_is_open_for_them(self, client):
        groups = [factories.places("参加"), factories.places("志愿者", 1, "volunteer")]
        event = factories.event(capacity=1, waitlist=False, places=groups)
        factories.registration(event)
        wanted = gettext("Full. Volunteers can still sign up, a few places left.")
        assert wanted in client.get(event.url).content.decode()
        form = client.get(event.url + "register/")
        assert "<form" in form.content.decode()
        keys = {
            label.split()[0].split("（")[0]: key
            for key, label in form.context["form"].fields["place"].choices
        }
        assert send(client, event, place=keys["参加"]).status_code == 409
        assert send(client, event, place=keys["志愿者"]).status_code == 302
        assert "名额已满，不设候补" in client.get(event.url).content.decode()

    def test_companions_with_places_of_their_own(self, client):
        event = factories.event(capacity=9, companions=2, places=[factories.places("陪同", 1, "companion")])
        assert booked(send(client, event, companions="1")).state == "confirmed"
        assert booked(send(client, event, companions="1", phone="13800001235")).state == "waiting"
        assert booked(send(client, event, phone="13800001236")).state == "confirmed"
        assert Quota.objects.seats().get(event=event).taken == 2

    def test_contests_are_chosen_and_their_limits_hold(self, client):
        contest = {
            "name": "轮椅绕桩",
            "group": "肢体组",
            "rules": "",
            "measure": "time",
            "unit": "",
            "heats": 0,
        }
        contests = [
            ("contest", contest | {"limit": 1, "results": []}),
            ("contest", contest | {"name": "飞镖", "limit": None, "results": []}),
        ]
        event = factories.event(model=SportsDayPage, contests=contests, choose_contests=True)
        keys = self.keys(event)
        both = list(keys.values())
        first = booked(send(client, event, contests=both))
        assert {claim.quota.label for claim in first.claims.all()} == {"轮椅绕桩 肢体组", "飞镖 肢体组"}
        assert booked(send(client, event, contests=both, phone="13800001235")).state == "waiting"
        assert booked(send(client, event, contests=both[1:], phone="13800001236")).state == "confirmed"

    def test_a_group_for_some_ages_only(self, client):
        event = factories.event(
            places=[factories.places("少年组", max_age=17), factories.places("成人组")],
            questions=[factories.asks("birth_date")],
        )
        keys = self.keys(event)
        answer = send(client, event, place=keys["少年组"], birth_date="1970-01-01")
        assert "“少年组”" in errors(answer)["birth_date"]
        assert send(client, event, place=keys["成人组"], birth_date="1970-01-01").status_code == 302

    def test_a_group_that_is_renamed_keeps_its_places_and_one_that_is_gone_is_not_offered(self, client):
        event = factories.event(places=[factories.places("轮椅席", 3), factories.places("普通席")])
        key = self.keys(event)["轮椅席"]
        booked(send(client, event, place=key))
        page = event.get_latest_revision_as_object()
        page.places[0].value["name"] = "轮椅专席"
        page.save_revision().publish()
        quota = Quota.objects.get(event=event, service=key)
        assert (quota.label, quota.taken) == ("轮椅专席", 1)
        page = event.get_latest_revision_as_object()
        del page.places[0]
        page.save_revision().publish()
        quota.refresh_from_db()
        assert not quota.offered
        assert FormVersion.objects.filter(event=event).count() == 0


def test_the_last_wheelchair_gone_meanwhile_is_told_and_nothing_is_booked(client):
    offers = [("service", {"service": "wheelchair", "limit": 1, "note": ""})]
    event = factories.event(capacity=5, access=offers)
    wants = {"needs": ["wheelchair"], "consent_sensitive": "on", "gone": ""}
    assert send(client, event, **wants).status_code == 302
    answer = send(client, event, phone="13800001235", **wants)
    assert answer.status_code == 409
    assert "刚才最后一个被人选走了：" in answer.content.decode()
    assert Quota.objects.seats().get(event=event).taken == 1
    again = send(client, event, phone="13800001235", **wants | {"gone": answer.context["form"].data["gone"]})
    registration = booked(again)
    assert [one.granted for one in registration.service_requests.all()] == [False]
