"""Pages that help a person get dates into the calendar they use."""

import json
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from wagtail.models import PageViewRestriction

from tests.support import factories
from wagtail_disability_events.occurrences import operations

pytestmark = pytest.mark.django_db
AGENTS = {
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)": "apple",
    "Mozilla/5.0 (Linux; Android 14)": "android",
    "Mozilla/5.0 (Phone; OpenHarmony 5.0)": "android",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64)": "windows",
    "": "apple",
}


@pytest.fixture
def organisation():
    return factories.organisation()


def soup(answer) -> BeautifulSoup:
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def links(page: BeautifulSoup) -> list[str]:
    return [link["href"] for link in page.select("main a[href]")]


@pytest.mark.parametrize(("agent", "device"), AGENTS.items())
def test_the_readers_own_device_comes_first(client, organisation, agent, device):
    page = soup(client.get(f"{organisation.url}subscribe/", headers={"user-agent": agent}))
    assert page.select_one(".wde-device")["aria-labelledby"] == f"wde-device-{device}"
    assert len(page.select(".wde-device")) == 4


def test_the_filters_of_the_list_come_along(client, organisation):
    listing = soup(client.get(f"{organisation.url}?kind=sports&service=captions"))
    [link] = [href for href in links(listing) if "subscribe/" in href]
    page = soup(client.get(link))
    feed = page.select_one("#wde-address")["value"]
    assert feed.endswith("calendar.ics?kind=sports&service=captions")
    assert client.get(feed).status_code == 200
    assert f"webcal:{feed.partition(':')[2]}" in links(page)
    google = next(href for href in links(page) if "calendar.google.com" in href)
    assert parse_qs(urlsplit(google).query)["cid"] == [f"webcal:{feed.partition(':')[2]}"]
    outlook = next(href for href in links(page) if "outlook.live.com" in href)
    assert parse_qs(urlsplit(outlook).query)["url"] == [feed]
    assert [item.get_text() for item in page.select("main ul")[0].select("li")][1:] == [
        "实时字幕",
        "体育比赛",
    ]


def test_nonsense_in_the_address_is_told(client, organisation):
    page = soup(
        client.get(f"{organisation.url}subscribe/?kind=nonsense&q={'x' * 3000}&occasion=1&occasion=x")
    )
    assert "nonsense" in page.select_one(".wde-notice").get_text()
    page = soup(client.get(f"{organisation.url}subscribe/?occasion=1&occasion=x"))
    assert "部分" in page.select_one(".wde-notice").get_text()
    assert page.select_one(".wde-qr")["src"].startswith("data:image/svg+xml")


def test_wechat_is_told_how_to_get_out(client, organisation):
    event = factories.event(organisation)
    agent = {"user-agent": "Mozilla/5.0 (Linux; Android 14) MicroMessenger/8.0.50"}
    for address in (f"{organisation.url}subscribe/", f"{event.url}calendar/"):
        assert "在浏览器打开" in client.get(address, headers=agent).content.decode()
        assert "在浏览器打开" not in client.get(address).content.decode()


def test_behind_a_restriction_one_is_told_that_subscribing_does_not_work(client, organisation):
    event = factories.event(organisation)
    PageViewRestriction.objects.create(page=organisation, restriction_type="login")
    assert client.get(f"{organisation.url}subscribe/").status_code == 302
    client.force_login(factories.user("reader"))
    assert "无法登录" in client.get(f"{organisation.url}subscribe/").content.decode()
    page = soup(client.get(f"{event.url}calendar/"))
    assert page.select_one("#wde-address") is None


def test_one_date_is_entered_in_calendars_on_the_web_with_its_time_and_place(client, organisation):
    timed = factories.event(
        organisation, title="手工课 & 茶", location_note="一楼", schedule=[factories.when(9)]
    )
    date = timed.occurrences.get()
    hrefs = links(soup(client.get(f"{timed.url}calendar/")))
    google = parse_qs(urlsplit(next(href for href in hrefs if "google" in href)).query)
    assert google["text"] == ["手工课 & 茶"]
    assert google["dates"] == [f"{date.start:%Y%m%dT%H%M%SZ}/{date.end:%Y%m%dT%H%M%SZ}"]
    assert google["location"] == ["一楼"]
    outlook = parse_qs(urlsplit(next(href for href in hrefs if "outlook.office" in href)).query)
    assert outlook["startdt"] == [f"{date.start:%Y-%m-%dT%H:%M:%SZ}"]
    assert outlook["allday"] == ["false"]


def test_a_whole_day_ends_as_each_service_counts_it(client, organisation):
    event = factories.event(organisation, schedule=[factories.when(9, None, None)])
    day = factories.days_ahead(9)
    hrefs = links(soup(client.get(f"{event.url}calendar/")))
    google = parse_qs(urlsplit(next(href for href in hrefs if "google" in href)).query)
    assert google["dates"] == [f"{day:%Y%m%d}/{day + timedelta(days=1):%Y%m%d}"]
    outlook = parse_qs(urlsplit(next(href for href in hrefs if "outlook.live" in href)).query)
    assert (outlook["startdt"], outlook["enddt"]) == ([day.isoformat()], [day.isoformat()])


def test_a_date_that_does_not_take_place_is_not_offered(client, organisation):
    event = factories.event(organisation)
    operations.cancel(event.occurrences.get(), "台风")
    page = soup(client.get(f"{event.url}calendar/"))
    assert not any("google" in href for href in links(page))
    assert "已取消" in page.get_text()


def test_the_page_names_its_feed_for_programs_and_search_engines_leave_it_out(client, organisation):
    page = soup(client.get(f"{organisation.url}subscribe/?kind=sports"))
    [feed] = page.select('link[rel="alternate"][type="text/calendar"]')
    assert feed["href"].endswith("calendar.ics?kind=sports")
    assert page.select_one('meta[name="robots"]')["content"] == "noindex, follow"
    assert (
        json.loads(page.select_one('script[type="application/ld+json"]').string)["name"] == organisation.title
    )
    assert client.post(f"{organisation.url}subscribe/").status_code == 405


def test_staff_take_the_dates_of_some_days_as_a_table(client, organisation):
    event = factories.event(organisation, title="=1+1", schedule=[factories.when(3)])
    factories.event(organisation, title="草稿", publish=False, schedule=[factories.when(3)])
    factories.event(organisation, title="全天", schedule=[factories.when(4, None, None)])
    client.force_login(factories.user("tables", page=organisation, pages=("change",)))
    days = [factories.days_ahead(number) for number in (2, 5)]
    address = f"/admin/disability-events/organisation/{organisation.pk}/dates/?from={days[0]}&to={days[1]}"
    assert "export=csv" in client.get(address).content.decode()
    answer = client.get(f"{address}&export=csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 3
    assert lines[1].startswith("'=1+1,")
    assert event.full_url in lines[1]
    assert f"{factories.days_ahead(4)},{factories.days_ahead(4)}" in lines[2]
    client.logout()
    assert client.get(f"{address}&export=csv").status_code == 302
