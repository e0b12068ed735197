"""What is looked up in the database after a storm."""

import json

from django.db.models import F, Sum
from django.utils import timezone

from wagtail_disability_events.models import EventPage, OutboxMessage, Quota, Registration, ServiceRequest


def a_lease_has_passed() -> int:
    """Messages whose process died in the middle are due again, as they are after ten minutes."""
    queued = OutboxMessage.objects.filter(state="queued").exclude(channel="call")
    return queued.update(next_attempt_at=timezone.now())


def look(slug: str) -> str:
    """JSON: seats, services and messages of an event, each counted from the rows themselves."""
    event = EventPage.objects.get(slug=slug)
    rows = Registration.objects.filter(event=event)
    held = rows.holding()
    messages = OutboxMessage.objects.filter(registration__in=rows)
    first = messages.filter(kind__in=("confirmed", "waiting"))
    told = {
        channel: set(first.filter(channel=channel).values_list("registration_id", flat=True))
        for channel in ("email", "webhook")
    }
    everybody = set(rows.values_list("pk", flat=True))
    services = {
        quota.service: (
            quota.taken,
            ServiceRequest.objects.filter(quota=quota, granted=True, registration__in=held).count(),
            quota.planned_capacity,
        )
        for quota in Quota.objects.services().filter(event_id=event.pk)
    }
    return json.dumps(
        {
            "registrations": rows.count(),
            "holding": held.count(),
            "waiting": rows.waiting().count(),
            "seats_taken": Quota.objects.seats().get(event=event).taken,
            "seats_held": held.aggregate(n=Sum("seats"))["n"] or 0,
            "services": services,
            "lacking_what_is_left": ServiceRequest.objects.filter(
                quota__event_id=event.pk,
                granted=False,
                registration__in=held,
                quota__taken__lt=F("quota__planned_capacity"),
            ).count(),
            "messages_unsent": messages.exclude(state="sent").count(),
            "messages_missing": sum(len(everybody - reached) for reached in told.values()),
            "text_ids": list(messages.filter(channel="webhook").values_list("message_id", flat=True)),
            "mail_ids": list(messages.filter(channel="email").values_list("message_id", flat=True)),
        }
    )
