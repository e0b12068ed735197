"""What is looked up in the database after a storm."""

import json
import time
from datetime import timedelta
from pathlib import Path

from django.db import DatabaseError, connection
from django.db.models import F, Sum
from django.utils import timezone

from tests.support.people import name_of
from wagtail_disability_events.models import EventPage, OutboxMessage, Quota, Registration, ServiceRequest
from wagtail_disability_events.registration.booking.booking import book
from wagtail_disability_events.registration.form.request import Applicant, BookingRequest


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


def has_dates(slug: str, by_date: bool) -> int:
    """Give an event a second date, and sign-ups for each date where wanted."""
    event = EventPage.objects.get(slug=slug)
    later = timezone.localdate() + timedelta(days=20)
    event.schedule = [
        *((block.block_type, block.value) for block in event.schedule),
        ("single", {**event.schedule[0].value, "start_date": later}),
    ]
    if by_date:
        event.register_for = event.RegisterFor.DATE
    event.save_revision().publish()
    return event.occurrences.count()


def publish_again(slug: str, times: int, people: int, stop: str) -> str:
    """JSON: an event is published so often, each time with another plan of seats and services, once so many
    people have signed up; ``stop`` is the file that says when that is done."""
    while Registration.objects.filter(event__slug=slug).count() < people:
        time.sleep(0.1)
    done, errors = 0, []
    for turn in range(times):
        event = EventPage.objects.get(slug=slug)
        limit = 30 + 5 * turn
        event.capacity = 40 + 10 * turn
        codes = ("transport", "sign-language")[:: 1 if turn % 2 else -1]
        event.access = [("service", {"service": code, "limit": limit, "note": ""}) for code in codes]
        try:
            event.save_revision().publish()
            done += 1
        except DatabaseError as error:
            errors.append(str(error).splitlines()[0])
    Path(stop).touch()
    return json.dumps({"done": done, "errors": errors})


def book_until(slug: str, stop: str, process: int) -> str:
    """JSON: people sign up until the file is there, every second one with two services."""
    event = EventPage.objects.get(slug=slug)
    dates = list(event.occurrences.all()) if event.registers_by_date else [None]
    done, errors = 0, []
    while not Path(stop).exists():
        number = process * 100_000 + done + len(errors)
        request = BookingRequest(
            event=event,
            occurrence=dates[number % len(dates)],
            applicant=Applicant(name=name_of(number), phone=f"137{number:08}"),
            services=("transport", "sign-language")[: 1 + number % 2],
            without=frozenset(("transport", "sign-language")),
        )
        try:
            book(request)
            done += 1
        except DatabaseError as error:
            errors.append(str(error).splitlines()[0])
    return json.dumps({"done": done, "errors": errors})


def deadlocks_of_database() -> int:
    """How many PostgreSQL has broken since it was started; 0 on SQLite, which knows none."""
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        return int(cursor.fetchone()[0])


def seats_and_services(slug: str) -> str:
    """JSON: rows of which more is taken than there is, and rows that count other than what people hold."""
    event = EventPage.objects.get(slug=slug)
    oversold = uncounted = 0
    for quota in Quota.objects.filter(event=event):
        oversold += quota.capacity is not None and quota.taken > quota.capacity
        if quota.kind == Quota.Kind.SEAT:
            held = Registration.objects.filter(quota=quota).holding().aggregate(n=Sum("seats"))["n"] or 0
        else:
            held = ServiceRequest.objects.filter(quota=quota, granted=True).count()
        uncounted += held != quota.taken
    return json.dumps({"oversold": oversold, "uncounted": uncounted})
