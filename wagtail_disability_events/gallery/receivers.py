"""What follows from events in this room: connected once every model is loaded."""

from .photos.reporting import photo_reported
from .staff.report_mails import tell_owner
from .uploads import receivers as uploads


def connect() -> None:
    uploads.connect()
    photo_reported.connect(tell_owner, dispatch_uid="wde_tell_owner")
