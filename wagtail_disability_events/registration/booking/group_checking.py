"""A list of people, row by row: what is wrong with each, and who would get a place."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...core.encryption import lookup_hash
from ...occurrences.service_catalogue import service_label
from ..form.eligibility import check_person, day_of
from ..form.question_fields import as_answer, field_for, missing
from ..form.request import Applicant, BookingRequest
from ..models.quotas import Quota
from ..models.registrations import Registration
from ..values.identity import normalise_name, parse_disability_card, parse_phone
from ..values.pasted_table import ReadRow
from ..values.person_facts import facts_of
from ..values.questions import FormDefinition, QuestionType
from .wanted import Wanted, person_hash, what_is_wanted

_YES = {"是", "同意", "可以", "yes", "y", "1", "true", "✓", "√", "对"}


class RowResult(StrEnum):
    """What happens to a row when the list is sent."""

    PLACE = "place"
    WAITS = "waits"
    REFUSED = "refused"
    KNOWN = "known"


RESULT_WORDS = {
    RowResult.PLACE: gettext_lazy("gets a place"),
    RowResult.WAITS: gettext_lazy("goes on the waiting list"),
    RowResult.REFUSED: gettext_lazy("cannot be signed up"),
    RowResult.KNOWN: gettext_lazy("is signed up already"),
}


@dataclass
class CheckedRow:
    """One person of a list. ``first`` is the sign-up that they have already; ``no_place`` says that there is
    neither a place nor a waiting list."""

    line: int
    cells: dict[str, str]
    problems: list[str] = field(default_factory=list)
    request: BookingRequest | None = None
    person: str = ""
    wanted: Wanted | None = None
    first: Registration | None = None
    result: RowResult = RowResult.REFUSED
    no_place: bool = False

    @property
    def ready(self) -> BookingRequest:
        """What is booked. Raises ValueError for a row with problems."""
        if self.request is None:
            raise ValueError("This row has problems.")
        return self.request

    @property
    def drawn_on(self) -> Wanted:
        """The quotas it draws on. Raises ValueError for a row with problems."""
        if self.wanted is None:
            raise ValueError("This row has problems.")
        return self.wanted

    @property
    def said_problems(self) -> list[str]:
        """Why somebody cannot be signed up, as sentences."""
        return [*self.problems, *([_("There is no place left.")] if self.no_place else [])]

    @property
    def result_in_words(self) -> str:
        return str(RESULT_WORDS[self.result])


def check_rows(
    rows: list[ReadRow], template: BookingRequest, form: FormDefinition, *, for_staff: bool
) -> list[CheckedRow]:
    """Check each row and say what would become of it, in order; four queries whatever their number.

    ``template`` is what all have in common: event, date, place, group. Who is signed up already is told to
    staff only: everybody else sees what a first sign-up would get.
    """
    event = template.event
    services = {quota.service for quota in Quota.objects.services().filter(event_id=event.pk)}
    names = {_plain(service_label(code)): code for code in services}
    day = day_of(event)
    checked = [_check(row, template, form, names, day) for row in rows]
    _find_twins(checked)
    good = [row for row in checked if row.request is not None]
    for row in good:
        row.person = person_hash(row.ready.applicant)
    _share_rows(good)
    foresee(checked, event, for_staff=for_staff)
    return checked


def foresee(rows: list[CheckedRow], event: Any, *, for_staff: bool) -> None:
    """Say what each row would get if the list were sent now, in its order; two queries.

    Called under the lock of the event's quotas it says what each row gets.
    """
    _find_first_sign_ups([row for row in rows if row.wanted is not None])
    left = {quota.pk: quota.left for quota in Quota.objects.filter(event_id=event.pk).exclude(kind="service")}
    for row in rows:
        if row.request is None or row.wanted is None:
            continue
        if row.first is not None and for_staff:
            row.result = RowResult.KNOWN
            continue
        amounts = row.wanted.amounts
        fits = all((rest := left[pk]) is None or rest >= n for pk, n in amounts)
        if not fits:
            row.result = RowResult.WAITS if event.waitlist else RowResult.REFUSED
            row.no_place = not event.waitlist
            continue
        row.result = RowResult.PLACE
        if row.first is None:
            for pk, n in amounts:
                rest = left[pk]
                left[pk] = None if rest is None else rest - n


def _find_first_sign_ups(rows: list[CheckedRow]) -> None:
    known = Registration.objects.active().filter(
        quota__in={row.drawn_on.quota.pk for row in rows}, person_hash__in=[row.person for row in rows]
    )
    first = {(one.quota_id, one.person_hash): one for one in known}
    for row in rows:
        row.first = first.get((row.drawn_on.quota.pk, row.person))


def _share_rows(rows: list[CheckedRow]) -> None:
    """The quotas each row draws on; rows that want the same share one look."""
    seen: dict[int, Wanted] = {}
    for row in rows:
        companions = row.ready.companions
        if companions not in seen:
            seen[companions] = what_is_wanted(row.ready)
        row.wanted = seen[companions]


def _check(
    row: ReadRow, template: BookingRequest, form: FormDefinition, names: dict[str, str], day: Any
) -> CheckedRow:
    cells, problems = row.cells, [_("Not understood: %(text)s") % {"text": text} for text in row.unknown]
    contact_phone = template.group.phone if template.group is not None else ""
    name = normalise_name(cells.get("name", ""))
    if not name:
        problems.append(_("The name is missing."))
    elif len(name) > 100:
        problems.append(_("The name is too long."))
    phone = _tried(lambda: parse_phone(cells["phone"]), problems) if cells.get("phone") else contact_phone
    disability_card = ""
    if cells.get("disability_card"):
        disability_card = (
            _tried(lambda: parse_disability_card(cells["disability_card"]).number, problems) or ""
        )
    answers = _answers(cells, form, disability_card, problems)
    services = _services(cells.get("needs", ""), names, problems)
    companions = _companions(cells.get("companions", ""), template.event, problems)
    facts = facts_of(disability_card, answers, day)
    if facts.is_child:
        problems.append(_("For a child under 14 only a parent or guardian can sign up, with the usual form."))
    _tried(lambda: check_person(template.event, facts), problems)
    request = None
    if not problems:
        request = BookingRequest(
            **{
                **vars(template),
                "applicant": Applicant(
                    name=name,
                    phone=phone or "",
                    email="",
                    disability_card=disability_card,
                    needs_note=cells.get("needs_note", "")[:300],
                    language=template.applicant.language,
                    filled_in_by=Registration.For.WORKER,
                    answers=answers,
                ),
                "services": services,
                "without": frozenset(services),
                "companions": companions,
                "consents": _consents(template, cells, bool(disability_card or services)),
            }
        )
    return CheckedRow(row.line, cells, problems, request)


def _answers(
    cells: dict[str, str], form: FormDefinition, disability_card: str, problems: list[str]
) -> dict[str, Any]:
    answers: dict[str, Any] = {}
    for question in form:
        if question.key in ("email", "disability_card") or question.type == QuestionType.FILE:
            if question.key == "disability_card" and question.required and not disability_card:
                problems.append(_message(missing(question)))
            continue
        said = cells.get(question.key, "")
        if question.is_asked(answers) and (said or question.required):
            value = _tried(lambda q=question, s=said: _clean(q, s), problems)  # type: ignore[misc]
            if value not in (None, "", []):
                answers[question.key] = value
    return answers


def _clean(question: Any, said: str) -> Any:
    """An answer from a cell; choices are written in words."""
    if not said:
        raise missing(question)
    codes = {_plain(words): code for code, words in question.options}
    value: Any = codes.get(_plain(said), said)
    if question.type == QuestionType.CHOICES:
        value = [codes.get(_plain(part), part) for part in _parts(said)]
    return as_answer(field_for(question).clean(value))


def _services(said: str, names: dict[str, str], problems: list[str]) -> tuple[str, ...]:
    codes = []
    for part in _parts(said):
        if _plain(part) in ("无", "没有", "否", "no", "none"):
            continue
        code = names.get(_plain(part))
        if code is None:
            offered = "、".join(names) or _("none")
            problems.append(
                _("The service “%(service)s” is not offered. Offered: %(offered)s")
                % {"service": part, "offered": offered}
            )
        else:
            codes.append(code)
    return tuple(dict.fromkeys(codes))


def _companions(said: str, event: Any, problems: list[str]) -> int:
    if not said:
        return 0
    if not said.isdigit() or int(said) > event.companions:
        problems.append(
            _("Companions: a number up to %(most)s belongs there, not “%(said)s”.")
            % {"most": event.companions, "said": said[:20]}
        )
        return 0
    return int(said)


def _consents(template: BookingRequest, cells: dict[str, str], sensitive: bool) -> Any:
    """What the contact declared for all; photos of each only if the list says so."""
    photo = _plain(cells.get("photo", "")) in _YES
    return tuple(
        type(consent)(
            consent.purpose, photo if consent.purpose == "photo" else consent.given, consent.wording
        )
        for consent in template.consents
        if consent.purpose != "sensitive" or sensitive
    )


def _find_twins(rows: list[CheckedRow]) -> None:
    """Somebody who stands in the list twice is taken once."""
    seen: dict[str, int] = {}
    for row in rows:
        if row.request is None:
            continue
        applicant = row.request.applicant
        key = lookup_hash("row", applicant.disability_card[:18] or f"{applicant.phone} {applicant.name}")
        if key in seen:
            row.problems.append(_("The same person stands in line %(line)s.") % {"line": seen[key]})
            row.request = None
        else:
            seen[key] = row.line


def _tried(work: Any, problems: list[str]) -> Any:
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


def _plain(text: str) -> str:
    return normalise_name(text).casefold().replace(" ", "")
