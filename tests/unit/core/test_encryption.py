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


def secrets_of(newest: str, *older: str, **keys: object):
    """A site with these values in SECRET_KEY and SECRET_KEY_FALLBACKS."""
    return override_settings(
        SECRET_KEY=newest, SECRET_KEY_FALLBACKS=list(older), WAGTAIL_DISABILITY_EVENTS=keys
    )


def test_a_new_secret_with_the_old_one_behind_it_loses_no_name_and_no_address():
    with secrets_of("one"):
        stored, address = encryption.encrypt("赵一禾"), encryption.lookup_hash("token", "x")
        kept = encryption.sealed(b"half a form", "secret")
    with secrets_of("two", "one"):
        assert encryption.decrypt(stored) == "赵一禾"
        assert not encryption.is_newest(stored)
        assert encryption.lookup_hash("token", "x") == address
        assert encryption.opened(kept, "secret") == b"half a form"
    with secrets_of("three", "two", "one"):
        assert encryption.decrypt(stored) == "赵一禾"
        assert encryption.lookup_hash("token", "x") == address
    with secrets_of("two"):
        assert isinstance(encryption.decrypt(stored), Unreadable)


def test_the_old_secret_can_go_after_texts_are_rotated_and_the_key_of_hashes_is_written_down():
    with secrets_of("one"):
        stored, address = encryption.encrypt("赵一禾"), encryption.lookup_hash("token", "x")
    with secrets_of("two", "one"):
        fresh, written_down = encryption.rotate(stored), encryption.derived_lookup_key()
    with secrets_of("two", LOOKUP_KEY=written_down):
        assert encryption.decrypt(fresh) == "赵一禾"
        assert encryption.lookup_hash("token", "x") == address


def test_a_site_that_began_without_keys_can_be_given_some():
    with secrets_of("one"):
        stored = encryption.encrypt("赵一禾")
    with secrets_of("one", ENCRYPTION_KEYS=[NEW]):
        assert encryption.decrypt(stored) == "赵一禾"
        fresh = encryption.rotate(stored)
    with secrets_of("two", ENCRYPTION_KEYS=[NEW]):
        assert encryption.decrypt(fresh) == "赵一禾"


def test_the_key_derived_from_the_secret_can_be_written_down():
    with secrets_of("one"):
        stored, key = encryption.encrypt("赵一禾"), encryption.derived_encryption_key()
    with secrets_of("two", ENCRYPTION_KEYS=[key]):
        assert encryption.decrypt(stored) == "赵一禾"
