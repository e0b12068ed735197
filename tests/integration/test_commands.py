"""Commands for those who run a site."""

import pytest
from cryptography.fernet import Fernet
from django.core.management import call_command
from django.db import connection

from tests.support import factories
from wagtail_disability_events.core.encryption import generate_key
from wagtail_disability_events.core.tokens import token_hash
from wagtail_disability_events.models import Registration

pytestmark = pytest.mark.django_db


def test_a_new_key_is_a_key(capsys):
    call_command("generate_encryption_key")
    cipher = Fernet(capsys.readouterr().out.strip().encode())
    assert cipher.decrypt(cipher.encrypt(b"x")) == b"x"


def test_the_keys_in_use_are_printed_as_the_settings_take_them(settings, capsys):
    settings.SECRET_KEY_FALLBACKS = ["older"]
    registration = factories.registration(factories.event(), name="赵一禾")
    call_command("generate_encryption_key", derived=True)
    settings.WAGTAIL_DISABILITY_EVENTS = eval(f"{{{capsys.readouterr().out}}}")  # noqa: S307
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", []
    assert Registration.objects.get(pk=registration.pk).name == "赵一禾"
    assert token_hash(registration.token) == registration.token_hash


def test_keys_are_rotated_and_what_no_key_opens_is_left_alone(settings, capsys):
    old, new, lost = generate_key(), generate_key(), generate_key()
    Registration.objects.all().update(email="")
    settings.WAGTAIL_DISABILITY_EVENTS = {"ENCRYPTION_KEYS": [lost]}
    unreadable = factories.registration(factories.event(), name="锁住了")
    settings.WAGTAIL_DISABILITY_EVENTS = {"ENCRYPTION_KEYS": [old]}
    registration = factories.registration(factories.event(), name="赵一禾")
    settings.WAGTAIL_DISABILITY_EVENTS = {"ENCRYPTION_KEYS": [new, old]}
    call_command("rotate_encryption_keys")
    said = capsys.readouterr()
    assert "under the newest key" in said.out
    assert "left as they are" in said.err
    settings.WAGTAIL_DISABILITY_EVENTS = {"ENCRYPTION_KEYS": [new]}
    assert Registration.objects.get(pk=registration.pk).name == "赵一禾"
    settings.WAGTAIL_DISABILITY_EVENTS = {"ENCRYPTION_KEYS": [lost]}
    assert Registration.objects.get(pk=unreadable.pk).name == "锁住了"
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM wagtail_disability_events_registration WHERE name = ''")
        assert cursor.fetchone() == (0,)
