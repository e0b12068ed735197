"""Who signed up is told when their date changes; a date that holds again lets the waiting list move up."""

from typing import Any

from ..occurrences.operations import occurrence_changed
from . import outbox
from .booking import promote_from_waitlist
from .models import Quota, Registration


def tell_registrants(sender: Any, occurrence: Any, **kwargs: Any) -> None:
    """Queue a message to everyone whose sign-up is touched by an operation on a date."""
    for registration in Registration.objects.active().for_occurrence(occurrence).select_related("event"):
        outbox.announce(registration, "changed")
    for quota in Quota.objects.seats().filter(event_id=occurrence.event_id):
        promote_from_waitlist(quota)


def connect() -> None:
    occurrence_changed.connect(tell_registrants, dispatch_uid="wde_tell_registrants")
