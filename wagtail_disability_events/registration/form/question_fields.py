"""Form fields of questions: the right keyboard, autocomplete, limits, and words for each mistake."""

from dataclasses import dataclass
from datetime import date
from typing import Any, TypedDict

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ...core.dates import today_here
from ..values.identity import normalise_name, parse_disability_card
from ..values.questions import CATALOGUE, Answer, Question, QuestionType
from .answer_files import ACCEPT, check_file

TEXT_LENGTH, LONG_LENGTH = 200, 2000


@dataclass(frozen=True)
class Condition:
    """A question is asked only if the field ``name`` has this answer; ``sentence`` says so."""

    name: str
    answer: str
    sentence: str


class AnswerField(forms.Field):
    """The field of a question. ``looks_required``: the form, not the field, checks that it is answered."""

    question: Question
    condition: Condition | None = None
    looks_required = False


class TextAnswer(AnswerField, forms.CharField):
    """Text without control characters."""

    def clean(self, value: object) -> str:
        text: str = super().clean(value)
        if isinstance(self.widget, forms.Textarea):
            return "\n".join(normalise_name(line) for line in text.splitlines()).strip()
        return normalise_name(text)


class DisabilityCardField(AnswerField, forms.CharField):
    """The number of a disability card as printed on the card; what is wrong with it is named."""

    def clean(self, value: object) -> str:
        text: str = super().clean(value)
        return parse_disability_card(text).number if text.strip() else ""


class EmailAnswer(AnswerField, forms.EmailField):
    """A mail address."""


class ChoiceAnswer(AnswerField, forms.ChoiceField):
    """One of several."""


class ChoicesAnswer(AnswerField, forms.MultipleChoiceField):
    """Some of several."""


class NumberAnswer(AnswerField, forms.IntegerField):
    """A whole number."""


class DayAnswer(AnswerField, forms.DateField):
    """A day, written with digits in the order year, month, day."""

    def __init__(self, **kwargs: Any) -> None:
        formats = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d"]
        super().__init__(input_formats=formats, **kwargs)

    def to_python(self, value: str | date | None) -> date | None:
        if isinstance(value, str):
            value = normalise_name(value).replace(" ", "")
        return super().to_python(value)


class FileAnswer(AnswerField, forms.FileField):
    """A PDF or a picture of a few megabytes."""

    def clean(self, data: UploadedFile | None, initial: object = None) -> UploadedFile | None:
        upload = super().clean(data, initial)
        return check_file(upload) if upload else upload


class _Common(TypedDict):
    """What every field of a question is made with."""

    label: str
    help_text: str
    required: bool


def field_for(question: Question) -> AnswerField:
    """The field of a question. Whether it must be answered is decided by the form, which knows conditions."""
    common: _Common = {
        "label": question.title,
        "help_text": " ".join(part for part in (question.hint, _purpose(question)) if part),
        "required": False,
    }
    build = _BUILDERS_OF_USUAL.get(question.key) or _BUILDERS[QuestionType(question.type)]
    field = build(question, common)
    field.question = question
    return field


def as_answer(value: Answer | date) -> Answer:
    """What is stored of a cleaned value: text, a number, a list of texts, a day in ISO 8601."""
    return value.isoformat() if isinstance(value, date) else value


def missing(question: Question) -> ValidationError:
    """The error of a question that was left out."""
    words = {
        QuestionType.CHOICE: _("Please choose: %(question)s"),
        QuestionType.CHOICES: _("Please choose: %(question)s"),
        QuestionType.FILE: _("Please choose a file: %(question)s"),
    }
    message = words.get(QuestionType(question.type), _("Please fill in: %(question)s"))
    return ValidationError(message, code="required", params={"question": question.title})


def _purpose(question: Question) -> str:
    if not question.purpose:
        return ""
    return gettext("We need it for: %(purpose)s") % {"purpose": question.purpose}


def _disability_card(question: Question, common: _Common) -> AnswerField:
    widget = forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"})
    return DisabilityCardField(max_length=60, widget=widget, **common)


def _email(question: Question, common: _Common) -> AnswerField:
    return EmailAnswer(
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("This is not a mail address; one looks like name@example.com.")},
        **common,
    )


def _text(question: Question, common: _Common) -> AnswerField:
    return TextAnswer(
        max_length=TEXT_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": _autocomplete(question)}),
        **common,
    )


def _long(question: Question, common: _Common) -> AnswerField:
    widget = forms.Textarea(attrs={"rows": 5, "autocomplete": "off"})
    return TextAnswer(max_length=LONG_LENGTH, widget=widget, **common)


def _choice(question: Question, common: _Common) -> AnswerField:
    options: list[tuple[str, str | Promise]] = list(question.options)
    if not question.required:
        options.append(("", _("I would rather not say")))
    return ChoiceAnswer(choices=options, widget=forms.RadioSelect, **common)


def _choices(question: Question, common: _Common) -> AnswerField:
    return ChoicesAnswer(choices=question.options, widget=forms.CheckboxSelectMultiple, **common)


def _number(question: Question, common: _Common) -> AnswerField:
    return NumberAnswer(
        min_value=0,
        max_value=1_000_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": _("Only a whole number belongs here.")},
        **common,
    )


def _day(question: Question, common: _Common) -> AnswerField:
    field = DayAnswer(
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": _autocomplete(question)}),
        error_messages={"invalid": _("Please write year, month and day, such as 1968-05-17.")},
        **common,
    )
    if question.key == "birth_date":
        field.validators.append(_has_been_born)
    return field


def _file(question: Question, common: _Common) -> AnswerField:
    common["help_text"] = " ".join([common["help_text"], str(_("PDF, JPEG or PNG."))]).strip()
    return FileAnswer(widget=forms.FileInput(attrs={"accept": ACCEPT}), **common)


def _autocomplete(question: Question) -> str:
    usual = CATALOGUE.get(question.key)
    return usual.autocomplete if usual else "off"


def _has_been_born(day: date) -> None:
    if not date(1880, 1, 1) <= day <= today_here():
        raise ValidationError(_("This day cannot be a date of birth."), code="birth-date")


_BUILDERS = {
    QuestionType.TEXT: _text,
    QuestionType.LONG: _long,
    QuestionType.CHOICE: _choice,
    QuestionType.CHOICES: _choices,
    QuestionType.NUMBER: _number,
    QuestionType.DATE: _day,
    QuestionType.FILE: _file,
}
_BUILDERS_OF_USUAL = {"disability_card": _disability_card, "email": _email}
