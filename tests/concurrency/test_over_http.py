"""The same site over a real HTTP server, on each database: pages, feeds, files, a sign-up from end to end."""

import re

import pytest
import requests
from bs4 import BeautifulSoup

from tests.concurrency.rush import sign_up
from tests.support.site import RunningSite

SPORTS = "/nanhu/can-ji-ren-qu-wei-yun-dong-hui/"


def test_every_link_of_the_public_site_leads_somewhere(site: RunningSite) -> None:
    seen, ahead = set(), ["/"]
    with requests.Session() as session:
        session.headers["Connection"] = "close"
        while ahead and len(seen) < 150:
            path = ahead.pop()
            seen.add(path)
            answer = session.get(site.url + path, timeout=30)
            assert answer.status_code == 200, path
            if "html" not in answer.headers["content-type"]:
                continue
            soup = BeautifulSoup(answer.content, "html.parser")
            links = [link.get("href", "") for link in soup.select("a[href], link[href]")]
            links += [image["src"] for image in soup.select("img[src]")]
            local = {re.sub(r"#.*", "", link.removeprefix(site.url)) for link in links}
            ahead += [link for link in local - seen - set(ahead) if link.startswith("/")]
    assert len(seen) > 60


@pytest.mark.parametrize("path", ["/calendar.ics", SPORTS + "event.ics"])
def test_a_feed_is_answered_304_over_the_wire(site: RunningSite, path: str) -> None:
    first = requests.get(site.url + path, timeout=30)
    again = requests.get(site.url + path, headers={"If-None-Match": first.headers["ETag"]}, timeout=30)
    head = requests.head(site.url + path, timeout=30)
    assert (first.status_code, again.status_code, head.status_code) == (200, 304, 200)
    assert first.content.startswith(b"BEGIN:VCALENDAR\r\n")
    assert again.content == head.content == b""


def test_a_sign_up_is_stored_mailed_and_a_wrong_address_is_not_found(site: RunningSite) -> None:
    before = len(site.mails)
    assert sign_up(site.url + SPORTS + "register/", 7777) == 302
    assert len(site.mails) == before  # no address was given
    for path in ("/sign-up/wrong/", "/nowhere/", "/nanhu/nowhere/register/"):
        assert requests.get(site.url + path, timeout=30).status_code == 404
    assert requests.post(site.url + SPORTS + "event.ics", timeout=30).status_code in (403, 405)
