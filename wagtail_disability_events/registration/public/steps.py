"""The steps of a form that asks one question a page, and the answers in words."""

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _

from ..form.drafts import Draft
from ..form.question_fields import AnswerField
from ..form.sign_up_form import CONSENTS, SignUpForm
from ..values.identity import own_disability_card

CHECK, AGREE = "check", "agree"


@dataclass(frozen=True)
class Step:
    """One page: the fields on it, and what it asks."""

    key: str
    names: tuple[str, ...]
    title: str


@dataclass(frozen=True)
class AnswerRow:
    """One answer on the page that shows them all."""

    title: str
    said: list[str]
    change: str


def steps_of(form: SignUpForm, draft: Draft) -> list[Step]:
    """The pages of a form, without questions that the answers so far make needless."""
    given = {name: given_in(draft, form, name) for name in form.fields}
    steps = []
    for bound in form.asked_fields():
        if bound.name in CONSENTS:
            continue
        field = bound.field
        if isinstance(field, AnswerField) and not field.question.is_asked(given):
            continue
        names = (bound.name, "no_phone") if bound.name == "phone" else (bound.name,)
        steps.append(Step(bound.name, names, str(bound.label)))
    agreed = tuple(name for name in CONSENTS if name in form.fields)
    return [*steps, Step(AGREE, agreed, _("Do you agree?"))]


def given_in(draft: Draft, form: SignUpForm, name: str) -> str | list[str]:
    """What was typed so far in a field."""
    several = getattr(form.fields[name].widget, "allow_multiple_selected", False)
    return draft.values.get(name, []) if several else draft.get(name)


def said(form: SignUpForm, step: Step) -> list[str]:
    """The answers of a step in words."""
    if step.key == AGREE:
        return [str(form[name].label) for name in step.names if form.cleaned_data.get(name)]
    name = step.names[0]
    value, field = form.cleaned_data.get(name), form.fields[name]
    if form.data.get(f"{name}-kept"):
        return [_("a file")]
    if isinstance(field, forms.BooleanField):
        return [_("yes") if value else _("no")]
    words = _words_of(field)
    values = value if isinstance(value, list) else [value]
    answers = [words.get(str(one), str(one)) for one in values if one not in (None, "")]
    if name == "disability_card" and answers:
        return [own_disability_card(answers[0])]
    return answers or [_("not answered")]


def _words_of(field: forms.Field) -> dict[str, str]:
    """The words of each choice; those of a group begin with its name."""
    words: dict[str, str] = {}
    for value, label in getattr(field, "choices", ()):
        if isinstance(label, list | tuple):
            words |= {str(inner): f"{value} {in_words}" for inner, in_words in label}
        else:
            words[str(value)] = str(label)
    return words
