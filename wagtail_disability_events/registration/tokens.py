"""Secrets that open a registrant's private page, and numbers that can be said on the phone."""

import secrets

from ..encryption import lookup_hash

_SPEAKABLE = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def new_token() -> str:
    """192 random bits as 32 url-safe characters."""
    return secrets.token_urlsafe(24)


def token_hash(token: str) -> str:
    """What the database knows of a token: a keyed hash, so that a stolen copy opens nothing."""
    return lookup_hash("token", token)


def new_reference() -> str:
    """Seven characters without look-alikes (0/O, 1/I/L), to be read out to a person."""
    return "".join(secrets.choice(_SPEAKABLE) for _ in range(7))
