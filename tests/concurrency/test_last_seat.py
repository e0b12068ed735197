"""Many at once, in real processes: nobody gets a seat that is not there, nobody loses one."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import requests

from tests.concurrency.rush import counts, event_with_seats, rush_for_seats, sign_up
from tests.concurrency.storm import storm
from tests.support.gateway import Gateway
from tests.support.site import RunningSite


def test_50_seats_and_300_people_60_at_a_time(site: RunningSite) -> None:
    rush = rush_for_seats(site, seats=50, people=300, in_flight=60)
    assert (rush.confirmed, rush.waiting, rush.taken) == (50, 250, 50)
    assert rush.statuses == {302: 300}


def test_while_processes_are_killed_nothing_is_lost_and_nothing_is_given_twice(
    site: RunningSite, gateway: Gateway
) -> None:
    services = {"sign-language": 4, "transport": 3}
    found = storm(
        site, gateway, seats=20, people=100, in_flight=40, cancellations=20, services=services, kills=4
    )
    assert (found.problems, found.server_errors, found.killed, found.cancelled) == ([], 0, 4, 20)
    assert (found.registrations, found.holding + found.waiting) == (100, 80)
    assert found.holding == found.seats_taken == found.seats_held == 20
    for code, (taken, promised, limit) in found.services.items():
        assert taken == promised <= limit == services[code]
    assert found.lacking_what_is_left == 0
    assert (found.messages_missing, found.messages_unsent) == (0, 0)
    assert (found.texts_received, found.mails_received) == (found.texts, found.mails)
    assert found.most_copies <= 2  # one that was on the wire when the process died


def test_a_storm_of_double_clicks_is_one_registration(site: RunningSite) -> None:
    slug, submission = event_with_seats(site, 10), str(uuid.uuid4())
    form = f"{site.url}/{slug}/register/"
    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(lambda _turn: sign_up(form, 1, submission), range(8)))
    assert statuses == [302] * 8
    assert counts(site, slug) == (1, 0, 1)
    said = site.manage(
        "shell", "-v0", "-c",
        "from wagtail_disability_events.models import Registration; "
        f"print(Registration.objects.filter(event__slug={slug!r}).exclude(repeats=None).count())",
    )  # fmt: skip
    assert int(said.split()[-1]) == 0  # not a second sign-up of the same person either


def test_seats_given_back_at_once_go_to_those_who_wait_each_once(site: RunningSite) -> None:
    slug = event_with_seats(site, 5)
    form = f"{site.url}/{slug}/register/"
    for number in range(12):
        sign_up(form, number)
    tokens = site.manage(
        "shell", "-v0", "-c",
        "from wagtail_disability_events.models import Registration; "
        f"rows = Registration.objects.filter(event__slug={slug!r}).order_by('pk')[:8]; "
        "print(' '.join(row.token for row in rows))",
    ).split()[-8:]  # fmt: skip
    opened = [open_private_page(site, token) for token in tokens * 2]  # each on two devices
    with ThreadPoolExecutor(16) as pool:
        assert list(pool.map(lambda page: page.cancel(), opened)) == [200] * 16
    assert counts(site, slug) == (4, 0, 4)


@dataclass
class PrivatePage:
    """A registrant's page that asks whether to cancel."""

    session: requests.Session
    address: str

    def cancel(self) -> int:
        sent = {"do": "cancel", "csrfmiddlewaretoken": self.session.cookies["csrftoken"]}
        return self.session.post(
            self.address, data=sent, timeout=60, headers={"Referer": self.address}
        ).status_code


def open_private_page(site: RunningSite, token: str) -> PrivatePage:
    page = PrivatePage(requests.Session(), f"{site.url}/sign-up/{token}/")
    page.session.headers["Connection"] = "close"  # the server ends one that waits for two seconds
    page.session.get(f"{page.address}?do=cancel", timeout=60)
    return page
