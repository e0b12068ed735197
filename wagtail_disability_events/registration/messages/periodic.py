"""What has to be done about messages as time passes."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from ...core.periodic.jobs import Job


def send_what_is_due() -> str:
    """Send messages whose time has come, and those that could not be sent before."""
    from .delivery import deliver_due  # when it is done, not in each worker of the site

    sent, failed = deliver_due()
    return f"{sent} sent, {failed} not sent."


JOBS = (
    Job(
        name="messages",
        label=_("Messages"),
        function=send_what_is_due,
        every=timedelta(minutes=1),
        consequence=_("Messages that wait, or that could not be sent, are not sent."),
    ),
)
