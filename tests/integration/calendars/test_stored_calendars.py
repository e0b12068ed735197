"""Stored texts stay true: whatever they name may change, many at once, two at a time, or behind our back."""

import json
from datetime import timedelta

import pytest
import recurring_ical_events
from django.core.management import call_command
from django.utils import timezone
from freezegun import freeze_time
from icalendar import Calendar

from tests.integration.occurrences.test_schedules import rhythm
from tests.support import factories
from wagtail_disability_events.models import CalendarEntry, EventPage, Occasion, Occurrence, Venue
from wagtail_disability_events.occurrences import operations
from wagtail_disability_events.pages.publishing import batches
from wagtail_disability_events.pages.publishing.publish import publish_facts

pytestmark = pytest.mark.django_db


@pytest.fixture
def after_commit(django_capture_on_commit_callbacks):
    return django_capture_on_commit_callbacks(execute=True)


def unfolded(entry) -> str:
    entry.refresh_from_db()
    return entry.text.replace("\r\n ", "")


def entry_of(event) -> CalendarEntry:
    return CalendarEntry.objects.get(event_id=event.pk)


def test_a_renamed_place_is_a_new_place_in_every_calendar(after_commit):
    venue = Venue.objects.create(name="旧馆", address="一路 1 号")
    entry = entry_of(factories.event(venue=venue))
    with after_commit:
        venue.name = "新馆"
        venue.save()
    assert "LOCATION:新馆 一路 1 号" in unfolded(entry)
    assert entry.sequence == 1  # where one goes has changed
    assert "新馆" in json.loads(entry.json)["locations"]["1"]["name"]


def test_a_renamed_organisation_is_a_new_word_only(after_commit):
    organisation = factories.organisation(short_name="旧名")
    entry = entry_of(factories.event(organisation))
    with after_commit:
        organisation.short_name = "新名"
        organisation.save_revision().publish()
    assert "CN=新名" in unfolded(entry)
    assert entry.sequence == 0


def test_a_renamed_occasion_is_a_new_category(after_commit):
    occasion = Occasion.objects.create(name="旧主题", slug="old")
    entry = entry_of(factories.event(occasion=occasion))
    with after_commit:
        occasion.name = "新主题"
        occasion.save()
    assert "新主题" in unfolded(entry)
    assert entry.sequence == 0


def test_a_new_address_reaches_the_texts(after_commit):
    event = factories.event()
    entry = entry_of(event)
    with after_commit:
        event.slug = "another-address"
        event.save_revision().publish()
    assert "another-address/" in unfolded(entry)


@pytest.mark.both_databases
def test_many_events_are_written_in_batches_and_feeds_hold_at_every_moment(client, monkeypatch):
    """What is read between two batches is whole: texts of before and of after, each of them true."""
    monkeypatch.setattr(batches, "BATCH", 2)
    organisation = factories.organisation(short_name="旧名")
    for _turn in range(5):
        factories.event(organisation)
    organisation.short_name = "新名"
    organisation.save()
    seen = []

    def work(event):
        publish_facts(event, note=False)
        text = client.get(f"{organisation.url}calendar.ics").content.decode().replace("\r\n ", "")
        assert len(Calendar.from_ical(text).walk("VEVENT")) == 5
        seen.append((text.count("CN=旧名"), text.count("CN=新名")))

    events = EventPage.objects.descendant_of(organisation)
    assert batches.for_each_published(events, work) == 5
    assert seen == [(4, 1), (3, 2), (2, 3), (1, 4), (0, 5)]


@pytest.mark.both_databases
def test_what_was_published_meanwhile_is_not_overwritten():
    event = factories.event(title="旧题")
    stale = EventPage.objects.get(pk=event.pk)
    event.title = "新题"
    event.save_revision().publish()
    publish_facts(stale)  # somebody who had read the page before
    assert "SUMMARY:新题" in entry_of(event).text


@pytest.mark.both_databases
def test_an_operation_writes_the_words_of_this_moment_not_those_it_was_begun_with():
    event = factories.event(title="旧题")
    date = Occurrence.objects.select_related("event").get(event=event.pk)
    event.title = "新题"
    event.save_revision().publish()
    operations.cancel(date, "台风")
    assert "SUMMARY:取消：新题" in entry_of(event).text


@pytest.mark.both_databases
def test_an_older_draft_published_later_raises_the_sequence_and_never_lowers_it():
    event = factories.event(schedule=[factories.when(5)])
    old = event.get_latest_revision()
    for days in (6, 7):
        event = EventPage.objects.get(pk=event.pk)
        [child] = event.schedule
        child.value["start_date"] = factories.days_ahead(days)
        event.save_revision().publish()
    assert entry_of(event).sequence == 2
    old.publish()
    assert entry_of(event).sequence == 3


@pytest.mark.both_databases
def test_check_calendars_finds_what_differs_and_mends_it(capsys):
    event, whole = factories.event(title="甲"), factories.event(title="乙")
    entry = entry_of(event)
    CalendarEntry.objects.filter(pk=entry.pk).update(text="BEGIN:VEVENT\r\nSUMMARY:被改了\r\nEND:VEVENT\r\n")
    Occurrence.objects.filter(event_id=whole.pk).update(start=timezone.now(), planned_start=timezone.now())
    call_command("check_calendars", "--dry-run")
    said = capsys.readouterr().out
    assert "甲: 1 texts, 0 dates" in said
    assert "乙" in said
    assert said.rstrip().endswith("differ.")
    assert "被改了" in entry_of(event).text
    call_command("check_calendars")
    assert "mended" in capsys.readouterr().out
    assert "SUMMARY:甲" in entry_of(event).text
    call_command("check_calendars")
    assert "0 texts and 0 dates" in capsys.readouterr().out


@pytest.mark.both_databases
def test_check_calendars_writes_what_is_missing(capsys):
    event = factories.event()
    CalendarEntry.objects.filter(event_id=event.pk).delete()
    call_command("check_calendars")
    assert "1 texts" in capsys.readouterr().out
    assert entry_of(event).text.startswith("BEGIN:VEVENT")


# over HTTP, before and after, with each parser


def instances(text: bytes, until) -> dict:
    """Start, status and identity of each date that recurring-ical-events finds."""
    calendar = Calendar.from_ical(text)
    found = recurring_ical_events.of(calendar).between(timezone.now() - timedelta(days=1), until)
    return {
        (one["DTSTART"].dt, str(one.get("STATUS"))): (str(one["UID"]), int(one["SEQUENCE"])) for one in found
    }


def test_each_change_made_by_staff_is_seen_by_programs_as_an_update_of_the_same_event(client):
    first = factories.days_ahead(7)
    event = factories.event(schedule=[rhythm(first, count=4)])
    until = timezone.now() + timedelta(days=60)

    def read():
        return instances(client.get(f"{event.url}event.ics").content, until)

    before = read()
    [(uid, sequence)] = set(before.values())
    third = event.occurrences.order_by("start")[2]
    operations.move(third, third.start + timedelta(days=1), third.end + timedelta(days=1))
    moved = read()
    assert {identity[0] for identity in moved.values()} == {uid}
    assert len(set(moved) - set(before)) == 1
    [change] = set(moved) - set(before)
    assert moved[change][1] == sequence + 1
    assert change[0] == third.start.astimezone(change[0].tzinfo)
    operations.cancel(event.occurrences.order_by("start").first(), "台风")
    cancelled = [status for _start, status in read() if status == "CANCELLED"]
    assert cancelled == ["CANCELLED"]
    event.title = "换了名字"
    event.save_revision().publish()
    after = read()
    assert {identity[0] for identity in after.values()} == {uid}
    assert set(after) == set(read())


def test_the_copy_of_an_event_has_an_identity_of_its_own(client):
    event = factories.event()
    copied = event.copy(update_attrs={"slug": "copied", "title": "副本"})
    copied.save_revision().publish()
    uids = set(CalendarEntry.objects.filter(event_id__in=[event.pk, copied.pk]).values_list("uid", flat=True))
    assert len(uids) == 2


@pytest.mark.both_databases
def test_identity_survives_export_and_import_of_the_database(tmp_path):
    event = factories.event()
    before = (
        CalendarEntry.objects.filter(event_id=event.pk).values("uid", "sequence", "text", "modified").get()
    )
    file = tmp_path / "dump.json"
    call_command("dumpdata", "wagtail_disability_events.CalendarEntry", output=str(file))
    CalendarEntry.objects.filter(event_id=event.pk).update(uid="lost", text="", sequence=9)
    call_command("loaddata", str(file), verbosity=0)
    after = (
        CalendarEntry.objects.filter(event_id=event.pk).values("uid", "sequence", "text", "modified").get()
    )
    assert after == before


def test_a_series_that_the_horizon_moves_on_keeps_its_text(client):
    event = factories.event(schedule=[rhythm(factories.days_ahead(3))])
    text = entry_of(event).text
    with freeze_time(timezone.now() + timedelta(days=30)):
        call_command("move_horizon")
        assert entry_of(event).text == text
