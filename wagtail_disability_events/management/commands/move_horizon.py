"""Carry the rules of repeated events on, now; ``run_periodic`` does it once a day."""

from ..one_job import OneJobCommand


class Command(OneJobCommand):
    help = "Project the dates of repeated events that the horizon has reached."
    job = "horizon"
