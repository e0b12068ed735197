"""Places are taken and given back row by row; all of what a sign-up takes, or nothing."""

from collections.abc import Iterable

from ..models.quotas import Quota
from ..models.registrations import Registration


def take_all(amounts: Iterable[tuple[int, int]]) -> bool:
    """Take all of these rows, (id, amount), or none; call it inside a transaction."""
    taken: list[tuple[int, int]] = []
    for quota_id, amount in amounts:
        if not Quota.objects.take(quota_id, amount):
            for held_id, held in taken:
                Quota.objects.release(held_id, held)
            return False
        taken.append((quota_id, amount))
    return True


def are_left(amounts: Iterable[tuple[int, int]]) -> bool:
    """Whether all of these rows, (id, amount), could be taken at this moment; nothing is taken."""
    wanted = dict(amounts)
    left = {quota.pk: quota.left for quota in Quota.objects.filter(pk__in=wanted)}
    return all((rest := left[pk]) is None or rest >= amount for pk, amount in wanted.items())


def are_left_one_by_one(amounts: Iterable[tuple[int, int]]) -> bool:
    """The same, with as many questions to the database as ``take_all`` has."""
    return all(are_left([pair]) for pair in amounts)


def is_left(quota_id: int) -> bool:
    """Whether one of a row could be taken at this moment."""
    return are_left([(quota_id, 1)])


def give_back(registration: Registration) -> None:
    """Release everything that a registration held; call it with the rows locked."""
    Quota.objects.release(registration.quota_id, registration.seats)
    for claim in registration.claims.all():
        Quota.objects.release(claim.quota_id, claim.amount)
    release_services(registration)


def release_services(registration: Registration) -> None:
    """Give back the services that were reserved for a registration; call it with the rows locked."""
    reserved = registration.service_requests.filter(granted=True)
    for service in reserved:
        Quota.objects.release(service.quota_id)
    reserved.update(granted=False)
