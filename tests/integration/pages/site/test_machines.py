"""What programs read: structured data, share pictures, sitemap, API; nothing personal, nothing restricted."""

import io
import json
import re

import pytest
from PIL import Image
from wagtail.models import PageViewRestriction

from tests.support import factories
from wagtail_disability_events.models import Occurrence, Venue
from wagtail_disability_events.occurrences import operations
from wagtail_disability_events.occurrences.kinds import EventKind
from wagtail_disability_events.occurrences.models import VenueFacility
from wagtail_disability_events.posters.cover import draw_cover

pytestmark = pytest.mark.django_db


def json_ld(client, url):
    html = client.get(url).content.decode()
    return json.loads(re.search(r'<script type="application/ld\+json">(.+?)</script>', html)[1])


def test_a_photo_says_what_is_to_be_seen_and_names_nobody(client):
    event = factories.event()
    words = "两位选手推着轮椅绕过标志桶"
    photo = factories.photo(event, state="public", alt_text=words, caption="冲过终点", credit="摄影：志愿者")
    found = json_ld(client, f"{event.url}photos/{photo.pk}/")
    assert found["@type"] == "ImageObject"
    assert (found["description"], found["caption"], found["creditText"]) == (
        words,
        "冲过终点",
        "摄影：志愿者",
    )
    assert found["url"] == f"{event.full_url}photos/{photo.pk}/"
    assert found["about"]["name"] == event.title
    html = client.get(f"{event.url}photos/{photo.pk}/").content.decode()
    assert f'<link rel="canonical" href="{found["url"]}">' in html
    assert 'type="text/calendar"' in html


def test_structured_data_says_state_place_access_and_room(client):
    venue = Venue.objects.create(name="小剧场", address="一号")
    for facility, state in (("lift", "yes"), ("toilet", "no"), ("parking", "unknown")):
        VenueFacility.objects.create(venue=venue, facility=facility, state=state)
    event = factories.event(venue=venue, capacity=1, waitlist=False)
    found = json_ld(client, event.url)[0]
    assert found["eventStatus"].endswith("EventScheduled")
    assert found["offers"]["availability"].endswith("InStock")
    assert {item["name"]: item["value"] for item in found["location"]["amenityFeature"]} == {
        "无障碍电梯": True,
        "无障碍卫生间": False,
    }
    assert found["image"].endswith("/cover.png")
    factories.registration(event)
    date = event.occurrences.get()
    operations.move(date, date.start.replace(hour=3), date.end.replace(hour=5))
    found = json_ld(client, event.url)[0]
    assert found["offers"]["availability"].endswith("SoldOut")
    assert found["eventStatus"].endswith("EventRescheduled")
    assert found["previousStartDate"].startswith(str(date.planned_start.date()))


def test_structured_data_ends_a_whole_day_on_that_day_and_names_only_what_is_ahead(client):
    """schema.org's endDate is inclusive, while a whole day in our rows ends at the midnight after it."""
    event = factories.event(
        schedule=[
            factories.when(-9, None, None),
            factories.when(5, None, None),
            factories.when(6, None, None),
        ]
    )
    found = json_ld(client, event.url)
    day = factories.days_ahead(5).isoformat()
    assert [(item["startDate"], item["endDate"]) for item in found[:1]] == [(day, day)]
    for address in (event.url, f"{event.url}calendar/"):
        starts = {item["startDate"] for item in json_ld(client, address)}
        assert starts == {day, factories.days_ahead(6).isoformat()}


def test_an_event_without_a_picture_has_one_drawn(client):
    event = factories.event(kind="sports")
    html = client.get(event.url).content.decode()
    address = re.search(r'property="og:image" content="([^"]+)"', html)[1]
    assert address.endswith(f"{event.url}cover.png")
    answer = client.get(event.url + "cover.png")
    assert answer["Content-Type"] == "image/png"
    assert Image.open(io.BytesIO(answer.content)).size == (900, 383)
    assert len(answer.content) < 20_000
    assert "public" in answer["Cache-Control"]
    PageViewRestriction.objects.create(page=event, restriction_type="login")
    assert client.get(event.url + "cover.png")["Content-Type"] != "image/png"


@pytest.mark.parametrize("kind", EventKind.values)
def test_each_kind_has_its_drawing_and_the_same_facts_give_the_same_bytes(kind):
    drawn = draw_cover(kind, 7, "12·13")
    draw_cover.cache_clear()
    assert draw_cover(kind, 7, "12·13") == drawn
    assert draw_cover(kind, 7, "") != drawn


def test_the_sitemap_names_what_is_public(client):
    event, hidden = factories.event(), factories.event()
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    text = client.get("/sitemap.xml").content.decode()
    assert event.url in text
    assert hidden.url not in text


@pytest.mark.indexed
def test_the_api_takes_the_questions_of_a_list(client):
    event = factories.event(title="接口里的活动", kind="sports")
    other = factories.event(title="另一个活动", kind="arts")

    def titles(**params):
        answer = client.get("/api/v2/events/", {"limit": 100, **params})
        assert answer.status_code == 200, answer.content
        return {item["title"] for item in answer.json()["items"]}

    assert {event.title, other.title} <= titles()
    assert event.title in titles(kind="sports")
    assert other.title not in titles(kind="sports")
    assert titles(q="接口里的活动") == {event.title}
    assert client.get("/api/v2/events/", {"kind": "nonsense"}).status_code == 400
    assert client.get("/api/v2/events/", {"unknown": "1"}).status_code == 400
    assert client.get(f"/api/v2/events/{event.pk}/").json()["summary"] == event.summary


@pytest.mark.indexed
def test_the_api_says_what_holds_of_each_date(client):
    event = factories.event(venue=Venue.objects.first())
    date = event.occurrences.get()
    operations.cancel(date, "因台风")
    found = client.get(f"/api/v2/dates/{date.pk}/").json()
    assert (found["status"], found["reason"]) == ("cancelled", "因台风")
    assert found["event"]["id"] == event.pk
    assert found["venue"]["name"] == event.venue.name
    listed = client.get("/api/v2/dates/", {"q": event.title, "limit": 100}).json()["items"]
    assert [item["id"] for item in listed] == [date.pk]


def test_the_api_lists_places_with_their_facilities(client):
    venue = Venue.objects.get(name="南湖街道文体中心")
    found = client.get(f"/api/v2/venues/{venue.pk}/").json()
    assert {item["facility"]: item["state"] for item in found["facilities"]}["parking"] == "no"
    nowhere = Venue.objects.create(name="没有活动的场地")
    assert client.get(f"/api/v2/venues/{nowhere.pk}/").status_code == 404


def test_the_api_says_nothing_of_what_is_restricted_or_of_persons(client):
    hidden = factories.event(title="内部活动", venue=Venue.objects.create(name="内部场地"))
    factories.registration(hidden, name="赵一禾", phone="13912345678")
    PageViewRestriction.objects.create(page=hidden, restriction_type="password", password="secret")
    date = Occurrence.objects.get(event=hidden)
    for path in ("events/?limit=100", "dates/?limit=100", "venues/?limit=100", "events/?q=内部活动"):
        text = client.get(f"/api/v2/{path}").content.decode()
        for word in ("内部活动", "内部场地", "赵一禾", "13912345678"):
            assert word not in text, (path, word)
    assert client.get(f"/api/v2/dates/{date.pk}/").status_code == 404
    assert client.get(f"/api/v2/events/{hidden.pk}/").status_code == 404
