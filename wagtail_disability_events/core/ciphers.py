"""The two suites in which personal data is encrypted, side by side under the same keys.

``fernet`` is AES-128-CBC with HMAC-SHA-256 (https://github.com/fernet/spec). ``sm`` are the national
algorithms: SM4 (GB/T 32907) in Galois/Counter mode as RFC 8998 has it, with a random nonce of 96 bits and a
tag of 128, keys derived by HKDF with SM3 (GB/T 32905). What SM4 has closed begins with ``SM_MARK``, which is
authenticated with it; no Fernet token begins so. Whatever is wrong raises Fernet's InvalidToken.

The library takes 7 MB: import this module where something is opened or closed, and not before.
"""

import base64
import binascii
import secrets
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag, UnsupportedAlgorithm
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.ciphers import Cipher, modes
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.hashes import SHA256, SM3, HashAlgorithm
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from .suites import SM, SM_MARK

_MARK = SM_MARK.encode("ascii")
_NONCE, _TAG = 12, 16


def sm4_gcm_seal(key: bytes, nonce: bytes, text: bytes, associated: bytes) -> bytes:
    """The ciphertext of SM4-GCM, with its tag behind it."""
    encryptor = Cipher(SM4(key), modes.GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(associated)
    return encryptor.update(text) + encryptor.finalize() + encryptor.tag


def sm4_gcm_open(key: bytes, nonce: bytes, sealed: bytes, associated: bytes) -> bytes:
    """What ``sm4_gcm_seal`` closed. Raises InvalidToken for anything else."""
    if len(sealed) < _TAG:
        raise InvalidToken
    decryptor = Cipher(SM4(key), modes.GCM(nonce)).decryptor()
    decryptor.authenticate_additional_data(associated)
    try:
        return decryptor.update(sealed[:-_TAG]) + decryptor.finalize_with_tag(sealed[-_TAG:])
    except InvalidTag as error:
        raise InvalidToken from error


def sm3_hmac(key: bytes, message: bytes) -> bytes:
    """HMAC with SM3: 32 bytes."""
    mac = HMAC(key, SM3())
    mac.update(message)
    return mac.finalize()


def hkdf(secret: bytes, purpose: bytes, *, length: int = 32, algorithm: HashAlgorithm | None = None) -> bytes:
    """A key derived from a secret for one purpose; with SHA-256 unless told otherwise."""
    return HKDF(algorithm=algorithm or SHA256(), length=length, salt=None, info=purpose).derive(secret)


def offers_sm() -> bool:
    """Whether the library, as it was built for this machine, has the national algorithms."""
    try:
        sm4_gcm_seal(bytes(16), bytes(_NONCE), b"", b"")
        sm3_hmac(bytes(16), b"")
    except UnsupportedAlgorithm:
        return False
    return True


class Sm4:
    """One key of ENCRYPTION_KEYS, used with SM4-GCM; its tokens are text like those of Fernet."""

    def __init__(self, key: str) -> None:
        secret = base64.urlsafe_b64decode(key)
        self._key = hkdf(secret, b"wagtail_disability_events.sm4", length=16, algorithm=SM3())

    def encrypt(self, data: bytes) -> bytes:
        """A token of these bytes."""
        nonce = secrets.token_bytes(_NONCE)
        sealed = sm4_gcm_seal(self._key, nonce, data, _MARK)
        return _MARK + base64.urlsafe_b64encode(nonce + sealed)

    def decrypt(self, token: bytes) -> bytes:
        """What a token holds. Raises InvalidToken."""
        try:
            raw = base64.b64decode(token.removeprefix(_MARK), altchars=b"-_", validate=True)
        except binascii.Error as error:
            raise InvalidToken from error
        if not token.startswith(_MARK) or len(raw) < _NONCE + _TAG:
            raise InvalidToken
        return sm4_gcm_open(self._key, raw[:_NONCE], raw[_NONCE:], _MARK)


class Chain:
    """Keys of which the first encrypts, in the chosen suite, and each can decrypt, in whichever suite."""

    def __init__(self, keys: Sequence[str], suite: str) -> None:
        self._keys, self._suite = keys, suite
        self._fernets = [Fernet(key) for key in keys]
        self._sm4s: list[Sm4] = []  # made when first needed: most sites never do

    def encrypt(self, data: bytes) -> bytes:
        """A token under the first key."""
        return self._of(self._suite)[0].encrypt(data)

    def decrypt(self, token: bytes) -> bytes:
        """What a token of any of the keys holds. Raises InvalidToken."""
        for cipher in self._of(SM if token.startswith(_MARK) else ""):
            try:
                return cipher.decrypt(token)
            except InvalidToken:
                continue
        raise InvalidToken

    def rotate(self, token: bytes) -> bytes:
        """The same in the chosen suite, under the first key. Raises InvalidToken."""
        return self.encrypt(self.decrypt(token))

    def is_newest(self, token: bytes) -> bool:
        """Whether the first key has closed this, in the chosen suite."""
        if token.startswith(_MARK) != (self._suite == SM):
            return False
        try:
            self._of(self._suite)[0].decrypt(token)
        except InvalidToken:
            return False
        return True

    def _of(self, suite: str) -> Sequence[Fernet] | Sequence[Sm4]:
        if suite != SM:
            return self._fernets
        self._sm4s = self._sm4s or [Sm4(key) for key in self._keys]
        return self._sm4s
