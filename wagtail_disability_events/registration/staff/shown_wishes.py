"""Second sign-ups beside the first one, as staff compare them; what was typed is shown with names only."""

from dataclasses import dataclass, replace

from ..booking.second_sign_ups import second_wishes
from ..form.answers_in_words import answered
from ..models.registrations import Registration


@dataclass(frozen=True)
class ShownWish:
    """What a second sign-up asks for beyond the first one: names of services, the number of companions if it
    is larger, and, where names are shown, contact, answers and needs that differ."""

    second: Registration
    same_contact: bool
    services: list[str]
    companions: int
    contact: str = ""
    answers: tuple[tuple[str, str], ...] = ()
    note: str = ""
    is_revealed: bool = False

    @property
    def asks_nothing(self) -> bool:
        """Whether nothing differs as far as it is shown without names."""
        return not (self.services or self.companions or self.is_revealed)

    @property
    def ask_join(self) -> str:
        """What the address says while staff are asked whether to join the two."""
        return f"join-{self.second.pk}"

    @property
    def ask_part(self) -> str:
        """The same for parting them."""
        return f"part-{self.second.pk}"


def wishes_beside(first: Registration, *, revealed: bool) -> list[ShownWish]:
    """The second sign-ups that wait for a decision, oldest first."""
    return [_beside(first, second, revealed) for second in second_wishes(first)]


def _beside(first: Registration, second: Registration, revealed: bool) -> ShownWish:
    there = {request.quota_id for request in first.service_requests.all()}
    shown = ShownWish(
        second=second,
        same_contact=(second.phone, second.email) == (first.phone, first.email),
        services=[r.quota.service_name for r in second.service_requests.all() if r.quota_id not in there],
        companions=second.companions if second.companions > first.companions else 0,
    )
    if not revealed:
        return shown
    said = dict(answered(first))
    return replace(
        shown,
        contact=" ".join(filter(None, (second.phone, second.email))),
        answers=tuple((title, words) for title, words in answered(second) if said.get(title) != words),
        note=second.needs_note if second.needs_note != first.needs_note else "",
        is_revealed=True,
    )
