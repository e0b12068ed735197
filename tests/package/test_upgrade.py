"""A site with data of the first version follows the page about upgrades, and answers over HTTP."""

import re
import urllib.parse
import urllib.request
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from http.cookiejar import CookieJar

import pytest

from tests.support.install import blocks_of
from tests.support.site import RunningSite, served, stored_site

PEOPLE = """
from wagtail_disability_events.models import EventPage, Registration
event = EventPage.objects.get(title="残疾人趣味运动会")
person = event.registrations.filter(state="confirmed").first()
print(event.url, person.token, person.name, Registration.objects.count())
"""
SENT = """
from wagtail_disability_events.models import Registration
print([person.name for person in Registration.objects.order_by("-pk")[:1]], Registration.objects.count())
"""
FORM_OF_THE_FIRST_VERSION = {
    "name": "升级途中",
    "phone": "13800005678",
    "consent_processing": "on",
    "consent_photo": "no",
}
"""What a browser sends that was given the form before the upgrade."""

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Upgraded:
    """A site that was upgraded and is served: an event, the key and name of somebody who signed up before."""

    site: RunningSite
    event: str
    token: str
    name: str
    sign_ups: int

    def get(self, address: str) -> str:
        with urllib.request.urlopen(self.site.url + address, timeout=30) as answer:
            return answer.read().decode()


@pytest.fixture(scope="module")
def upgraded() -> Iterator[Upgraded]:
    with stored_site(first=True) as site:
        for block in blocks_of("how-to/upgrade.md"):
            for words in block.commands:
                if words[0] != "pip":
                    site.manage(*words)
        event, token, name, number = site.manage("shell", "-v0", "-c", PEOPLE).split()
        with served(site, workers=1, threads=2):
            yield Upgraded(site, event, token, name, int(number))


def test_pages_and_feeds_answer(upgraded: Upgraded) -> None:
    assert "残疾人趣味运动会" in upgraded.get(upgraded.event)
    assert upgraded.get(f"{upgraded.event}event.ics").count("BEGIN:VEVENT") == 1
    assert upgraded.get("/calendar.ics").count("BEGIN:VEVENT") > 10
    assert "<rss" in upgraded.get("/rss.xml")


def test_the_private_page_of_somebody_who_signed_up_before_knows_them(upgraded: Upgraded) -> None:
    assert upgraded.name in upgraded.get(f"/sign-up/{upgraded.token}/")


def test_a_form_that_was_open_meanwhile_can_be_sent(upgraded: Upgraded) -> None:
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    address = f"{upgraded.site.url}{upgraded.event}register/"
    page = browser.open(address, timeout=30).read().decode()
    [token] = set(re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page))
    form = FORM_OF_THE_FIRST_VERSION | {"csrfmiddlewaretoken": token, "submission_id": str(uuid.uuid4())}
    sent = urllib.request.Request(
        address, urllib.parse.urlencode(form).encode(), {"Origin": upgraded.site.url, "Referer": address}
    )
    answer = browser.open(sent, timeout=30)
    assert "/sign-up/" in answer.url
    assert "升级途中" in answer.read().decode()
    said = upgraded.site.manage("shell", "-v0", "-c", SENT)
    assert said.split() == ["['升级途中']", str(upgraded.sign_ups + 1)]
