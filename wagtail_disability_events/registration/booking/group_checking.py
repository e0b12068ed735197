"""A list of people: each row is checked, and it is foreseen who would get a place."""

from django.utils.translation import gettext as _

from ...core.encryption import lookup_hash
from ..event import BookableEvent
from ..form.request import BookingRequest
from ..models.quotas import Quota
from ..models.registrations import Registration
from ..values.pasted_table import ReadRow
from ..values.questions import FormDefinition
from .group_rows import CheckedRow, RowResult
from .row_checking import RowChecker
from .wanted import Wanted, person_hashes, what_is_wanted


def check_rows(
    rows: list[ReadRow], template: BookingRequest, form: FormDefinition, *, for_staff: bool
) -> list[CheckedRow]:
    """Check each row and say what would become of it, in order; four queries whatever their number.

    ``template`` is what all have in common: event, date, place, group. Who is signed up already is said to
    staff only: everybody else sees what a first sign-up would get.
    """
    checker = RowChecker(template, form)
    checked = [checker.check(row) for row in rows]
    _refuse_same_person(checked)
    good = [row for row in checked if row.request is not None]
    for row in good:
        row.persons = person_hashes(row.ready.applicant)
    _find_wanted(good)
    foresee(checked, template.event, for_staff=for_staff)
    return checked


def foresee(rows: list[CheckedRow], event: BookableEvent, *, for_staff: bool) -> None:
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
        for pk, n in amounts:  # of who is known too: else the last line would say whether they are
            rest = left[pk]
            left[pk] = None if rest is None else rest - n


def _find_first_sign_ups(rows: list[CheckedRow]) -> None:
    known = Registration.objects.active().filter(
        quota__in={row.drawn_on.quota.pk for row in rows},
        person_hash__in=[person for row in rows for person in row.persons],
    )
    first = {(one.quota_id, one.person_hash): one for one in known}
    for row in rows:
        quota_id = row.drawn_on.quota.pk
        row.first = next((first[quota_id, one] for one in row.persons if (quota_id, one) in first), None)


def _find_wanted(rows: list[CheckedRow]) -> None:
    """The quotas each row draws on; rows with as many companions draw on the same."""
    seen: dict[int, Wanted] = {}
    for row in rows:
        companions = row.ready.companions
        if companions not in seen:
            seen[companions] = what_is_wanted(row.ready)
        row.wanted = seen[companions]


def _refuse_same_person(rows: list[CheckedRow]) -> None:
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
