"""Everything at once, as on the first morning of a popular event, while server processes are killed."""

import json
import os
import random
import re
import signal
import subprocess
import threading
import time
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import requests

from tests.concurrency.rush import event_with_seats
from tests.support.gateway import Gateway
from tests.support.people import name_of
from tests.support.site import RunningSite

TRIES = 30


@dataclass
class Storm:
    """What came of it, counted in the database, at the gateway and in the folder of mails."""

    signed_up: int
    cancelled: int
    killed: int
    server_errors: int
    seconds: float
    registrations: int
    holding: int
    waiting: int
    seats_taken: int
    seats_held: int
    services: dict[str, tuple[int, int, int]]
    lacking_what_is_left: int
    messages_unsent: int
    messages_missing: int
    texts: int
    texts_received: int
    texts_repeated: int
    mails: int
    mails_received: int
    mails_repeated: int
    most_copies: int
    problems: list[str] = field(default_factory=list)


def storm(
    site: RunningSite,
    gateway: Gateway,
    *,
    seats: int,
    people: int,
    in_flight: int,
    cancellations: int,
    services: dict[str, int],
    kills: int,
) -> Storm:
    """``people`` sign up, some with a service; ``cancellations`` of them cancel at once; ``kills`` of server
    processes are spread over it. Whoever gets no answer sends the same again, as people do."""
    slug = event_with_seats(site, seats, services)
    crowd = _Crowd(site, f"{site.url}/{slug}/register/", list(services), people // max(1, cancellations))
    killer = threading.Thread(target=_kill, args=(site, crowd, people, kills))
    started = time.perf_counter()
    killer.start()
    with ThreadPoolExecutor(in_flight) as pool:
        list(pool.map(crowd.one, range(people)))
    crowd.is_over = True
    killer.join()
    seconds = time.perf_counter() - started
    _run(site, "a_lease_has_passed")  # what died with a process is sent by the next run of the command
    site.manage("send_messages")
    found = json.loads(_run(site, f"look({slug!r})"))
    keys, mails = Counter(gateway.keys), Counter(_message_ids(site))
    return Storm(
        signed_up=crowd.signed_up,
        cancelled=crowd.cancelled,
        killed=crowd.killed,
        server_errors=crowd.server_errors,
        seconds=seconds,
        texts_received=len(keys.keys() & set(found["text_ids"])),
        texts_repeated=sum(n - 1 for key, n in keys.items() if key in set(found["text_ids"])),
        mails_received=len(mails.keys() & set(found["mail_ids"])),
        mails_repeated=sum(n - 1 for key, n in mails.items() if key in set(found["mail_ids"])),
        most_copies=max(mails.values(), default=0),
        texts=len(found.pop("text_ids")),
        mails=len(found.pop("mail_ids")),
        problems=crowd.problems,
        **found,
    )


class _Crowd:
    def __init__(self, site: RunningSite, form: str, services: list[str], every: int) -> None:
        self.site, self.form, self.services, self.every = site, form, services, every
        self.signed_up = self.cancelled = self.killed = self.server_errors = 0
        self.is_over = False
        self.problems: list[str] = []
        self.lock = threading.Lock()

    def one(self, number: int) -> None:
        """Somebody signs up, and cancels at once if it is their turn to."""
        submission = str(uuid.uuid4())
        private = self._stubbornly(lambda: self._sign_up(number, submission))
        if private and number % self.every == 0:
            done = self._stubbornly(lambda: self._cancel(private))
            with self.lock:
                self.cancelled += bool(done)

    def _sign_up(self, number: int, submission: str) -> str:
        with requests.Session() as session:
            token = _csrf(session.get(self.form, timeout=60).text)
            data = {
                "csrfmiddlewaretoken": token,
                "submission_id": submission,
                "name": name_of(number),
                "phone": f"1371000{number:04}",
                "email": f"storm{number}@example.com",
                "consent_processing": "on",
                "consent_photo": "no",
            }
            if self.services and number % 2 == 0:
                service = self.services[number // 2 % len(self.services)]
                data |= {"needs": service, "consent_sensitive": "on"}
            answer = session.post(self.form, data=data, allow_redirects=False, timeout=60)
            if answer.status_code == 409:  # the last of a service is gone; they come without it
                gone = re.search(r'name="gone" value="([^"]*)"', answer.text)
                data["gone"] = gone[1] if gone else ""
                answer = session.post(self.form, data=data, allow_redirects=False, timeout=60)
        self._count(answer)
        if answer.status_code != 302:
            raise requests.HTTPError(f"{answer.status_code} {_errors(answer.text)}")
        with self.lock:
            self.signed_up += 1
        return self.site.url + answer.headers["Location"].removesuffix("done/")

    def _cancel(self, private: str) -> str:
        with requests.Session() as session:
            token = _csrf(session.get(f"{private}?do=cancel", timeout=60).text)
            data = {"do": "cancel", "csrfmiddlewaretoken": token}
            answer = session.post(
                private, data=data, allow_redirects=False, timeout=60, headers={"Referer": private}
            )
        self._count(answer)
        if answer.status_code != 302:
            raise requests.HTTPError(str(answer.status_code))
        return private

    def _count(self, answer: requests.Response) -> None:
        with self.lock:
            self.server_errors += answer.status_code >= 500

    def _stubbornly(self, work):  # type: ignore[no-untyped-def]
        problem = ""
        for turn in range(TRIES):
            try:
                return work()
            except (requests.RequestException, LookupError) as error:
                problem = f"{type(error).__name__} {error}"[:300]
                time.sleep(0.1 * (turn + 1))
        with self.lock:
            self.problems.append(problem)
        return ""


def _csrf(html: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', html)
    if not found:
        raise LookupError(html[:200])
    return found[1]


def _errors(html: str) -> list[str]:
    return re.findall(r'<li><a href="#[^"]*">([^<]*)', html)


def _kill(site: RunningSite, crowd: _Crowd, people: int, kills: int) -> None:
    """Kill a server process whenever another share of the people has signed up."""
    rng = random.Random(7)
    while crowd.killed < kills and not crowd.is_over:
        if crowd.signed_up < people * (crowd.killed + 0.5) / kills:
            time.sleep(0.02)
            continue
        children = subprocess.run(
            ["pgrep", "-P", str(site.process_id)], capture_output=True, text=True, check=False
        ).stdout.split()
        if children:
            os.kill(int(rng.choice(children)), signal.SIGKILL)
            crowd.killed += 1


def _message_ids(site: RunningSite) -> list[str]:
    return [found[1] for mail in site.mails for found in re.finditer(r"(?im)^Message-ID: *\s(<[^>]+>)", mail)]


def _run(site: RunningSite, call: str) -> str:
    code = f"from tests.concurrency import inside; print(inside.{call})"
    if "(" not in call:
        code = code.replace(call, f"{call}()")
    return site.manage("shell", "-v0", "-c", code).strip().splitlines()[-1]
