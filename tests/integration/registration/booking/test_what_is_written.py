"""What a sign-up leaves in its rows, word for word, and what becomes of everything it takes."""

import pytest
from django.utils import timezone

from tests.support import factories
from wagtail_disability_events.models import AnswerFile, Quota
from wagtail_disability_events.registration.booking import booking, errors
from wagtail_disability_events.registration.form.request import BookingRequest, ConsentGiven
from wagtail_disability_events.registration.values.public_names import Naming

pytestmark = pytest.mark.django_db


def request(event, **fields):
    applicant = factories.applicant(name="赵一禾", named_as=Naming.GIVEN)
    return BookingRequest(**{"event": event, "applicant": applicant} | fields)


def a_file(event, **fields):
    return AnswerFile.objects.create(
        event=event, question="q", name="x", content_type="image/png", content=b"x", **fields
    )


def test_how_somebody_is_named_who_wrote_it_down_and_why_beyond_the_plan(admin_user):
    event = factories.event(capacity=0)
    made = booking.book(request(event, created_by=admin_user, beyond_because="家住得远"))
    made.refresh_from_db()
    assert (made.named_as, made.created_by, made.overbooked_because) == (Naming.GIVEN, admin_user, "家住得远")
    [own] = [booking.book(request(factories.event()))]
    own.refresh_from_db()
    assert (own.created_by, own.overbooked_because) == (None, "")


def test_beyond_the_plan_takes_of_each_quota_what_is_wanted(admin_user):
    groups = [factories.places("轮椅组", 0), factories.places("陪同", 0, "companion")]
    event = factories.event(capacity=0, places=groups, companions=2)
    wheelchairs = Quota.objects.get(event_id=event.pk, label="轮椅组")
    booking.book(
        request(
            event,
            created_by=admin_user,
            beyond_because="家住得远",
            places=(wheelchairs.service,),
            companions=2,
        )
    )
    taken = Quota.objects.filter(event_id=event.pk).exclude(kind="service").values_list("label", "taken")
    assert dict(taken) == {"": 1, "轮椅组": 1, "陪同": 2}


def test_each_agreement_keeps_the_wording_and_its_version():
    given = ConsentGiven("photo", True, "可以公开我的照片。")
    made = booking.book(request(factories.event(), consents=(given,)))
    kept = made.consents.get(purpose="photo")
    assert (kept.wording, kept.version) == ("可以公开我的照片。", given.version)


def test_only_the_files_of_this_form_become_its_own():
    event = factories.event()
    other = booking.book(request(factories.event()))
    mine, anothers, nobodys = (
        a_file(event, token_hash="a"),
        a_file(event, token_hash="b", registration=other),
        a_file(event, token_hash="c"),
    )
    made = booking.book(request(event, files=(mine.pk, anothers.pk)))
    owners = dict(AnswerFile.objects.values_list("pk", "registration"))
    assert owners == {mine.pk: made.pk, anothers.pk: other.pk, nobodys.pk: None}


def test_a_service_that_went_meanwhile_is_named_and_nothing_is_taken():
    offers = [("service", {"service": code, "limit": 1, "note": ""}) for code in ("transport", "guide")]
    event = factories.event(access=offers)
    factories.registration(event, services=("transport",))
    with pytest.raises(errors.ServiceTaken) as refused:
        booking.book(request(event, services=("transport", "guide")))
    assert refused.value.services == ("transport",)
    assert event.registrations.count() == 1


def test_a_form_that_closed_says_in_which_state_it_is():
    event = factories.event(registration_closes=timezone.now())
    with pytest.raises(errors.RegistrationClosed) as refused:
        booking.book(request(event))
    assert refused.value.state.code == "closed"
    assert str(refused.value) == str(refused.value.state)


def test_the_moment_that_counts_is_the_one_that_is_given():
    event = factories.event(registration_opens=timezone.now() + timezone.timedelta(days=1))
    booking.book(request(event), now=timezone.now() + timezone.timedelta(days=2))
    assert event.registrations.count() == 1
