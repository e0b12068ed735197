"""Personal data at rest: encrypted with rotatable keys, found again by keyed hash.

In a chain of keys the first encrypts, each can decrypt; ENCRYPTION_SUITE says with which algorithms (see
``ciphers``). A text that no key opens is shown as unreadable and written back unchanged, so that a lost key
destroys nothing. Where the settings name no key, it is derived from SECRET_KEY; what was
written before SECRET_KEY changed, or before the settings named a key, is opened as long as the old value
stands in SECRET_KEY or SECRET_KEY_FALLBACKS.
"""

import base64
import hashlib
import hmac
import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.signals import setting_changed
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.encoding import force_bytes
from django.utils.translation import gettext as _

from . import conf
from .suites import SM, SM_MARK, chosen_suite, other_suites

if TYPE_CHECKING:
    from cryptography.fernet import Fernet

    from .ciphers import Chain

RAW = "base64:"
"""Before a LOOKUP_KEY that is given as bytes in url-safe base64 instead of as text."""


class InvalidKey(ValueError):
    """The text is not 32 bytes in url-safe base64."""


class Unreadable(str):
    """Stands for a text whose key is lost; keeps the ciphertext so that saving loses nothing."""

    ciphertext: str

    def __new__(cls, ciphertext: str) -> "Unreadable":
        instance = super().__new__(cls, _("unreadable: the key is missing"))
        instance.ciphertext = ciphertext
        return instance


def generate_key() -> str:
    """A new random key: 32 bytes as url-safe base64."""
    return str(_library().Fernet.generate_key().decode("ascii"))


def parse_key(text: str) -> "Fernet":
    """The cipher of a key text. Raises InvalidKey."""
    try:
        cipher: Fernet = _library().Fernet(text.encode("ascii"))
    except (ValueError, AttributeError, UnicodeEncodeError) as error:
        raise InvalidKey from error
    return cipher


def encrypt(text: str) -> str:
    """Encrypt a text with the newest key."""
    return _ciphers().encrypt(text.encode("utf-8")).decode("ascii")


def decrypt(ciphertext: str) -> str:
    """Decrypt with whichever key fits; an ``Unreadable`` when none does."""
    try:
        return _ciphers().decrypt(ciphertext.encode("ascii")).decode("utf-8")
    except (_library().InvalidToken, UnicodeEncodeError):
        return Unreadable(ciphertext)


def encrypt_bytes(data: bytes) -> bytes:
    """Encrypt a file with the newest key."""
    return _ciphers().encrypt(data)


def decrypt_bytes(ciphertext: bytes) -> bytes:
    """Decrypt a file. Raises cryptography's InvalidToken when no key fits."""
    return _ciphers().decrypt(bytes(ciphertext))


def rotate(ciphertext: str) -> str:
    """The same text under the newest key, in the chosen suite. Raises InvalidToken when no key fits."""
    return _ciphers().rotate(ciphertext.encode("ascii")).decode("ascii")


def is_newest(ciphertext: bytes | str) -> bool:
    """Whether the newest key has encrypted this, in the chosen suite."""
    return _ciphers().is_newest(
        ciphertext.encode("utf-8") if isinstance(ciphertext, str) else bytes(ciphertext)
    )


def rotate_bytes(ciphertext: bytes) -> bytes:
    """The same file under the newest key, in the chosen suite. Raises InvalidToken when no key fits."""
    return _ciphers().rotate(bytes(ciphertext))


def lookup_hash(*parts: str, suite: str = "") -> str:
    """A keyed hash of normalised parts, for exact look-up; at most 64 characters.

    HMAC-SHA-256 in hex, or HMAC-SM3 in url-safe base64 behind its mark; in the chosen suite unless told
    otherwise.
    """
    message = "\x1f".join(parts).encode("utf-8")
    if (suite or chosen_suite()) == SM:
        digest = base64.urlsafe_b64encode(_library().sm3_hmac(_lookup_key(), message))
        return SM_MARK + digest.decode("ascii").rstrip("=")
    return hmac.new(_lookup_key(), message, hashlib.sha256).hexdigest()


def lookup_hashes(*parts: str) -> list[str]:
    """The hashes under which a value may be stored: of the chosen suite, then of others it was moved from."""
    return [lookup_hash(*parts, suite=suite) for suite in (chosen_suite(), *other_suites())]


class EncryptedTextField(models.TextField):
    """Text that is encrypted in the database and plain in Python. It cannot be searched or ordered."""

    def from_db_value(
        self, value: str | None, expression: object, connection: BaseDatabaseWrapper
    ) -> str | None:
        return decrypt(value) if value else value

    def get_prep_value(self, value: object) -> Any:
        text: str | None = super().get_prep_value(value)
        if isinstance(text, Unreadable):
            return text.ciphertext
        return encrypt(text) if text else text

    def get_lookup(self, lookup_name: str) -> Any:
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None


class EncryptedJSONField(EncryptedTextField):
    """A dict of texts, numbers and lists, encrypted in the database. What no key opens is an empty dict that
    keeps its ciphertext."""

    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def from_db_value(self, value: str | None, expression: object, connection: BaseDatabaseWrapper) -> Any:
        text = super().from_db_value(value, expression, connection)
        if isinstance(text, Unreadable):
            return UnreadableDict(text)
        return json.loads(text) if text else {}

    def get_prep_value(self, value: object) -> Any:
        if isinstance(value, UnreadableDict):
            return value.text.ciphertext
        return encrypt(json.dumps(value, ensure_ascii=False, sort_keys=True)) if value else ""

    def to_python(self, value: object) -> Any:
        return json.loads(value) if isinstance(value, str) and value else value or {}

    def value_to_string(self, obj: models.Model) -> str:
        return json.dumps(self.value_from_object(obj), ensure_ascii=False)


class EncryptedBytesField(models.BinaryField):
    """A file that ``encrypt_bytes`` has closed. It is opened only by who asks for it."""


class UnreadableDict(dict[str, Any]):
    """Stands for answers whose key is lost; saving writes them back as they were."""

    def __init__(self, text: Unreadable) -> None:
        super().__init__()
        self.text = text


def sealed(data: bytes, secret: str) -> bytes:
    """Data that only ``secret`` opens, and only on this site; for what a person has not sent yet."""
    return _cipher_of(secret).encrypt(data)


def opened(ciphertext: bytes, secret: str) -> bytes:
    """What ``sealed`` closed. Raises cryptography's InvalidToken for another secret."""
    return _cipher_of(secret).decrypt(ciphertext)


def _cipher_of(secret: str) -> "Chain":
    key = _library().hkdf(_lookup_key() + secret.encode("utf-8"), b"wagtail_disability_events.draft")
    chain: Chain = _library().Chain([base64.urlsafe_b64encode(key).decode("ascii")], chosen_suite())
    return chain


def derived_encryption_key() -> str:
    """The key that is derived from SECRET_KEY, as ENCRYPTION_KEYS takes it."""
    return _encryption_key_of(settings.SECRET_KEY)


def derived_lookup_key() -> str:
    """The key of hashes that is in use while LOOKUP_KEY is empty, as LOOKUP_KEY takes it.

    Hashes cannot be read, so they stay under the oldest secret: the last of SECRET_KEY_FALLBACKS. With this
    text in LOOKUP_KEY that one can be taken away, and private addresses and searches go on working.
    """
    oldest = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS][-1]
    key = _derive(oldest, b"wagtail_disability_events.lookup")
    return RAW + base64.urlsafe_b64encode(key).decode("ascii")


def _encryption_key_of(secret: str | bytes) -> str:
    key = _derive(secret, b"wagtail_disability_events.encryption")
    return base64.urlsafe_b64encode(key).decode("ascii")


def _derive(secret: str | bytes, purpose: bytes) -> bytes:
    key: bytes = _library().hkdf(force_bytes(secret), purpose)
    return key


def _library() -> Any:
    """What encrypts, loaded when something is opened or closed first."""
    from . import ciphers  # 7 MB, which a process that opens nothing does without

    return ciphers


@lru_cache(maxsize=1)
def _ciphers() -> "Chain":
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    keys = [*conf.get("ENCRYPTION_KEYS"), *(_encryption_key_of(secret) for secret in secrets)]
    for key in keys:
        parse_key(key)
    chain: Chain = _library().Chain(keys, chosen_suite())
    return chain


@lru_cache(maxsize=1)
def _lookup_key() -> bytes:
    text = conf.get("LOOKUP_KEY") or derived_lookup_key()
    return base64.urlsafe_b64decode(text.removeprefix(RAW)) if text.startswith(RAW) else text.encode("utf-8")


def _forget_keys(*, setting: str, **kwargs: Any) -> None:
    if setting in (conf.SETTING_NAME, "SECRET_KEY", "SECRET_KEY_FALLBACKS"):
        _ciphers.cache_clear()
        _lookup_key.cache_clear()


setting_changed.connect(_forget_keys)
