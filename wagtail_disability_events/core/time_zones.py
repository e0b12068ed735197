"""Time zones that an editor may write."""

from functools import cache
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from . import conf


def default_time_zone() -> str:
    """IANA key of the time zone of an organisation that is new."""
    name: str = conf.get("TIME_ZONE")
    return name


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
