"""Finding registrations by what somebody says on the phone or at the door."""

from ..core.encryption import lookup_hash
from .models.registrations import Registration, RegistrationQuerySet
from .values.identity import normalise_digits
from .values.search import folded


def find_people(event_id: int, text: str) -> RegistrationQuerySet:
    """Registrations of an event by a whole name, a surname of one character, a whole phone number, its last
    four digits, or the number of a sign-up; by the number of a second one the first is found.

    Each way is a look into an index of its own: put together with “or” they would be a look at everybody.
    """
    digits, name = normalise_digits(text), folded(text)
    everybody: RegistrationQuerySet = Registration.objects.order_by()
    here = everybody.filter(event_id=event_id)
    if not name:
        return here.none()
    ways = [
        everybody.filter(reference=digits).values("pk"),
        everybody.filter(reference=digits).values("repeats"),
        here.filter(name_hash=lookup_hash("name", name)).values("pk"),
    ]
    if digits.isdigit():
        ways.append(everybody.filter(phone_hash=lookup_hash("phone", digits)).values("pk"))
        if len(digits) == 4:
            ways.append(here.filter(phone_tail_hash=lookup_hash("phone-tail", digits)).values("pk"))
    if len(name) == 1:
        ways.append(here.filter(name_start_hash=lookup_hash("name-start", name)).values("pk"))
    return here.filter(pk__in=ways[0].union(*ways[1:]))
