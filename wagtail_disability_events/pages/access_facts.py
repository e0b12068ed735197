"""“Can I take part?” — answered as a list of facts: there, missing with a way round, or not known yet."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..occurrences.access import AccessService, Facility, FacilityState
from ..occurrences.models import Venue
from ..registration.models import Quota


@dataclass(frozen=True)
class AccessFact:
    """One line: ``has`` is yes, no or unknown; ``note`` says where, or what to do instead."""

    has: str
    text: str
    note: str


_YES = {
    Facility.LEVEL_ENTRANCE: lambda: _("You can get in without steps"),
    Facility.LIFT: lambda: _("There is an accessible lift"),
    Facility.TOILET: lambda: _("There is an accessible toilet"),
    Facility.PARKING: lambda: _("There is accessible parking"),
    Facility.TACTILE_PAVING: lambda: _("Tactile paving leads to the door"),
    Facility.LOW_COUNTER: lambda: _("There is a low service counter"),
    Facility.METRO_LIFT: lambda: _("A metro station with a lift is nearby"),
    Facility.ACCESSIBLE_BUS: lambda: _("An accessible bus stops nearby"),
}
_NO = {
    Facility.LEVEL_ENTRANCE: lambda: _("There are steps at the entrance"),
    Facility.LIFT: lambda: _("No accessible lift"),
    Facility.TOILET: lambda: _("No accessible toilet"),
    Facility.PARKING: lambda: _("No accessible parking"),
    Facility.TACTILE_PAVING: lambda: _("No tactile paving"),
    Facility.LOW_COUNTER: lambda: _("No low service counter"),
    Facility.METRO_LIFT: lambda: _("No metro station with a lift nearby"),
    Facility.ACCESSIBLE_BUS: lambda: _("No accessible bus nearby"),
}


def access_facts(event: Any, venue: Venue | None, quotas: list[Quota]) -> list[AccessFact]:
    """Facilities of the place first, then services of the event; what nobody knows comes last."""
    facilities = [_facility(item) for item in venue.facilities.all()] if venue else []
    left = {quota.service: quota.left for quota in quotas if quota.kind == Quota.Kind.SERVICE}
    services = [_service(offer, left) for offer in event.service_offers()]
    order = {"yes": 0, "no": 1, "unknown": 2}
    return sorted([*facilities, *services], key=lambda fact: order[fact.has])


def _facility(item: Any) -> AccessFact:
    facility = Facility(item.facility)
    if item.state == FacilityState.YES:
        return AccessFact("yes", _YES[facility](), item.note)
    if item.state == FacilityState.NO:
        return AccessFact("no", _NO[facility](), item.note)
    text = _("%(facility)s: nobody has looked yet") % {"facility": facility.label}
    return AccessFact("unknown", text, item.note or _("Please call if you need it."))


def _service(offer: Any, left: dict[str, int | None]) -> AccessFact:
    parts = [offer.note] if offer.note else []
    remaining = left.get(offer.service, offer.limit)
    if remaining is not None:
        parts.append(
            ngettext("%(count)s left", "%(count)s left", remaining) % {"count": remaining}
            if remaining
            else _("all taken; please call")
        )
    return AccessFact("yes", str(AccessService(offer.service).label), "；".join(parts))
