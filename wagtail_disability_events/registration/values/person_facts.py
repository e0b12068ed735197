"""What a sign-up says of a person that rules and figures ask for: age, category, level, sex."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError

from .identity import parse_disability_card
from .questions import AgeBand, Answer

UNDER_AGE = 14
"""Below this age only a parent or guardian may agree (PIPL art. 31)."""


@dataclass(frozen=True)
class PersonFacts:
    """Each is empty or None where nobody said it. ``age`` is in whole years on ``day``."""

    age: int | None = None
    age_band: str = ""
    category: str = ""
    level: str = ""
    sex: str = ""

    @property
    def is_child(self) -> bool | None:
        """Whether a parent or guardian has to agree; None where the age is not known."""
        if self.age is not None:
            return self.age < UNDER_AGE
        return self.age_band == AgeBand.CHILD if self.age_band else None


def facts_of(disability_card: str, answers: Mapping[str, Answer], day: date) -> PersonFacts:
    """What the disability card number says, else what was answered; ages on ``day``."""
    born, category, level, sex = _birth_date(answers), "", "", str(answers.get("sex") or "")
    if disability_card:
        try:
            card = parse_disability_card(disability_card)
        except ValidationError:
            card = None
        if card is not None:
            born, category, level = card.birth_date, str(card.category), str(card.level)
            sex = sex or ("male" if int(card.number[16]) % 2 else "female")
    age = age_on(born, day) if born else None
    band = AgeBand.of(age) if age is not None else str(answers.get("age_band") or "")
    return PersonFacts(
        age=age,
        age_band=str(band),
        category=category or str(answers.get("category") or ""),
        level=level or str(answers.get("level") or ""),
        sex=sex,
    )


def age_on(born: date, day: date) -> int:
    """Whole years between two days."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _birth_date(answers: Mapping[str, Answer]) -> date | None:
    text = answers.get("birth_date")
    return date.fromisoformat(str(text)) if text else None
