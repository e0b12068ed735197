"""Finding a person whose name and phone are encrypted: by keyed hashes of the whole and of a part."""

from django.db.models import Q

from ..encryption import lookup_hash
from .identity import normalise_digits, normalise_name
from .models import Registration

_NOBODY = Q(pk=None)


def search_hashes(name: str, phone: str, email: str = "") -> dict[str, str]:
    """The hashes by which a registration is found: whole name, its first character, whole phone, its end,
    mail address."""
    return {
        "email_hash": lookup_hash("email", email.strip().casefold()) if email else "",
        "phone_hash": lookup_hash("phone", phone) if phone else "",
        "phone_tail_hash": lookup_hash("phone-tail", phone[-4:]) if phone else "",
        "name_hash": lookup_hash("name", _folded(name)),
        "name_start_hash": lookup_hash("name-start", _folded(name)[:1]),
    }


def find_people(text: str) -> Q:
    """Registrations of a whole name, a surname of one character, a whole phone number, its last four digits,
    or the number of a sign-up; by the number of a second one the first is found."""
    digits = normalise_digits(text)
    name = _folded(text)
    if not name:
        return _NOBODY
    repeated = Registration.objects.filter(reference=digits).values("repeats")
    found = Q(reference=digits) | Q(pk__in=repeated) | Q(name_hash=lookup_hash("name", name))
    if digits.isdigit():
        found |= Q(phone_hash=lookup_hash("phone", digits))
        if len(digits) == 4:
            found |= Q(phone_tail_hash=lookup_hash("phone-tail", digits))
    if len(name) == 1:
        found |= Q(name_start_hash=lookup_hash("name-start", name))
    return found


def _folded(name: str) -> str:
    return normalise_name(name).casefold().replace(" ", "")
