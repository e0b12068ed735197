"""Calendars of others become drafts: looked at first, known again, never over what was edited here."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.support import factories
from tests.unit.calendars.test_reading_calendars import calendar, vevent
from wagtail_disability_events.importing import running
from wagtail_disability_events.importing.guessing import kind_in
from wagtail_disability_events.importing.planning import Verdict, plan_of
from wagtail_disability_events.importing.previewing import preview_import
from wagtail_disability_events.importing.running import run_import
from wagtail_disability_events.models import (
    AdviceDayPage,
    ArtShowcasePage,
    CalendarEntry,
    CalendarImport,
    CalendarSource,
    EventPage,
    ImportedEvent,
    TrainingCoursePage,
    Venue,
)

pytestmark = pytest.mark.django_db
SAMPLES = Path(__file__).parents[2] / "support" / "calendars"


@pytest.fixture
def organisation():
    return factories.organisation()


@pytest.fixture
def editor(client, organisation):
    client.force_login(factories.user("importer", page=organisation, pages=("add", "change")))
    return client


def look(organisation, text: str, name: str = "伙伴"):
    return preview_import(text.encode(), organisation, user=None, name=name)


def carry_out(organisation, text: str, take: tuple[str, ...] = ()):
    run = look(organisation, text)
    run.take_theirs = list(take)
    run.save()
    run_import.func(run.pk)
    return CalendarImport.objects.get(pk=run.pk)


def verdicts(organisation, text: str) -> list[str]:
    plan = plan_of(look(organisation, text))
    return [line.verdict.value for line in plan.lines] + [refusal.code for refusal in plan.refused]


def below(organisation) -> list[EventPage]:
    return list(EventPage.objects.descendant_of(organisation).order_by("pk").specific())


def starts(page) -> list[str]:
    from wagtail_disability_events.occurrences.projection import preview_rows

    return [f"{row.start:%Y-%m-%dT%H:%M}" for row in preview_rows(page)]


def test_events_become_drafts_with_kind_place_and_dates(organisation):
    venue = Venue.objects.create(name="南湖街道文体中心测试馆")
    text = calendar(
        vevent(
            "DTEND:20270301T033000Z",
            f"LOCATION:杭州 {venue.name} 二楼",
            title="SUMMARY:盲文培训",
            start="DTSTART:20270301T010000Z",
        ),
        vevent(
            "CATEGORIES:Art",
            "LOCATION:somewhere",
            "URL:https://example.org/x",
            uid="UID:b",
            title="SUMMARY:Open day",
        ),
    )
    run = carry_out(organisation, text)
    training, show = below(organisation)
    assert run.report["counts"] == {"new": 2}
    assert (type(training), training.kind, training.venue, training.location_note) == (
        TrainingCoursePage,
        "training",
        venue,
        "",
    )
    assert starts(training) == ["2027-03-01T01:00"]
    assert (type(show), show.location_note) == (ArtShowcasePage, "somewhere")
    assert "https://example.org/x" in str(show.body)
    for page in (training, show):
        assert not page.live
        assert not page.registration_enabled
        page.save_revision().publish()  # nothing is missing
    assert CalendarEntry.objects.filter(event__in=[training, show]).count() == 2


@pytest.mark.parametrize("name", ["google", "outlook", "apple", "indico", "the-events-calendar", "work-chat"])
def test_files_of_the_programs_that_people_use_are_imported_whole(organisation, name):
    content = (SAMPLES / f"{name}.ics").read_bytes()
    run = preview_import(content, organisation, user=None, name=name)
    expected = len(run.events)
    run_import.func(run.pk)
    assert CalendarImport.objects.get(pk=run.pk).report == {"counts": {"new": expected}, "problems": []}
    again = preview_import(content, organisation, user=None, name=name)
    assert {line.verdict for line in plan_of(again).lines} == {Verdict.UNCHANGED}
    assert again.source == run.source


def test_a_series_keeps_its_rule_with_its_exceptions(organisation):
    run = preview_import((SAMPLES / "google.ics").read_bytes(), organisation, user=None, name="")
    run_import.func(run.pk)
    course = below(organisation)[0]
    assert [child.block_type for child in course.schedule] == ["recurrence"]
    assert starts(course) == [
        f"2027-{day}T11:00" for day in ("01-04", "01-11", "01-19", "02-01", "02-08", "02-15", "02-22")
    ]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Art show", "arts"),
        ("Department meeting", ""),
        ("Garden party", "gathering"),
        ("书法课", "arts"),
        ("Gathering", "gathering"),
    ],
)
def test_a_kind_is_guessed_from_whole_words(text, kind):
    assert kind_in(text) == kind


def test_an_advice_day_is_guessed_from_its_title(organisation):
    run_import.func(
        preview_import((SAMPLES / "outlook.ics").read_bytes(), organisation, user=None, name="").pk
    )
    [page] = below(organisation)
    assert isinstance(page, AdviceDayPage)
    assert "script" not in str(page.body)


def test_a_change_there_becomes_a_draft_and_is_not_published_by_itself(organisation):
    carry_out(organisation, calendar(vevent()))
    [page] = below(organisation)
    page.save_revision().publish()
    ImportedEvent.objects.update(revision_id=page.latest_revision_id)
    moved = calendar(vevent("SEQUENCE:1", start="DTSTART:20270302T010000Z"))
    assert verdicts(organisation, moved) == ["changed"]
    carry_out(organisation, moved)
    page = EventPage.objects.get(pk=page.pk)
    assert starts(page) == ["2027-03-01T01:00"]
    assert page.has_unpublished_changes
    assert starts(page.get_latest_revision_as_object()) == ["2027-03-02T01:00"]


def test_what_was_edited_here_is_shown_and_kept_unless_theirs_is_taken(organisation):
    carry_out(organisation, calendar(vevent()))
    [page] = below(organisation)
    page.summary = "我们自己写的。"
    page.save_revision()
    theirs = calendar(vevent("SEQUENCE:1", "DESCRIPTION:theirs"))
    assert verdicts(organisation, theirs) == ["edited"]
    run = carry_out(organisation, theirs)
    assert run.report["counts"] == {"edited": 1}
    assert page.get_latest_revision_as_object().summary == "我们自己写的。"
    carry_out(organisation, theirs, take=("a",))
    page = EventPage.objects.get(pk=page.pk)
    assert page.get_latest_revision_as_object().summary == "theirs"
    assert verdicts(organisation, theirs) == ["unchanged"]


@pytest.mark.parametrize(
    ("newer", "older"),
    [
        ("SEQUENCE:3", "SEQUENCE:2"),
        ("LAST-MODIFIED:20270102T000000Z", "LAST-MODIFIED:20270101T000000Z"),
    ],
)
def test_an_older_file_changes_nothing(organisation, newer, older):
    carry_out(organisation, calendar(vevent(newer)))
    assert verdicts(organisation, calendar(vevent(older, title="SUMMARY:old"))) == ["older"]


def test_cancelled_deleted_and_our_own_events_are_told_apart(organisation):
    gone = calendar(vevent("STATUS:CANCELLED"))
    assert verdicts(organisation, gone) == ["cancelled"]
    carry_out(organisation, calendar(vevent()))
    carry_out(organisation, gone)
    assert [page.title for page in below(organisation)] == ["x"]
    assert verdicts(organisation, gone) == ["unchanged"]
    below(organisation)[0].delete()
    assert verdicts(organisation, calendar(vevent("SEQUENCE:9"))) == ["deleted"]
    ours = CalendarEntry.objects.first()
    assert verdicts(organisation, calendar(vevent(uid=f"UID:{ours.uid}"))) == ["ours"]


def test_one_event_in_two_calendars_is_imported_once(organisation):
    carry_out(organisation, calendar(vevent()))
    other = CalendarSource.objects.create(page=organisation, name="other")
    run = preview_import(calendar(vevent()).encode(), organisation, user=None, name="", source=other)
    assert [refusal.code for refusal in plan_of(run).refused] == ["elsewhere"]


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (("RRULE:FREQ=SECONDLY;COUNT=1000000000",), "rule"),
        (("RRULE:FREQ=DAILY;COUNT=1000000000",), "rule"),
        (("RRULE:FREQ=DAILY;COUNT=5000",), "schedule"),
        (("RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",), "schedule"),
        (("RRULE:FREQ=MONTHLY;BYWEEKNO=5",), "rule"),
    ],
)
def test_rules_that_cannot_be_are_refused_with_a_sentence(editor, organisation, lines, code):
    text = calendar(vevent(*lines))
    run = look(organisation, text)
    assert [refusal.code for refusal in plan_of(run).refused] == [code]
    html = editor.get(f"/admin/disability-events/import/{run.pk}/").content.decode()
    assert "没有可导入的内容" in html


def test_a_series_of_days_that_last_longer_is_written_date_by_date(organisation):
    event = vevent(
        "DTEND;VALUE=DATE:20270304", "RRULE:FREQ=MONTHLY;COUNT=3", start="DTSTART;VALUE=DATE:20270301"
    )
    carry_out(organisation, calendar(event))
    [page] = below(organisation)
    assert [child.block_type for child in page.schedule] == ["single"] * 3
    assert page.schedule[0].value["end_date"].day == 3


def test_the_last_day_of_a_rule_follows_its_hour(organisation):
    rule = "RRULE:FREQ=DAILY;UNTIL={}"
    for until, dates in (("20270303T010000Z", 3), ("20270303T005959Z", 2)):
        EventPage.objects.descendant_of(organisation).delete()
        CalendarSource.objects.all().delete()
        carry_out(organisation, calendar(vevent(rule.format(until))))
        assert len(starts(below(organisation)[0])) == dates


def test_staff_look_first_choose_and_import(editor, organisation, django_capture_on_commit_callbacks):
    venue = Venue.objects.first()
    page = f"/admin/disability-events/organisation/{organisation.pk}/import/"
    assert "还没有" in editor.get(page).content.decode()
    text = calendar(
        vevent("CATEGORIES:Tea", "LOCATION:The hall", title="SUMMARY:Afternoon"),
        vevent(uid="", title="SUMMARY:no name"),
    )
    answer = editor.post(page, {"file": SimpleUploadedFile("tea.ics", text.encode())})
    assert answer.status_code == 302
    look = editor.get(answer.url)
    html = look.content.decode()
    assert below(organisation) == []
    assert "Afternoon" in html
    assert "Tea (1)" in html
    assert "no name" in editor.get(answer.url + "?show=refused").content.decode()
    chosen = {
        "kind-word": ["Tea"],
        "kind": ["gathering"],
        "venue-word": ["The hall"],
        "venue": [str(venue.pk)],
    }
    with django_capture_on_commit_callbacks(execute=True):
        editor.post(answer.url, chosen)
    done = editor.get(answer.url).content.decode()
    assert "完成" in done
    assert "Afternoon" in done
    [event] = below(organisation)
    assert (event.kind, event.venue) == ("gathering", venue)
    source = CalendarSource.objects.get()
    assert source.choices == {"kind": {"Tea": "gathering"}, "venue": {"The hall": venue.pk}}
    twice = editor.post(answer.url, chosen, follow=True).content.decode()
    assert "已经开始" in twice
    assert len(below(organisation)) == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<!doctype html><html></html>", "这是网页"),
        (b"", "空文件"),
        (b"hello", "不是日历文件"),
        (b"BEGIN:VCALENDAR" + b"x" * 100, "文件超过 100"),
    ],
)
def test_a_file_that_is_no_calendar_is_refused_at_its_field(editor, organisation, settings, content, words):
    settings.WAGTAIL_DISABILITY_EVENTS = {"IMPORT_MAX_BYTES": 100}
    page = f"/admin/disability-events/organisation/{organisation.pk}/import/"
    answer = editor.post(page, {"file": SimpleUploadedFile("a.ics", content)})
    assert answer.status_code == 422
    error = re.search(r'id="id_file_error">([^<]+)', answer.content.decode())
    assert error
    assert words in error[1]
    assert CalendarImport.objects.count() == 0


def test_a_category_that_says_nothing_leaves_it_to_the_titles(
    editor, organisation, django_capture_on_commit_callbacks
):
    run = look(organisation, calendar(vevent("CATEGORIES:Public", title="SUMMARY:手语培训")))
    address = f"/admin/disability-events/import/{run.pk}/"
    assert "按各自标题判断" in editor.get(address).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        editor.post(address, {"kind-word": "Public", "kind": ""})
    assert below(organisation)[0].kind == "training"
    assert CalendarSource.objects.get().choices["kind"] == {}


def test_addresses_are_read_only_where_the_site_allows_it(editor, organisation):
    page = f"/admin/disability-events/organisation/{organisation.pk}/import/"
    assert 'name="url"' not in editor.get(page).content.decode()
    answer = editor.post(page, {"url": "https://example.org/a.ics"})
    assert answer.status_code == 422
    assert CalendarSource.objects.count() == 0


def test_an_import_is_open_to_those_who_may_add_events_there_and_to_nobody_else(client, organisation):
    run = look(organisation, calendar(vevent()))
    addresses = (
        f"/admin/disability-events/organisation/{organisation.pk}/import/",
        f"/admin/disability-events/import/{run.pk}/",
    )
    elsewhere = factories.user("elsewhere", page=factories.organisation(), pages=("add", "change"))
    for address in addresses:
        client.logout()
        assert client.get(address).status_code == 302
        client.force_login(elsewhere)
        assert client.get(address).status_code == 302
        assert client.post(address).status_code == 302
    assert below(organisation) == []
    assert CalendarImport.objects.get().state == "preview"


def test_an_import_that_was_stopped_goes_on_and_writes_nothing_twice(
    editor, organisation, django_capture_on_commit_callbacks
):
    events = [vevent(uid=f"UID:{number}", title=f"SUMMARY:活动 {number}") for number in range(5)]
    run = look(organisation, calendar(*events))
    carry_out(organisation, calendar(*events[:2]))  # as far as a killed process had come
    run.state, run.heartbeat_at, run.done = "running", timezone.now() - timedelta(minutes=5), 2
    run.save()
    address = f"/admin/disability-events/import/{run.pk}/"
    assert "停在" in editor.get(address).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        editor.post(address)
    assert [page.title for page in below(organisation)] == [f"活动 {number}" for number in range(5)]
    running = look(organisation, calendar(vevent(uid="UID:new")))
    running.state, running.heartbeat_at = "running", timezone.now()
    running.save()
    html = editor.get(f"/admin/disability-events/import/{running.pk}/").content.decode()
    assert "data-wde-progress" in html
    assert "<progress" in html


def test_what_could_not_be_written_is_said_in_a_sentence(editor, organisation, monkeypatch):
    """Somebody edits the draft here between the look and the run."""
    carry_out(organisation, calendar(vevent()))
    run = look(organisation, calendar(vevent("SEQUENCE:1", title="SUMMARY:theirs")))
    plan = plan_of(run)
    below(organisation)[0].save_revision()
    monkeypatch.setattr(running, "plan_of", lambda _run: plan)
    run_import.func(run.pk)
    html = editor.get(f"/admin/disability-events/import/{run.pk}/").content.decode()
    assert "theirs: 对方有改动，这里也编辑过" in html
    assert below(organisation)[0].get_latest_revision_as_object().title == "x"
