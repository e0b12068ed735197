"""Publishing an event makes its facts: dates, quotas, calendar texts. One sentence a step."""

from typing import Any

from django.db import transaction

from ..calendars.entries import refresh_entries
from ..occurrences.models import Occurrence
from ..occurrences.projection import Projection, project
from ..registration.models import Attendance, Registration
from ..registration.quotas import sync_quotas


@transaction.atomic
def publish_facts(event: Any) -> Projection:
    """Project the published words of ``event`` into rows, all together or not at all."""
    report = project(event, needed=people_depend_on)
    sync_quotas(event)
    refresh_entries(event)
    return report


def people_depend_on(occurrence: Occurrence) -> bool:
    """Whether somebody signed up for a date, or for its event as a whole, or has come to it."""
    return (
        Registration.objects.for_occurrence(occurrence).exists()
        or Attendance.objects.filter(occurrence=occurrence).exists()
    )
