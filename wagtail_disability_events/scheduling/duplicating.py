"""One more event like this one, on another date."""

from datetime import date, datetime, timedelta

from django.db import transaction
from wagtail.blocks import StreamValue

from ..core.dates import local, today_in
from ..core.slugs import free_slug
from ..core.users import User
from ..occurrences.projection import preview_rows
from ..pages.models import EventPage


def first_day(event: EventPage) -> date | None:
    """The first day that the event's page names; None while it names none."""
    rows = preview_rows(event)
    return local(rows[0].start, rows[0].time_zone).date() if rows else None


def proposed_day(event: EventPage) -> date:
    """A year later on the same weekday for what is held every year, else a week after the last date."""
    rows = preview_rows(event)
    today = today_in(event.time_zone)
    if not rows:
        return today + timedelta(days=7)
    if event.yearly:
        day = local(rows[0].start, rows[0].time_zone).date()
        while day <= today:
            day += timedelta(days=364)
        return day
    return max(today, local(rows[-1].start, rows[-1].time_zone).date()) + timedelta(days=7)


@transaction.atomic
def duplicate(event: EventPage, day: date, *, title: str, user: User | None = None) -> EventPage:
    """A draft beside the event with every date moved so that the first is on ``day``.

    What belongs to the old edition stays with it: registrations, results, photos, articles, and works with
    their prizes, whose authors agreed to that show only.
    """
    first = first_day(event)
    days = (day - first).days if first else 0
    parent = event.get_parent()
    copy: EventPage = event.copy(
        update_attrs={"title": title, "draft_title": title, "slug": free_slug(title, parent, type(event)())},
        copy_revisions=False,
        keep_live=False,
        user=user,
    )
    copy.schedule = shifted(copy.schedule, days)
    for name in ("registration_opens", "registration_closes"):
        moment: datetime | None = getattr(copy, name)
        if moment is not None:
            setattr(copy, name, moment + timedelta(days=days))
    for child in getattr(copy, "contests", []):
        child.value["results"] = []
    if hasattr(copy, "works"):
        copy.works = []
    copy.previous_edition_id = event.pk
    copy.save_revision(user=user)
    copy.save()
    return copy


def shifted(schedule: StreamValue, days: int) -> StreamValue:
    """A schedule with every day moved; each block type knows its own days."""
    for child in schedule:
        child.block.shift(child.value, timedelta(days=days))
    return schedule
