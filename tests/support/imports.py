"""Imports of a partner's calendar in each of their states, for the pages that show them."""

from datetime import timedelta
from pathlib import Path

from django.contrib.auth import get_user_model
from django.utils import timezone

from wagtail_disability_events.importing.previewing import preview_import
from wagtail_disability_events.importing.running import run_import
from wagtail_disability_events.models import CalendarImport, EventIndexPage, PrivateFeed

SAMPLES = Path(__file__).parent / "calendars"


def imports_in_each_state(organisation_id: int) -> dict[str, int]:
    """Ids of one that is looked at, one under way, one done; and a calendar for people on duty."""
    index = EventIndexPage.objects.get(pk=organisation_id)
    admin = get_user_model().objects.get(username="admin")
    google = (SAMPLES / "google.ics").read_bytes()
    done = preview_import(google, index, user=admin, name="google")
    run_import.func(done.pk)
    broken = b"BEGIN:VEVENT\r\nSUMMARY:x\r\nDTSTART:20270101\r\nEND:VEVENT\r\n"
    office = (SAMPLES / "outlook.ics").read_bytes().replace(b"END:VCALENDAR", broken + b"END:VCALENDAR")
    preview = preview_import(office, index, user=admin, name="outlook.ics")
    running = preview_import((SAMPLES / "apple.ics").read_bytes(), index, user=admin, name="apple.ics")
    running.state, running.heartbeat_at = CalendarImport.State.RUNNING, timezone.now() + timedelta(days=1)
    running.save()
    PrivateFeed.objects.create(kind="staff", page=index, user=admin, label="值班手机")
    return {"preview": preview.pk, "running": running.pk, "imported": done.pk}
