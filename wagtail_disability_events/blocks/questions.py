"""What staff compose a sign-up form of: usual questions by name, and questions of their own."""

from collections.abc import Iterator
from typing import Any, Generic, TypedDict, TypeVar

from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError, StreamValue

from ..registration.values.questions import CATALOGUE, FormDefinition, Question, QuestionType
from .base import Stream
from .dates.base import refuse
from .struct import CompleteStructBlock

MAX_QUESTIONS = 30


def _usual_label(key: str) -> str:
    usual = CATALOGUE[key]
    return _("%(question)s (sensitive)") % {"question": usual.label} if usual.sensitive else str(usual.label)


_lazy_label: Any = lazy(_usual_label, str)


class AskedValue(TypedDict):
    """What usual questions and others have in common."""

    required: bool
    help: str | None
    purpose: str | None
    when: str | None
    answer: str | None


class UsualQuestionValue(AskedValue):
    """The value of ``UsualQuestionBlock``."""

    question: str


class OwnQuestionValue(AskedValue):
    """The value of ``OwnQuestionBlock``."""

    label: str
    type: str
    options: str | None
    sensitive: bool


AskedT = TypeVar("AskedT", bound=AskedValue)


class _Asked(CompleteStructBlock, Generic[AskedT]):
    """What usual questions and others have in common."""

    required = blocks.BooleanBlock(label=gettext_lazy("Must be answered"), required=False)
    help = blocks.CharBlock(
        label=gettext_lazy("Help in easy words"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Short sentences. What to write, and an example."),
    )
    purpose = blocks.CharBlock(
        label=gettext_lazy("What it is needed for"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Shown with the question. The law asks for it where data is sensitive."),
    )
    when = blocks.CharBlock(
        label=gettext_lazy("Ask only if this earlier question …"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("The words of a question above this one. Empty: always asked."),
    )
    answer = blocks.CharBlock(label=gettext_lazy("… is answered with"), required=False, max_length=120)

    def clean(self, value: AskedT) -> AskedT:
        value = super().clean(value)
        if bool(value["when"]) != bool(value["answer"]):
            empty = "answer" if value["when"] else "when"
            raise refuse(empty, gettext_lazy("Write both: the earlier question and its answer."), "half")
        return value


class UsualQuestionBlock(_Asked[UsualQuestionValue]):
    """A question of the catalogue; its words and its checks are ready."""

    question = blocks.ChoiceBlock(
        label=gettext_lazy("Question"), choices=[(key, _lazy_label(key)) for key in CATALOGUE]
    )

    class Meta:
        icon = "list-ul"
        label = gettext_lazy("Usual question")
        label_format = "{question}"
        form_layout = ["question", "required", "purpose", "help", "when", "answer"]


class OwnQuestionBlock(_Asked[OwnQuestionValue]):
    """A question in the event's own words."""

    label = blocks.CharBlock(label=gettext_lazy("Question"), max_length=120)
    type = blocks.ChoiceBlock(
        label=gettext_lazy("Is answered with"), choices=QuestionType.choices, default=QuestionType.TEXT
    )
    options = blocks.TextBlock(
        label=gettext_lazy("Possible answers, one a line"), required=False, rows=4, max_length=2000
    )
    sensitive = blocks.BooleanBlock(
        label=gettext_lazy("The answer says something about health, disability, religion or a child"),
        required=False,
    )

    def clean(self, value: OwnQuestionValue) -> OwnQuestionValue:
        value = super().clean(value)
        if value["type"] in (QuestionType.CHOICE, QuestionType.CHOICES) and len(_lines(value["options"])) < 2:
            raise refuse("options", gettext_lazy("Write at least two answers, one a line."), "too-few")
        return value

    class Meta:
        icon = "help"
        label = gettext_lazy("Question of your own")
        label_format = "{label}"
        form_layout = [
            *("label", "type", "options", "required", "sensitive"),
            *("purpose", "help", "when", "answer"),
        ]


class QuestionsBlock(blocks.StreamBlock):
    """The questions of a form, beside name, phone, services, photos and agreement."""

    usual = UsualQuestionBlock()
    own = OwnQuestionBlock()

    def clean(self, value: StreamValue) -> StreamValue:
        value = super().clean(value)
        errors: dict[int, ValidationError] = {}
        earlier: dict[str, Question] = {}
        for position, (child, question) in enumerate(zip(value, questions_of(value), strict=True)):
            if problem := _problem(child.value, question, earlier):
                errors[position] = ValidationError(problem, code="question")
            earlier[question.title] = question
        if errors:
            raise StreamBlockValidationError(block_errors=errors)
        return value

    class Meta:
        max_num = MAX_QUESTIONS
        required = False


def form_of(*streams: Stream) -> FormDefinition:
    """The form that these streams of questions make together; what is asked twice is asked once."""
    return FormDefinition.of(question for stream in streams for question in questions_of(stream))


def questions_of(stream: Stream) -> Iterator[Question]:
    """The questions of a stream. A condition names the key of the earlier question, or nothing known."""
    keys: dict[str, Question] = {}
    for child in stream:
        value = child.value
        question = _usual(value) if child.block_type == "usual" else _own(value, str(child.id))
        earlier = keys.get((value["when"] or "").strip())
        if earlier is not None:
            chosen = {words: key for key, words in earlier.options}
            answer = (value["answer"] or "").strip()
            question = _with_condition(question, earlier.key, chosen.get(answer, answer))
        keys[question.title] = question
        yield question


def _usual(value: UsualQuestionValue) -> Question:
    usual = CATALOGUE[value["question"]]
    return Question(
        key=value["question"],
        type=str(usual.type),
        help=value["help"] or "",
        required=bool(value["required"]),
        sensitive=usual.sensitive,
        purpose=value["purpose"] or "",
    )


def _own(value: OwnQuestionValue, block_id: str) -> Question:
    return Question(
        key=f"q-{block_id}",
        type=value["type"],
        label=value["label"],
        help=value["help"] or "",
        required=bool(value["required"]),
        sensitive=bool(value["sensitive"]),
        purpose=value["purpose"] or "",
        choices=tuple((line, line) for line in _lines(value["options"])),
    )


def _with_condition(question: Question, key: str, answer: str) -> Question:
    return Question(**{**vars(question), "when": key, "answer": answer})


def _problem(value: AskedValue, question: Question, earlier: dict[str, Question]) -> str:
    """What is wrong with a question where it stands; empty if nothing."""
    if any(other.key == question.key or other.title == question.title for other in earlier.values()):
        return _("“%(question)s” is asked twice.") % {"question": question.title}
    if not value["when"]:
        return ""
    asked = earlier.get(value["when"].strip())
    if asked is None:
        names = "、".join(f"“{title}”" for title in earlier) or _("none")
        return _("There is no question “%(named)s” above this one. Above it: %(names)s") % {
            "named": value["when"],
            "names": names,
        }
    words = [option for _key, option in asked.options]
    if words and (value["answer"] or "").strip() not in words:
        return _("“%(question)s” can be answered with: %(words)s") % {
            "question": asked.title,
            "words": "、".join(words),
        }
    return ""


def _lines(text: str | None) -> list[str]:
    found = (line.strip() for line in (text or "").splitlines())
    return list(dict.fromkeys(line for line in found if line))
