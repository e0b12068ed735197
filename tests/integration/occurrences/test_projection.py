"""Publishing makes facts; editing words, saving drafts, copying and moving never break them."""

from datetime import time, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from freezegun import freeze_time
from wagtail.blocks.stream_block import StreamValue

from tests.support import factories
from wagtail_disability_events.models import (
    Attendance,
    CalendarEntry,
    EventPage,
    Occurrence,
    Quota,
    Registration,
    SportsDayPage,
)
from wagtail_disability_events.occurrences import operations

pytestmark = pytest.mark.django_db


def facts(event):
    """Everything that hangs on an event and must survive editing."""
    return (
        list(event.occurrences.order_by("pk").values_list("pk", "block_id", "status")),
        list(Registration.objects.filter(event_id=event.pk).values_list("pk", "state", "occurrence_id")),
        list(Quota.objects.filter(event_id=event.pk).order_by("pk").values_list("pk", "taken")),
        list(CalendarEntry.objects.filter(event_id=event.pk).order_by("pk").values_list("uid", flat=True)),
    )


def reschedule(event, *dates, publish=True):
    """Edit the schedule as an editor does: blocks keep their ids."""
    page = event.get_latest_revision_as_object()
    ids = [block.id for block in page.schedule] + [None] * len(dates)
    blocks = page.schedule.stream_block
    page.schedule = StreamValue(
        blocks,
        [
            (kind, blocks.child_blocks[kind].normalize(value), ids[position])
            for position, (kind, value) in enumerate(dates)
        ],
    )
    revision = page.save_revision()
    if publish:
        revision.publish()
    return EventPage.objects.get(pk=event.pk)


@pytest.mark.both_databases
def test_publishing_makes_one_row_a_date_and_a_calendar_entry_for_each():
    event = factories.event(schedule=[factories.when(3), factories.when(4, None, None)])
    timed, whole = event.occurrences.all()
    assert (timed.all_day, whole.all_day) == (False, True)
    assert timed.time_zone == "Asia/Shanghai"
    assert whole.end - whole.start == timedelta(days=1)
    assert timed.calendar_entry.uid != whole.calendar_entry.uid


def test_a_changed_time_changes_the_row_and_keeps_what_hangs_on_it():
    event = factories.event(capacity=5)
    registration = factories.registration(event)
    before, sequence = facts(event), event.occurrences.get().calendar_entry.sequence
    event = reschedule(event, factories.when(9, time(14), time(16)))
    date = event.occurrences.get()
    assert facts(event) == before
    assert date.calendar_entry.sequence == sequence + 1
    assert date.start.hour == 6  # 14:00 in Shanghai
    registration.refresh_from_db()
    assert registration.state == "confirmed"


def test_drafts_and_previews_change_no_fact(client, admin_user):
    event = factories.event()
    start = event.occurrences.get().start
    before = facts(event)
    event = reschedule(event, factories.when(30), factories.when(31), publish=False)
    client.force_login(admin_user)
    preview = event.get_latest_revision_as_object().make_preview_request(preview_mode="")
    assert preview.status_code == 200
    assert facts(event) == before
    assert event.occurrences.get().start == start


@pytest.mark.both_databases
def test_an_older_revision_published_later_takes_no_seat_and_no_cancellation_back():
    event = factories.event(capacity=2)
    older = event.get_latest_revision()
    event = reschedule(event, factories.when(8))
    factories.registration(event)
    operations.cancel(event.occurrences.get(), "台风")
    entry = event.occurrences.get().calendar_entry
    older.publish()
    date = Occurrence.objects.get(event_id=event.pk)
    assert (date.status, date.status_reason) == ("cancelled", "台风")
    assert date.calendar_entry.uid == entry.uid
    assert date.calendar_entry.sequence > entry.sequence
    assert Quota.objects.seats().get(event_id=event.pk).taken == 1


@pytest.mark.both_databases
def test_a_date_that_vanishes_is_deleted_only_when_nobody_depends_on_it():
    event = factories.event(schedule=[factories.when(3), factories.when(4)], register_for="date", capacity=5)
    first, second = event.occurrences.all()
    factories.registration(event, occurrence=second)
    event = reschedule(event, factories.when(3))
    assert list(event.occurrences.values_list("pk", "status")) == [
        (first.pk, "scheduled"),
        (second.pk, "cancelled"),
    ]
    assert "STATUS:CANCELLED" in Occurrence.objects.get(pk=second.pk).calendar_entry.text
    event = reschedule(event, factories.when(3), factories.when(5))
    assert event.occurrences.count() == 3  # a new block is a new date, the old one stays cancelled


def test_a_date_that_comes_back_holds_again_unless_it_was_cancelled_by_hand():
    event = factories.event(schedule=[factories.when(3), factories.when(4)])
    _first, second = event.occurrences.all()
    registration = factories.registration(event)
    both = event.get_latest_revision()
    reschedule(event, factories.when(3))
    second.refresh_from_db()
    assert (second.status, second.in_schedule) == ("cancelled", False)
    both.publish()
    second.refresh_from_db()
    assert (second.status, second.in_schedule) == ("scheduled", True)
    registration.refresh_from_db()
    assert registration.state == "confirmed"


def test_a_date_without_registrations_goes_with_its_block():
    event = factories.event(schedule=[factories.when(3), factories.when(4)])
    event = reschedule(event, factories.when(3))
    assert event.occurrences.count() == 1
    assert CalendarEntry.objects.filter(event_id=event.pk).count() == 1


@pytest.mark.both_databases
def test_who_was_there_keeps_the_date():
    event = factories.event(schedule=[factories.when(3), factories.when(4)], register_for="date")
    first, second = event.occurrences.all()
    Attendance.objects.create(registration=factories.registration(event, occurrence=first), occurrence=second)
    event = reschedule(event, factories.when(3))
    assert event.occurrences.get(pk=second.pk).status == "cancelled"


def test_a_copy_is_an_event_of_its_own():
    event = factories.event(capacity=3)
    factories.registration(event)
    before = facts(event)
    copy = event.copy(update_attrs={"slug": "copied"}, keep_live=False)
    assert not copy.occurrences.exists()
    copy.get_latest_revision().publish()
    assert facts(event) == before
    assert Quota.objects.seats().get(event_id=copy.pk).taken == 0
    assert copy.occurrences.get().calendar_entry.uid != event.occurrences.get().calendar_entry.uid


@pytest.mark.both_databases
def test_a_move_keeps_everything_and_writes_the_new_address(django_capture_on_commit_callbacks):
    event = factories.event()
    factories.registration(event)
    before, sequence = facts(event), event.occurrences.get().calendar_entry.sequence
    with django_capture_on_commit_callbacks(execute=True):
        event.move(factories.organisation(), "last-child")
    event = EventPage.objects.get(pk=event.pk)
    assert facts(event) == before
    entry = event.occurrences.get().calendar_entry
    assert event.full_url in entry.text.replace("\r\n ", "")
    assert entry.sequence == sequence  # a new address is no new plan


def test_an_organisation_with_its_events_moves_and_is_renamed(django_capture_on_commit_callbacks):
    organisation = factories.organisation()
    event = factories.event(organisation)
    before = facts(event)
    with django_capture_on_commit_callbacks(execute=True):
        organisation.move(factories.organisation(), "last-child")
    organisation = type(organisation).objects.get(pk=organisation.pk)
    organisation.slug, organisation.contact_phone, organisation.time_zone = (
        "renamed",
        "0571-1111 1111",
        "Europe/Berlin",
    )
    with django_capture_on_commit_callbacks(execute=True):
        organisation.save_revision().publish()
    event = EventPage.objects.get(pk=event.pk)
    text = event.occurrences.get().calendar_entry.text.replace("\r\n ", "")
    assert facts(event) == before
    assert "renamed" in text
    assert "0571-1111 1111" in text
    assert "TZID=Europe/Berlin" in text


def test_unpublishing_hides_and_keeps(client):
    event = factories.event()
    factories.registration(event)
    before = facts(event)
    event.unpublish()
    assert facts(event) == before
    assert event.title not in client.get("/nanhu/").content.decode()
    assert client.get(event.url).status_code == 404
    event.get_latest_revision().publish()
    assert facts(event) == before
    assert event.title in client.get("/nanhu/").content.decode()


@pytest.mark.both_databases
def test_an_event_without_registrations_can_be_deleted_and_one_with_them_cannot(client, admin_user):
    client.force_login(admin_user)
    empty, booked = factories.event(), factories.event()
    factories.registration(booked)
    before = facts(booked)
    for event in (empty, booked):
        client.post(f"/admin/pages/{event.pk}/delete/")
    answer = client.post(
        f"/admin/bulk/wagtailcore/page/delete/?id={booked.pk}&next=/admin/pages/{booked.get_parent().pk}/"
    )
    assert answer.status_code == 302
    assert not EventPage.objects.filter(pk=empty.pk).exists()
    assert facts(EventPage.objects.get(pk=booked.pk)) == before


def test_scheduled_publishing_and_expiry_are_respected(client):
    with freeze_time(timezone.now()) as clock:
        event = factories.event(publish=False, schedule=[factories.when(20)])
        event.go_live_at, event.expire_at = (
            timezone.now() + timedelta(hours=1),
            timezone.now() + timedelta(hours=9),
        )
        event.save_revision().publish()
        call_command("publish_scheduled", verbosity=0)
        assert not Occurrence.objects.filter(event_id=event.pk).exists()
        clock.tick(timedelta(hours=2))
        call_command("publish_scheduled", verbosity=0)
        assert Occurrence.objects.filter(event_id=event.pk).exists()
        assert event.title in client.get("/nanhu/").content.decode()
        clock.tick(timedelta(hours=8))  # expired, and the command has not come by yet
        assert event.title not in client.get("/nanhu/").content.decode()
        assert event.title not in client.get("/nanhu/calendar.ics").content.decode()
        call_command("publish_scheduled", verbosity=0)
        assert client.get(event.url).status_code == 404


@pytest.mark.both_databases
def test_rebuild_makes_the_same_rows_from_scratch_and_reports_differences(capsys):
    event = factories.event()
    call_command("rebuild_occurrences")
    assert ", 0 differed" in capsys.readouterr().out
    start = event.occurrences.get().start
    Occurrence.objects.filter(event_id=event.pk).update(start=start - timedelta(days=1))
    call_command("rebuild_occurrences", "--dry-run")
    assert f"{event.pk} {event.title}: 0 new, 1 changed" in capsys.readouterr().out
    assert event.occurrences.get().start == start - timedelta(days=1)
    Occurrence.objects.filter(event_id=event.pk).delete()
    call_command("rebuild_occurrences")
    assert f"{event.pk} {event.title}: 1 new" in capsys.readouterr().out
    assert event.occurrences.get().start == start


def test_kinds_are_projected_like_any_event():
    event = factories.event(
        model=SportsDayPage, contests=[("contest", {"name": "飞镖", "group": "", "rules": "", "results": []})]
    )
    assert event.kind == "sports"
    assert event.occurrences.count() == 1


def test_operations_are_facts_at_once(client):
    event = factories.event(schedule=[factories.when(3)])
    date = event.occurrences.get()
    start, end = date.start, date.end
    operations.move(date, start + timedelta(days=1), end + timedelta(days=1), "场馆检修")
    assert "场馆检修" in client.get(event.url).content.decode()
    assert Occurrence.objects.get(pk=date.pk).planned_start == start
    operations.postpone(date, "")
    assert "STATUS:TENTATIVE" in client.get(event.url + "event.ics").content.decode()
    operations.reopen(date)
    assert (date.start, date.status) == (start, "scheduled")
    with pytest.raises(operations.ImpossibleSpan):
        operations.move(date, end, start)
