"""Work on many pages that a request need not wait for."""

from django_tasks import task

from ...calendars.entries import refresh_entries
from ...core.base_page import BasePage
from ...occurrences.models import Occurrence, Series
from ...occurrences.schedule import horizon, last_day
from ...occurrences.service_catalogue import forget_services
from ...registration.form.versions import keep_form
from ...registration.models.quotas import Quota
from ..models import EventPage
from .batches import for_each_published
from .publish import publish_facts
from .site_addresses import addresses_now, have_changed, note_written


@task()
def refresh_events_below(page_id: int) -> None:
    """Project every published event below a page anew: its organisation's name or time zone may be new."""
    page = BasePage.objects.filter(pk=page_id).first()
    if page is not None:
        for_each_published(EventPage.objects.descendant_of(page), _project)


@task()
def refresh_events_offering(code: str) -> None:
    """Bring events up to date that offer a service of which the catalogue says something new."""
    forget_services()
    offering = Quota.objects.services().filter(service=code).values("event_id")
    for_each_published(EventPage.objects.filter(pk__in=offering), _project)


@task()
def refresh_calendars_at(venue_id: int) -> None:
    """Write the calendar texts anew that name a place."""
    held_there = Occurrence.objects.filter(venue_id=venue_id).values("event_id")
    for_each_published(EventPage.objects.filter(pk__in=held_there), _write_texts)


@task()
def refresh_calendars_on(occasion_id: int) -> None:
    """Write the calendar texts anew that name an occasion."""
    for_each_published(EventPage.objects.filter(occasion_id=occasion_id), _write_texts)


@task()
def rewrite_addresses() -> int:
    """Write the calendar texts anew if a site has another host, port or path; return of how many events.

    What changes meanwhile is found when this is asked for again; a run that was killed does not count.
    """
    if not have_changed():
        return 0
    sites, others = addresses_now()
    done = for_each_published(EventPage.objects.all(), _write_texts)
    note_written(sites, others)
    return done


@task()
def refresh_forms(template_id: int) -> None:
    """Let every published event that uses a form ask what the form asks now."""
    for_each_published(EventPage.objects.filter(form_template_id=template_id), keep_form)


@task()
def move_horizon() -> int:
    """Daily: project the dates of rules that the horizon has reached; return of how many events."""
    until = horizon()
    due = Series.objects.filter(next_date__isnull=False, next_date__lte=last_day(until, until))
    events = {
        series.event_id
        for series in due.only("event_id", "first_date", "next_date")
        if series.next_date and series.next_date <= last_day(series.first_date, until)
    }
    return for_each_published(EventPage.objects.filter(pk__in=events), _project)


def _project(event: EventPage) -> None:
    publish_facts(event, note=False, is_locked=True)


def _write_texts(event: EventPage) -> None:
    refresh_entries(event)
