"""Whether what people need will be there: offered, asked for, arranged, missing, by service."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...core.users import User
from ...occurrences.service_catalogue import service_label
from ..event import BookableEvent
from ..messages import outbox
from ..models.quotas import Quota
from ..models.registrations import Registration
from ..models.service_requests import ServiceRequest
from ..values.message_kinds import MessageKind

WARN_BEFORE = timedelta(days=7)


@dataclass
class ServiceReadiness:
    """One service of an event. ``limit`` None: enough for everyone. ``missing`` are those not arranged."""

    code: str
    label: str
    limit: int | None
    requests: list[ServiceRequest] = field(default_factory=list)

    @property
    def asked(self) -> int:
        return len(self.requests)

    @property
    def arranged(self) -> int:
        return sum(request.arrangement == ServiceRequest.Arrangement.ARRANGED for request in self.requests)

    @property
    def unmet(self) -> int:
        return sum(request.arrangement == ServiceRequest.Arrangement.UNMET for request in self.requests)

    @property
    def missing(self) -> int:
        return self.asked - self.arranged - self.unmet


def readiness(event: BookableEvent) -> list[ServiceReadiness]:
    """Every service that is offered or asked for, with the requests of those who come; two queries."""
    found: dict[int, ServiceReadiness] = {
        quota.pk: ServiceReadiness(quota.service, service_label(quota.service), quota.planned_capacity)
        for quota in Quota.objects.filter(event_id=event.pk, kind=Quota.Kind.SERVICE)
    }
    requests = ServiceRequest.objects.filter(
        registration__event_id=event.pk, registration__state__in=("confirmed", "offered")
    ).select_related("registration__group", "quota", "decided_by")
    for request in requests:
        found[request.quota_id].requests.append(request)
    return [service for service in found.values() if service.asked or service.limit != 0]


def warnings(
    event: BookableEvent, services: Iterable[ServiceReadiness], now: datetime | None = None
) -> list[str]:
    """What is still to do, said when the next date is a week away or less."""
    now = now or timezone.now()
    ahead = [date.start for date in event.occurrences.all() if date.start >= now and date.takes_place]
    if not ahead or min(ahead) - now > WARN_BEFORE:
        return []
    days = (min(ahead) - now).days
    return [
        ngettext(
            "%(service)s: %(count)s is not arranged yet, and it is %(days)s days until the event.",
            "%(service)s: %(count)s are not arranged yet, and it is %(days)s days until the event.",
            service.missing,
        )
        % {"service": service.label, "count": service.missing, "days": days}
        for service in services
        if service.missing
    ]


@transaction.atomic
def arrange(request: ServiceRequest, user: User, detail: str) -> None:
    """Say that a need is met, and how: who interprets, which wheelchair, when the bus comes."""
    _decide(request, ServiceRequest.Arrangement.ARRANGED, user, detail)
    note = " ".join(part for part in (request.quota.service_name, detail) if part)
    outbox.announce(_person(request), MessageKind.ARRANGED, note=note)


class ReasonMissing(ValueError):
    """A need is refused with a reason: the person reads it."""


@transaction.atomic
def refuse(request: ServiceRequest, user: User, reason: str) -> None:
    """Say that a need cannot be met; the person reads why, in the words of staff. Raises ReasonMissing."""
    if not reason:
        raise ReasonMissing
    if request.granted:
        Quota.objects.release(request.quota_id)
        request.granted = False
    _decide(request, ServiceRequest.Arrangement.UNMET, user, reason)
    note = _("%(service)s: %(reason)s") % {"service": request.quota.service_name, "reason": reason}
    outbox.announce(_person(request), MessageKind.UNMET, note=note)


@transaction.atomic
def reopen(request: ServiceRequest, user: User) -> None:
    """The decision was a mistake: it is open again, and nobody is written to."""
    _decide(request, ServiceRequest.Arrangement.OPEN, user, "")
    if not request.granted and Quota.objects.take(request.quota_id):
        request.granted = True
        request.save(update_fields=["granted"])


def _decide(request: ServiceRequest, arrangement: str, user: User, detail: str) -> None:
    request.arrangement, request.detail = arrangement, detail
    request.decided_by_id, request.decided_at = user.pk, timezone.now()
    request.save()


def _person(request: ServiceRequest) -> Registration:
    person = request.registration
    person.event = person.event.specific
    return person
