"""The address of a sign-up, sent again to the phone or mail address on file."""

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from ...core.encryption import lookup_hashes
from ...core.rate_limits import is_rate_limited
from ..models.registrations import Registration
from ..values.message_kinds import MessageKind
from . import outbox

SENT_AN_HOUR, MOST = 3, 10


def ask_for_links(reached_at: str) -> bool:
    """Have the addresses of what is ahead sent to a phone number or mail address; return False when that was
    asked for too often within the hour.

    The same is done and counted whether or not there is a sign-up: looking for it is left to the worker,
    which is told a hash and no number.
    """
    name = "email" if "@" in reached_at else "phone"
    value = reached_at.casefold() if name == "email" else reached_at
    if is_rate_limited("links sent", value, SENT_AN_HOUR):
        return False
    send_links.enqueue(f"{name}_hash", lookup_hashes(name, value))
    return True


@task()
def send_links(hash_name: str, values: list[str] | str) -> None:
    """Send the addresses of what is ahead to those who have one of these hashes, at what is on file."""
    hashes = [values] if isinstance(values, str) else values  # a task of an earlier version
    people = (
        Registration.objects.displayed_as("confirmed", "offered", "waiting")
        .filter(**{f"{hash_name}__in": hashes}, event__occurrences__end__gte=timezone.now())
        .select_related("event", "group", "quota", "repeats__group")
        .distinct()
        .order_by("-pk")[:MOST]
    )
    with transaction.atomic():
        for person in people:
            person.event = person.event.specific
            outbox.announce(person, MessageKind.AGAIN, counted=False)
