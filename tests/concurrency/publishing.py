"""An event is published again and again, each time with another plan, while people sign up for it."""

import json
from dataclasses import dataclass

from tests.concurrency.rush import event_with_seats
from tests.support.site import RunningSite

SERVICES = {"sign-language": 30, "transport": 30}


@dataclass
class Published:
    """What came of it. ``deadlocks`` are those that PostgreSQL has counted; ``oversold`` and ``uncounted``
    are rows of which more is taken than there is, or other than what people hold."""

    published: int
    booked: int
    errors: list[str]
    deadlocks: int
    oversold: int
    uncounted: int


def publish_among_sign_ups(site: RunningSite, *, publishes: int, processes: int, by_date: bool) -> Published:
    """One process publishes while others sign people up as fast as they can, with services."""
    slug = event_with_seats(site, 40, SERVICES)
    _run(site, f"has_dates({slug!r}, {by_date})")
    before = int(_run(site, "deadlocks_of_database()"))
    stop = str(site.var_dir / f"{slug}-published")
    working = [site.start(*_shell(f"book_until({slug!r}, {stop!r}, {n})")) for n in range(processes)]
    working.append(site.start(*_shell(f"publish_again({slug!r}, {publishes}, {processes}, {stop!r})")))
    *booked, published = (json.loads(one.said().strip().splitlines()[-1]) for one in working)
    return Published(
        published=published["done"],
        booked=sum(one["done"] for one in booked),
        errors=[error for one in (*booked, published) for error in one["errors"]],
        deadlocks=int(_run(site, "deadlocks_of_database()")) - before,
        **json.loads(_run(site, f"seats_and_services({slug!r})")),
    )


def _shell(call: str) -> list[str]:
    return ["shell", "-v0", "-c", f"from tests.concurrency import inside; print(inside.{call})"]


def _run(site: RunningSite, call: str) -> str:
    return site.manage(*_shell(call)).strip().splitlines()[-1]
