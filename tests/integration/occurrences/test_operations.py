"""Operations on dates: who is affected is shown first, everything says so at once, nobody else may do it."""

from datetime import time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageLogEntry

from tests.support import factories
from wagtail_disability_events.models import EventIndexPage, Occurrence, OutboxMessage, Venue
from wagtail_disability_events.occurrences import operations
from wagtail_disability_events.occurrences.projection import REMOVED

pytestmark = pytest.mark.django_db


@pytest.fixture
def street():
    return EventIndexPage.objects.get(slug="nanhu")


@pytest.fixture
def operator(client, street):
    """A client logged in as somebody who may edit the street's events and operate on their dates."""
    client.force_login(factories.user("operator", page=street, pages=("change",), dates=True))
    return client


def dates_url(event):
    return f"/admin/disability-events/{event.pk}/dates/"


def url(date, operation):
    return f"{dates_url(date.event)}{date.pk}/{operation}/"


def everywhere(client, event) -> dict[str, str]:
    """What page, list, feed, RSS and API say of an event."""
    paths = {
        "page": event.url,
        "list": "/nanhu/",
        "feed": event.url + "event.ics",
        "rss": "/nanhu/rss.xml",
    }
    return {name: client.get(path).content.decode().replace("\r\n ", "") for name, path in paths.items()}


def test_before_it_is_done_it_is_shown_who_is_affected(operator):
    event = factories.event(capacity=2, access=[("service", {"service": "captions", "limit": 3, "note": ""})])
    factories.registration(event, email="a@example.com", services=("captions",))
    factories.registration(event)
    factories.registration(event, email="b@example.com")
    html = operator.get(url(event.occurrences.get(), "cancel")).content.decode()
    for said in ("2 人已报名", "1 人在候补", "2 人会收到邮件", "1 人没有留邮箱", "1 条记录"):
        assert said in html, said
    assert "实时字幕" in html
    assert event.occurrences.get().status == "scheduled"


@pytest.mark.both_databases
def test_cancelling_is_seen_at_once_everywhere_and_told_and_logged(operator, client):
    event = factories.event(capacity=5)
    factories.registration(event, email="a@example.com")
    date = event.occurrences.get()
    sequence = date.calendar_entry.sequence
    page = operator.get(url(date, "cancel"))
    seen = page.context["form"].initial["seen"]
    answer = operator.post(url(date, "cancel"), {"reason": "因台风", "seen": seen}, follow=True)
    assert "已取消" in answer.content.decode()
    said = everywhere(client, event)
    assert "因台风" in said["page"]
    assert "因台风" in said["list"]
    assert "STATUS:CANCELLED" in said["feed"]
    assert "因台风" in said["rss"]
    date.refresh_from_db()
    assert date.calendar_entry.sequence == sequence + 1
    message = OutboxMessage.objects.get(kind="called-off", registration__event=event)
    assert "因台风" in message.body
    entry = PageLogEntry.objects.get(action="wde.occurrence.cancel", page=event.pk)
    assert (entry.user.username, entry.data["reason"]) == ("operator", "因台风")
    assert not event.get_latest_revision().as_object().has_unpublished_changes


def test_a_reason_is_asked_for_at_its_field(operator):
    date = factories.event().occurrences.get()
    answer = operator.post(url(date, "cancel"), {"reason": " "})
    assert answer.status_code == 422
    assert "请写明原因" in answer.content.decode()
    assert Occurrence.objects.get(pk=date.pk).status == "scheduled"


def test_postponed_and_reopened(operator, client):
    event = factories.event()
    date = event.occurrences.get()
    operator.post(url(date, "postpone"), {"reason": "场馆检修"})
    assert "场馆检修" in client.get(event.url).content.decode()
    page = operator.get(url(date, "reopen")).content.decode()
    assert "页面上写的是" in page
    operator.post(url(date, "reopen"), {})
    date.refresh_from_db()
    assert (date.status, date.status_reason) == ("scheduled", "")
    assert "场馆检修" not in client.get(event.url).content.decode()


@pytest.mark.both_databases
def test_moved_in_time_and_place_and_back_to_what_the_page_says(operator, client):
    event = factories.event(venue=Venue.objects.first(), location_note="一楼")
    date = event.occurrences.get()
    start, other = date.start, Venue.objects.last()
    day = timezone.localtime(start).date() + timedelta(days=2)
    operator.post(
        url(date, "move"),
        {
            "start_date": day.isoformat(),
            "start_time": "15:00",
            "end_time": "17:00",
            "venue": other.pk,
            "location": "二楼",
            "reason": "场馆检修",
        },
    )
    date.refresh_from_db()
    assert (date.status, date.venue, date.location) == ("moved", other, "二楼")
    assert timezone.localtime(date.start).time() == time(15)
    html = client.get(event.url).content.decode()
    assert other.name in html
    assert "15:00–17:00" in html
    event.get_latest_revision().publish()  # words published later do not undo it
    date.refresh_from_db()
    assert (date.status, date.venue) == ("moved", other)
    operator.post(url(date, "reopen"), {})
    date.refresh_from_db()
    assert (date.start, date.venue_id, date.location) == (start, event.venue_id, "一楼")


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"start_time": "15:00", "end_time": "14:00"}, "结束时间"),
        ({"end_time": "14:00"}, "开始时间"),
        ({"start_date": "2020-01-01", "start_time": "9:00"}, "过去"),
        ({"start_date": "9999-12-31"}, "太远"),
        ({"start_date": "soon"}, "2027-05-17"),
        ({"start_date": ""}, "请填新的日期"),
    ],
)
def test_a_move_that_cannot_be_is_refused_and_what_was_typed_stays(operator, fields, message):
    date = factories.event().occurrences.get()
    data = {"start_date": factories.days_ahead(9).isoformat(), "start_time": "", "end_time": ""} | fields
    answer = operator.post(url(date, "move"), data | {"reason": "场馆检修"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert message in html
    assert "场馆检修" in html
    assert Occurrence.objects.get(pk=date.pk).status == "scheduled"


def test_a_move_to_a_place_that_is_taken_is_done_and_said(operator):
    venue = Venue.objects.first()
    taken = factories.event(venue=venue, schedule=[factories.when(15)], title="先来的活动")
    date = factories.event(venue=venue).occurrences.get()
    start = timezone.localtime(taken.occurrences.get().start)
    data = {"start_date": start.date().isoformat(), "start_time": "09:30", "end_time": "10:00"}
    answer = operator.post(url(date, "move"), data | {"venue": venue.pk}, follow=True)
    assert "先来的活动" in answer.content.decode()
    assert Occurrence.objects.get(pk=date.pk).status == "moved"


@pytest.mark.both_databases
def test_two_people_at_once_the_second_looks_again(operator):
    date = factories.event().occurrences.get()
    seen = operator.get(url(date, "move")).context["form"].initial["seen"]
    operations.cancel(date, "因台风")
    data = {"start_date": factories.days_ahead(9).isoformat(), "start_time": "09:00", "seen": seen}
    answer = operator.post(url(date, "move"), data, follow=True)
    assert "已经有变动" in answer.content.decode()
    assert Occurrence.objects.get(pk=date.pk).status == "cancelled"
    other = factories.event().occurrences.get()
    seen = operator.get(url(other, "postpone")).context["form"].initial["seen"]
    operations.move(other, other.start + timedelta(days=1), other.end + timedelta(days=1))
    answer = operator.post(url(other, "postpone"), {"seen": seen}, follow=True)
    assert "已经有变动" in answer.content.decode()
    assert Occurrence.objects.get(pk=other.pk).status == "moved"


def test_what_is_over_is_corrected_without_telling_anybody(operator):
    event = factories.event(schedule=[factories.when(-3)])
    factories.registration(event, email="a@example.com", by_staff=True)
    date = event.occurrences.get()
    assert "这一场已经结束" in operator.get(url(date, "cancel")).content.decode()
    operator.post(url(date, "cancel"), {"reason": "没有办成"})
    assert Occurrence.objects.get(pk=date.pk).status == "cancelled"
    assert not OutboxMessage.objects.filter(kind="called-off", registration__event=event).exists()
    past = operator.get(dates_url(event) + "?past=1").context["rows"]
    assert [line.row.pk for line in past] == [date.pk]


def test_telling_many_costs_no_more_queries_than_telling_few():
    few, many = factories.event(), factories.event()
    for number in range(3):
        factories.registration(few, email=f"few{number}@example.com")
    for number in range(40):
        factories.registration(many, email=f"many{number}@example.com")

    def asked(event) -> int:
        with CaptureQueriesContext(connection) as captured:
            operations.cancel(event.occurrences.get(), "因台风")
        return len(captured)

    assert asked(many) <= asked(few) + 1
    assert OutboxMessage.objects.filter(kind="called-off", registration__event=many).count() == 40


def test_a_changed_schedule_is_told_too_and_changed_words_are_not():
    event = factories.event()
    factories.registration(event, email="a@example.com")
    page = event.get_latest_revision_as_object()
    page.summary = "换一种说法。"
    page.save_revision().publish()
    assert not OutboxMessage.objects.filter(registration__event=event).exclude(kind="confirmed").exists()
    page = event.get_latest_revision_as_object()
    page.schedule[0].value["start_time"] = time(10)
    page.save_revision().publish()
    assert "10:00–11:00" in OutboxMessage.objects.get(kind="changed", registration__event=event).body


@pytest.mark.both_databases
def test_all_dates_of_a_week_are_cancelled_together_after_a_question(operator, street):
    first = factories.event(schedule=[factories.when(5), factories.when(6)])
    second = factories.event(schedule=[factories.when(6, time(14), time(16))])
    elsewhere = factories.event(EventIndexPage.objects.get(slug="jiangbin"), schedule=[factories.when(6)])
    factories.registration(first, email="a@example.com")
    factories.registration(second)
    base = f"/admin/disability-events/organisation/{street.pk}/dates/"
    span = {"from": factories.days_ahead(4).isoformat(), "to": factories.days_ahead(7).isoformat()}
    html = operator.get(base, span).content.decode()
    assert first.title in html
    assert elsewhere.title not in html
    chosen = [*first.occurrences.all(), *second.occurrences.all(), *elsewhere.occurrences.all()]
    data = span | {"date": [date.pk for date in chosen]}
    question = operator.post(base, data).content.decode()
    assert "取消 3 场" in question
    assert "2 人已报名" in question
    assert "1 人没有留邮箱" in question
    assert not Occurrence.objects.filter(pk__in=data["date"], status="cancelled").exists()
    assert operator.post(base, data | {"confirmed": "yes", "reason": ""}).status_code == 422
    answer = operator.post(base, data | {"confirmed": "yes", "reason": "因台风"}, follow=True)
    assert "已取消 3 场" in answer.content.decode()
    assert {row.status for row in Occurrence.objects.filter(event__in=[first, second])} == {"cancelled"}
    assert elsewhere.occurrences.get().status == "scheduled"
    assert PageLogEntry.objects.filter(action="wde.occurrence.cancel").count() >= 3
    answer = operator.post(base, data | {"confirmed": "yes", "reason": "再来一次"}, follow=True)
    assert "请先选择" in answer.content.decode()


@pytest.mark.both_databases
def test_the_calendar_of_an_organisation_shows_clashes_and_bears_nonsense(operator, street):
    venue = Venue.objects.create(name="小剧场")
    factories.event(venue=venue, schedule=[factories.when(5)])
    factories.event(venue=venue, schedule=[factories.when(5, time(10), time(12))])
    base = f"/admin/disability-events/organisation/{street.pk}/dates/"
    day = factories.days_ahead(5).isoformat()
    assert operator.get(base, {"from": day, "to": day}).content.decode().count("这个时间场地排了两次") == 2
    for odd in ({"from": "x"}, {"from": "9999-01-01", "to": "9999-01-02"}, {"from": day, "to": "2020-01-01"}):
        assert "这是本周" in operator.get(base, odd).content.decode()
    empty = {"from": "2035-01-01", "to": "2035-01-07"}
    assert "没有活动" in operator.get(base, empty).content.decode()


def test_without_the_permission_for_dates_one_sees_them_and_changes_nothing(client, street):
    event = factories.event()
    date = event.occurrences.get()
    client.force_login(factories.user("writer", page=street, pages=("change",)))
    assert client.get(dates_url(event)).status_code == 200
    assert "改期" not in client.get(dates_url(event)).content.decode()
    base = f"/admin/disability-events/organisation/{street.pk}/dates/"
    assert client.get(base).status_code == 200
    for address in (url(date, "cancel"), base):
        client.post(address, {"reason": "x", "date": date.pk, "confirmed": "yes"})
    assert Occurrence.objects.get(pk=date.pk).status == "scheduled"


def test_nobody_operates_on_dates_of_another_community(client):
    own = EventIndexPage.objects.get(slug="chuangye")
    event = factories.event(EventIndexPage.objects.get(slug="wenyuan"))
    date = event.occurrences.get()
    mine = factories.event(own).occurrences.get()
    client.force_login(factories.user("neighbour", page=own, pages=("change",), dates=True))
    for address in (
        dates_url(event),
        *(url(date, name) for name in ("cancel", "postpone", "move", "reopen")),
    ):
        assert client.get(address).status_code == 302, address
        client.post(address, {"reason": "x"})
    assert (
        client.get(f"/admin/disability-events/organisation/{event.get_parent().pk}/dates/").status_code == 302
    )
    # a date of another event under the address of one's own
    assert client.post(f"{dates_url(mine.event)}{date.pk}/cancel/", {"reason": "x"}).status_code == 404
    assert client.get(f"{dates_url(mine.event)}{mine.pk}/delete/").status_code == 404
    assert Occurrence.objects.get(pk=date.pk).status == "scheduled"
    above = EventIndexPage.objects.get(slug="nanhu")  # the calendar above shows what is one's own
    html = client.get(f"/admin/disability-events/organisation/{above.pk}/dates/").content.decode()
    assert event.title not in html


def test_other_sites_hear_of_changes_and_cancellations():
    heard = []

    def changed(sender, occurrence, previous, **kwargs):
        heard.append(("changed", str(previous), occurrence.status))

    def cancelled(sender, occurrence, reason, **kwargs):
        heard.append(("cancelled", reason))

    operations.occurrence_changed.connect(changed)
    operations.occurrence_cancelled.connect(cancelled)
    try:
        date = factories.event().occurrences.get()
        operations.postpone(date, "")
        operations.cancel(date, "因台风")
    finally:
        operations.occurrence_changed.disconnect(changed)
        operations.occurrence_cancelled.disconnect(cancelled)
    assert heard == [
        ("changed", "scheduled", "postponed"),
        ("changed", "postponed", "cancelled"),
        ("cancelled", "因台风"),
    ]


def test_a_date_that_was_moved_and_then_cancelled_stays_where_it_was_when_the_page_is_published_again():
    event = factories.event()
    date = event.occurrences.get()
    operations.move(date, date.start + timedelta(days=1), date.end + timedelta(days=1))
    operations.cancel(event.occurrences.get(), "台风")
    event.title = "换了名字"
    event.save_revision().publish()
    after = event.occurrences.get()
    assert (after.start, after.status) == (date.start, "cancelled")
    operations.reopen(after)
    assert event.occurrences.get().start == after.planned_start


@pytest.mark.parametrize(
    ("state", "allowed"),
    [
        ("scheduled", {"cancel", "postpone", "move"}),
        ("moved", {"cancel", "postpone", "move", "reopen"}),
        ("postponed", {"cancel", "move", "reopen"}),
        ("cancelled", {"reopen"}),
    ],
)
def test_an_operation_that_the_state_of_a_date_does_not_allow_is_refused_by_the_rule_itself(state, allowed):
    """Not only by the view: whoever calls the operation is refused, and nothing is written."""
    event = factories.event()
    date = event.occurrences.get()
    Occurrence.objects.filter(pk=date.pk).update(status=state, status_reason="before")
    later = (date.start + timedelta(days=1), date.end + timedelta(days=1))
    operate = {
        "cancel": lambda row: operations.cancel(row, "因台风"),
        "postpone": lambda row: operations.postpone(row, ""),
        "move": lambda row: operations.move(row, *later),
        "reopen": operations.reopen,
    }
    assert set(operations.allowed_operations(event.occurrences.get())) == allowed
    for name, carry_out in operate.items():
        Occurrence.objects.filter(pk=date.pk).update(status=state, status_reason="before")
        logged = PageLogEntry.objects.count()
        if name in allowed:
            carry_out(event.occurrences.get())
            continue
        with pytest.raises(operations.OperationNotAllowed):
            carry_out(event.occurrences.get())
        assert list(event.occurrences.values_list("status", "status_reason")) == [(state, "before")]
        assert PageLogEntry.objects.count() == logged


def test_a_date_that_left_the_schedule_is_not_reopened():
    event = factories.event()
    event.occurrences.update(status="cancelled", in_schedule=False)
    assert operations.allowed_operations(event.occurrences.get()) == ()
    with pytest.raises(operations.OperationNotAllowed):
        operations.reopen(event.occurrences.get())


@pytest.mark.both_databases
def test_what_was_looked_at_long_ago_is_refused_by_the_row_in_the_database():
    """A stale copy of a date says it takes place; the row says it is cancelled."""
    event = factories.event()
    stale = event.occurrences.get()
    operations.cancel(event.occurrences.get(), "因台风")
    with pytest.raises(operations.OperationNotAllowed):
        operations.postpone(stale, "")
    assert event.occurrences.get().status == "cancelled"


def test_each_operation_is_written_down_with_who_what_and_when(operator, street):
    event, user = factories.event(), factories.user("writes-down", page=street)
    date = event.occurrences.get()
    before, later = date.start, date.start + timedelta(days=1)
    operations.move(date, later, later + timedelta(hours=2), "下雨", user=user)
    operations.cancel_all([date], "台风", user=user)
    said = [
        (entry.action, entry.user, entry.data)
        for entry in PageLogEntry.objects.filter(page=event, action__startswith="wde.occurrence").order_by(
            "id"
        )
    ]
    of_date = {"occurrence": date.pk}
    assert said == [
        (
            "wde.occurrence.move",
            user,
            of_date | {"start": before.isoformat(), "new_start": later.isoformat(), "reason": "下雨"},
        ),
        (
            "wde.occurrence.cancel",
            user,
            of_date | {"start": later.isoformat(), "new_start": later.isoformat(), "reason": "台风"},
        ),
    ]


def test_what_is_not_allowed_says_what_would_be():
    date = factories.event().occurrences.get()
    operations.cancel(date, "台风")
    with pytest.raises(operations.OperationNotAllowed, match="postpone") as caught:
        operations.postpone(date, "雨")
    assert caught.value.operation == operations.Operation.POSTPONE
    assert caught.value.allowed == (operations.Operation.REOPEN,)


def test_listeners_hear_what_happened_and_only_of_dates():
    heard = []

    def hear(**said):
        heard.append({name: value for name, value in said.items() if name != "signal"})

    date = factories.event().occurrences.get()
    signals = (operations.occurrence_changed, operations.occurrence_cancelled)
    for signal in signals:
        signal.connect(hear, sender=Occurrence)
    try:
        operations.cancel(date, "台风")
    finally:
        for signal in signals:
            signal.disconnect(hear, sender=Occurrence)
    of_date = {"sender": Occurrence, "occurrence": date}
    assert heard == [of_date | {"previous": "scheduled"}, of_date | {"reason": "台风"}]


def test_all_are_cancelled_in_the_order_in_which_they_come():
    event = factories.event(schedule=[factories.when(days) for days in (9, 2, 5)])
    other = factories.event(schedule=[factories.when(5)])
    dates = [*event.occurrences.all(), *other.occurrences.all()]
    cancelled = operations.cancel_all(reversed(dates), "台风")
    assert [date.pk for date in cancelled] == [
        date.pk for date in Occurrence.objects.filter(pk__in=[d.pk for d in dates]).order_by("start", "id")
    ]
    assert operations.cancel_all(dates, "台风") == []


def test_only_what_an_operation_changes_is_written():
    date = factories.event().occurrences.get()
    stale = Occurrence.objects.get(pk=date.pk)
    Occurrence.objects.filter(pk=date.pk).update(topic="改了的题目")
    venue = Venue.objects.create(name="新场馆", address="三号")
    operations.move(stale, stale.start, stale.end, venue_id=venue.pk, seen=operations.state_seen(stale))
    date.refresh_from_db()
    assert (date.topic, date.venue, date.status_reason) == ("改了的题目", venue, "")


def test_a_move_ends_after_it_begins():
    date = factories.event().occurrences.get()
    with pytest.raises(operations.ImpossibleSpan):
        operations.move(date, date.start, date.start)


@pytest.mark.parametrize(
    "operate",
    [
        lambda date, seen: operations.cancel(date, "台风", seen=seen),
        lambda date, seen: operations.postpone(date, "台风", seen=seen),
        lambda date, seen: operations.move(date, date.start, date.end, seen=seen),
        lambda date, seen: operations.reopen(date, seen=seen),
    ],
    ids=["cancel", "postpone", "move", "reopen"],
)
def test_who_saw_an_older_state_changes_nothing(operate):
    """The state is the same; only the hour is another one since somebody else moved the date."""
    date = factories.event().occurrences.get()
    operations.move(date, date.start + timedelta(days=1), date.end + timedelta(days=1))
    seen = operations.state_seen(date)
    operations.move(date, date.start + timedelta(hours=1), date.end + timedelta(hours=1))
    with pytest.raises(operations.ChangedMeanwhile):
        operate(date, seen)
    operate(date, operations.state_seen(date))


def test_who_postponed_and_who_reopened_is_written_down(street):
    event, user = factories.event(), factories.user("writes-down-too", page=street)
    date = event.occurrences.get()
    operations.postpone(date, "下雨", user=user)
    operations.reopen(date, user=user)
    said = PageLogEntry.objects.filter(page=event, action__startswith="wde.occurrence").order_by("id")
    assert [(entry.action, entry.user) for entry in said] == [
        ("wde.occurrence.postpone", user),
        ("wde.occurrence.reopen", user),
    ]


def test_readers_are_told_what_somebody_wrote_and_no_word_of_ours():
    assert operations.public_reason(Occurrence(status_reason="下雨")) == "下雨"
    assert operations.public_reason(Occurrence(status_reason=REMOVED)) == ""
