"""When each periodic job last ran, and until when it is taken."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..personal_data import PersonalData


class PeriodicJobQuerySet(models.QuerySet["PeriodicJob"]):
    """Taking a job and releasing it, each by one UPDATE."""

    def take(self, seen: "PeriodicJob", now: datetime, until: datetime) -> bool:
        """Take a job, unless another process has it or has started it since ``seen`` was read."""
        free = Q(locked_until=None) | Q(locked_until__lte=now)
        unchanged = self.filter(free, pk=seen.pk, started_at=seen.started_at)
        return bool(unchanged.update(started_at=now, locked_until=until))

    def release(self, name: str, begun_at: datetime, **facts: datetime | str | None) -> bool:
        """Note how the run that began at a moment ended; return False if another one has begun since."""
        ours = self.filter(pk=name, started_at=begun_at)
        return bool(ours.update(locked_until=None, **facts))


class PeriodicJob(models.Model):
    """One row for each job.

    ``locked_until`` is the end of the lease while a process runs the job, and empty otherwise. ``error`` is
    that of the last run, empty when it succeeded; it says the kind of the error and where it happened, and
    never the text of the error, which may name a person.
    """

    name = models.CharField(max_length=50, primary_key=True)
    started_at = models.DateTimeField(null=True, blank=True)
    succeeded_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=200, blank=True)
    locked_until = models.DateTimeField(null=True, blank=True)

    objects = PeriodicJobQuerySet.as_manager()

    personal_data = PersonalData(nobodys="started_at succeeded_at failed_at error locked_until")

    class Meta:
        verbose_name = _("periodic job")
        verbose_name_plural = _("periodic jobs")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
