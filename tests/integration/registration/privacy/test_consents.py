"""What people agreed to is a record: each decision an entry with its words, its moment and its way."""

import json

import pytest
from django.urls import reverse
from django.utils.translation import gettext

from tests.support import factories
from wagtail_disability_events.core.append_only import WrittenOnce
from wagtail_disability_events.models import Consent, Registration
from wagtail_disability_events.registration.form.consent_wording import CONSENT_WORDS
from wagtail_disability_events.registration.privacy.consent_changes import decide_photo

pytestmark = pytest.mark.django_db

FORM = {
    "name": "赵一禾",
    "phone": "13800001234",
    "consent_processing": "on",
    "consent_sensitive": "on",
    "consent_photo": "yes",
    "needs": "transport",
}


@pytest.fixture
def event():
    return factories.event(access=[("service", {"service": "transport", "limit": 1, "note": ""})])


@pytest.fixture
def person(client, event):
    assert client.post(event.url + "register/", FORM).status_code == 302
    return Registration.objects.get(event=event)


def page(person):
    return reverse("wagtail_disability_events:registration", args=[person.token])


def about(person, purpose):
    return list(person.consents.filter(purpose=purpose).values_list("given", "way"))


class TestTheRecord:
    def test_given_withdrawn_given_again_are_three_entries(self, client, person):
        client.post(page(person), {"do": "photo", "photo": "no"})
        client.post(page(person), {"do": "photo", "photo": "yes"})
        assert about(person, "photo") == [(True, "form"), (False, "page"), (True, "page")]
        entries = list(person.consents.filter(purpose="photo"))
        assert {entry.wording for entry in entries} == {str(CONSENT_WORDS[Consent.Purpose.PHOTO])}
        assert len({entry.version for entry in entries}) == 1
        moments = [entry.decided_at for entry in entries]
        assert moments == sorted(set(moments))
        assert Registration.objects.get(pk=person.pk).photo_allowed

    def test_saying_the_same_again_is_no_new_entry(self, client, person):
        client.post(page(person), {"do": "photo", "photo": "yes"})
        assert about(person, "photo") == [(True, "form")]

    def test_a_changed_form_rewrites_no_entry(self, client, person):
        before = list(person.consents.values())
        data = FORM | {"do": "change", "phone": "13800009999", "consent_photo": "no"}
        assert client.post(page(person), data).status_code == 302
        assert list(person.consents.values())[: len(before)] == before
        assert about(person, "photo") == [(True, "form"), (False, "page")]
        assert about(person, "sensitive") == [(True, "form")]

    def test_what_is_sensitive_is_taken_back_in_the_words_in_which_it_was_given(self, client, person):
        client.post(page(person), {"do": "sensitive"})
        client.post(page(person), {"do": "sensitive"})
        assert about(person, "sensitive") == [(True, "form"), (False, "page")]
        given, taken_back = person.consents.filter(purpose="sensitive")
        assert (given.wording, given.version) == (taken_back.wording, taken_back.version)
        assert not Registration.objects.get(pk=person.pk).sensitive_allowed

    def test_an_entry_is_written_once(self, person):
        entry = person.consents.first()
        entry.given = False
        with pytest.raises(WrittenOnce):
            entry.save()
        with pytest.raises(WrittenOnce):
            entry.delete()
        with pytest.raises(WrittenOnce):
            person.consents.update(given=False)
        with pytest.raises(WrittenOnce):
            person.consents.all().delete()


class TestStaff:
    def test_who_calls_or_writes_is_noted_with_the_way_and_by_whom(self, client, admin_user, event, person):
        client.force_login(admin_user)
        address = reverse("wde_registration", args=[event.pk, person.pk])
        client.post(address, {"do": "photo-no", "way": "staff"})
        client.post(address, {"do": "photo-yes", "way": "paper"})
        entries = person.consents.filter(purpose="photo").values_list("given", "way", "noted_by")
        assert list(entries) == [
            (True, "form", None),
            (False, "staff", admin_user.pk),
            (True, "paper", admin_user.pk),
        ]
        html = client.get(address).content.decode()
        assert html.count(str(admin_user)) >= 2

    def test_what_is_sensitive_is_taken_back_only_if_one_is_sure(self, client, admin_user, event, person):
        client.force_login(admin_user)
        address = reverse("wde_registration", args=[event.pk, person.pk])
        assert 'value="sensitive-no"' not in client.get(address).content.decode()
        assert 'value="sensitive-no"' in client.get(address + "?ask=sensitive").content.decode()
        client.post(address, {"do": "sensitive-no", "way": "paper"})
        assert about(person, "sensitive") == [(True, "form"), (False, "paper")]
        assert not person.service_requests.exists()

    def test_who_may_not_change_registrations_notes_nothing(self, client, event, person):
        client.force_login(factories.user("w", page=event, pages=("change",), registrations=("view",)))
        client.post(reverse("wde_registration", args=[event.pk, person.pk]), {"do": "photo-no"})
        assert about(person, "photo") == [(True, "form")]

    def test_whom_staff_sign_up_told_them(self, client, admin_user, event):
        client.force_login(admin_user)
        client.post(reverse("wde_add_registration", args=[event.pk]), FORM)
        person = Registration.objects.get(event=event)
        assert set(person.consents.values_list("way", "noted_by")) == {("staff", admin_user.pk)}


class TestOnesOwnData:
    def test_the_file_shows_the_whole_history(self, client, person):
        client.post(page(person), {"do": "photo", "photo": "no"})
        answer = client.get(reverse("wagtail_disability_events:own_data", args=[person.token]))
        entries = json.loads(answer.content)["同意事项"]
        assert len(entries) == person.consents.count() == 4
        last, entry = entries[-1], person.consents.last()
        assert set(last.values()) == {
            str(entry.get_purpose_display()),
            gettext("taken back"),
            entry.wording,
            entry.version,
            entry.decided_at.isoformat(timespec="minutes"),
            str(entry.get_way_display()),
        }


def test_a_list_asks_for_the_newest_word_with_its_own_query(event, person, django_assert_num_queries):
    decide_photo(person, False)
    with django_assert_num_queries(1):
        assert list(Consent.objects.holding("photo").filter(registration=person)) == []
    with django_assert_num_queries(1):
        assert [entry.given for entry in person.consents.newest().filter(purpose="photo")] == [False]
