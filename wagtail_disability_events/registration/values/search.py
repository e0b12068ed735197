"""The keyed hashes by which a person is found whose name and phone are encrypted: of the whole, of a part."""

from collections.abc import Callable

from ...core.encryption import lookup_hash
from ...core.suites import SUITES
from .identity import normalise_name


def search_hashes(
    name: str, phone: str, email: str = "", hashed: Callable[..., str] = lookup_hash
) -> dict[str, str]:
    """The hashes by which a registration is found: whole name, its first character, whole phone, its end,
    mail address. ``hashed`` is what makes a hash of parts."""
    return {
        "email_hash": hashed("email", email.strip().casefold()) if email else "",
        "phone_hash": hashed("phone", phone) if phone else "",
        "phone_tail_hash": hashed("phone-tail", phone[-4:]) if phone else "",
        "name_hash": hashed("name", folded(name)),
        "name_start_hash": hashed("name-start", folded(name)[:1]),
    }


def person_parts(name: str, phone: str, disability_card: str) -> tuple[str, ...] | None:
    """What one person is recognised by: the disability card number, else phone and name together; None for
    somebody with neither: two people may have one name."""
    if disability_card:
        return "disability_card", disability_card[:18]
    return ("person", phone, name) if phone else None


def hashes_of_person(
    name: str, phone: str, disability_card: str, reference: str, hashed: Callable[..., str]
) -> dict[str, list[str]]:
    """The hashes by which a stored sign-up may be recognised as one person's: as they sign up, or as staff
    have parted them from another one, whatever the suite was then."""
    parts = person_parts(name, phone, disability_card)
    if parts is None:
        return {}
    parted = [
        hashed("parted", person, reference) for person in sorted(lookup_hash(*parts, suite=s) for s in SUITES)
    ]
    return {"person_hash": [hashed(*parts), *parted]}


def folded(name: str) -> str:
    """A name as it is compared: without spaces, whatever the case of its letters."""
    return normalise_name(name).casefold().replace(" ", "")
