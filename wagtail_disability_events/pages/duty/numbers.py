"""How many are expected at dates and what they need: numbers, no persons."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Count, Max, Q
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext as _

from ...occurrences.models import Occurrence
from ...occurrences.service_catalogue import service_label
from ...registration.models.registrations import Registration
from ...registration.models.service_requests import ServiceRequest


class ExpectedNumbers:
    """How many are expected at each date and what they need, counted for all events at once; no persons."""

    def __init__(self, event_ids: Collection[int]) -> None:
        signed_up = Registration.objects.filter(event__in=event_ids).order_by()
        rows = signed_up.values_list("event_id", "occurrence_id").annotate(
            coming=Count("pk", filter=Q(state="confirmed")),
            waiting=Count("pk", filter=Q(state="waiting")),
            latest=Max(Greatest("created_at", Coalesce("cancelled_at", "created_at"))),
        )
        self._counts = {(event_id, date_id): counts for event_id, date_id, *counts in rows}
        wanted = ServiceRequest.objects.filter(registration__event__in=event_ids).exclude(
            registration__state__in=("cancelled", "repeated")
        )
        self._services: dict[tuple[int, int | None], list[tuple[str, int]]] = {}
        grouped = wanted.order_by("quota__service").values_list(
            "registration__event_id", "registration__occurrence_id", "quota__service"
        )
        for event_id, date_id, service, count in grouped.annotate(count=Count("pk")):
            self._services.setdefault((event_id, date_id), []).append((service, count))

    def lines(self, date: Occurrence) -> list[str]:
        """Sentences for a calendar, in the active language."""
        whole, own = (date.event_id, None), (date.event_id, date.pk)
        counts = [self._counts[key] for key in (whole, own) if key in self._counts]
        coming, waiting = (sum(count[n] for count in counts) for n in (0, 1))
        lines = [_("Signed up: %(coming)s, waiting: %(waiting)s") % {"coming": coming, "waiting": waiting}]
        services = [item for key in (whole, own) for item in self._services.get(key, ())]
        if services:
            said = "、".join(f"{service_label(service)} {count}" for service, count in services)
            lines.append(_("Services wanted: %(services)s") % {"services": said})
        return lines

    def latest(self, date: Occurrence) -> datetime | None:
        """When the last of these numbers changed; None where nobody has signed up."""
        keys = ((date.event_id, None), (date.event_id, date.pk))
        return max((self._counts[key][2] for key in keys if key in self._counts), default=None)
