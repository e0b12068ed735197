"""Whoever has signed up before is told that it was done again; by the worker, which looks at each sign-up."""

from django.db import transaction
from django_tasks import task

from ..messages import outbox
from ..models.registrations import Registration
from ..values.message_kinds import MessageKind


@task()
def tell_the_first(registration_id: int) -> None:
    """Send the first sign-up of its person their address again, if this one repeats it."""
    found = Registration.objects.select_related("repeats__event", "repeats__group").filter(pk=registration_id)
    for registration in found.exclude(repeats=None):
        first = registration.repeats
        if first is not None and first.is_active:
            first.event = first.event.specific
            with transaction.atomic():
                outbox.announce(first, MessageKind.AGAIN)
