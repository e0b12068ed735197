"""Finding an event: filters with counts, three layouts, search in Chinese, addresses full of nonsense."""

import re
from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from freezegun import freeze_time
from wagtail.models import PageViewRestriction
from wagtail.search.backends import get_search_backend

from tests.support import factories
from wagtail_disability_events.models import EventIndexPage, EventPage, ListingChange, Occasion, Venue
from wagtail_disability_events.occurrences import operations
from wagtail_disability_events.occurrences.models import VenueFacility
from wagtail_disability_events.pages.listing import chosen as choosing
from wagtail_disability_events.pages.listing import snapshot as listing_index
from wagtail_disability_events.pages.listing.bits import some_positions
from wagtail_disability_events.pages.listing.dates_in_memory import bits, positions_of
from wagtail_disability_events.registration.booking import cancelling

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    """An organisation of its own, so that the demo's events do not count."""
    return factories.organisation()


def titles(client, place, **params) -> list[str]:
    """Titles of the entries in the order of the list."""
    html = client.get(place.url, params).content.decode()
    return re.findall(r"<h3><a [^>]*>([^<]+)</a></h3>", html)


def count_of(client, place, name, value, **params) -> int | None:
    """The number beside a choice of a filter; None where the choice is not shown."""
    listing = client.get(place.url, params).context["listing"]
    group = next((group for group in listing.groups if group.name == name), None)
    choice = next((choice for choice in group.choices if choice.value == value), None) if group else None
    return choice.count if choice else None


def offer(*services):
    return [("service", {"service": service, "limit": None, "note": ""}) for service in services]


@pytest.mark.both_databases
def test_filters_narrow_and_say_how_much_they_leave(client, place):
    factories.event(place, title="甲", kind="sports", access=offer("captions"))
    factories.event(place, title="乙", kind="sports", access=offer("captions", "guide"))
    factories.event(place, title="丙", kind="arts", access=offer("guide"))
    assert count_of(client, place, "kind", "sports") == 2
    assert count_of(client, place, "service", "guide") == 2
    assert count_of(client, place, "service", "guide", kind="sports") == 1
    assert count_of(client, place, "kind", "arts", kind="sports") == 1  # one more kind adds its dates
    assert count_of(client, place, "service", "braille") is None
    assert titles(client, place, kind="sports", service="guide") == ["乙"]
    assert titles(client, place, kind=["sports", "arts"]) == ["甲", "乙", "丙"]
    assert titles(client, place, service=["captions", "guide"]) == ["乙"]


def test_occasion_organisation_and_place(client, place):
    below = factories.organisation(place, title="下属社区")
    occasion = Occasion.objects.create(name="全国爱耳日", slug="ear-day")
    venue = Venue.objects.create(name="新场地")
    VenueFacility.objects.create(venue=venue, facility="level-entrance", state="yes")
    VenueFacility.objects.create(venue=venue, facility="toilet", state="no")
    factories.event(place, title="甲", occasion=occasion)
    factories.event(below, title="乙", venue=venue)
    factories.organisation(place)
    assert titles(client, place, occasion=occasion.pk) == ["甲"]
    assert titles(client, place, theme=occasion.pk) == ["甲"]  # the older address
    assert titles(client, place, org=below.pk) == ["乙"]
    assert count_of(client, place, "org", str(below.pk)) == 1
    assert titles(client, place, facility="level-entrance") == ["乙"]
    assert titles(client, place, service="level-entrance") == ["乙"]  # the older address
    assert titles(client, place, facility="toilet") == []


@freeze_time("2026-12-02 04:00:00+00:00")  # a Wednesday noon in Shanghai
@pytest.mark.both_databases
def test_when(client, place):
    for title, day in (
        ("今天", date(2026, 12, 2)),
        ("周六", date(2026, 12, 5)),
        ("下周三", date(2026, 12, 9)),
        ("一月", date(2027, 1, 20)),
    ):
        kind, value = factories.when()
        times = {"start_date": day, "start_time": time(15), "end_time": time(16)}
        factories.event(place, title=title, schedule=[(kind, value | times)])
    assert titles(client, place, when="today") == ["今天"]
    assert titles(client, place, when="weekend") == ["周六"]
    assert titles(client, place, when="week") == ["今天", "周六"]
    assert titles(client, place, when="month") == ["今天", "周六", "下周三"]
    assert titles(client, place, when="next-month") == ["一月"]
    assert titles(client, place, **{"from": "2026-12-05", "to": "2026-12-09"}) == ["周六", "下周三"]
    assert titles(client, place, **{"from": "2026-12-06"}) == ["下周三", "一月"]
    assert titles(client, place, to="2026-12-05") == ["今天", "周六"]
    assert count_of(client, place, "when", "weekend", when="today") == 1
    with freeze_time("2026-12-06 04:00:00+00:00"):  # on Sunday the weekend is what is left of it
        assert titles(client, place, when="weekend") == []


@pytest.mark.both_databases
def test_still_open_follows_seats_deadlines_and_operations(client, place):
    full = factories.event(place, title="满", capacity=1, waitlist=False)
    closed = factories.event(place, title="截止", registration_closes=timezone.now() - timedelta(hours=1))
    later = factories.event(place, title="未开始", registration_opens=timezone.now() + timedelta(days=1))
    free = factories.event(place, title="不用报名", registration_enabled=False)
    gone = factories.event(place, title="取消")
    queue = factories.event(place, title="候补", capacity=1)
    registration = factories.registration(full)
    factories.registration(queue)
    operations.cancel(gone.occurrences.get(), "因台风")
    assert titles(client, place, open=1) == [free.title, queue.title]
    assert count_of(client, place, "open", "1") == 2
    cancelling.cancel(registration)
    assert full.title in titles(client, place, open=1)
    assert closed.title not in titles(client, place, open=1)
    with freeze_time(timezone.now() + timedelta(days=2)):
        assert later.title in titles(client, place, open=1)


@pytest.mark.indexed
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("运动会", True),
        ("趣味运动", True),
        ("残疾人 运动会", True),
        ("ＢＯＣＣＩＡ", True),
        ("boccia", True),
        ("平地滚球", True),
        ("书画", False),
        ("会运", False),
    ],
)
@pytest.mark.both_databases
def test_search_in_chinese_finds_a_word_inside_a_title_or_a_text(client, place, text, found):
    body = [("text", "<p>还有平地滚球（Boccia）体验。</p>")]
    event = factories.event(place, title="残疾人趣味运动会", body=body)
    assert (titles(client, place, q=text) == [event.title]) is found


@pytest.mark.indexed
@pytest.mark.both_databases
def test_search_follows_what_is_published_and_unpublished(client, place):
    event = factories.event(place, title="轮椅舞蹈课")
    assert titles(client, place, q="舞蹈") == [event.title]
    page = event.get_latest_revision_as_object()
    page.title = "轮椅太极课"
    page.save_revision().publish()
    assert titles(client, place, q="舞蹈") == []
    assert titles(client, place, q="太极") == ["轮椅太极课"]
    page.unpublish()
    assert titles(client, place, q="太极") == []


def test_nothing_found_says_which_filter_to_drop(client, place):
    factories.event(place, title="甲", kind="sports", access=offer("captions"))
    html = client.get(place.url, {"kind": "arts", "service": "captions", "q": "没有"}).content.decode()
    assert "没有符合全部条件的活动" in html
    assert "去掉“" not in html  # dropping one of them would not help
    html = client.get(place.url, {"kind": "arts", "service": "captions"}).content.decode()
    assert "去掉“作品展”，有 1 场" in html
    assert "?service=captions#list" in html
    assert "去掉“实时字幕”" not in html


def test_the_active_filters_are_named_and_each_can_be_dropped(client, place):
    factories.event(place, title="甲", kind="sports")
    params = {"kind": ["sports", "arts"], "from": "2026-01-01", "to": "2035-01-01", "open": 1, "view": "list"}
    listing = client.get(place.url, params).context["listing"]
    assert [item.label for item in listing.active] == [
        "体育比赛",
        "作品展",
        "还能参加",
        "2026 年 1 月 1 日 星期四–2035 年 1 月 1 日 星期一",
    ]
    assert listing.active[0].address == "?kind=arts&open=1&from=2026-01-01&to=2035-01-01"


@pytest.mark.parametrize(
    "params",
    [
        {"from": "2020-01-02", "to": "2020-01-01"},
        {"view": "year"},
        {"view": "month", "month": "0000-00"},
        {"view": "month", "month": "9999-12"},
        {"view": "week", "week": "tomorrow"},
        {"page": "-1"},
        {"page": "x"},
    ],
)
def test_a_layout_that_makes_no_sense_is_left_out_with_a_notice(client, place, params):
    event = factories.event(place)
    answer = client.get(place.url, params)
    assert answer.status_code == 200
    html = answer.content.decode()
    assert "看不懂，已略去" in html
    if "view" not in params:
        assert event.title in html


@pytest.mark.parametrize(
    "params",
    [
        {"kind": "nonsense"},
        {"service": "x", "facility": "y"},
        {"occasion": "abc"},
        {"occasion": "99999999999999999999"},
        {"org": "0"},
        {"when": "yesterday"},
        {"from": "9999-12-31"},
        {"from": "2026-02-30"},
        {"open": "perhaps"},
        {"q": "？！"},
    ],
)
@pytest.mark.parametrize("view", ["list", "month", "week"])
def test_a_filter_that_does_not_exist_finds_nothing_and_it_is_said_which(client, place, params, view):
    event = factories.event(place)
    answer = client.get(place.url, params | {"view": view}, headers={"accept-language": "en"})
    html = answer.content.decode()
    assert event.title not in html
    said = f"Nothing is found, because this does not exist here, or no longer: {', '.join(params.values())} "
    assert f'{said}<a href="{place.url}">Show all events</a>' in html


@pytest.mark.parametrize(
    "text", ["'; DROP TABLE", '"AND"', "NOT OR", "*", "a" * 5000, "\x00运动", "<script>"]
)
@pytest.mark.both_databases
def test_odd_searches_break_nothing(client, place, text):
    assert client.get(place.url, {"q": text}).status_code == 200
    assert client.get(place.url + "calendar.ics", {"q": text}).status_code == 200
    assert client.get(place.url + "rss.xml", {"q": text}).status_code == 200


@pytest.mark.both_databases
def test_a_month_lists_each_day_on_which_something_is(client, place):
    schedule = [
        (
            "single",
            factories.when()[1]
            | {
                "start_date": date(2027, 3, 30),
                "start_time": None,
                "end_time": None,
                "end_date": date(2027, 4, 2),
            },
        ),
        ("single", factories.when()[1] | {"start_date": date(2027, 4, 2)}),
    ]
    factories.event(place, title="春展", schedule=schedule)
    calendar = client.get(place.url, {"view": "month", "month": "2027-04"}).context["listing"].calendar
    assert calendar.label == "2027 年 4 月"
    assert [(day.day.day, day.count) for day in calendar.days if day.count] == [(1, 1), (2, 2)]
    assert (calendar.blanks, len(calendar.days), calendar.total) == (3, 30, 2)
    assert (calendar.earlier, calendar.later) == ("?view=month&month=2027-03", "")
    march = client.get(place.url, {"view": "month", "month": "2027-03"}).context["listing"].calendar
    assert march.earlier == ""  # nothing before: a crawler goes no further
    assert march.later == "?view=month&month=2027-04"


def test_a_full_day_is_cut_and_leads_to_its_list(client, place):
    day = factories.days_ahead(10)
    for number in range(9):
        factories.event(place, title=f"第 {number} 项", schedule=[factories.when(10)])
    for view, shown in (("month", 3), ("week", 5)):
        params = {"view": view, "month": f"{day:%Y-%m}", "week": day.isoformat(), "kind": "other"}
        answer = client.get(place.url, params)
        cell = next(cell for cell in answer.context["listing"].calendar.days if cell.day == day)
        assert (len(cell.entries), cell.more) == (shown, 9 - shown)
        assert cell.address == f"?kind=other&from={day}&to={day}"
        assert f"另有 {9 - shown} 场" in answer.content.decode()
    assert len(titles(client, place, **{"from": day.isoformat(), "to": day.isoformat()})) == 9


def test_a_week_goes_from_monday_to_sunday_and_keeps_the_filters(client, place):
    factories.event(place, schedule=[("single", factories.when()[1] | {"start_date": date(2027, 5, 16)})])
    calendar = client.get(place.url, {"view": "week", "week": "2027-05-12"}).context["listing"].calendar
    assert calendar.label == "2027 年 5 月 10 日 星期一–5 月 16 日 星期日"
    assert [day.count for day in calendar.days] == [0, 0, 0, 0, 0, 0, 1]
    narrowed = client.get(place.url, {"view": "week", "week": "2027-05-12", "kind": "arts"}).content.decode()
    assert 'name="week" value="2027-05-12"' in narrowed
    assert "没有符合" in narrowed


@pytest.mark.both_databases
def test_counts_in_a_month_are_of_that_month(client, place):
    factories.event(place, kind="sports", schedule=[factories.when(3), factories.when(100)])
    day = factories.days_ahead(100)
    assert count_of(client, place, "kind", "sports") == 2
    assert count_of(client, place, "kind", "sports", view="month", month=f"{day:%Y-%m}") == 1


def test_pages_with_a_question_in_the_address_are_not_for_search_engines(client, place):
    factories.event(place)
    assert 'name="robots"' not in client.get(place.url).content.decode()
    for params in ({"kind": "other"}, {"view": "month"}, {"when": "past"}):
        assert 'content="noindex, follow"' in client.get(place.url, params).content.decode()


def test_feeds_take_the_same_questions(client, place):
    factories.event(place, title="甲", kind="sports", access=offer("captions"), schedule=[factories.when(3)])
    factories.event(place, title="乙", kind="arts", schedule=[factories.when(30)])
    factories.event(place, title="丙", kind="arts", schedule=[factories.when(-3)])
    day = factories.days_ahead(29).isoformat()
    for params, expected in (
        ({}, {"甲", "乙", "丙"}),
        ({"kind": "arts"}, {"乙", "丙"}),
        ({"service": "captions"}, {"甲"}),
        ({"from": day}, {"乙"}),
        ({"when": "past"}, {"丙"}),
        ({"open": "1"}, {"甲", "乙"}),
        ({"view": "month", "month": "2020-01"}, {"甲", "乙", "丙"}),
    ):
        feed = client.get(place.url + "calendar.ics", params).content.decode()
        assert set(re.findall(r"SUMMARY:(.)\r", feed)) == expected, params
    rss = client.get(place.url + "rss.xml", {"kind": "arts"}).content.decode()
    assert "乙" in rss
    assert "甲" not in rss


@pytest.mark.both_databases
def test_every_change_is_in_the_list_at_once(client, place):
    """The list is counted in memory; each of these must reach it without a restart."""
    event = factories.event(place, title="活动甲", capacity=3)
    assert titles(client, place) == ["活动甲"]
    operations.cancel(event.occurrences.get(), "因台风")
    assert titles(client, place, open=1) == []
    operations.reopen(event.occurrences.get())
    assert titles(client, place, open=1) == ["活动甲"]
    other = factories.organisation()
    event.move(other, "last-child")
    assert titles(client, place) == []
    assert titles(client, other) == ["活动甲"]
    event = EventPage.objects.get(pk=event.pk)
    event.unpublish()
    assert titles(client, other) == []
    event.get_latest_revision().publish()
    assert titles(client, other) == ["活动甲"]
    venue = Venue.objects.create(name="场地甲")
    page = EventPage.objects.get(pk=event.pk).get_latest_revision_as_object()
    page.venue = venue
    page.save_revision().publish()
    assert titles(client, other, facility="lift") == []
    venue.facilities = [VenueFacility(facility="lift", state="yes")]
    venue.save()
    assert titles(client, other, facility="lift") == ["活动甲"]
    EventPage.objects.get(pk=event.pk).delete()
    assert titles(client, other) == []


def test_a_restriction_hides_at_once_and_from_every_count(client, place):
    below = factories.organisation(place, title="下属社区")
    factories.organisation(place)
    factories.event(below, title="内部", kind="sports")
    assert count_of(client, place, "kind", "sports") == 1
    PageViewRestriction.objects.create(page=below, restriction_type="login")
    assert count_of(client, place, "kind", "sports") is None
    html = client.get(place.url, {"q": "内部"}).content.decode()
    assert "下属社区" not in html
    assert "有 0 场" in html


@pytest.mark.both_databases
def test_what_was_rolled_back_is_forgotten(client, place):
    """A change that is taken back leaves no trace in memory, also when another gets its number."""
    from django.db import transaction

    factories.event(place, title="留下的")
    assert titles(client, place) == ["留下的"]
    with transaction.atomic():
        factories.event(place, title="撤回的")
        assert len(titles(client, place)) == 2
        transaction.set_rollback(True)
    assert titles(client, place) == ["留下的"]
    factories.event(place, title="后来的")
    assert titles(client, place) == ["留下的", "后来的"]


@pytest.mark.both_databases
def test_many_changes_at_once_are_read_as_a_whole(client, place):
    event = factories.event(place, title="甲")
    assert titles(client, place) == ["甲"]
    EventPage.objects.filter(pk=event.pk).update(kind="sports")
    for _turn in range(listing_index.RECENT + 5):
        ListingChange.objects.create(event_id=1)
    assert titles(client, place, kind="sports") == ["甲"]


def test_after_some_minutes_everything_is_read_anew(client, place, monkeypatch):
    event = factories.event(place, title="甲")
    assert titles(client, place, kind="sports") == []
    EventPage.objects.filter(pk=event.pk).update(kind="sports")  # behind our back: no change is noted
    assert titles(client, place, kind="sports") == []
    monkeypatch.setattr(listing_index, "MAX_AGE", 0.0)
    assert titles(client, place, kind="sports") == ["甲"]


def test_old_notes_are_cleared_away(monkeypatch):
    from wagtail_disability_events.occurrences import listing_changes

    monkeypatch.setattr(listing_changes, "KEPT", 10)
    for _turn in range(40):
        listing_changes.note_change(None)
    assert ListingChange.objects.count() <= 20


@pytest.mark.both_databases
def test_bits_count_what_they_were_made_of():
    mask = bits([0, 3, 64, 129], 130)
    assert positions_of(mask) == [0, 3, 64, 129]
    assert some_positions(mask, 1, 2) == [3, 64]
    assert some_positions(mask, 1, 2, latest_first=True) == [64, 3]
    assert some_positions(0, 0, 20) == []


def test_a_district_lists_what_lies_below_and_a_community_only_its_own(client):
    community = EventIndexPage.objects.get(slug="chuangye")
    event = factories.event(community, title="社区自己的活动")
    for path in ("/", "/nanhu/", community.url):
        assert event.title in client.get(path, {"q": "社区自己的活动"}).content.decode(), path
    assert f">{event.title}</a>" not in client.get("/nanhu/wenyuan/", {"q": event.title}).content.decode()


@pytest.mark.indexed
@pytest.mark.both_databases
def test_a_search_is_answered_again_without_asking_until_something_changes(client):
    factories.event(title="龙舟友谊赛")
    with CaptureQueriesContext(connection) as first:
        assert "龙舟友谊赛" in client.get("/?q=龙舟").content.decode()
    with CaptureQueriesContext(connection) as again:
        assert "龙舟友谊赛" in client.get("/?q=龙舟").content.decode()
    searched = [query for query in first if "wagtailsearch" in query["sql"]]
    assert searched
    assert not [query for query in again if "wagtailsearch" in query["sql"]]
    factories.event(title="龙舟训练")
    assert "龙舟训练" in client.get("/?q=龙舟").content.decode()
    for number in range(choosing.SEARCHES_KEPT + 5):
        client.get(f"/?q=词{number}")
    assert len(listing_index.current().searches) <= choosing.SEARCHES_KEPT


@pytest.mark.indexed
def test_a_search_is_asked_again_after_a_while(client, monkeypatch):
    """The index may be written by a worker, later than the facts."""
    event = factories.event(title="皮划艇体验")
    entries = get_search_backend().get_index_for_model(EventPage)
    assert "皮划艇体验" in client.get("/?q=皮划艇").content.decode()
    entries.delete_item(event)
    assert "皮划艇体验" in client.get("/?q=皮划艇").content.decode()
    monkeypatch.setattr(choosing, "SEARCH_AGE", 0)
    assert "皮划艇体验" not in client.get("/?q=皮划艇").content.decode()
