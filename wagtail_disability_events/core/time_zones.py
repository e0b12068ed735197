"""Time zones that an editor may write."""

from functools import cache
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


def validate_time_zone(name: str) -> None:
    """Accept IANA keys only. Raises ValidationError."""
    if name not in _known():
        raise ValidationError(
            _("“%(name)s” is not a time zone. Write it like Asia/Shanghai."),
            code="time-zone",
            params={"name": name},
        )


@cache
def _known() -> set[str]:
    """Read from the disk once: it takes longer than the rest of saving a page's facts."""
    return available_timezones()
