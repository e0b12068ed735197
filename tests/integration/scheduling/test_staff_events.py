"""The staff's list of events, and one more event like this one."""

from datetime import date, time, timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageLogEntry

from tests.integration.occurrences.test_schedules import added, exception, lunar, rhythm, session
from tests.integration.outcomes.test_outcomes import contest
from tests.support import factories
from wagtail_disability_events.models import (
    ArticleIndexPage,
    ArticlePage,
    EventIndexPage,
    EventPage,
    Headcount,
    SportsDayPage,
)
from wagtail_disability_events.scheduling.duplicating import duplicate, proposed_day
from wagtail_disability_events.staff.event_summaries import event_summaries
from wagtail_disability_events.staff.next_step import next_step

pytestmark = pytest.mark.django_db
REPORT = "/admin/disability-events/events/"


@pytest.fixture
def street():
    return EventIndexPage.objects.get(slug="nanhu")


@pytest.fixture
def writer(client, street):
    client.force_login(factories.user("writer", page=street, pages=("add", "change")))
    return client


def step_of(event) -> str:
    step = next_step(event, event_summaries([event])[event.pk])
    return step.label if step else ""


def article(event, genre="announcement"):
    page = ArticlePage(title="文章", event=event, genre=genre)
    ArticleIndexPage.objects.first().add_child(instance=page)


def test_the_list_shows_how_each_event_stands(writer):
    services = [("service", {"service": "transport", "limit": 1, "note": ""})]
    event = factories.event(title="清单里的活动", capacity=5, access=services)
    for _turn in range(2):
        factories.registration(event, services=("transport",))
    html = writer.get(REPORT, {"needs": "unmet"}).content.decode()
    row = html.split(event.title)[1].split("</tr>")[0]
    assert "2/5" in row
    assert "有 1 项需求还没落实" in row
    assert f"/admin/disability-events/{event.pk}/registrations/" in row
    assert "9:00–11:00" in row


def test_the_next_step_follows_the_life_of_an_event(street):
    draft = factories.event(publish=False)
    assert step_of(draft) == "写完并发布"
    ahead = factories.event()
    assert step_of(ahead) == "起草预告"
    article(ahead)
    assert step_of(ahead) == ""
    past = factories.event(schedule=[factories.when(-3)], yearly=True)
    assert step_of(past) == "登记到场的人"
    Headcount.objects.create(occurrence=past.occurrences.get(), walk_ins=3)
    assert step_of(past) == "给照片写描述并公开"
    factories.photo(past, alt_text="一排标志桶", state="public")
    assert step_of(past) == "起草报道"
    article(past, "report")
    assert step_of(past) == "筹备下一次"
    duplicate(past, factories.days_ahead(300), title="下一次")
    assert step_of(past) == ""
    past.unpublish()
    assert step_of(EventPage.objects.get(pk=past.pk)) == ""


def test_the_list_is_filtered_exported_and_holds_only_ones_own(writer, street):
    mine = factories.event(title="自己的活动", kind="sports")
    over = factories.event(title="过去的活动", kind="arts", schedule=[factories.when(-3)])
    draft = factories.event(title="草稿活动", publish=False)
    other = factories.event(EventIndexPage.objects.get(slug="jiangbin"), title="上级的活动")

    def shown(**params):
        html = writer.get(REPORT, params).content.decode()
        return {event.title for event in (mine, over, draft, other) if event.title in html}

    assert shown() == {"自己的活动", "过去的活动", "草稿活动"}
    assert shown(when="past") == {"过去的活动"}
    assert shown(when="draft") == {"草稿活动"}
    assert shown(kind="sports", when="ahead") == {"自己的活动"}
    assert shown(organisation=EventIndexPage.objects.get(slug="chuangye").pk) == set()
    assert writer.get(REPORT, {"kind": "nonsense"}).status_code == 200
    exported = writer.get(REPORT, {"export": "csv", "kind": "sports"})
    text = b"".join(exported.streaming_content).decode()
    assert "自己的活动" in text
    assert "下一步" in text
    assert writer.get(REPORT, {"export": "xlsx"}).status_code == 200


def test_who_edits_nothing_has_no_list(client):
    client.force_login(factories.user("stranger"))
    assert client.get(REPORT).status_code == 302


def test_one_more_edition_in_one_step(writer, street):
    event = factories.event(
        model=SportsDayPage,
        title="趣味运动会",
        capacity=30,
        contests=[contest(results=[{"medal": "gold", "who": "参赛选手", "team": "", "result": "9"}])],
        schedule=[factories.when(-20), factories.when(-19)],
        registration_closes=timezone.now() - timedelta(days=21),
        yearly=True,
    )
    factories.registration(event, by_staff=True)
    url = f"/admin/disability-events/{event.pk}/duplicate/"
    form = writer.get(url).context["form"]
    first = timezone.localtime(event.occurrences.first().start).date()
    assert form.initial["day"] == first + timedelta(days=364)  # the same weekday a year later
    day = factories.days_ahead(40)
    answer = writer.post(url, {"title": "第二届趣味运动会", "day": day.isoformat()})
    copy = SportsDayPage.objects.get(title="第二届趣味运动会")
    assert answer["Location"] == f"/admin/pages/{copy.pk}/edit/"
    assert (copy.live, copy.capacity, copy.previous_edition_id) == (False, 30, event.pk)
    latest = copy.get_latest_revision_as_object()
    assert [child.value["start_date"] for child in latest.schedule] == [day, day + timedelta(days=1)]
    assert len(latest.contests[0].value["results"]) == 0
    assert (
        round((latest.registration_closes - event.registration_closes) / timedelta(days=1))
        == (day - first).days
    )
    assert not copy.registrations.exists()
    assert PageLogEntry.objects.filter(page=copy.pk, action="wde.event.duplicate").exists()
    latest.save_revision().publish()
    assert copy.occurrences.count() == 2
    assert event.occurrences.count() == 2


def test_a_day_that_is_none_is_refused_at_its_field(writer):
    event = factories.event()
    url = f"/admin/disability-events/{event.pk}/duplicate/"
    answer = writer.post(url, {"title": "新的", "day": "soon"})
    assert answer.status_code == 422
    assert "2027-05-17" in answer.content.decode()
    assert "新的" in answer.content.decode()


def test_every_kind_of_schedule_moves_with_the_first_day():
    monday = date(2027, 3, 1)
    course = {
        "start_time": time(9),
        "minutes": 60,
        "teacher": "",
        "sessions": [session(monday), session(monday + timedelta(days=2))],
    }
    weekly = rhythm(
        monday,
        weekdays=["MO", "WE"],
        until=date(2027, 4, 1),
        left_out=[date(2027, 3, 3)],
        changed=[exception(date(2027, 3, 8), new_date=date(2027, 3, 9))],
        added=[added(date(2027, 3, 6))],
    )
    event = factories.event(schedule=[weekly, ("course", course), lunar(year=2027)])
    copy = duplicate(event, monday + timedelta(days=365), title="下一年")
    recurrence, sessions, festival = (child.value for child in copy.schedule)
    assert recurrence["start_date"] == date(2028, 2, 29)
    assert recurrence["weekdays"] == ["TU", "TH"]
    assert recurrence["until"] == date(2028, 3, 31)
    assert [len(recurrence[name]) for name in ("left_out", "changed", "added")] == [0, 0, 0]
    assert [entry["date"] for entry in sessions["sessions"]] == [date(2028, 2, 29), date(2028, 3, 2)]
    assert festival["year"] == 2028


def test_works_and_prizes_stay_with_the_show_that_their_authors_agreed_to():
    show = EventPage.objects.get(title__startswith="“心中的家园”").specific
    assert len(show.works) == 4
    copy = duplicate(show, factories.days_ahead(400), title="下一届作品展")
    draft = copy.get_latest_revision_as_object()
    assert len(draft.works) == 0
    assert len(type(show).objects.get(pk=show.pk).works) == 4


def test_the_proposed_day_is_never_in_the_past():
    assert proposed_day(factories.event(schedule=[factories.when(-800)], yearly=True)) > timezone.localdate()
    assert proposed_day(factories.event(schedule=[factories.when(-30)])) == factories.days_ahead(7)
    assert proposed_day(EventPage()) == factories.days_ahead(7)


def test_only_who_may_add_below_the_organisation_duplicates(client, street):
    event = factories.event()
    url = f"/admin/disability-events/{event.pk}/duplicate/"
    neighbour = EventIndexPage.objects.get(slug="chuangye")
    for name, page, pages in (("neighbour", neighbour, ("add", "change")), ("changer", street, ("change",))):
        client.force_login(factories.user(name, page=page, pages=pages))
        client.post(url, {"title": "偷来的", "day": "2027-05-17"})
        assert not EventPage.objects.filter(title="偷来的").exists(), name
