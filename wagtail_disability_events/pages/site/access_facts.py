"""“Can I take part?” — answered as a list of facts: there, missing with a way round, or not known yet."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from ...occurrences.accessibility import Facility, FacilityState
from ...occurrences.models import Venue, VenueFacility
from ...occurrences.service_catalogue import service_label
from ...registration.models.quotas import Quota
from ..mixins import EventPageMixin, ServiceOffer

WIDE_DOOR = 80
"""Centimetres of clear width that a wheelchair needs (GB 55019-2021 §2.5.4)."""


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


def access_facts(event: EventPageMixin, venue: Venue | None, quotas: list[Quota]) -> list[AccessFact]:
    """Facilities of the place first, then services of the event; what nobody knows comes last."""
    found = list(venue.facilities.all()) if venue else []
    facilities = [_facility(item) for item in found]
    measured = _measured(venue) if venue else []
    left = {quota.service: quota.left for quota in quotas if quota.kind == Quota.Kind.SERVICE}
    services = [_service(offer, left) for offer in event.service_offers()]
    order = {"yes": 0, "no": 1, "unknown": 2}
    facts = sorted([*facilities, *measured, *services], key=lambda fact: order[fact.has])
    return [*facts, *_never_looked_at(venue, {item.facility for item in found})]


def _measured(venue: Venue) -> list[AccessFact]:
    """Doors, steps and the metro, as somebody measured them."""
    facts = []
    if venue.door_width:
        wide = venue.door_width >= WIDE_DOOR
        text = _("The narrowest door is %(width)s cm wide") % {"width": venue.door_width}
        note = "" if wide else _("A wheelchair of usual width does not fit; please call.")
        facts.append(AccessFact("yes" if wide else "no", text, note))
    if venue.steps:
        text = ngettext("%(count)s step at the entrance", "%(count)s steps at the entrance", venue.steps) % {
            "count": venue.steps
        }
        facts.append(AccessFact("no", text, ""))
    if venue.metro:
        facts.append(
            AccessFact("yes", _("Nearest metro exit with a lift: %(exit)s") % {"exit": venue.metro}, "")
        )
    return facts


def _never_looked_at(venue: Venue | None, named: set[str]) -> list[AccessFact]:
    """One line for what nobody has written anything about: unknown, not no."""
    missing = [
        str(facility.label)
        for facility in Facility
        if facility not in named and not (facility == Facility.METRO_LIFT and venue and venue.metro)
    ]
    if venue is None or not missing:
        return []
    names = pgettext("between items of a list", ", ").join(missing)
    return [
        AccessFact(
            "unknown",
            _("Nobody has looked yet: %(names)s") % {"names": names},
            _("Please call if you need it."),
        )
    ]


def _facility(item: VenueFacility) -> AccessFact:
    facility = Facility(item.facility)
    if item.state == FacilityState.YES:
        return AccessFact("yes", _YES[facility](), item.note)
    if item.state == FacilityState.NO:
        return AccessFact("no", _NO[facility](), item.note)
    text = _("%(facility)s: nobody has looked yet") % {"facility": facility.label}
    return AccessFact("unknown", text, item.note or _("Please call if you need it."))


def _service(offer: ServiceOffer, left: dict[str, int | None]) -> AccessFact:
    parts = [offer.note] if offer.note else []
    if offer.days_before:
        parts.append(
            ngettext(
                "ask %(count)s day before at the latest",
                "ask %(count)s days before at the latest",
                offer.days_before,
            )
            % {"count": offer.days_before}
        )
    remaining = left.get(offer.service, offer.limit)
    if remaining is not None:
        parts.append(
            ngettext("%(count)s left", "%(count)s left", remaining) % {"count": remaining}
            if remaining
            else _("all taken; please call")
        )
    return AccessFact("yes", service_label(offer.service), "；".join(parts))
