"""What is measured of sign-ups from inside a site's process."""

import io
import json
import os
import signal
import time
import uuid
from collections.abc import Callable
from datetime import timedelta
from itertools import islice

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils import timezone

from tests.support import factories
from wagtail_disability_events.core.encryption import (
    decrypt,
    derived_encryption_key,
    encrypt,
    generate_key,
    is_newest,
    lookup_hash,
)
from wagtail_disability_events.models import (
    Consent,
    EventPage,
    OutboxMessage,
    Quota,
    Registration,
    ServiceRequest,
)
from wagtail_disability_events.registration.booking import booking
from wagtail_disability_events.registration.booking import rows as sign_up_rows
from wagtail_disability_events.registration.booking.wanted import what_is_wanted
from wagtail_disability_events.registration.form.request import Applicant, BookingRequest, ConsentGiven
from wagtail_disability_events.registration.privacy.erasure import erase_expired

HOST = {"host": "127.0.0.1:8000"}
BATCH = 1000
CONSENTS = (ConsentGiven("processing", True, "同意"), ConsentGiven("photo", False, "同意"))


def make_event(slug: str = "", **fields: object) -> EventPage:
    """A published event of the demo with the default form and e-mail."""
    return factories.event(
        slug=slug or f"bench-{uuid.uuid4().hex[:8]}",
        questions=[factories.asks("email"), factories.asks("disability_card")],
        access=[("service", {"service": "transport", "limit": None, "note": ""})],
        **fields,
    )


def event_id(slug: str) -> int:
    """The id of an event."""
    return EventPage.objects.get(slug=slug).pk


def crowded_event(count: str) -> str:
    """JSON: id, slug and one reference of an event that so many people have signed up for."""
    event = make_event(capacity=None)
    wanted = what_is_wanted(_request(event, 0))
    transport = Quota.objects.services().get(event=event)
    numbers = iter(Registration.objects.free_references(int(count)))
    rows = (_stored(event, wanted, number) for number in range(int(count)))
    while batch := list(islice(rows, BATCH)):
        for row in batch:
            row.reference = next(numbers)
        with transaction.atomic():
            Registration.objects.bulk_create(batch)
            Consent.objects.bulk_create(c for row in batch for c in sign_up_rows.consents_of(row, CONSENTS))
            ServiceRequest.objects.bulk_create(
                ServiceRequest(registration=row, quota=transport, granted=True) for row in batch[::5]
            )
            OutboxMessage.objects.bulk_create(_message(row) for row in batch[::4])
    Quota.objects.seats().filter(event=event).update(taken=int(count))
    given = -(-int(count) // 5)
    Quota.objects.filter(pk=transport.pk).update(taken=given, planned_capacity=None, capacity=None)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    found = Registration.objects.filter(event=event).order_by("pk")[int(count) // 2]
    return json.dumps(
        {"pk": event.pk, "path": event.url, "name": found.name, "phone": found.phone, "pk_of_one": found.pk}
    )


def bookings_per_second(argument: str) -> str:
    """JSON: what one process gets done. ``argument``: kind, event, seconds, moment to start.

    ``book`` is ours; ``counted`` takes the place by locking the quota and counting, all else the same.
    """
    kind, event_id, seconds, start = argument.split()
    event = EventPage.objects.get(pk=int(event_id))
    work: dict[str, Callable[[int], object]] = {
        "book": lambda number: booking.book(_request(event, number)),
        "counted": lambda number: _book_counted(event, number),
    }
    offset = os.getpid() * 100_000
    work[kind](offset)
    time.sleep(max(0.0, float(start) - time.time()))
    done, ends = 0, time.perf_counter() + float(seconds)
    while time.perf_counter() < ends:
        done += 1
        work[kind](offset + done)
    return json.dumps({"done": done})


def inserts_of_a_booking(event_id: str) -> int:
    """How many INSERTs one sign-up sends."""
    event = EventPage.objects.get(pk=int(event_id))
    with CaptureQueriesContext(connection) as asked:
        booking.book(_request(event, os.getpid()))
    return sum(query["sql"].startswith("INSERT") for query in asked)


def list_queries(event_id: str) -> int:
    """Queries of the staff's list of an event."""
    client = Client(headers=HOST)
    client.force_login(get_user_model().objects.get(username="admin"))
    address = f"/admin/disability-events/{event_id}/registrations/"
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def rotation_seconds() -> str:
    """JSON: seconds of a rotation that is killed in the middle, and of the one that ends it."""
    keys = [generate_key(), *_keys()]
    with override_settings(WAGTAIL_DISABILITY_EVENTS={"ENCRYPTION_KEYS": keys}):
        child = os.fork()
        if not child:
            connection.close()
            call_command("rotate_encryption_keys", stdout=io.StringIO())
            os._exit(0)
        connection.close()
        started = time.perf_counter()
        time.sleep(3)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        killed_after = time.perf_counter() - started
        done = _under_newest_key()
        call_command("rotate_encryption_keys", stdout=io.StringIO())
        seconds = time.perf_counter() - started
        left = Registration.objects.count() - _under_newest_key()
    return json.dumps({"seconds": seconds, "killed_after": killed_after, "done_then": done, "left": left})


def suite_seconds() -> str:
    """JSON: by suite, the least seconds in which as much is encrypted, read and hashed, in turns."""
    least: dict[str, dict[str, float]] = {}
    for _turn in range(5):
        for suite in ("fernet", "sm"):
            with override_settings(WAGTAIL_DISABILITY_EVENTS={"ENCRYPTION_SUITE": suite}):
                for what, seconds in _seconds_of_suite().items():
                    known = least.setdefault(suite, {})
                    known[what] = min(seconds, known.get(what, seconds))
    return json.dumps(least)


def _seconds_of_suite() -> dict[str, float]:
    stored = encrypt("13800001234")
    work: dict[str, Callable[[], object]] = {
        "write": lambda: encrypt("13800001234"),
        "read": lambda: decrypt(stored),
        "hash": lambda: lookup_hash("phone", "13800001234"),
        "write a file": lambda: encrypt("x" * 200_000),
    }
    seconds = {}
    for what, once in work.items():
        once()
        started = time.perf_counter()
        for _time in range(50 if "file" in what else 2000):
            once()
        seconds[what] = time.perf_counter() - started
    return seconds


def erasure_seconds() -> str:
    """JSON: seconds until everything of everybody is erased, killed in the middle and started again."""
    later = timezone.now() + timedelta(days=1000)
    child = os.fork()
    if not child:
        connection.close()
        erase_expired(now=later)
        os._exit(0)
    connection.close()
    started = time.perf_counter()
    time.sleep(1)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    then = Registration.objects.exclude(sensitive_erased_at=None).count()
    erase_expired(now=later)
    seconds = time.perf_counter() - started
    rows = Registration.objects.all()
    left = rows.filter(erased_at=None).count() + rows.exclude(person_hash__startswith="-").count()
    return json.dumps({"seconds": seconds, "done_then": then, "rows": rows.count(), "left": left})


def _keys() -> list[str]:
    """The key that holds without one in the settings."""
    return [derived_encryption_key()]


def _under_newest_key() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM wagtail_disability_events_registration WHERE name <> ''")
        return sum(is_newest(text) for (text,) in cursor.fetchall())


def _request(event: EventPage, number: int) -> BookingRequest:
    person = Applicant(name=f"测试居民{number}", phone=f"139{number % 100_000_000:08}")
    return BookingRequest(event=event, applicant=person, consents=CONSENTS)


def _stored(event: EventPage, wanted: object, number: int) -> Registration:
    applicant = Applicant(
        name=f"测试居民{number}",
        phone=f"1390{number:07}",
        email=f"{number}@example.com" if number % 4 == 0 else "",
        disability_card="11010119900307774X41" if number % 2 == 0 else "",
        needs_note="请提前联系" if number % 3 == 0 else "",
        answers={"diet": "不吃辣", "clothing_size": "L"} if number % 3 == 0 else {},
    )
    request = BookingRequest(event=event, applicant=applicant)
    row = sign_up_rows.new_registration(request, wanted, "confirmed", f"{number:064}")
    row.give_token()
    return row


def _message(row: Registration) -> OutboxMessage:
    return OutboxMessage(
        registration=row,
        kind="confirmed",
        message_id=f"<{uuid.uuid4()}@example.com>",
        recipient=row.email or "x@example.com",
        subject="报名成功",
        body="您好，您已报名成功。" * 30,
        state="sent",
        next_attempt_at=timezone.now(),
    )


def _book_counted(event: EventPage, number: int) -> None:
    """The usual way: lock the row of the quota, count who has a place, write."""
    usual = booking.take_all

    def lock_and_count(amounts: object) -> bool:
        [(quota_id, amount)] = amounts  # type: ignore[misc]
        quota = Quota.objects.select_for_update().get(pk=quota_id)
        count = Registration.objects.filter(quota=quota, state__in=("confirmed", "offered")).count()
        free = quota.planned_capacity is None or quota.planned_capacity >= count + amount
        if free:
            Quota.objects.filter(pk=quota_id).update(taken=count + amount)
        return free

    booking.take_all = lock_and_count
    try:
        booking.book(_request(event, number))
    finally:
        booking.take_all = usual
