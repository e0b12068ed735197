"""The form is composed of parts: which fields it has, in which order, is what the event asks."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.support import factories
from wagtail_disability_events.models import Consent, SportsDayPage
from wagtail_disability_events.registration.form.asked import AskedForm
from wagtail_disability_events.registration.form.change_form import ChangeForm, TransferForm
from wagtail_disability_events.registration.form.consent_wording import consent_given, in_order
from wagtail_disability_events.registration.form.sign_up_form import SignUpForm
from wagtail_disability_events.registration.form.staff_form import StaffForm
from wagtail_disability_events.registration.form.versions import current_form

pytestmark = pytest.mark.django_db
HIDDEN = ["submission_id", "form_number", "gone", "website"]


@pytest.fixture
def full_event():
    return factories.event(
        model=SportsDayPage,
        kind="sports",
        register_for="date",
        companions=1,
        first_for="南湖街道居民",
        first_until=timezone.now() + timedelta(days=2),
        access=[("service", {"service": "captions", "limit": None, "note": ""})],
        questions=[factories.asks("sex"), factories.asks("diet", purpose="备餐")],
    )


def asked(event, **more):
    return AskedForm(event, list(event.occurrences.all()), *current_form(event), **more)


def test_a_plain_event_asks_for_name_phone_photos_and_agreement():
    form = SignUpForm(asked=asked(factories.event()))
    assert list(form.fields) == [*HIDDEN, "name", "phone", "no_phone", "consent_photo", "consent_processing"]


def test_whatever_is_asked_stands_in_one_order(full_event):
    asks = ["phone", "no_phone", "sex", "diet", "companions", "needs", "needs_note", "named_as"]
    for_oneself, for_other = (
        SignUpForm(asked=asked(full_event)),
        SignUpForm(asked=asked(full_event, for_other=True)),
    )
    assert list(for_oneself.fields) == [
        *(*HIDDEN, "first_days", "date", "name", *asks),
        *("consent_photo", "consent_processing", "consent_sensitive"),
    ]
    assert list(for_other.fields) == [
        *(*HIDDEN, "first_days", "filled_in_by", "contact_name", "date", "name", *asks),
        *("consent_photo", "consent_guardian", "consent_sensitive"),
    ]


def test_other_forms_leave_parts_out(full_event):
    person = factories.registration(full_event, occurrence=full_event.occurrences.get())
    changed = ChangeForm(asked=asked(full_event, registration=person))
    assert not {"name", "first_days", "consent_processing"} & set(changed.fields)
    assert {"date", "companions"} <= set(changed.fields)
    handed_on = TransferForm(asked=asked(full_event))
    assert {"name", "consent_processing"} <= set(handed_on.fields)
    assert not {"date", "first_days", "companions"} & set(handed_on.fields)
    by_staff = StaffForm(asked=asked(full_event))
    assert "first_days" not in by_staff.fields
    assert list(by_staff.fields)[-1] == "beyond_because"


def test_decisions_are_listed_in_one_order():
    purposes = [Consent.Purpose.NAME, Consent.Purpose.SENSITIVE, Consent.Purpose.PROCESSING]
    listed = in_order(consent_given(purpose, True) for purpose in purposes)
    assert [consent.purpose for consent in listed] == ["processing", "sensitive", "name"]
