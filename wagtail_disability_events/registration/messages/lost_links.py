"""The address of a sign-up, sent again to the phone or mail address on file."""

from django.db import transaction
from django.utils import timezone

from ...core.encryption import lookup_hash
from ...core.rate_limits import is_rate_limited
from ..models.registrations import Registration
from ..values.message_kinds import MessageKind
from . import outbox

SENT_AN_HOUR, MOST = 3, 10


def send_links(reached_at: str) -> int:
    """Send the addresses of what is ahead to a phone number or mail address; return of how many sign-ups.

    They go to what is on file, which is the same; never more than a few times an hour.
    """
    if is_rate_limited("links sent", reached_at.casefold(), SENT_AN_HOUR):
        return 0
    if "@" in reached_at:
        wanted = {"email_hash": lookup_hash("email", reached_at.casefold())}
    else:
        wanted = {"phone_hash": lookup_hash("phone", reached_at)}
    people = (
        Registration.objects.displayed_as("confirmed", "offered", "waiting")
        .filter(**wanted, event__occurrences__end__gte=timezone.now())
        .select_related("event", "group", "quota", "repeats__group")
        .distinct()
        .order_by("-pk")[:MOST]
    )
    with transaction.atomic():
        for person in people:
            person.event = person.event.specific
            outbox.announce(person, MessageKind.AGAIN)
    return len(people)
