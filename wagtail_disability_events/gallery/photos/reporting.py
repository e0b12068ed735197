"""A word from somebody in a photo: it is held back at once, until staff have decided."""

from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone

from ...core.users import User
from ...registration.models.registrations import Registration
from ...registration.values.identity import normalise_name
from .editing import change_photos
from .models import Photo
from .report_models import PhotoReport

photo_reported = Signal()
"""Sent after the transaction in which a photo was reported: ``sender=PhotoReport, photo=…``."""


@transaction.atomic
def report_photo(
    photo: Photo, message: str, contact: str, *, registration: Registration | None = None
) -> PhotoReport:
    """Hold a photo back because somebody in it says so. Whoever says it again adds to what was said."""
    report = PhotoReport.objects.create(
        photo=photo,
        message=message.strip()[:1000],
        contact=normalise_name(contact)[:120],
        registration=registration,
    )
    transaction.on_commit(lambda: photo_reported.send(PhotoReport, photo=photo))
    return report


def decide_report(report: PhotoReport, user: User, *, removed: bool) -> None:
    """Close a report: the photo is withdrawn, or stays as it was decided before."""
    if removed:
        change_photos(report.photo.event, user, [report.photo_id], {"state": Photo.State.WITHDRAWN})
    report.decision = PhotoReport.Decision.REMOVED if removed else PhotoReport.Decision.KEPT
    report.decided_by_id, report.decided_at = user.pk, timezone.now()
    report.save()
