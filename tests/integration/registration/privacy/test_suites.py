"""A site moves from one suite of algorithms to the other and back, while it runs: everybody is found."""

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.test import Client

from tests.support import factories
from tests.unit.registration.values.test_identity import disability_card
from wagtail_disability_events.core.encryption import (
    EncryptedBytesField,
    EncryptedTextField,
    encrypt_bytes,
    generate_key,
)
from wagtail_disability_events.core.suites import SM_MARK
from wagtail_disability_events.models import AnswerFile, OutboxMessage, Registration
from wagtail_disability_events.registration.booking.booking import book
from wagtail_disability_events.registration.booking.errors import AlreadySignedUp
from wagtail_disability_events.registration.booking.second_sign_ups import part
from wagtail_disability_events.registration.form import request as booking_request
from wagtail_disability_events.registration.form.answer_files import content_of, keep_file, kept_file
from wagtail_disability_events.registration.form.drafts import Draft
from wagtail_disability_events.registration.messages.lost_links import ask_for_links
from wagtail_disability_events.registration.privacy.erasure import erase_on_request
from wagtail_disability_events.registration.queries import find_people

pytestmark = pytest.mark.django_db
NAME, PHONE = "赵一禾", "13800001234"
KEYS = {"ENCRYPTION_KEYS": [generate_key()]}
MOVES = pytest.mark.parametrize(("before", "after"), [("", "sm"), ("sm", "fernet"), ("fernet", "sm")])


@pytest.fixture
def event():
    return factories.event(capacity=9, questions=[factories.asks("email"), factories.asks("disability_card")])


@pytest.fixture
def use(settings):
    def choose(suite):
        settings.WAGTAIL_DISABILITY_EVENTS = KEYS | {"ENCRYPTION_SUITE": suite}

    return choose


def sign_up(event, *, by=None, **fields):
    known = {"name": NAME, "phone": PHONE, "email": "a@example.com"}
    applicant = factories.applicant(**(known | fields))
    return book(booking_request.BookingRequest(event=event, applicant=applicant, created_by=by))


def suites_of_what_is_stored():
    """In which suites the ciphertexts and the hashes of the whole database are."""
    found = set()
    for model in apps.get_app_config("wagtail_disability_events").get_models():
        for field in model._meta.local_fields:
            is_hash = field.name in ("token_hash", "person_hash", "phone_hash", "name_hash", "email_hash",
                                     "phone_tail_hash", "name_start_hash")  # fmt: skip
            if not is_hash and not isinstance(field, EncryptedTextField | EncryptedBytesField):
                continue
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT {field.column} FROM {model._meta.db_table}")  # noqa: S608
                texts = [
                    bytes(v).decode() if not isinstance(v, str) else v for (v,) in cursor.fetchall() if v
                ]
            found |= {"sm" if t.startswith(SM_MARK) else "fernet" for t in texts if t[0] != "-"}
    return found


def assert_everybody_is_found(event, person, user):
    for text in (NAME, PHONE, PHONE[-4:]):
        assert [one.pk for one in find_people(event.pk, text)] == [person.pk], text
    assert Client().get(f"/sign-up/{person.token}/").status_code == 200
    with pytest.raises(AlreadySignedUp):
        sign_up(event, by=user)
    OutboxMessage.objects.all().delete()
    for reached_at in (PHONE, "a@example.com"):
        ask_for_links(reached_at)
    assert OutboxMessage.objects.filter(registration=person, kind="again").exists()


@MOVES
@pytest.mark.both_databases
def test_a_site_moves_while_it_runs(event, admin_user, use, before, after):
    use(before)
    call_command("rotate_encryption_keys")  # the examples that every test begins with
    person = sign_up(event)
    AnswerFile.objects.create(
        registration=person, event=event, question="q", token_hash="-", name="证明.pdf",
        content_type="application/pdf", content=b"",
    )  # fmt: skip
    file = AnswerFile.objects.get()
    file.content = encrypt_bytes(b"%PDF-1")
    file.save()
    use(after)
    assert suites_of_what_is_stored() == {before or "fernet"}
    assert_everybody_is_found(event, person, admin_user)
    call_command("rotate_encryption_keys", verbosity=2)
    assert suites_of_what_is_stored() == {after}
    assert_everybody_is_found(event, person, admin_user)
    again = Registration.objects.get(pk=person.pk)
    assert (again.name, again.phone, again.email) == (NAME, PHONE, "a@example.com")
    assert content_of(AnswerFile.objects.get()) == b"%PDF-1"
    use(before or "fernet")  # a process that was started before, after the first step of the move
    assert_everybody_is_found(event, person, admin_user)


@MOVES
def test_a_second_sign_up_after_the_move_takes_no_second_place(event, use, before, after):
    use(before)
    first = sign_up(event)
    use(after)
    assert sign_up(event).repeats == first
    assert list(Registration.objects.counted().filter(event=event)) == [first]


@MOVES
def test_whom_staff_have_parted_stays_parted_and_is_moved(event, use, before, after):
    use(before)
    sign_up(event)
    second = sign_up(event)
    part(second)
    parted = Registration.objects.get(pk=second.pk).person_hash
    use(after)
    call_command("rotate_encryption_keys")
    moved = Registration.objects.get(pk=second.pk).person_hash
    assert moved != parted
    assert moved.startswith(SM_MARK) is (after == "sm")
    assert Registration.objects.counted().filter(event=event).count() == 2


@MOVES
def test_what_is_half_done_goes_on(event, use, before, after):
    use(before)
    draft = Draft.opened_by("", event)
    draft.values = {"name": [NAME]}
    draft.save()
    file = keep_file(event, "q", ContentFile(b"%PDF-1", name="证明.pdf"))
    use(after)
    assert Draft.opened_by(draft.token, event).values == {"name": [NAME]}
    assert content_of(kept_file(event, "q", file)) == b"%PDF-1"


def test_an_erased_text_leaves_its_hash_and_that_is_said(event, use, capsys):
    use("")
    known_by_card = sign_up(event, disability_card=disability_card("42"))
    erased = sign_up(event, name="钱二", phone="13900000000")
    erase_on_request(erased)
    Registration.objects.filter(pk=known_by_card.pk).update(disability_card="")  # as after 60 days
    use("sm")
    call_command("rotate_encryption_keys")
    said = capsys.readouterr()
    assert "1 hashes stay in the other suite" in said.err
    again = sign_up(event, disability_card=disability_card("42"))
    assert again.repeats == known_by_card


def test_a_rotation_that_is_done_writes_nothing_more(event, use, capsys):
    use("")
    sign_up(event)
    use("sm")
    call_command("rotate_encryption_keys")
    capsys.readouterr()
    call_command("rotate_encryption_keys")
    assert capsys.readouterr().out == "0 texts and files are under the newest key now.\n"
