"""Forget what is kept longer than RETENTION_DAYS allows, now; ``run_periodic`` does it once a day."""

from ..one_job import OneJobCommand


class Command(OneJobCommand):
    help = "Erase personal data whose time is over. Interrupted, it goes on where it was when run again."
    job = "erasure"
