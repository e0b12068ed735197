"""One line of a list becomes what one form becomes; whatever is wrong with it is said in the line."""

import uuid

import pytest

from tests.support import factories
from tests.unit.registration.values.test_identity import disability_card
from wagtail_disability_events.models import Consent, GroupSignUp, Registration
from wagtail_disability_events.registration.booking.row_checking import RowChecker
from wagtail_disability_events.registration.form.request import BookingRequest, ConsentGiven
from wagtail_disability_events.registration.form.versions import current_form
from wagtail_disability_events.registration.values.pasted_table import ReadRow

pytestmark = pytest.mark.django_db
CONSENTS = tuple(
    ConsentGiven(purpose, given=True, wording=f"同意{purpose}")
    for purpose in (Consent.Purpose.PROCESSING, Consent.Purpose.SENSITIVE, Consent.Purpose.PHOTO)
)


def checker(event, **common):
    group = GroupSignUp(event=event, submission_id=uuid.uuid4(), name="王干事", phone="057188888888")
    applicant = factories.applicant(language="en")
    fields = {"event": event, "applicant": applicant, "group": group, "consents": CONSENTS} | common
    return RowChecker(BookingRequest(**fields), current_form(event)[1])


def check(event, cells, **common):
    return checker(event, **common).check(ReadRow(2, cells))


def test_a_line_is_a_sign_up_by_a_worker_in_the_language_of_the_contact():
    row = check(factories.event(), {"name": "甲一", "needs_note": "注" * 400})
    applicant = row.ready.applicant
    assert (row.line, row.problems) == (2, [])
    assert (applicant.name, applicant.phone, applicant.disability_card) == ("甲一", "057188888888", "")
    assert (applicant.language, applicant.filled_in_by) == ("en", Registration.For.WORKER)
    assert applicant.needs_note == "注" * 300
    assert check(factories.event(), {"name": "甲一"}).ready.applicant.needs_note == ""


def test_a_line_without_a_phone_and_without_a_contact_has_none():
    assert check(factories.event(), {"name": "甲一"}, group=None).ready.applicant.phone == ""


@pytest.mark.parametrize(("cells", "problem"), [({}, "没有姓名。"), ({"name": "名" * 101}, "姓名太长。")])
def test_a_name_is_there_and_of_bearable_length(cells, problem):
    row = check(factories.event(), cells)
    assert row.problems == [problem]
    assert row.request is None
    assert check(factories.event(), {"name": "名" * 100}).problems == []


@pytest.mark.parametrize(("said", "number"), [("", 0), ("0", 0), ("1", 1), ("2", 2), ("２", 2)])
def test_companions_are_a_number_up_to_what_the_event_allows(said, number):
    row = check(factories.event(companions=2), {"name": "甲一", "companions": said})
    assert (row.problems, row.ready.companions) == ([], number)
    assert check(factories.event(companions=2), {"name": "甲一"}).ready.companions == 0


@pytest.mark.parametrize("said", ["3", "-1", "两人", "1.5", "²", "1 人"])
def test_what_is_no_such_number_is_named(said):
    row = check(factories.event(companions=2), {"name": "甲一", "companions": said})
    assert row.problems == [f"陪同人数：应填不超过 2 的数字，您填的是“{said}”。"]


def test_services_are_wanted_even_where_the_last_one_goes_meanwhile():
    offer = ("service", {"service": "captions", "limit": 1, "note": ""})
    row = check(factories.event(access=[offer]), {"name": "甲一", "needs": "无、实时字幕，实时字幕"})
    assert row.ready.services == ("captions",)
    assert row.ready.without == frozenset({"captions"})


class TestAgreements:
    @pytest.mark.parametrize(
        ("cells", "purposes"),
        [
            ({}, {"processing", "photo"}),
            ({"needs": "实时字幕"}, {"processing", "photo", "sensitive"}),
            ({"disability_card": disability_card("42")}, {"processing", "photo", "sensitive"}),
        ],
    )
    def test_about_sensitive_facts_only_where_a_line_holds_some(self, cells, purposes):
        offer = ("service", {"service": "captions", "limit": 1, "note": ""})
        event = factories.event(access=[offer], questions=[factories.asks("disability_card")])
        row = check(event, {"name": "甲一"} | cells)
        assert {str(consent.purpose) for consent in row.ready.consents} == purposes

    @pytest.mark.parametrize(
        ("said", "given"),
        [("是", True), ("同意", True), ("Yes", True), ("否", False), ("", False), (None, False)],
    )
    def test_photos_of_each_only_where_the_list_says_so(self, said, given):
        cells = {"name": "甲一"} | ({"photo": said} if said is not None else {})
        row = check(factories.event(), cells)
        assert {str(one.purpose): one.given for one in row.ready.consents} == {
            "processing": True,
            "photo": given,
        }
        assert [one.wording for one in row.ready.consents] == ["同意processing", "同意photo"]


class TestQuestions:
    def test_mail_card_and_files_are_no_answers_and_those_behind_them_are(self):
        event = factories.event(
            questions=[
                factories.asks("email"),
                factories.asks("disability_card"),
                factories.asks_own("证件照片", "file"),
                factories.asks("clothing_size"),
            ]
        )
        number = disability_card("42")
        cells = {"name": "甲一", "email": "a@example.com", "disability_card": number, "clothing_size": "M"}
        applicant = check(event, cells).ready.applicant
        assert applicant.answers == {"clothing_size": "M"}
        assert applicant.disability_card == number

    def test_only_a_card_that_is_required_and_missing_is_said_to_be_missing(self):
        required = factories.event(questions=[factories.asks("disability_card", required=True)])
        assert len(check(required, {"name": "甲一"}).problems) == 1
        assert check(required, {"name": "甲一", "disability_card": disability_card("42")}).problems == []
        asked = factories.event(questions=[factories.asks("disability_card")])
        assert check(asked, {"name": "甲一"}).problems == []
        size = factories.event(questions=[factories.asks("clothing_size", required=True)])
        assert check(size, {"name": "甲一", "clothing_size": "M"}).problems == []
        assert len(check(size, {"name": "甲一"}).problems) == 1

    def test_what_follows_from_another_answer_is_asked_of_those_only(self):
        event = factories.event(
            questions=[
                factories.asks_own("坐轮椅吗？", "choice", options="是\n不"),
                factories.asks_own("轮椅多宽？", required=True, when="坐轮椅吗？", answer="是"),
            ]
        )
        wheelchair, width = (question.key for question in current_form(event)[1].questions)
        assert len(check(event, {"name": "甲一", wheelchair: "是"}).problems) == 1
        assert check(event, {"name": "甲一", wheelchair: "不"}).problems == []
        row = check(event, {"name": "甲一", wheelchair: "是", width: "70"})
        assert row.ready.applicant.answers == {wheelchair: "是", width: "70"}

    def test_an_event_for_some_disabilities_looks_at_the_card_of_each(self):
        event = factories.event(for_categories=["1"], questions=[factories.asks("disability_card")])
        problems = [
            check(event, {"name": "甲一", "disability_card": disability_card(digits)}).problems
            for digits in ("13", "42")
        ]
        assert [len(found) for found in problems] == [0, 1]
