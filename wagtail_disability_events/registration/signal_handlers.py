"""Who signed up is told when their date changes."""

from typing import Any

from ..occurrences.operations import occurrence_changed
from . import outbox
from .models import Registration


def tell_registrants(sender: Any, occurrence: Any, **kwargs: Any) -> None:
    """Queue a message to everyone whose sign-up is touched by an operation on a date."""
    for registration in Registration.objects.active().for_occurrence(occurrence).select_related("event"):
        outbox.announce(registration, "changed")


def connect() -> None:
    occurrence_changed.connect(tell_registrants, dispatch_uid="wde_tell_registrants")
