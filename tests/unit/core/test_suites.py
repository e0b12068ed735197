"""The national algorithms beside today's: as the standards have them, and from one to the other and back."""

import pytest
from cryptography.fernet import InvalidToken
from cryptography.hazmat.primitives.hashes import Hash
from django.test import override_settings

from wagtail_disability_events.core import ciphers, encryption
from wagtail_disability_events.core.encryption import Unreadable
from wagtail_disability_events.core.suites import SM_MARK

OLD, NEW, OTHER = (encryption.generate_key() for _turn in range(3))
SUITES = ["fernet", "sm"]


def suite(name: str, *keys: str):
    return override_settings(
        WAGTAIL_DISABILITY_EVENTS={
            "ENCRYPTION_SUITE": name,
            "ENCRYPTION_KEYS": list(keys or [NEW]),
            "LOOKUP_KEY": "k",
        }
    )


class TestAsTheStandardsHaveThem:
    KEY = bytes.fromhex("0123456789ABCDEFFEDCBA9876543210")
    NONCE = bytes.fromhex("00001234567800000000ABCD")
    ASSOCIATED = bytes.fromhex("FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2")
    TEXT = bytes.fromhex(
        "AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBBCCCCCCCCCCCCCCCCDDDDDDDDDDDDDDDD"
        "EEEEEEEEEEEEEEEEFFFFFFFFFFFFFFFFEEEEEEEEEEEEEEEEAAAAAAAAAAAAAAAA"
    )
    SEALED = bytes.fromhex(
        "17F399F08C67D5EE19D0DC9969C4BB7D5FD46FD3756489069157B282BB200735"
        "D82710CA5C22F0CCFA7CBF93D496AC15A56834CBCF98C397B4024A2691233B8D"
        "83DE3541E4C2B58177E065A9BF7B62EC"
    )

    def test_sm4_gcm_is_that_of_rfc_8998(self):
        assert ciphers.sm4_gcm_seal(self.KEY, self.NONCE, self.TEXT, self.ASSOCIATED) == self.SEALED
        assert ciphers.sm4_gcm_open(self.KEY, self.NONCE, self.SEALED, self.ASSOCIATED) == self.TEXT

    @pytest.mark.parametrize("place", [0, 40, -1])
    def test_one_bit_that_is_another_is_refused(self, place):
        wrong = bytearray(self.SEALED)
        wrong[place] ^= 1
        with pytest.raises(InvalidToken):
            ciphers.sm4_gcm_open(self.KEY, self.NONCE, bytes(wrong), self.ASSOCIATED)

    @pytest.mark.parametrize(
        ("key", "message", "digest"),
        [
            (
                bytes(range(1, 33)),
                b"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq" * 2,
                "ca05e144ed05d1857840d1f318a4a8669e559fc8391f414485bfdf7bb408963a",
            ),
            (
                bytes(range(1, 38)),
                b"\xcd" * 50,
                "220bf579ded555393f0159f66c99877822a3ecf610d1552154b41d44b94db3ae",
            ),
        ],
    )
    def test_hmac_with_sm3_is_that_of_gm_t_0042(self, key, message, digest):
        assert ciphers.sm3_hmac(key, message).hex() == digest

    def test_sm3_is_that_of_gb_t_32905(self):
        digest = Hash(ciphers.SM3())
        digest.update(b"abc")
        said = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
        assert digest.finalize().hex() == said
        assert ciphers.offers_sm()


class TestBothSideBySide:
    @pytest.mark.parametrize("name", SUITES)
    def test_a_text_is_stored_in_the_chosen_suite_and_never_twice_the_same_way(self, name):
        with suite(name):
            one, two = encryption.encrypt("赵一禾"), encryption.encrypt("赵一禾")
            assert one != two
            assert one.startswith(SM_MARK) is (name == "sm")
            assert encryption.decrypt(one) == "赵一禾"
            assert encryption.decrypt_bytes(encryption.encrypt_bytes(b"\x00\xff")) == b"\x00\xff"
            assert encryption.is_newest(one)

    @pytest.mark.parametrize(("before", "after"), [("fernet", "sm"), ("sm", "fernet"), ("", "sm")])
    def test_what_the_other_suite_wrote_is_read_and_moved(self, before, after):
        with suite(before, OLD):
            stored, kept = encryption.encrypt("赵一禾"), encryption.sealed(b"half a form", "secret")
            found_by = encryption.lookup_hash("phone", "13800000000")
        with suite(after, NEW, OLD):
            assert encryption.decrypt(stored) == "赵一禾"
            assert encryption.opened(kept, "secret") == b"half a form"
            assert not encryption.is_newest(stored)
            moved = encryption.rotate(stored)
            assert encryption.is_newest(moved)
            hashes = encryption.lookup_hashes("phone", "13800000000")
            assert hashes == [encryption.lookup_hash("phone", "13800000000"), found_by]
        with suite(after, NEW):
            assert encryption.decrypt(moved) == "赵一禾"
            assert isinstance(encryption.decrypt(stored), Unreadable)

    def test_the_same_key_in_another_suite_is_not_the_newest(self):
        with suite("fernet"):
            stored = encryption.encrypt("x")
        with suite("sm"):
            assert not encryption.is_newest(stored)

    @pytest.mark.parametrize("name", SUITES)
    def test_what_is_wrong_or_cut_off_is_unreadable_and_kept(self, name):
        with suite(name, OTHER):
            foreign = encryption.encrypt("赵一禾")
        with suite(name):
            whole = encryption.encrypt("赵一禾")
            changed = whole[:20] + ("A" if whole[20] != "A" else "B") + whole[21:]
            for text in (foreign, changed, whole[:-4], whole[:30], whole[:6], whole[:4], "钥匙"):
                shown = encryption.decrypt(text)
                assert isinstance(shown, Unreadable), text
                assert shown.ciphertext == text
            for text in (foreign, changed, whole[:-4], whole[:5]):
                with pytest.raises(InvalidToken):
                    encryption.rotate(text)
                with pytest.raises(InvalidToken):
                    encryption.decrypt_bytes(text.encode())

    @pytest.mark.parametrize("name", SUITES)
    def test_a_hash_fits_its_column(self, name):
        with suite(name):
            assert len(encryption.lookup_hash("phone", "13800000000")) <= 64
            assert encryption.lookup_hash("a", "bc") != encryption.lookup_hash("ab", "c")
