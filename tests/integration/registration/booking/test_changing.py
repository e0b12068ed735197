"""Somebody changes their answers: what they hold is exchanged, all or nothing, and they are found again."""

from datetime import time

import pytest

from tests.support import factories
from wagtail_disability_events.models import AdviceDayPage, Quota, Registration
from wagtail_disability_events.registration.booking import booking
from wagtail_disability_events.registration.booking.changing import change
from wagtail_disability_events.registration.booking.errors import NoLongerThere, QuotaExceeded, SlotTaken
from wagtail_disability_events.registration.form.request import BookingRequest
from wagtail_disability_events.registration.form.versions import current_form
from wagtail_disability_events.registration.values.search import search_hashes

pytestmark = pytest.mark.django_db


def sign_up(event, **asked):
    applicant = asked.pop("applicant", None) or factories.applicant()
    return booking.book(BookingRequest(event=event, applicant=applicant, **asked))


def again(person, *, event=None, **asked):
    """The answers of somebody who has signed up, with something else asked for."""
    applicant = asked.pop("applicant", None) or factories.applicant(name=person.name, phone=person.phone)
    return BookingRequest(event=event or person.event, applicant=applicant, **asked)


def taken(event):
    return dict(Quota.objects.filter(event=event).exclude(taken=0).values_list("label", "taken"))


class TestPlacesOfGroups:
    @pytest.fixture
    def event(self):
        groups = [factories.places("轮椅席", 1), factories.places("陪护席", 2), factories.places("其他")]
        return factories.event(capacity=9, companions=2, companions_take_places=True, places=groups)

    @pytest.fixture
    def key(self, event):
        return {group.label: group.key for group in event.place_groups()}

    def test_another_place_is_taken_and_the_old_one_is_free(self, event, key):
        person = sign_up(event, places=(key["轮椅席"],))
        assert taken(event) == {"": 1, "轮椅席": 1}
        change(person, again(person, places=(key["其他"],), companions=2))
        assert taken(event) == {"": 3, "其他": 1}
        person.refresh_from_db()
        assert (person.seats, person.companions) == (3, 2)
        assert [claim.quota.label for claim in person.claims.all()] == ["其他"]

    def test_a_place_that_is_gone_is_said_and_the_own_one_stays(self, event, key):
        sign_up(event, places=(key["轮椅席"],))
        person = sign_up(event, places=(key["其他"],))
        with pytest.raises(QuotaExceeded):
            change(person, again(person, places=(key["轮椅席"],)))
        assert taken(event) == {"": 2, "轮椅席": 1, "其他": 1}
        assert [claim.quota.label for claim in person.claims.all()] == ["其他"]

    def test_who_waits_waits_for_something_else_and_takes_nothing(self, event, key):
        sign_up(event, places=(key["轮椅席"],))
        person = sign_up(event, places=(key["轮椅席"],))
        assert person.state == "waiting"
        change(person, again(person, places=(key["陪护席"],)))
        person.refresh_from_db()
        assert [claim.quota.label for claim in person.claims.all()] == ["陪护席"]
        assert person.state == "offered"  # there is one: nobody has to wait for it
        assert taken(event) == {"": 2, "轮椅席": 1, "陪护席": 1}


class TestWhoRepeatsAFirstSignUp:
    """A second sign-up of one person says what a first one would say, and holds nothing."""

    @pytest.fixture
    def event(self):
        groups = [factories.places("轮椅席", 2), factories.places("其他", 2)]
        return factories.event(capacity=4, companions=3, companions_take_places=True, places=groups)

    @pytest.fixture
    def key(self, event):
        return {group.label: group.key for group in event.place_groups()}

    @pytest.fixture
    def second(self, event, key):
        applicant = factories.applicant()
        sign_up(event, applicant=applicant, places=(key["其他"],))
        person = sign_up(event, applicant=applicant, places=(key["其他"],))
        assert person.state == Registration.State.REPEATED
        return person

    def test_it_may_change_to_what_is_left_and_takes_nothing(self, event, key, second):
        change(second, again(second, places=(key["轮椅席"],)))
        second.refresh_from_db()
        assert [claim.quota.label for claim in second.claims.all()] == ["轮椅席"]
        assert taken(event) == {"": 1, "其他": 1}

    def test_it_may_not_change_to_what_is_gone(self, event, key, second):
        for _turn in range(2):
            sign_up(event, places=(key["轮椅席"],))
        with pytest.raises(QuotaExceeded):
            change(second, again(second, places=(key["轮椅席"],)))

    def test_what_it_says_to_hold_is_taken_into_account(self, event, key, second):
        """It is said to have one seat and one is left: with a companion it may say both, and no more."""
        for _turn in range(2):
            sign_up(event, places=(key["轮椅席"],))
        change(second, again(second, places=(key["其他"],), companions=1))
        second.refresh_from_db()
        assert second.seats == 2
        with pytest.raises(QuotaExceeded):
            change(second, again(second, places=(key["其他"],), companions=3))

    def test_where_nothing_else_is_asked_for_it_may_always(self, event, key, second):
        for name in ("轮椅席", "轮椅席", "其他"):
            sign_up(event, places=(key[name],))
        change(second, again(second, places=(key["其他"],)))
        assert taken(event) == {"": 4, "轮椅席": 2, "其他": 2}

    def test_a_time_at_a_desk_that_is_gone_is_said_as_such(self):
        event = factories.event(model=AdviceDayPage, desks=[desk()])
        first, second, third = event.quotas.filter(kind="slot").order_by("starts_at")
        applicant = factories.applicant()
        sign_up(event, applicant=applicant, slot=first)
        person = sign_up(event, applicant=applicant, slot=second)
        sign_up(event, slot=third)
        with pytest.raises(SlotTaken):
            change(person, again(person, slot=third))


def desk():
    value = {"name": "法律援助", "about": "", "person": "", "location": "", "begins": time(9)}
    return ("desk", value | {"ends": time(10, 30), "minutes": 30, "at_once": 1})


def test_another_time_at_the_desk_brings_its_date():
    dates = [factories.when(5), factories.when(6)]
    event = factories.event(model=AdviceDayPage, desks=[desk()], schedule=dates)
    early, *_others, late = event.quotas.filter(kind="slot").order_by("starts_at")
    person = sign_up(event, slot=early)
    change(person, again(person, slot=late))
    person.refresh_from_db()
    assert (person.quota, person.occurrence) == (late, late.occurrence)
    other = sign_up(event, slot=early)
    with pytest.raises(SlotTaken):
        change(other, again(other, slot=late))


def test_an_event_that_is_booked_as_a_whole_has_no_date_to_change():
    event = factories.event(schedule=[factories.when(5), factories.when(6)])
    person = sign_up(event)
    change(person, again(person, occurrence=event.occurrences.first()))
    person.refresh_from_db()
    assert person.occurrence is None


def test_who_changes_phone_and_address_is_found_by_the_new_ones_and_by_no_old_one():
    event = factories.event(questions=[factories.asks("email")])
    form, _definition = current_form(event)
    person = sign_up(event, applicant=factories.applicant(email="old@example.com"))
    new = factories.applicant(name="不会改的名字", phone="13911112222", email="new@example.com")
    change(person, again(person, applicant=new, form=form))
    person.refresh_from_db()
    assert person.name != new.name
    assert (person.phone, person.email, person.form) == (new.phone, new.email, form)
    hashes = search_hashes(person.name, new.phone, new.email)
    assert {name: getattr(person, name) for name in hashes} == hashes


def test_after_a_new_phone_the_person_is_known_by_it():
    event = factories.event()
    person = sign_up(event)
    change(person, again(person, applicant=factories.applicant(name=person.name, phone="13911113333")))
    person.refresh_from_db()
    second = sign_up(event, applicant=factories.applicant(name=person.name, phone="13911113333"))
    assert second.repeats == person


def test_nobody_becomes_somebody_else_who_is_signed_up():
    event = factories.event()
    other = sign_up(event, applicant=factories.applicant(name="同名人", phone="13911114444"))
    person = sign_up(event, applicant=factories.applicant(name="同名人", phone="13911115555"))
    change(person, again(person, applicant=factories.applicant(name="同名人", phone="13911114444")))
    person.refresh_from_db()
    assert person.phone == "13911114444"
    assert person.person_hash != other.person_hash


def test_what_was_cancelled_meanwhile_is_not_changed():
    person = sign_up(factories.event())
    Registration.objects.filter(pk=person.pk).update(state=Registration.State.CANCELLED)
    with pytest.raises(NoLongerThere):
        change(person, again(person))


class TestServices:
    @pytest.fixture
    def event(self):
        offers = [("service", {"service": code, "limit": 1, "note": ""}) for code in ("transport", "guide")]
        groups = [factories.places("轮椅席"), factories.places("其他")]
        return factories.event(capacity=9, access=offers, places=groups)

    @pytest.fixture
    def key(self, event):
        return {group.label: group.key for group in event.place_groups()}

    def reserved(self, event):
        return dict(Quota.objects.services().filter(event=event).values_list("service", "taken"))

    def test_with_another_place_the_service_that_was_reserved_stays(self, event, key):
        person = sign_up(event, places=(key["轮椅席"],), services=("transport",))
        change(person, again(person, places=(key["其他"],), services=("transport",)))
        assert person.service_requests.get().granted
        assert self.reserved(event) == {"transport": 1, "guide": 0}

    def test_with_another_place_nobody_elses_request_is_touched(self, event, key):
        sign_up(event, places=(key["其他"],), services=("guide",))
        person = sign_up(event, places=(key["轮椅席"],), services=("guide",), without=frozenset({"guide"}))
        assert not person.service_requests.get().granted
        change(person, again(person, places=(key["其他"],), services=("guide", "transport")))
        granted = dict(person.service_requests.values_list("quota__service", "granted"))
        assert granted == {"guide": False, "transport": True}
        assert self.reserved(event) == {"transport": 1, "guide": 1}

    def test_what_is_no_longer_wanted_is_free_for_others(self, event, key):
        person = sign_up(event, places=(key["其他"],), services=("transport",))
        change(person, again(person, places=(key["其他"],), services=("guide",)))
        assert [one.quota.service for one in person.service_requests.all()] == ["guide"]
        assert self.reserved(event) == {"transport": 0, "guide": 1}
