"""Who has come often enough to a course for a certificate."""

from django.db.models import Count

from ..occurrences.event import Event
from ..registration.models.registrations import Registration, RegistrationQuerySet


def entitled(event: Event) -> RegistrationQuerySet:
    """Registrations that came to as many dates as the course asks for, with ``came`` counted."""
    minimum = getattr(event, "course_certificate_minimum", None)
    if not minimum:
        return Registration.objects.none()
    registrations = Registration.objects.filter(event_id=event.pk).active()
    return registrations.annotate(came=Count("attendances")).filter(came__gte=minimum).order_by("reference")


def is_entitled(registration: Registration, event: Event) -> bool:
    """Whether one registrant has earned the certificate of the course."""
    return entitled(event).filter(pk=registration.pk).exists()
