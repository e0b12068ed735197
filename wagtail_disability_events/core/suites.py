"""Which algorithms encrypt and hash: today's (``fernet``), or the national ones (``sm``)."""

from . import conf

FERNET, SM = "fernet", "sm"
SUITES = (FERNET, SM)
SM_MARK = "sm1:"
"""Before whatever the national algorithms made: ciphertexts and keyed hashes."""


def chosen_suite() -> str:
    """The suite that new values are written in."""
    return conf.get("ENCRYPTION_SUITE") or FERNET


def other_suites() -> list[str]:
    """Those that older values may be written in."""
    return [suite for suite in SUITES if suite != chosen_suite()]


def is_named() -> bool:
    """Whether the site names a suite, as one does that moves or has moved: older values may be in another."""
    return bool(conf.get("ENCRYPTION_SUITE"))
