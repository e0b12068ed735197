"""What a form can ask: a catalogue of usual questions, and questions of an event's own."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, TypeAlias

from django.db import models
from django.utils.translation import gettext_lazy as _

from .identity import Category, DisabilityLevel

Answer: TypeAlias = str | int | list[str] | dict[str, str | int] | None
"""What is stored of an answer: text (a day in ISO 8601), a number, several choices, or a file as its ``file``
(the id of an AnswerFile) and ``name``."""


class QuestionType(models.TextChoices):
    """How a question is answered."""

    TEXT = "text", _("a line of text")
    LONG = "long", _("several lines of text")
    CHOICE = "choice", _("one of several")
    CHOICES = "choices", _("some of several")
    NUMBER = "number", _("a number")
    DATE = "date", _("a day")
    FILE = "file", _("a file")


class Sex(models.TextChoices):
    """As offices count it; nobody has to say."""

    FEMALE = "female", _("female")
    MALE = "male", _("male")


class AgeBand(models.TextChoices):
    """The bands of the yearly figures."""

    CHILD = "0-13", _("under 14")
    YOUTH = "14-17", _("14 to 17")
    ADULT = "18-44", _("18 to 44")
    MIDDLE = "45-59", _("45 to 59")
    OLDER = "60-79", _("60 to 79")
    OLD = "80-", _("80 and older")

    @classmethod
    def of(cls, age: int) -> "AgeBand":
        """The band of an age in years."""
        ends = ((14, cls.CHILD), (18, cls.YOUTH), (45, cls.ADULT), (60, cls.MIDDLE), (80, cls.OLDER))
        return next((band for end, band in ends if age < end), cls.OLD)


SIZES = [(size, size) for size in ("S", "M", "L", "XL", "XXL", "XXXL")]


@dataclass(frozen=True)
class Question:
    """One question. ``when`` is the key of an earlier question, which must be answered with ``answer``.

    ``purpose`` says why a sensitive thing is asked. A usual question has no ``label`` of its own.
    """

    key: str
    type: str
    label: str = ""
    help: str = ""
    required: bool = False
    sensitive: bool = False
    purpose: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    when: str = ""
    answer: str = ""

    @property
    def title(self) -> str:
        """What is asked, in the active language where it is a usual question."""
        usual = CATALOGUE.get(self.key)
        return self.label or (str(usual.label) if usual else self.key)

    @property
    def hint(self) -> str:
        """The help in easy words: the editor's, else the catalogue's."""
        usual = CATALOGUE.get(self.key)
        return self.help or (str(usual.help) if usual else "")

    @property
    def options(self) -> list[tuple[str, str]]:
        """What can be chosen, as (value, words)."""
        usual = CATALOGUE.get(self.key)
        found = self.choices or (usual.choices if usual else ())
        return [(value, str(words)) for value, words in found]

    def said(self, value: Answer) -> str:
        """An answer in words."""
        words = dict(self.options)
        if isinstance(value, dict):
            return str(value.get("name", ""))
        if isinstance(value, list):
            return "、".join(words.get(item, str(item)) for item in value)
        return words.get(str(value), str(value))

    def is_asked(self, answers: Mapping[str, Answer]) -> bool:
        """Whether the earlier answer that it depends on was given."""
        if not self.when:
            return True
        given = answers.get(self.when)
        return self.answer in given if isinstance(given, list) else str(given or "") == self.answer


@dataclass(frozen=True)
class UsualQuestion:
    """A question that the whole field asks, with its words and what kind of data its answer is."""

    type: str
    label: Any
    help: Any = ""
    choices: tuple[tuple[str, Any], ...] = ()
    sensitive: bool = False
    autocomplete: str = "off"
    input_mode: str = ""


CATALOGUE: dict[str, UsualQuestion] = {
    "email": UsualQuestion(
        QuestionType.TEXT, _("E-mail"), _("If you want a confirmation by mail."), autocomplete="email"
    ),
    "sex": UsualQuestion(QuestionType.CHOICE, _("Sex"), choices=tuple(Sex.choices)),
    "birth_date": UsualQuestion(
        QuestionType.DATE,
        _("Date of birth"),
        _("Year, month and day, such as 1968-05-17."),
        autocomplete="bday",
    ),
    "age_band": UsualQuestion(QuestionType.CHOICE, _("Age"), choices=tuple(AgeBand.choices)),
    "disability_card": UsualQuestion(
        QuestionType.TEXT,
        _("Disability card number"),
        _("20 characters, on the front of the card. It is stored encrypted."),
        sensitive=True,
    ),
    "category": UsualQuestion(
        QuestionType.CHOICE, _("Category of disability"), choices=tuple(Category.choices), sensitive=True
    ),
    "level": UsualQuestion(
        QuestionType.CHOICE,
        _("Level of disability"),
        choices=tuple(DisabilityLevel.choices),
        sensitive=True,
    ),
    "organisation": UsualQuestion(
        QuestionType.TEXT,
        _("Street and community"),
        _("Where you live or are registered, such as 南湖街道 站前社区."),
    ),
    "emergency_contact": UsualQuestion(
        QuestionType.TEXT,
        _("Whom may we call in an emergency?"),
        _("A name and a phone number."),
    ),
    "diet": UsualQuestion(
        QuestionType.TEXT,
        _("Is there anything you must not eat?"),
        _("Allergies, or food that you do not eat."),
        sensitive=True,
    ),
    "clothing_size": UsualQuestion(QuestionType.CHOICE, _("Clothing size"), choices=tuple(SIZES)),
}


@dataclass(frozen=True)
class FormDefinition:
    """The questions of a form beside those that every form has: name, phone, photos, agreement."""

    questions: tuple[Question, ...] = field(default=())

    def __iter__(self) -> Iterator[Question]:
        return iter(self.questions)

    def __bool__(self) -> bool:
        return bool(self.questions)

    def get(self, key: str) -> Question | None:
        """A question by its key."""
        return next((question for question in self.questions if question.key == key), None)

    def __contains__(self, key: str) -> bool:
        return any(question.key == key for question in self.questions)

    @classmethod
    def of(cls, questions: Iterable[Question]) -> "FormDefinition":
        """A form that asks each thing once; the first one counts."""
        once: dict[str, Question] = {}
        for question in questions:
            once.setdefault(question.key, question)
        return cls(tuple(once.values()))

    @classmethod
    def from_json(cls, data: Any) -> "FormDefinition":
        """What ``as_json`` wrote; names of a later version are left aside."""
        known = {entry.name for entry in fields(Question)}
        return cls(
            tuple(
                Question(
                    **{key: value for key, value in item.items() if key in known and key != "choices"},
                    choices=tuple((value, words) for value, words in item.get("choices", ())),
                )
                for item in data
            )
        )

    def in_words_of(self, other: "FormDefinition") -> "FormDefinition":
        """The same questions in the words of another form; what is stored of an answer stays the same."""
        return FormDefinition(tuple(_in_words_of(question, other.get(question.key)) for question in self))

    def as_json(self) -> list[dict[str, Any]]:
        """Plain data that says the same."""
        return [asdict(question) for question in self.questions]

    @property
    def content_hash(self) -> str:
        """The same for the same questions."""
        text = json.dumps(self.as_json(), ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def without_purpose(self) -> list[Question]:
        """Sensitive questions that do not say why they are asked (PIPL art. 30)."""
        return [question for question in self.questions if question.sensitive and not question.purpose]


def _in_words_of(question: Question, other: Question | None) -> Question:
    if other is None:
        return question
    choices = question.choices
    if len(choices) == len(other.choices):
        choices = tuple(
            (key, words) for (key, _own), (_key, words) in zip(choices, other.choices, strict=True)
        )
    return replace(
        question,
        label=question.label and (other.label or question.label),
        help=question.help and (other.help or question.help),
        purpose=question.purpose and (other.purpose or question.purpose),
        choices=choices,
    )
