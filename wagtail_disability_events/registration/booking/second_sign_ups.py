"""Second sign-ups of what seems to be one person: each is a wish of its own until staff have looked.

A second sign-up takes nothing as long as the first one stands, and never changes it. Staff join the two,
or part them because they are of two people. When the first one goes, the second stands for itself.
"""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from ...core.encryption import lookup_hash
from ..messages import outbox
from ..models.claims import Claim
from ..models.quotas import Quota
from ..models.registrations import Registration
from ..models.service_requests import ServiceRequest
from ..values.message_kinds import MessageKind
from .taking import take_all

_NOTE_LENGTH = 500


def second_wishes(first: Registration) -> list[Registration]:
    """The second sign-ups that wait for staff, oldest first, with their services at hand."""
    wishes = first.repetitions.exclude(displayed_as=Registration.State.CANCELLED).filter(erased_at=None)
    return list(wishes.prefetch_related("service_requests__quota").order_by("created_at", "pk"))


def let_the_next_stand(first: Registration) -> Registration | None:
    """When a first sign-up has gone, its oldest second one stands for itself; return it.

    It keeps the place that its page names if one is left at this moment, else it waits by the time of its
    coming, and is told so. Call it with the rows locked.
    """
    wishes = second_wishes(first)
    if not wishes:
        return None
    following = wishes[0]
    _stand(following, may_take=following.displays_place)
    first.repetitions.update(repeats=following)
    return following


@transaction.atomic
def part(second: Registration) -> bool:
    """Two people, not one: the second sign-up is one of its own. Return False if it is none any more."""
    Quota.objects.lock_event(second.event_id)
    second.refresh_from_db()
    if not _is_a_wish(second):
        return False
    second.person_hash = lookup_hash("parted", second.person_hash, second.reference)
    second.save(update_fields=["person_hash"])
    _stand(second, may_take=True, announce=True)
    return True


@transaction.atomic
def join(second: Registration) -> bool:
    """One person: what the second sign-up newly asks for is added to the first, and both pages say so.

    Services and companions are added as far as they are left, answers where the first one has none. Return
    False if it is no second sign-up any more.
    """
    Quota.objects.lock_event(second.event_id)
    second.refresh_from_db()
    first = second.repeats
    if first is None or not _is_a_wish(second):
        return False
    _add_services(first, second)
    _add_companions(first, second)
    first.answers = {**second.answers, **first.answers}
    notes = dict.fromkeys(note for note in (first.needs_note, second.needs_note) if note)
    first.needs_note = "；".join(notes)[:_NOTE_LENGTH]
    first.save()
    Registration.objects.filter(pk=second.pk).update(
        displayed_as=Registration.State.CANCELLED, cancelled_at=timezone.now()
    )
    second.refresh_from_db()
    outbox.announce(first, MessageKind.JOINED)
    outbox.announce(second, MessageKind.JOINED)
    return True


def _is_a_wish(second: Registration) -> bool:
    return second.state == Registration.State.REPEATED and second.is_active


def _stand(wish: Registration, *, may_take: bool, announce: bool = False) -> None:
    """Make a sign-up of its own of a second one, with a place if it may take one and one is left."""
    said = wish.displayed_as
    gets = may_take and take_all(_amounts(wish))
    wish.state = Registration.State.CONFIRMED if gets else Registration.State.WAITING
    wish.repeats, wish.displayed_as = None, ""
    wish.save(update_fields=["state", "repeats", "displayed_as"])
    for request in wish.service_requests.all():
        _set_granted(request, granted=gets and Quota.objects.take(request.quota_id))
    if announce or said != wish.state:
        outbox.announce(wish, MessageKind.CONFIRMED if gets else MessageKind.WAITING)


def _set_granted(request: ServiceRequest, *, granted: bool) -> None:
    if request.granted != granted:
        request.granted = granted
        request.save(update_fields=["granted"])


def _amounts(registration: Registration) -> list[tuple[int, int]]:
    claims = [(claim.quota_id, claim.amount) for claim in registration.claims.all()]
    return sorted([(registration.quota_id, registration.seats), *claims])


def _add_services(first: Registration, second: Registration) -> None:
    there = set(first.service_requests.values_list("quota_id", flat=True))
    new = [request for request in second.service_requests.all() if request.quota_id not in there]
    ServiceRequest.objects.bulk_create(
        ServiceRequest(
            registration=first,
            quota_id=request.quota_id,
            granted=first.holds_a_place and Quota.objects.take(request.quota_id),
        )
        for request in new
    )


def _add_companions(first: Registration, second: Registration) -> None:
    """The companions of the second, if what they take beyond the first one's is left."""
    if second.companions <= first.companions:
        return
    has, wants = dict(_amounts(first)), dict(_amounts(second))
    more = {pk: amount - has.get(pk, 0) for pk, amount in wants.items() if amount > has.get(pk, 0)}
    if first.holds_a_place and not take_all(sorted(more.items())):
        return
    first.companions = second.companions
    first.seats += more.pop(first.quota_id, 0)
    _claim(first, more.items())


def _claim(registration: Registration, amounts: Iterable[tuple[int, int]]) -> None:
    for quota_id, amount in amounts:
        claim, is_new = Claim.objects.get_or_create(
            registration=registration, quota_id=quota_id, defaults={"amount": amount}
        )
        if not is_new:
            claim.amount += amount
            claim.save(update_fields=["amount"])
