"""What a calendar program sees: one row a VEVENT, with its identity, its stamps and its text."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..occurrences.queries import not_restricted, public_pages


def new_uid() -> str:
    """A globally unique identifier without a host name in it (RFC 7986 §5.3)."""
    return str(uuid.uuid4())


class CalendarEntryQuerySet(models.QuerySet):
    """Entries by who may read them."""

    def public(self, accepted: tuple[int, ...] = ()) -> "CalendarEntryQuerySet":
        """Of live, unexpired events that no view restriction hides from this reader."""
        return self.filter(public_pages("event__")).filter(not_restricted("event__path", accepted))


class CalendarEntry(models.Model):
    """One VEVENT with its stored text.

    ``sequence`` follows RFC 5546 §2.1.4 and never falls; ``stamp`` (DTSTAMP) and ``modified``
    (LAST-MODIFIED) move when the text changes, so that the same facts give the same bytes.
    """

    event = models.ForeignKey(
        "wagtail_disability_events.EventPage", on_delete=models.CASCADE, related_name="calendar_entries"
    )
    uid = models.CharField(max_length=255, default=new_uid, editable=False)
    recurrence_id = models.CharField(max_length=16, blank=True, default="")
    sequence = models.PositiveIntegerField(default=0)
    schedule_digest = models.CharField(max_length=64)
    content_digest = models.CharField(max_length=64)
    start = models.DateTimeField()
    end = models.DateTimeField()
    time_zone = models.CharField(max_length=63)
    modified = models.DateTimeField()
    text = models.TextField()

    objects = CalendarEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendar entry")
        verbose_name_plural = _("calendar entries")
        ordering = ["start", "id"]
        indexes = [models.Index(fields=["end", "id"], name="wde_calendar_entry_end")]
        constraints = [
            models.UniqueConstraint(fields=["uid", "recurrence_id"], name="wde_calendar_uid_once"),
        ]

    def __str__(self) -> str:
        return f"{self.uid} ({self.sequence})"
