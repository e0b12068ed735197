"""A system check: is the periodic work done in time?"""

from collections.abc import Sequence
from typing import Any

from django.core.checks import Tags, Warning, register
from django.db import DatabaseError, router

from .models import PeriodicJob
from .overdue import periodic_work


@register(Tags.database, deploy=True)
def check_periodic_work(
    app_configs: Any = None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[Any]:
    """``check --deploy --database default``: whether periodic work is done in time.

    It asks the database, so it runs only when a database is named; silent before ``migrate``.
    """
    if router.db_for_read(PeriodicJob) not in (databases or ()):
        return []
    try:
        work = periodic_work()
    except DatabaseError:  # no tables yet, or no database: other checks say so
        return []
    if not work.overdue:
        return []
    since = f"{work.last_start:%Y-%m-%d %H:%M %Z}" if work.last_start else "never"
    names = ", ".join(state.job.name for state in work.overdue)
    return [
        Warning(
            f"Periodic work is overdue: {names}. Last start: {since}.",
            hint="Let `manage.py run_periodic` run every minute; with `--list` it says how each job stands.",
            id="wagtail_disability_events.W105",
        )
    ]
