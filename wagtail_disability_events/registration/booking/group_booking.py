"""Signing up a whole list: every place that it takes is taken in one transaction."""

import uuid
from collections import Counter
from dataclasses import replace

from django.db import transaction

from ..event import BookableEvent
from ..messages import outbox
from ..models.claims import Claim
from ..models.consents import Consent
from ..models.groups import GroupSignUp
from ..models.quotas import Quota
from ..models.registrations import Registration
from ..models.service_requests import ServiceRequest
from ..values.message_kinds import MessageKind
from .errors import ListHasProblems
from .group_checking import foresee
from .group_rows import CheckedRow, RowResult
from .rows import claims_of, consents_of, new_registration


@transaction.atomic
def book_group(
    group: GroupSignUp, rows: list[CheckedRow], *, everybody: bool, for_staff: bool
) -> GroupSignUp:
    """Sign up those rows that can be, as they stand at this moment; with ``everybody`` all or none.

    The same ``submission_id`` gives the same group. Raises ListHasProblems. A dozen queries, whatever the
    length of the list.
    """
    event = group.event
    Quota.objects.lock_event(event.pk)
    sent = GroupSignUp.objects.filter(submission_id=group.submission_id).first()
    if sent is not None:
        return sent
    foresee(rows, event, for_staff=for_staff)
    taken = [row for row in rows if row.result in (RowResult.PLACE, RowResult.WAITS)]
    if not taken or (everybody and len(taken) < len(rows)):
        raise ListHasProblems
    group.save()
    numbers = Registration.objects.free_references(len(taken))
    registrations = [_registration(row, number) for row, number in zip(taken, numbers, strict=True)]
    pairs = list(zip(taken, registrations, strict=True))
    _take_places(pairs)
    Registration.objects.bulk_create(registrations, batch_size=100)
    Claim.objects.bulk_create(claim for row, one in pairs for claim in claims_of(one, row.drawn_on))
    _ask_services(pairs, event)
    Consent.objects.bulk_create(
        consent for row, one in pairs for consent in consents_of(one, row.ready.consents)
    )
    if registrations:
        confirmed = any(one.displayed_state == Registration.State.CONFIRMED for one in registrations)
        kind = MessageKind.CONFIRMED if confirmed else MessageKind.WAITING
        outbox.announce_all(event, registrations[:1], kind)
    return group


def _registration(row: CheckedRow, number: str) -> Registration:
    waits = row.result == RowResult.WAITS
    state = Registration.State.WAITING if waits else Registration.State.CONFIRMED
    request = replace(row.ready, submission_id=uuid.uuid4())
    registration = new_registration(request, row.drawn_on, state, row.persons[0], row.first)
    registration.reference = number
    registration.give_token()
    return registration


def _take_places(pairs: list[tuple[CheckedRow, Registration]]) -> None:
    amounts: Counter[int] = Counter()
    for row, registration in pairs:
        if registration.state == Registration.State.CONFIRMED:
            amounts.update(dict(row.drawn_on.amounts))
    for quota_id, amount in sorted(amounts.items()):
        if not Quota.objects.take(quota_id, amount):
            raise RuntimeError("A quota changed while its row was locked.")


def _ask_services(pairs: list[tuple[CheckedRow, Registration]], event: BookableEvent) -> None:
    quotas = {quota.service: quota for quota in Quota.objects.services().filter(event_id=event.pk)}
    left = {code: quota.left for code, quota in quotas.items()}
    given: Counter[str] = Counter()
    requests = []
    for row, registration in pairs:
        for code in row.ready.services:
            rest = left[code]
            granted = registration.displays_place and (rest is None or rest > given[code])
            given[code] += granted and registration.holds_a_place
            requests.append(ServiceRequest(registration=registration, quota=quotas[code], granted=granted))
    for code in sorted(given, key=lambda code: quotas[code].pk):
        if given[code] and not Quota.objects.take(quotas[code].pk, given[code]):
            raise RuntimeError("A quota changed while its row was locked.")
    ServiceRequest.objects.bulk_create(requests)
