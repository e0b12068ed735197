"""What a list of people takes: places of groups, services, and what the contact is told."""

import uuid

import pytest

from tests.support import factories
from tests.unit.registration.values.test_identity import disability_card
from wagtail_disability_events.models import GroupSignUp, OutboxMessage, Quota, Registration
from wagtail_disability_events.registration.booking.cancelling import cancel
from wagtail_disability_events.registration.booking.group_booking import book_group
from wagtail_disability_events.registration.booking.group_checking import check_rows
from wagtail_disability_events.registration.form.request import BookingRequest
from wagtail_disability_events.registration.form.versions import current_form
from wagtail_disability_events.registration.values.pasted_table import read_table

pytestmark = pytest.mark.django_db
TRANSPORT, CAPTIONS = "无障碍接送", "实时字幕"


def look_over(event, table, *, for_staff=False, **common):
    """The group of a contact and the rows of a list, checked; ``common`` is the same for all."""
    form = current_form(event)[1]
    group = GroupSignUp(
        event=event,
        submission_id=uuid.uuid4(),
        name="王干事",
        phone="057188888888",
        email="office@example.com",
    )
    template = BookingRequest(event=event, applicant=factories.applicant(), group=group, **common)
    return group, check_rows(read_table(table, form).rows, template, form, for_staff=for_staff)


def send(event, table, *, everybody=True, for_staff=False, **common):
    group, rows = look_over(event, table, for_staff=for_staff, **common)
    return book_group(group, rows, everybody=everybody, for_staff=for_staff)


def results(rows):
    return [row.result.value for row in rows]


def people(*names, more="", cells=""):
    lines = [f"{name}\t1390000{number:04}{cells}" for number, name in enumerate(names)]
    return "\n".join([f"姓名\t电话{more}", *lines])


def told(group):
    messages = OutboxMessage.objects.filter(registration__group=group)
    return list(messages.order_by("pk").values_list("kind", "registration_id"))


class TestWhatIsTaken:
    def test_a_place_of_a_group_of_people_is_taken_for_each_and_given_back_by_each(self):
        event = factories.event(capacity=9, places=[factories.places("轮椅席", 2), factories.places("其他")])
        wheelchairs = Quota.objects.get(event=event, label="轮椅席")
        group = send(event, people("甲一", "乙二", "丙三"), places=(wheelchairs.service,))
        states = [person.state for person in group.registrations.order_by("pk")]
        assert states == ["confirmed", "confirmed", "waiting"]
        wheelchairs.refresh_from_db()
        assert (wheelchairs.taken, Quota.objects.seats().get(event=event).taken) == (2, 2)
        claims = [
            [(claim.quota_id, claim.amount) for claim in person.claims.all()]
            for person in group.registrations.order_by("pk")
        ]
        assert claims == [[(wheelchairs.pk, 1)]] * 3
        cancel(group.registrations.order_by("pk")[0])
        wheelchairs.refresh_from_db()
        assert wheelchairs.taken == 2  # who waited has it now

    def test_a_service_is_kept_for_the_first_ones_of_the_list(self):
        offers = [
            ("service", {"service": "transport", "limit": 2, "note": ""}),
            ("service", {"service": "captions", "limit": None, "note": ""}),
        ]
        event = factories.event(capacity=9, access=offers)
        table = people("甲一", "乙二", "丙三", more="\t服务", cells=f"\t{TRANSPORT}、{CAPTIONS}")
        group = send(event, table)
        granted = [
            [one.granted for one in person.service_requests.order_by("quota__service")]
            for person in group.registrations.order_by("pk")
        ]
        assert granted == [[True, True], [True, True], [True, False]]
        taken = dict(Quota.objects.services().filter(event=event).values_list("service", "taken"))
        assert taken == {"transport": 2, "captions": 3}

    def test_who_waits_reserves_no_service(self):
        event = factories.event(
            capacity=1, access=[("service", {"service": "transport", "limit": 5, "note": ""})]
        )
        group = send(event, people("甲一", "乙二", more="\t服务", cells=f"\t{TRANSPORT}"))
        assert [p.service_requests.get().granted for p in group.registrations.order_by("pk")] == [True, False]
        assert Quota.objects.services().get(event=event).taken == 1

    def test_services_are_no_places(self):
        """A service that is all gone takes nobody's place away."""
        offer = ("service", {"service": "transport", "limit": 0, "note": ""})
        event = factories.event(capacity=2, access=[offer])
        _group, rows = look_over(event, people("甲一", "乙二"))
        assert results(rows) == ["place", "place"]

    def test_companions_of_each_line_take_what_each_line_says(self):
        event = factories.event(capacity=3, companions=2, companions_take_places=True)
        table = "姓名\t电话\t陪同人数\n甲一\t13900000001\t1\n乙二\t13900000002\t\n丙三\t13900000003\t"
        group, rows = look_over(event, table)
        assert results(rows) == ["place", "place", "waits"]
        book_group(group, rows, everybody=True, for_staff=False)
        assert [(p.companions, p.seats) for p in group.registrations.order_by("pk")] == [
            (1, 2),
            (0, 1),
            (0, 1),
        ]
        assert Quota.objects.seats().get(event=event).taken == 3

    def test_more_companions_than_the_event_allows_are_named(self):
        event = factories.event(companions=1)
        _group, rows = look_over(event, "姓名\t电话\t陪同人数\n甲一\t13900000001\t2\n乙二\t13900000002\t许多")
        assert [row.problems for row in rows] == [
            ["陪同人数：应填不超过 1 的数字，您填的是“2”。"],
            ["陪同人数：应填不超过 1 的数字，您填的是“许多”。"],
        ]


class TestWhoIsTold:
    def test_the_contact_once_that_people_have_places(self):
        group = send(factories.event(capacity=1), people("甲一", "乙二"))
        first = group.registrations.order_by("pk")[0]
        assert told(group) == [("confirmed", first.pk)]

    def test_the_contact_once_that_all_of_them_wait(self):
        event = factories.event(capacity=1)
        factories.registration(event)
        group = send(event, people("甲一", "乙二"))
        first = group.registrations.order_by("pk")[0]
        assert told(group) == [("waiting", first.pk)]


class TestWhoIsInTheList:
    def test_staff_learn_who_is_signed_up_and_the_others_are_looked_over_all_the_same(self):
        event = factories.event(capacity=3)
        factories.registration(event, name="甲一", phone="13900000000")
        group, rows = look_over(event, people("甲一", "乙二"), for_staff=True)
        assert results(rows) == ["known", "place"]
        book_group(group, rows, everybody=False, for_staff=True)
        assert Registration.objects.filter(event=event).count() == 2

    def test_who_signed_up_meanwhile_is_known_to_staff_when_the_list_is_sent(self):
        event = factories.event(capacity=5)
        group, rows = look_over(event, people("甲一", "乙二"), for_staff=True)
        factories.registration(event, name="甲一", phone="13900000000")
        book_group(group, rows, everybody=False, for_staff=True)
        assert results(rows) == ["known", "place"]
        assert group.registrations.count() == 1

    def test_somebody_signed_up_for_another_date_is_not_known_on_this_one(self):
        dates = [factories.when(3), factories.when(4)]
        event = factories.event(schedule=dates, register_for="date", capacity=5)
        first, second = event.occurrences.order_by("start")
        factories.registration(event, name="甲一", phone="13900000000", occurrence=first)
        assert results(look_over(event, people("甲一"), for_staff=True, occurrence=first)[1]) == ["known"]
        assert results(look_over(event, people("甲一"), for_staff=True, occurrence=second)[1]) == ["place"]

    def test_a_line_with_a_problem_stops_nobody_behind_it(self):
        event = factories.event(capacity=5)
        table = "姓名\t电话\n\t13900000001\n甲一\t13900000002\n甲一\t13900000002\n乙二\t13900000003"
        _group, rows = look_over(event, table)
        assert results(rows) == ["refused", "place", "refused", "place"]
        assert rows[2].problems == ["和第 3 行是同一个人。"]

    def test_a_replaced_card_in_the_list_is_the_same_person(self):
        """The last two digits of a card say what disability and how severe; the person is in the others."""
        event = factories.event(capacity=5, questions=[factories.asks("disability_card")])
        old, new = disability_card("42"), disability_card("43")
        _group, rows = look_over(event, f"姓名\t残疾证号\n甲一\t{old}\n甲一一\t{new}")
        assert results(rows) == ["place", "refused"]

    def test_several_choices_in_a_cell_are_each_understood_or_named(self):
        question = factories.asks_own("吃什么？", "choices", options="米饭\n面条\n饺子")
        event = factories.event(questions=[question])
        table = "姓名\t电话\t吃什么？\n甲一\t13900000001\t米饭、饺子\n乙二\t13900000002\t米饭，包子"
        _group, rows = look_over(event, table)
        key = current_form(event)[1].questions[0].key
        assert rows[0].ready.applicant.answers[key] == ["米饭", "饺子"]
        assert results(rows) == ["place", "refused"]
        assert "包子" in " ".join(rows[1].problems)
