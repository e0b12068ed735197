"""Whether what somebody signed up for is over."""

from django.utils import timezone

from ..models.registrations import Registration


def is_over(registration: Registration) -> bool:
    """Whether every date that somebody signed up for is over."""
    chosen = registration.occurrence
    dates = [chosen] if chosen is not None else list(registration.event.occurrences.all())
    return all(date.end < timezone.now() for date in dates)
