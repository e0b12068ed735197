"""Who signs up, who comes, and how it ended."""

import uuid
from typing import Any

from demo.content.places import ARRANGED, NAMES
from demo.content.shapes import DemoEvent
from wagtail_disability_events import models
from wagtail_disability_events.outcomes.ranking import parse_value
from wagtail_disability_events.outcomes.results import (
    publish_results,
    rank_results,
    save_prizes,
    sheet_of,
)
from wagtail_disability_events.registration.attendance import attendance
from wagtail_disability_events.registration.booking import booking, cancelling
from wagtail_disability_events.registration.form import request as booking_request
from wagtail_disability_events.registration.needs import readiness
from wagtail_disability_events.registration.seats.slots import free_slots

from .state import Demo

NAMINGS = ("given", "full", "anonymous")


def sign_people_up(demo: Demo, event: Any, item: DemoEvent) -> None:
    dates = list(event.occurrences.all())
    services = [service for service, _limit, _note in item.services]
    slots = free_slots(event)
    places = tuple(group.key for group in event.place_groups() if group.role == "participant")[:1]
    registrations = []
    for number in range(item.people + item.waiting):
        name = NAMES[(number + len(item.title)) % len(NAMES)]
        registrations.append(
            booking.book(
                booking_request.BookingRequest(
                    event=event,
                    occurrence=dates[number % len(dates)] if event.registers_by_date else None,
                    slot=slots[number] if slots else None,
                    applicant=booking_request.Applicant(
                        name=name,
                        phone=f"1380000{number:04}",
                        email=f"resident{number}@example.com" if number % 4 == 0 else "",
                        named_as=NAMINGS[number % len(NAMINGS)],
                    ),
                    services=tuple(services[: number % 3]),
                    places=places,
                    consents=(
                        booking_request.ConsentGiven("processing", True, "同意"),
                        booking_request.ConsentGiven("photo", number % 3 != 0, "同意"),
                    ),
                    submission_id=uuid.uuid5(uuid.NAMESPACE_URL, f"{item.title}-{number}"),
                    created_by=demo.user,
                )
            )
        )
    for registration in registrations[: item.cancelled]:
        cancelling.cancel(registration)
    for service, detail in ARRANGED.items() if item.arranged else ():
        requests = models.ServiceRequest.objects.filter(registration__in=registrations)
        readiness.arrange(requests.filter(quota__service=service).first(), demo.user, detail)
    for registration in registrations[: item.came]:
        for when in dates:
            attendance.mark_attended(registration, when, demo.user)
    if item.walk_ins or item.volunteers:
        models.Headcount.objects.create(
            occurrence=dates[0],
            walk_ins=item.walk_ins,
            companions=item.companions,
            volunteers=item.volunteers,
        )


def write_outcomes(demo: Demo, event: Any, item: DemoEvent) -> None:
    """Results and prizes, as staff write them after the event."""
    signed_up = list(models.Registration.objects.filter(event_id=event.pk).confirmed().order_by("pk"))
    for child in getattr(event, "contests", []):
        lines = [line for line in item.results if line.contest == child.value["name"]]
        if not lines:
            continue
        sheet = sheet_of(event, child)
        for line in lines:
            models.Result.objects.create(
                sheet=sheet,
                registration=signed_up[line.who] if isinstance(line.who, int) else None,
                entrant=line.who if isinstance(line.who, str) else "",
                team=line.team,
                value=parse_value(line.value, sheet.measure),
                heat=line.heat,
                state=line.state,
                note=line.note,
            )
        rank_results(sheet)
        publish_results(sheet, published=True, user=demo.user)
    if item.prizes:
        given = dict(item.prizes)
        prizes = {
            str(child.id): given[child.value["title"]]
            for child in event.works
            if child.value["title"] in given
        }
        save_prizes(event, prizes, published=True, user=demo.user)
