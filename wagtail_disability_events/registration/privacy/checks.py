"""A system check: is personal data erased in time?"""

from collections.abc import Sequence
from typing import Any

from django.core.checks import Tags, Warning, register
from django.db import DatabaseError, router
from django.utils.translation import override

from ..models.registrations import Registration
from .overdue import overdue_erasures


@register(Tags.database, deploy=True)
def check_erasure(
    app_configs: Any = None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[Any]:
    """``check --deploy --database default``: whether anything is kept longer than was promised.

    It asks the database, so it runs only when a database is named; silent before ``migrate``.
    """
    if router.db_for_read(Registration) not in (databases or ()):
        return []
    try:
        with override("en"):
            overdue = overdue_erasures()
    except DatabaseError:  # no tables yet, or no database: other checks say so
        return []
    if not overdue:
        return []
    what = "; ".join(f"{each.what}: {each.number}" for each in overdue)
    return [
        Warning(
            f"Personal data is kept longer than was promised: {what}.",
            hint="Let `manage.py run_periodic` run every minute, or run `manage.py erase_personal_data` now.",
            id="wagtail_disability_events.W118",
        )
    ]
