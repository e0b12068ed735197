"""The questions that an event asks beside those of every form."""

from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from ...models.forms import AnswerFile
from ...values.questions import Answer, Question, QuestionType
from ..answer_files import keep_file, kept_file
from ..question_fields import Condition, as_answer, field_for, missing
from ..request import BookingRequest
from ..unsent import bound_files
from .part import Part

_EMPTY: tuple[object, ...] = (None, "", [])


class OwnQuestionsPart(Part):
    """One field a question. What was not asked is thrown away; files are kept until the form is sent."""

    def fields(self) -> dict[str, forms.Field]:
        found: dict[str, forms.Field] = {}
        for question in self.asked.questions:
            field = field_for(question)
            if question.when:
                field.condition = self._condition(question)
            else:
                field.looks_required = question.required
            found[question.key] = field
        return found

    def clean(self, form: forms.Form) -> None:
        """What was asked and must be answered is; what was not asked is thrown away."""
        self._say_which_are_gone(form)
        cleaned = form.cleaned_data
        given = {key: as_answer(cleaned.get(key)) for key in form.fields}
        for question in self.asked.questions:
            key = question.key
            if not question.is_asked(given):
                for answers in (cleaned, given, form.errors):
                    answers.pop(key, None)
            elif question.required and key not in form.errors and not self._is_answered(question, form):
                form.add_error(key, missing(question))

    def keep_files(self, form: forms.Form) -> None:
        self._store_files(form)
        if self._files():
            bound_files(self.asked.visitor)
            self._say_which_are_gone(form)

    def add_to(self, request: BookingRequest, form: forms.Form) -> BookingRequest:
        self._store_files(form)
        data = form.cleaned_data
        answers: dict[str, Answer] = {}
        files = []
        for question in self.asked.questions:
            if question.key in ("email", "disability_card"):
                continue
            if question.type == QuestionType.FILE:
                kept = self._kept(question, form)
                if kept is not None:
                    answers[question.key] = {"file": kept.pk, "name": kept.name}
                    files.append(kept.pk)
            elif data.get(question.key) not in _EMPTY:
                answers[question.key] = as_answer(data[question.key])
        applicant = replace(
            request.applicant,
            email=data.get("email", ""),
            disability_card=data.get("disability_card", ""),
        )
        request = replace(request, applicant=applicant, files=tuple(files))
        return request.with_answers(**answers)

    def _store_files(self, form: forms.Form) -> None:
        """Store what was uploaded, in place of what was stored before; the form's data names it."""
        for question in self._files():
            upload: UploadedFile | None = form.cleaned_data.pop(question.key, None)
            if upload:
                if (before := self._kept(question, form)) is not None:
                    before.delete()
                token = keep_file(self.asked.event, question.key, upload, self.asked.visitor)
                _name_kept(form, question, token)

    def _say_which_are_gone(self, form: forms.Form) -> None:
        """An error for each file that was stored before and is not there any more."""
        for question in self._files():
            is_named = form.data.get(f"{question.key}-kept")
            replaced = question.key in form.errors or form.cleaned_data.get(question.key)
            if is_named and not replaced and self._kept(question, form) is None:
                _name_kept(form, question, None)
                form.add_error(question.key, _gone(question))

    def _files(self) -> list[Question]:
        return [question for question in self.asked.questions if question.type == QuestionType.FILE]

    def _is_answered(self, question: Question, form: forms.Form) -> bool:
        """Whether there is an answer: one given now, or one given before that stays."""
        if form.cleaned_data.get(question.key) not in _EMPTY:
            return True
        before = self.asked.registration
        if question.key == "disability_card" and before is not None and before.disability_card:
            return True
        if question.type != QuestionType.FILE:
            return False
        return before is not None or self._kept(question, form) is not None

    def _kept(self, question: Question, form: forms.Form) -> AnswerFile | None:
        return kept_file(self.asked.event, question.key, str(form.data.get(f"{question.key}-kept", "")))

    def _condition(self, question: Question) -> Condition:
        earlier = self.asked.questions.get(question.when)
        sentence = _("Only if “%(question)s” is answered with “%(answer)s”.") % {
            "question": earlier.title if earlier else question.when,
            "answer": earlier.said(question.answer) if earlier else question.answer,
        }
        return Condition(question.when, question.answer, sentence)


def _name_kept(form: forms.Form, question: Question, token: str | None) -> None:
    """Have the form's data name a stored file, or none."""
    data: Any = form.data
    form.data = data = data.copy()
    data.pop(f"{question.key}-kept", None)
    if token is not None:
        data[f"{question.key}-kept"] = token


def _gone(question: Question) -> ValidationError:
    return ValidationError(
        _("This file could not be kept for you. Please choose it again, or a smaller one: %(question)s"),
        code="file-gone",
        params={"question": question.title},
    )
