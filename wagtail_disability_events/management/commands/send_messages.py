"""Send what waits in the outbox, now; ``run_periodic`` does it every minute."""

from ..one_job import OneJobCommand


class Command(OneJobCommand):
    help = "Send the messages whose time has come."
    job = "messages"
