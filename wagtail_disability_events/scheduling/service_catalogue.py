"""The catalogue of services: what is in use stays."""

from collections.abc import Iterable

from ..occurrences.accessibility import AccessService
from ..occurrences.service_catalogue import Service
from ..registration.models.quotas import Quota


def of_the_site(services: Iterable[Service]) -> list[Service]:
    """Those that the site has added. A row that only adds to a usual service can always go: that stays."""
    return [service for service in services if service.code not in AccessService.values]


def events_offering(services: Iterable[Service]) -> list[str]:
    """Titles of the events that offer one of these services, or where somebody asked for one."""
    in_use = Quota.objects.filter(kind=Quota.Kind.SERVICE, service__in=[item.code for item in services])
    return list(in_use.values_list("event__title", flat=True).distinct().order_by("event__title"))
