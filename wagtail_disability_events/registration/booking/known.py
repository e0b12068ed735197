"""What is there already when somebody signs up: by the very same form, and by the same person."""

from collections.abc import Iterator

from django.db.models import Q

from ..form.request import BookingRequest
from ..models.quotas import Quota
from ..models.registrations import Registration
from .wanted import person_hashes

_GONE = (Registration.State.CANCELLED, Registration.State.REPEATED)


class Known:
    """The sign-ups that a form or a person has made at an event before; one query, and one for the first."""

    def __init__(self, request: BookingRequest, person: str) -> None:
        self.persons = {person, *person_hashes(request.applicant)}
        of_person = Q(event_id=request.event.pk, person_hash__in=self.persons)
        rows = Registration.objects.filter(Q(submission_id=request.submission_id) | of_person).order_by("pk")
        self.submission_id = request.submission_id
        self._rows = list(rows.values_list("pk", "submission_id", "person_hash", "quota_id", "state"))

    def sent(self) -> Registration | None:
        """What the same form has made."""
        return _get(pk for pk, sent, *_facts in self._rows if sent == self.submission_id)

    def first(self, quota: Quota) -> Registration | None:
        """The sign-up that the person has there already."""
        of_person = (
            pk
            for pk, _sent, person, quota_id, state in self._rows
            if person in self.persons and quota_id == quota.pk and state not in _GONE
        )
        # asked for where there is none too, so that it takes as long
        return Registration.objects.select_related("group").filter(pk=next(of_person, 0)).first()


def _get(ids: Iterator[int]) -> Registration | None:
    found = next(ids, None)
    return None if found is None else Registration.objects.get(pk=found)
