"""What has to be done about personal data as time passes."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from ...core.periodic.jobs import Job


def erase_what_is_kept_too_long() -> str:
    """Erase personal data whose time is over. Interrupted, it goes on where it was when it is run again."""
    from .erasure import erase_expired  # when it is done, not in each worker of the site

    erased = erase_expired()
    return f"Erased ({', '.join(f'{kind}: {count}' for kind, count in erased.items())})."


JOBS = (
    Job(
        name="erasure",
        label=_("Erasure of personal data"),
        function=erase_what_is_kept_too_long,
        every=timedelta(days=1),
        consequence=_("Personal data is kept longer than was promised."),
        lease=timedelta(hours=2),
    ),
)
