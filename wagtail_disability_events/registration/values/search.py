"""The keyed hashes by which a person is found whose name and phone are encrypted: of the whole, of a part."""

from ...core.encryption import lookup_hash
from .identity import normalise_name


def search_hashes(name: str, phone: str, email: str = "") -> dict[str, str]:
    """The hashes by which a registration is found: whole name, its first character, whole phone, its end,
    mail address."""
    return {
        "email_hash": lookup_hash("email", email.strip().casefold()) if email else "",
        "phone_hash": lookup_hash("phone", phone) if phone else "",
        "phone_tail_hash": lookup_hash("phone-tail", phone[-4:]) if phone else "",
        "name_hash": lookup_hash("name", folded(name)),
        "name_start_hash": lookup_hash("name-start", folded(name)[:1]),
    }


def folded(name: str) -> str:
    """A name as it is compared: without spaces, whatever the case of its letters."""
    return normalise_name(name).casefold().replace(" ", "")
