"""Personal data at rest: encrypted, found by hash, moved to a new key, never destroyed by a lost one."""

import pytest
from django.test import override_settings

from wagtail_disability_events.core import encryption
from wagtail_disability_events.core.encryption import InvalidKey, Unreadable

OLD, NEW, OTHER = (encryption.generate_key() for _turn in range(3))


def keys(*texts: str):
    return override_settings(WAGTAIL_DISABILITY_EVENTS={"ENCRYPTION_KEYS": list(texts)})


def test_the_same_text_is_never_stored_twice_the_same_way():
    with keys(NEW):
        assert encryption.encrypt("赵一禾") != encryption.encrypt("赵一禾")
        assert encryption.decrypt(encryption.encrypt("赵一禾")) == "赵一禾"


def test_an_old_text_is_read_with_the_old_key_and_rotated_to_the_new_one():
    with keys(OLD):
        stored = encryption.encrypt("13800000000")
    with keys(NEW, OLD):
        assert encryption.decrypt(stored) == "13800000000"
        fresh = encryption.rotate(stored)
    with keys(NEW):
        assert encryption.decrypt(fresh) == "13800000000"
        assert isinstance(encryption.decrypt(stored), Unreadable)


def test_a_text_whose_key_is_lost_is_written_back_as_it_was():
    with keys(OLD):
        stored = encryption.encrypt("赵一禾")
    field = encryption.EncryptedTextField()
    with keys(OTHER):
        assert field.get_prep_value(encryption.decrypt(stored)) == stored


def test_an_encrypted_column_cannot_be_searched():
    field = encryption.EncryptedTextField()
    assert field.get_lookup("exact") is None
    assert field.get_lookup("isnull") is not None


@pytest.mark.parametrize("text", ["", "short", "钥匙", None])
def test_a_text_that_is_no_key_is_refused(text):
    with pytest.raises(InvalidKey):
        encryption.parse_key(text)


def test_the_lookup_hash_depends_on_its_key_and_keeps_parts_apart():
    with override_settings(WAGTAIL_DISABILITY_EVENTS={"LOOKUP_KEY": "one"}):
        one = encryption.lookup_hash("ab", "c")
        assert one != encryption.lookup_hash("a", "bc")
    with override_settings(WAGTAIL_DISABILITY_EVENTS={"LOOKUP_KEY": "two"}):
        assert encryption.lookup_hash("ab", "c") != one
