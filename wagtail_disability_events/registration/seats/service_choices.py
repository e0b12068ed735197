"""Which access services a form offers, and what it says of each."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ...occurrences.service_catalogue import service_label
from ..models.quotas import Quota


def needs_choices(event: Any) -> tuple[list[tuple[str, str]] | None, str, list[str]]:
    """What can be chosen, what is said of what it is too late for, and the codes that are all taken.

    None instead of choices where the event offers nothing.
    """
    offered = list(Quota.objects.services().filter(event_id=event.pk)) if event.access else []
    if not offered:
        return None, "", []
    late = _asked_too_late(event)
    choices = [(quota.service, label_with_rest(quota)) for quota in offered if quota.service not in late]
    gone = [quota.service for quota in offered if quota.left == 0]
    if not late:
        return choices, "", gone
    names = pgettext("between items of a list", ", ").join(service_label(code) for code in sorted(late))
    return choices, _("Too late to ask here, please call: %(services)s") % {"services": names}, gone


def label_with_rest(quota: Quota) -> str:
    """A service with how many are left of it."""
    label = service_label(quota.service)
    if quota.left is None:
        return label
    if quota.left == 0:
        return _("%(service)s (all taken; we will try to arrange one)") % {"service": label}
    return _("%(service)s (%(left)s left)") % {"service": label, "left": quota.left}


def _asked_too_late(event: Any) -> set[str]:
    """Services that had to be asked for some days before the next date."""
    ahead = [date.start for date in event.known_dates() if date.end >= timezone.now()]
    if not ahead:
        return set()
    until = min(ahead) - timezone.now()
    return {offer.service for offer in event.service_offers() if until.days < offer.days_before}
