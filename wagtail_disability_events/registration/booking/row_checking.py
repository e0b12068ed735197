"""One line of a list, checked like a form that somebody fills in; problems are said, not raised."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ...core.posted import whole_number
from ...occurrences.service_catalogue import service_label
from ..form.eligibility import check_person, next_day_of
from ..form.question_fields import as_answer, field_for, missing
from ..form.request import Applicant, BookingRequest, ConsentGiven
from ..models.consents import Consent
from ..models.quotas import Quota
from ..models.registrations import Registration
from ..values.identity import NAME_MAX_LENGTH, normalise_name, parse_disability_card
from ..values.pasted_table import ReadRow
from ..values.person_facts import facts_of
from ..values.phones import parse_phone
from ..values.questions import Answer, FormDefinition, Question, QuestionType
from ..values.search import folded
from .group_rows import CheckedRow

_YES = {"是", "同意", "可以", "yes", "y", "1", "true", "✓", "√", "对"}
_NONE = {"无", "没有", "否", "no", "none"}
NOTE_LENGTH = 300
T = TypeVar("T")


class RowChecker:
    """Checks the lines of a list for one event; what all lines have in common is read once."""

    def __init__(self, template: BookingRequest, form: FormDefinition) -> None:
        event = template.event
        offered = {quota.service for quota in Quota.objects.services().filter(event_id=event.pk)}
        self.template, self.form = template, form
        self.services = {folded(service_label(code)): code for code in offered}
        self.day = next_day_of(event)

    def check(self, row: ReadRow) -> CheckedRow:
        """The row with everything that is wrong with it, or with what can be booked."""
        checked = CheckedRow(row.line, row.cells)
        checked.problems += [_("Not understood: %(text)s") % {"text": text} for text in row.unknown]
        cells, problems = row.cells, checked.problems
        name, phone, card = self._identity(cells, problems)
        answers = self._answers(cells, card, problems)
        services = self._services(cells.get("needs", ""), problems)
        companions = self._companions(cells.get("companions", ""), problems)
        facts = facts_of(card, answers, self.day)
        if facts.is_child:
            problems.append(
                _("For a child under 14 only a parent or guardian can sign up, with the usual form.")
            )
        _tried(lambda: check_person(self.template.event, facts), problems)
        if not problems:
            applicant = Applicant(
                name=name,
                phone=phone,
                disability_card=card,
                needs_note=cells.get("needs_note", "")[:NOTE_LENGTH],
                language=self.template.applicant.language,
                filled_in_by=Registration.For.WORKER,
                answers=answers,
            )
            checked.request = replace(
                self.template,
                applicant=applicant,
                services=services,
                without=frozenset(services),
                companions=companions,
                consents=self._consents(cells, sensitive=bool(card or services)),
            )
        return checked

    def _identity(self, cells: dict[str, str], problems: list[str]) -> tuple[str, str, str]:
        """Name, phone and disability card; without a phone of their own, the contact's."""
        name = normalise_name(cells.get("name", ""))
        if not name:
            problems.append(_("The name is missing."))
        elif len(name) > NAME_MAX_LENGTH:
            problems.append(_("The name is too long."))
        group = self.template.group
        phone: str | None = group.phone if group is not None else ""
        if cells.get("phone"):
            phone = _tried(lambda: parse_phone(cells["phone"]), problems)
        card: str | None = ""
        if cells.get("disability_card"):
            card = _tried(lambda: parse_disability_card(cells["disability_card"]).number, problems)
        return name, phone or "", card or ""

    def _answers(self, cells: dict[str, str], card: str, problems: list[str]) -> dict[str, Answer]:
        answers: dict[str, Answer] = {}
        for question in self.form:
            if question.key == "disability_card" and question.required and not card:
                problems.append(_message(missing(question)))
            if question.key in ("email", "disability_card") or question.type == QuestionType.FILE:
                continue
            said = cells.get(question.key, "")
            if question.is_asked(answers) and (said or question.required):
                value = _answer(question, said, problems)
                if value not in (None, "", []):
                    answers[question.key] = value
        return answers

    def _services(self, said: str, problems: list[str]) -> tuple[str, ...]:
        codes = []
        for part in _parts(said):
            if folded(part) in _NONE:
                continue
            code = self.services.get(folded(part))
            if code is None:
                offered = "、".join(self.services) or _("none")
                problems.append(
                    _("The service “%(service)s” is not offered. Offered: %(offered)s")
                    % {"service": part, "offered": offered}
                )
            else:
                codes.append(code)
        return tuple(dict.fromkeys(codes))

    def _companions(self, said: str, problems: list[str]) -> int:
        most = self.template.event.companions
        if not said:
            return 0
        number = whole_number(said)
        if number is None or number > most:
            problems.append(
                _("Companions: a number up to %(most)s belongs there, not “%(said)s”.")
                % {"most": most, "said": said[:20]}
            )
            return 0
        return number

    def _consents(self, cells: dict[str, str], *, sensitive: bool) -> tuple[ConsentGiven, ...]:
        """What the contact declared for all; photos of each only if the list says so."""
        photo = folded(cells.get("photo", "")) in _YES
        return tuple(
            replace(consent, given=photo) if consent.purpose == Consent.Purpose.PHOTO else consent
            for consent in self.template.consents
            if consent.purpose != Consent.Purpose.SENSITIVE or sensitive
        )


def _answer(question: Question, said: str, problems: list[str]) -> Answer:
    """An answer from a cell; choices are written in words. None where it cannot be one."""
    if not said:
        problems.append(_message(missing(question)))
        return None
    codes = {folded(words): code for code, words in question.options}
    value: str | list[str] = codes.get(folded(said), said)
    if question.type == QuestionType.CHOICES:
        value = [codes.get(folded(part), part) for part in _parts(said)]
    return _tried(lambda: as_answer(field_for(question).clean(value)), problems)


def _tried(work: Callable[[], T], problems: list[str]) -> T | None:
    try:
        return work()
    except ValidationError as error:
        problems.append(_message(error))
        return None


def _message(error: ValidationError) -> str:
    return " ".join(error.messages)


def _parts(text: str) -> list[str]:
    for mark in "、，,;；/|":
        text = text.replace(mark, " ")
    return text.split()
