"""Who has come often enough to a course for a certificate."""

from typing import Any, Protocol

from django.db.models import Count

from ..registration.models.registrations import Registration, RegistrationQuerySet


class Course(Protocol):
    """A course; ``course_certificate_minimum``, where it has one, says how many dates earn a certificate."""

    @property
    def pk(self) -> Any: ...


def entitled(event: Course) -> RegistrationQuerySet:
    """Registrations that came to as many dates as the course asks for, with ``came`` counted."""
    minimum = getattr(event, "course_certificate_minimum", None)
    if not minimum:
        return Registration.objects.none()
    registrations = Registration.objects.filter(event_id=event.pk).active()
    return registrations.annotate(came=Count("attendances")).filter(came__gte=minimum).order_by("reference")


def is_entitled(registration: Registration, event: Course) -> bool:
    """Whether one registrant has earned the certificate of the course."""
    return entitled(event).filter(pk=registration.pk).exists()
