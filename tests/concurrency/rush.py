"""A rush for the last seats, over HTTP, as phones would make it."""

import re
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import requests

from tests.support.people import name_of
from tests.support.site import RunningSite


@dataclass
class Rush:
    """What came of it. ``pages_per_second`` is how fast the same server shows the empty form."""

    confirmed: int
    waiting: int
    taken: int
    server_errors: int
    statuses: dict[int, int]
    seconds: float
    pages_per_second: float


def rush_for_seats(site: RunningSite, *, seats: int, people: int, in_flight: int) -> Rush:
    """Let ``people`` sign up, each once, for one event with ``seats`` places."""
    slug = event_with_seats(site, seats)
    form = f"{site.url}/{slug}/register/"
    pages_per_second = _reading_speed(site, form, in_flight)
    started = time.perf_counter()
    with ThreadPoolExecutor(in_flight) as pool:
        statuses = list(pool.map(lambda number: sign_up(form, number), range(people)))
    seconds = time.perf_counter() - started
    confirmed, waiting, taken = counts(site, slug)
    return Rush(
        confirmed=confirmed,
        waiting=waiting,
        taken=taken,
        server_errors=sum(status >= 500 for status in statuses),
        statuses={status: statuses.count(status) for status in set(statuses)},
        seconds=seconds,
        pages_per_second=pages_per_second,
    )


def sign_up(form: str, number: int, submission: str | None = None) -> int:
    """One person opens the form and sends it; return the status of the answer."""
    with requests.Session() as session:
        session.headers["Connection"] = "close"  # the server ends one that waits for two seconds
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', session.get(form, timeout=60).text)
        assert token
        answer = session.post(
            form,
            data={
                "csrfmiddlewaretoken": token[1],
                "submission_id": submission or str(uuid.uuid4()),
                "name": name_of(number),
                "phone": f"1370000{number:04}",
                "consent_processing": "on",
                "consent_photo": "no",
            },
            allow_redirects=False,
            timeout=60,
        )
    return answer.status_code


def event_with_seats(
    site: RunningSite, seats: int, services: dict[str, int] | None = None, *, group: bool = False
) -> str:
    """A new event of the district with a number of places, limited services, and a waiting list; its slug."""
    slug = f"rush-{uuid.uuid4().hex[:8]}"
    access = [
        ("service", {"service": code, "limit": limit, "note": ""}) for code, limit in (services or {}).items()
    ]
    email = {"question": "email", "required": False, "purpose": "", "help": "", "when": "", "answer": ""}
    questions = [("usual", email)] if services else []  # by default four things are asked
    site.manage(
        "shell", "-v0", "-c",
        "from datetime import timedelta; from django.utils import timezone; "
        "from wagtail_disability_events.models import EventIndexPage, EventPage; "
        "day = timezone.localdate() + timedelta(days=9); "
        f"event = EventPage(title={slug!r}, slug={slug!r}, summary='抢名额', capacity={seats}, live=False, "
        f"group_sign_up={group}, access={access!r}, questions={questions!r}, "
        "schedule=[('single', {'start_date': day, 'start_time': None, 'end_time': None, 'end_date': None, "
        "'topic': '', 'venue': None, 'location': ''})]); "
        "EventIndexPage.objects.get(slug='jiangbin').add_child(instance=event); "
        "event.save_revision().publish()",
    )  # fmt: skip
    return slug


def counts(site: RunningSite, slug: str) -> tuple[int, int, int]:
    said = site.manage(
        "shell", "-v0", "-c",
        "from wagtail_disability_events.models import EventPage, Quota, Registration; "
        f"event = EventPage.objects.get(slug={slug!r}); rows = Registration.objects.filter(event=event); "
        "seats = Quota.objects.seats().get(event=event); "
        "print(rows.holding().count(), rows.waiting().count(), seats.taken)",
    )  # fmt: skip
    confirmed, waiting, taken = said.strip().splitlines()[-1].split()
    return int(confirmed), int(waiting), int(taken)


def _reading_speed(site: RunningSite, form: str, in_flight: int) -> float:
    started = time.perf_counter()
    with ThreadPoolExecutor(in_flight) as pool:
        answers = list(pool.map(lambda _n: requests.get(form, timeout=60), range(120)))
    refused = [f"{answer.status_code} {answer.text[:500]}" for answer in answers if not answer.ok]
    if refused:
        log = (site.var_dir / "server.log").read_text()[-3000:]
        raise RuntimeError(f"{len(refused)} of 120, such as {refused[0]}\n{log}")
    return 120 / (time.perf_counter() - started)
