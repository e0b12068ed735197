"""What has to be done about published events as time passes."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from ...core.periodic.jobs import Job
from .tasks import move_horizon


def project_what_the_horizon_reached() -> str:
    """Give rules without an end their next dates. A day that was missed is made up for."""
    return f"{move_horizon.func()} events carried on."


JOBS = (
    Job(
        name="horizon",
        label=_("Dates of repeated events"),
        function=project_what_the_horizon_reached,
        every=timedelta(days=1),
        consequence=_("Repeated events without an end get no new dates."),
        lease=timedelta(hours=2),
    ),
)
