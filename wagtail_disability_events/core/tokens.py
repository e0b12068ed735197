"""Secrets that open a registrant's private page, and numbers that can be said on the phone."""

import secrets

from .encryption import lookup_hash, lookup_hashes


def new_token() -> str:
    """192 random bits as 32 url-safe characters."""
    return secrets.token_urlsafe(24)


def token_hash(token: str) -> str:
    """What the database knows of a token: a keyed hash, so that a stolen copy opens nothing."""
    return lookup_hash("token", token)


def token_hashes(token: str) -> list[str]:
    """The hashes under which a token may be stored, in whichever suite."""
    return lookup_hashes("token", token)


def new_reference() -> str:
    """Eight digits, to be read out to a person or typed with one thumb; no secret."""
    return str(secrets.randbelow(90_000_000) + 10_000_000)


def spoken(reference: str) -> str:
    """The number in two groups, as it is shown and read out.

    >>> spoken("48217735")
    '4821 7735'
    """
    return f"{reference[:4]} {reference[4:]}".strip()
