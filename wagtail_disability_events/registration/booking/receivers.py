"""After an operation on a date those who signed up are written to, and the waiting list may move up."""

from ...occurrences.models import Occurrence
from ...occurrences.operations import occurrence_changed
from ..messages.date_changes import notify_registrants
from ..seats.slots import move_slots
from .waiting_list import promote_from_waitlist


def operation_done(sender: type[Occurrence], occurrence: Occurrence, **kwargs: object) -> None:
    move_slots(occurrence)
    notify_registrants(occurrence.event, [occurrence])
    promote_from_waitlist(occurrence.event_id)


def connect() -> None:
    occurrence_changed.connect(operation_done, dispatch_uid="wde_tell_registrants")
