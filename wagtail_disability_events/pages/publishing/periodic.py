"""What has to be done about published events as time passes."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ...core.periodic.jobs import Job
from ..kept_addresses import CALENDAR_KEPT, GonePage
from .tasks import move_horizon, rewrite_addresses


def project_what_the_horizon_reached() -> str:
    """Give rules without an end their next dates. A day that was missed is made up for."""
    return f"{move_horizon.func()} events carried on."


def follow_the_site() -> str:
    """A host, port or scheme may be changed in settings or by hand in the database: nobody says so."""
    return f"{rewrite_addresses.func()} events written with the address of today."


def forget_old_calendars() -> str:
    """Calendars of events that are gone are given for a year; after that their address answers 410."""
    old = GonePage.objects.filter(gone_at__lt=timezone.now() - CALENDAR_KEPT).exclude(calendar="")
    return f"{old.update(calendar='', time_zones=[])} calendars of events that are gone forgotten."


JOBS = (
    Job(
        name="horizon",
        label=_("Dates of repeated events"),
        function=project_what_the_horizon_reached,
        every=timedelta(days=1),
        consequence=_("Repeated events without an end get no new dates."),
        lease=timedelta(hours=2),
    ),
    Job(
        name="addresses",
        label=_("Address of the website in calendars"),
        function=follow_the_site,
        every=timedelta(minutes=10),
        consequence=_("After a change of host or port, calendars lead to the old address."),
        lease=timedelta(minutes=30),
    ),
    Job(
        name="gone",
        label=_("Calendars of events that are gone"),
        function=forget_old_calendars,
        every=timedelta(days=1),
        consequence=_("What is over for a year is still stored."),
    ),
)
