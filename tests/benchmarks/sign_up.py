"""The numbers of sign-up: many at once, how fast, long lists, keys, forgetting."""

import http.client
import json
import re
import time
import urllib.parse
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import requests

from tests.concurrency.publishing import publish_among_sign_ups
from tests.concurrency.rush import event_with_seats, rush_for_seats
from tests.concurrency.storm import storm
from tests.support.gateway import Gateway
from tests.support.people import name_of
from tests.support.site import RunningSite

MANY, FEW = 50_000, 500
FORM_BYTES = 60 * 1024
IN_FLIGHT = 16
SENT = 400
PROCESSES = 4
SECONDS = 6

Say = Callable[[str, float, str, float], None]
SideBySide = Callable[[dict[str, Callable[[], object]]], dict[str, float]]


def measure_rushes(say: Say, site: RunningSite, gateway: Gateway) -> None:
    """500 people for 50 seats; the same with cancellations and services; the same with processes killed."""
    rush = rush_for_seats(site, seats=50, people=500, in_flight=100)
    say("500 for 50 seats, 100 in flight: confirmed", rush.confirmed, "registrations", 50)
    say("500 for 50 seats, 100 in flight: waiting", rush.waiting, "registrations", 450)
    say("500 for 50 seats, 100 in flight: answers 5xx", rush.server_errors, "answers", 500)
    for by_date, name in ((False, "the whole event"), (True, "single dates")):
        published = publish_among_sign_ups(site, publishes=200, processes=PROCESSES, by_date=by_date)
        say(f"published while people sign up for {name}", published.published, "times", 200)
        say(f"published while people sign up for {name}: deadlocks", published.deadlocks, "deadlocks", 0)
        say(f"published while people sign up for {name}: errors", len(published.errors), "errors", 0)
    services = {"sign-language": 8, "transport": 5}
    for kills, name in ((0, "mixed with 100 cancellations"), (20, "and 20 processes killed")):
        found = storm(
            site,
            gateway,
            seats=50,
            people=500,
            in_flight=100,
            cancellations=100,
            services=services,
            kills=kills,
        )
        say(f"{name}: signed up, each once", found.registrations, "registrations", 500)
        say(f"{name}: cancelled", found.cancelled, "registrations", 100)
        say(f"{name}: processes killed", found.killed, "processes", kills)
        say(f"{name}: seats taken", found.seats_taken, "seats", 50)
        say(f"{name}: seats held by people", found.seats_held, "seats", 50)
        say(f"{name}: people holding or waiting", found.holding + found.waiting, "registrations", 400)
        for code, (taken, granted, limit) in found.services.items():
            say(f"{name}: {code} taken", taken, "services", limit)
            say(f"{name}: {code} promised to people", granted, "services", limit)
        say(f"{name}: people lacking a service that is left", found.lacking_what_is_left, "people", 0)
        say(f"{name}: messages lost", found.messages_missing + found.messages_unsent, "messages", 0)
        say(f"{name}: texts at the gateway, by key", found.texts_received, "messages", found.texts)
        say(f"{name}: texts sent again with the same key", found.texts_repeated, "messages", found.texts)
        say(f"{name}: mails, by Message-ID", found.mails_received, "messages", found.mails)
        say(
            f"{name}: mails sent again with the same Message-ID",
            found.mails_repeated,
            "messages",
            found.mails,
        )
        say(f"{name}: copies of one mail at most", found.most_copies, "mails", 2)
        say(f"{name}: answers 5xx", found.server_errors, "answers", 500)
        say(f"{name}: people who gave up", len(found.problems), "people", 500)


def measure_throughput(say: Say, site: RunningSite, script: Callable) -> None:
    """Sign-ups a second over HTTP, beside transactions with as many INSERTs through the same server."""
    slug = event_with_seats(site, 100_000)
    event = int(script(site, "event_id", slug, module="inside_sign_up"))
    inserts = int(script(site, "inserts_of_a_booking", str(event), module="inside_sign_up"))
    poster = _Poster(site, f"/{slug}/")
    rounds: dict[str, list[float]] = {"ours": [], "bare": []}
    for turn in range(4):
        ours = poster.per_second("register/", lambda number, turn=turn: _form(turn * SENT + number))
        bare = poster.per_second("bare-transaction/", lambda _number: {"inserts": inserts, "text": "x" * 200})
        if turn:  # the first round only warms the processes up
            rounds["ours"].append(ours)
            rounds["bare"].append(bare)
    ours, bare = (sorted(found)[1] for found in rounds.values())
    say(f"sign-ups a second, beside transactions of {inserts} INSERTs", ours, "1/s", bare)


def measure_counting(say: Say, site: RunningSite, script: Callable) -> None:
    """Bookings a second of four processes, beside locking the quota and counting its registrations."""
    crowd = json.loads(script(site, "crowded_event", "5000", module="inside_sign_up"))
    rounds: dict[str, list[int]] = {"counted": [], "book": []}
    for _turn in range(3):
        for kind, found in rounds.items():
            found.append(_of_processes(site, kind, crowd["pk"]))
    book, counted = (sorted(rounds[kind])[1] / SECONDS for kind in ("book", "counted"))
    say("bookings a second, beside SELECT … FOR UPDATE and COUNT", book, "1/s", counted)


def measure_lists(
    say: Say, site: RunningSite, side_by_side: SideBySide, get: Callable, script: Callable
) -> None:
    """The staff's list of 50,000 beside one of 500; searching; a group of 200; the form's weight."""
    many, few = (
        json.loads(script(site, "crowded_event", str(count), module="inside_sign_up"))
        for count in (MANY, FEW)
    )
    session = _logged_in(site)
    address = f"{site.url}/admin/disability-events/{many['pk']}/registrations/"
    small = f"{site.url}/admin/disability-events/{few['pk']}/registrations/"
    token = session.cookies["csrftoken"]

    def search(text: str) -> Callable[[], object]:
        data = {"q": text, "csrfmiddlewaretoken": token}
        return lambda: _checked(session.post(address, data=data, headers={"Referer": address}, timeout=60))

    medians = side_by_side(
        {
            "many": lambda: _checked(session.get(address, timeout=60)),
            "few": lambda: _checked(session.get(small, timeout=60)),
            "name": search(many["name"]),
            "phone": search(many["phone"]),
            "tail": search(many["phone"][-4:]),
        }
    )
    say(f"staff's list of {MANY}, beside {FEW}", medians["many"], "s", medians["few"])
    say(f"search by name among {MANY}", medians["name"], "s", 0.1)
    say(f"search by phone among {MANY}", medians["phone"], "s", 0.1)
    say(f"search by the last four digits among {MANY}", medians["tail"], "s", 0.1)
    queries = int(script(site, "list_queries", str(many["pk"]), module="inside_sign_up"))
    say(f"staff's list of {MANY}", queries, "queries", 12)


def measure_group(say: Say, site: RunningSite, script: Callable) -> None:
    """A worker's list of 200, looked over and sent."""
    slug = event_with_seats(site, 150, group=True)
    form = f"{site.url}/{slug}/register/group/"
    lines = [f"组员{number}\t138{number:08}" for number in range(200)]
    data = {
        "contact": "王干事",
        "phone": "0571-88888888",
        "organisation": "南湖街道残联",
        "consent": "on",
        "submission_id": str(uuid.uuid4()),
        "table": "\n".join(["姓名\t电话", *lines]),
    }
    with requests.Session() as session:
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', session.get(form, timeout=60).text)
        data["csrfmiddlewaretoken"] = found[1] if found else ""
        for send, name in (("", "looked over"), ("all", "signed up")):
            started = time.perf_counter()
            answer = session.post(form, data=data | {"send": send}, allow_redirects=False, timeout=60)
            seconds = time.perf_counter() - started
            if answer.status_code != (302 if send else 200):
                raise RuntimeError(answer.text[:2000])
            if not send and answer.text.count("组员") < len(lines):
                raise RuntimeError("not everybody is shown")
            say(f"a group of 200 {name}", seconds, "s", 3)


def measure_form(say: Say, site: RunningSite, weight: Callable) -> None:
    """The first page of a form with its style sheets and scripts."""
    form = f"{site.url}/nanhu/can-ji-ren-qu-wei-yun-dong-hui/register/"
    say("form: HTML, CSS and JavaScript", weight(form), "bytes", FORM_BYTES)


def measure_data(say: Say, site: RunningSite, script: Callable) -> None:
    """A new key for everything, then everything forgotten; each killed in the middle and started again."""
    rotation = json.loads(script(site, "rotation_seconds", module="inside_sign_up"))
    say(f"new key for {MANY} and more", rotation["seconds"], "s", 300)
    say("new key: names done when it was killed", rotation["done_then"], "rows", MANY)
    say("new key: names left in the end", rotation["left"], "rows", 0)
    suites = json.loads(script(site, "suite_seconds", module="inside_sign_up"))
    for what, seconds in suites["fernet"].items():
        say(f"SM4 and SM3 against the default: {what}", suites["sm"][what] / seconds, "times", 8)
    erasure = json.loads(script(site, "erasure_seconds", module="inside_sign_up"))
    say(f"forgetting {erasure['rows']}", erasure["seconds"], "s", 60)
    say("forgetting: people done when it was killed", erasure["done_then"], "rows", erasure["rows"])
    say("forgetting: people left in the end", erasure["left"], "rows", 0)


def _form(number: int) -> dict[str, object]:
    return {
        "submission_id": str(uuid.uuid4()),
        "name": name_of(number),
        "phone": f"1372{number:07}",
        "consent_processing": "on",
        "consent_photo": "no",
    }


@dataclass
class _Poster:
    """Sends forms over connections that stay open, as many at once as phones would."""

    site: RunningSite
    path: str

    def per_second(self, address: str, data: Callable[[int], dict[str, object]]) -> float:
        numbers = iter(range(SENT))
        started = time.perf_counter()
        with ThreadPoolExecutor(IN_FLIGHT) as pool:
            list(pool.map(lambda _n: self._send(address, data, numbers), range(IN_FLIGHT)))
        return SENT / (time.perf_counter() - started)

    def _send(self, address: str, data: Callable[[int], dict[str, object]], numbers: Iterator[int]) -> None:
        host = self.site.url.removeprefix("http://")
        secret = "a" * 32
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"csrftoken={secret}",
            "Accept-Language": "zh-CN",
        }
        connection = http.client.HTTPConnection(host, timeout=60)
        for number in numbers:
            body = urllib.parse.urlencode(data(number) | {"csrfmiddlewaretoken": secret})
            try:
                connection.request("POST", self.path + address, body, headers)
                answer = connection.getresponse()
            except (http.client.RemoteDisconnected, ConnectionResetError):  # closed meanwhile: once more
                connection.close()
                connection.request("POST", self.path + address, body, headers)
                answer = connection.getresponse()
            content = answer.read()
            if answer.status != 302:
                raise RuntimeError(f"{answer.status} {content[:500]!r}")
        connection.close()


def _of_processes(site: RunningSite, kind: str, event: int) -> int:
    start = time.time() + 8
    code = (
        "from tests.benchmarks.inside_sign_up import bookings_per_second as work; "
        f"print(work('{kind} {event} {SECONDS} {start}'))"
    )
    running = [site.start("shell", "-v0", "-c", code) for _process in range(PROCESSES)]
    said = [process.said() for process in running]
    return sum(json.loads(text.strip().splitlines()[-1])["done"] for text in said)


def _logged_in(site: RunningSite) -> requests.Session:
    session = requests.Session()
    login = f"{site.url}/admin/login/"
    session.get(login, timeout=60)
    data = {"username": "admin", "password": "demo", "csrfmiddlewaretoken": session.cookies["csrftoken"]}
    _checked(session.post(login, data=data, headers={"Referer": login}, timeout=60))
    return session


def _checked(answer: requests.Response) -> requests.Response:
    answer.raise_for_status()
    return answer
