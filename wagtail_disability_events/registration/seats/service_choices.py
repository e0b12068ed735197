"""Which access services a form offers, and what it says of each."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ...occurrences.service_catalogue import service_label
from ..event import BookableEvent
from ..models.quotas import Quota
from .coarse_words import are_few


@dataclass(frozen=True)
class ServiceChoices:
    """What can be asked for, as (code, words); ``too_late`` says of what it is too late for; ``gone`` are the
    codes that are all taken."""

    offered: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    too_late: str = ""
    gone: tuple[str, ...] = ()


def service_choices(event: BookableEvent) -> ServiceChoices:
    """What the form of an event offers at this moment."""
    offered = list(Quota.objects.services().filter(event_id=event.pk)) if event.access else []
    if not offered:
        return ServiceChoices()
    late = _asked_too_late(event)
    return ServiceChoices(
        offered=True,
        choices=tuple(
            (quota.service, label_with_rest(quota)) for quota in offered if quota.service not in late
        ),
        too_late=_too_late(late),
        gone=tuple(quota.service for quota in offered if quota.left == 0),
    )


def label_with_rest(quota: Quota) -> str:
    """A service, and whether few or none are left of it."""
    label = service_label(quota.service)
    if quota.left is None:
        return label
    if quota.left == 0:
        return _("%(service)s (all taken; we will try to arrange one)") % {"service": label}
    return _("%(service)s (a few left)") % {"service": label} if are_few(quota.left) else label


def _asked_too_late(event: BookableEvent) -> set[str]:
    """Services that had to be asked for some days before the next date."""
    ahead = [date.start for date in event.known_dates() if date.end >= timezone.now()]
    if not ahead:
        return set()
    until = min(ahead) - timezone.now()
    return {offer.service for offer in event.service_offers() if until.days < offer.days_before}


def _too_late(services: set[str]) -> str:
    if not services:
        return ""
    names = pgettext("between items of a list", ", ").join(service_label(code) for code in sorted(services))
    return _("Too late to ask here, please call: %(services)s") % {"services": names}
