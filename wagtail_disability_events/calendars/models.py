"""What a calendar program sees: one row a VEVENT."""

import uuid
from collections.abc import Iterable
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..core.personal_data import PersonalData
from ..occurrences.queries import pages_not_public
from ..occurrences.shared_facts import hand_on_or_delete, hand_on_or_forget
from .jscalendar import write_event
from .vevent import CalendarFacts, write_vevent


def new_uid() -> str:
    """A globally unique identifier without a host name in it (RFC 7986 §5.3)."""
    return str(uuid.uuid4())


class CalendarEntryQuerySet(models.QuerySet):
    """Entries by who may read them."""

    def visible(self, hidden_paths: Iterable[str] = ()) -> "CalendarEntryQuerySet":
        """Of live, unexpired events that do not stand below one of the hidden tree paths."""
        return self.exclude(event_id__in=pages_not_public(hidden_paths).values("pk"))


class StoredEntry(models.Model):
    """A VEVENT with its identity, its stamps and its text.

    ``sequence`` follows RFC 5546 §2.1.4 and never falls; ``modified`` (DTSTAMP and LAST-MODIFIED) moves when
    the text changes, so that the same facts give the same bytes. ``start`` and ``end`` bound the time in
    which feeds carry it.
    """

    uid = models.CharField(max_length=255, default=new_uid, editable=False)
    sequence = models.PositiveIntegerField(default=0)
    schedule_hash = models.CharField(max_length=64)
    content_hash = models.CharField(max_length=64)
    start = models.DateTimeField()
    end = models.DateTimeField()
    time_zone = models.CharField(max_length=63)
    modified = models.DateTimeField()
    text = models.TextField()

    STORED: ClassVar[tuple[str, ...]] = (
        "sequence",
        "schedule_hash",
        "content_hash",
        "start",
        "end",
        "time_zone",
        "modified",
        "text",
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.uid} ({self.sequence})"

    def write(self, facts: CalendarFacts, *, verify: bool = False) -> bool:
        """Bring stamps and text in step with the facts; return whether anything had changed.

        SEQUENCE rises when the schedule changed. ``verify`` also looks whether the text is what would be
        written of the same facts. The entry is not saved.
        """
        content, schedule = facts.content_hash(), facts.schedule_hash()
        if self.content_hash == content and not (verify and self._said(facts) != self.text):
            return False
        if self.schedule_hash and self.schedule_hash != schedule:
            self.sequence += 1
        self.schedule_hash, self.content_hash = schedule, content
        self.start, self.end, self.time_zone = facts.start, facts.end, facts.time_zone
        self.modified = timezone.now().replace(microsecond=0)
        self.text = self._said(facts)
        return True

    def _said(self, facts: CalendarFacts) -> str:
        return write_vevent(facts, uid=self.uid, sequence=self.sequence, modified=self.modified)


class CalendarEntry(StoredEntry):
    """What everyone may read: a date, a series, or one changed date of a series.

    A series and its changed dates share a ``uid``; ``series`` is the block id of the rule, ``recurrence_id``
    names the date. A changed date stays in feeds as long as its series.
    """

    event = models.ForeignKey(
        "wagtail_disability_events.EventPage", on_delete=hand_on_or_delete, related_name="calendar_entries"
    )
    series = models.CharField(max_length=36, blank=True, default="")
    recurrence_id = models.CharField(max_length=36, blank=True, default="")
    json = models.TextField(default="")

    STORED: ClassVar[tuple[str, ...]] = (*StoredEntry.STORED, "json")

    objects = CalendarEntryQuerySet.as_manager()

    personal_data = PersonalData(
        nobodys=(
            "uid sequence schedule_hash content_hash start end time_zone modified text event "
            "series recurrence_id json"
        )
    )

    class Meta:
        verbose_name = _("calendar entry")
        verbose_name_plural = _("calendar entries")
        ordering = ["start", "id"]
        indexes = [models.Index(fields=["end", "id"], name="wde_calendar_entry_end")]
        constraints = [
            models.UniqueConstraint(fields=["uid", "recurrence_id"], name="wde_calendar_uid_once"),
        ]

    def write(self, facts: CalendarFacts, *, verify: bool = False) -> bool:
        """The same, with the JSON form beside the text."""
        changed = super().write(facts, verify=verify) or not self.json
        if changed:
            self.json = write_event(facts, uid=self.uid, sequence=self.sequence, modified=self.modified)
        return changed


class TranslatedEntryQuerySet(models.QuerySet):
    """Translated entries by who may read them."""

    def visible(self, hidden_paths: Iterable[str] = ()) -> "TranslatedEntryQuerySet":
        """On live, unexpired pages that do not stand below one of the hidden tree paths."""
        return self.exclude(page_id__in=pages_not_public(hidden_paths).values("pk"))


class TranslatedEntry(models.Model):
    """What an entry says on another page of its event: a translation, or an alias.

    Identifier, sequence and time are those of the entry; ``modified`` is when this text changed.
    """

    entry = models.ForeignKey(CalendarEntry, on_delete=models.CASCADE, related_name="translations")
    page = models.ForeignKey(
        "wagtail_disability_events.EventPage", on_delete=models.CASCADE, related_name="translated_entries"
    )
    content_hash = models.CharField(max_length=64)
    modified = models.DateTimeField()
    text = models.TextField()
    json = models.TextField()

    STORED: ClassVar[tuple[str, ...]] = ("content_hash", "modified", "text", "json")

    objects = TranslatedEntryQuerySet.as_manager()

    personal_data = PersonalData(nobodys="entry page content_hash modified text json")

    class Meta:
        verbose_name = _("translated calendar entry")
        verbose_name_plural = _("translated calendar entries")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["page", "entry"], name="wde_translated_entry_once"),
        ]

    def __str__(self) -> str:
        return f"{self.page} {self.entry}"

    def write(self, facts: CalendarFacts, *, verify: bool = False) -> bool:
        """Bring the text in step with its words and with its entry; return whether anything had changed."""
        content = facts.content_hash(of=(self.entry.uid, self.entry.sequence))
        stamps: Any = {"uid": self.entry.uid, "sequence": self.entry.sequence}
        if self.content_hash == content and not (
            verify and write_vevent(facts, **stamps, modified=self.modified) != self.text
        ):
            return False
        self.content_hash, self.modified = content, timezone.now().replace(microsecond=0)
        self.text = write_vevent(facts, **stamps, modified=self.modified)
        self.json = write_event(facts, **stamps, modified=self.modified)
        return True


class CalendarSource(models.Model):
    """A calendar of others that an organisation takes events from: a file that is brought again, or an
    address.

    ``choices`` are what staff decided when it was last imported, by the words of the file:
    ``{"kind": {"Sports": "sports"}, "venue": {"文体中心": 3}}``.
    """

    page = models.ForeignKey(
        "wagtail_disability_events.EventIndexPage", on_delete=models.CASCADE, related_name="calendar_sources"
    )
    name = models.CharField(_("name"), max_length=120)
    url = models.CharField(_("address"), max_length=2000, blank=True, default="")
    choices = models.JSONField(default=dict, blank=True)
    imported_at = models.DateTimeField(null=True, blank=True)

    personal_data = PersonalData(nobodys="page name url choices imported_at")

    class Meta:
        verbose_name = _("calendar of others")
        verbose_name_plural = _("calendars of others")
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class ImportedEvent(models.Model):
    """An event that came from a calendar of others: what was taken over, and which revision that made.

    As long as the page's latest revision is that one, nobody has edited it here.
    """

    source = models.ForeignKey(CalendarSource, on_delete=models.CASCADE, related_name="events")
    uid = models.CharField(max_length=255)
    event = models.ForeignKey(
        "wagtail_disability_events.EventPage", on_delete=hand_on_or_forget, null=True, related_name="imports"
    )
    revision_id = models.BigIntegerField(null=True)
    sequence = models.PositiveIntegerField(default=0)
    modified = models.CharField(max_length=16, blank=True, default="")
    content_hash = models.CharField(max_length=64)
    imported_at = models.DateTimeField(auto_now=True)

    personal_data = PersonalData(
        nobodys="source uid event revision_id sequence modified content_hash imported_at"
    )

    class Meta:
        verbose_name = _("imported event")
        verbose_name_plural = _("imported events")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["source", "uid"], name="wde_imported_once_a_source")]

    def __str__(self) -> str:
        return self.uid


class CalendarImport(models.Model):
    """One import: what the file held when it was looked at, and how far it has been carried out."""

    class State(models.TextChoices):
        PREVIEW = "preview", _("looked at")
        RUNNING = "running", _("under way")
        DONE = "done", _("done")

    source = models.ForeignKey(CalendarSource, on_delete=models.CASCADE, related_name="imports")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PREVIEW)
    events = models.JSONField(default=list)
    refused = models.JSONField(default=list)
    take_theirs = models.JSONField(default=list)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    report = models.JSONField(default=dict)
    heartbeat_at = models.DateTimeField(null=True, blank=True)

    personal_data = PersonalData(
        nobodys="source created_at state events refused take_theirs total done report heartbeat_at",
        staffs="user",
    )

    class Meta:
        verbose_name = _("import of a calendar")
        verbose_name_plural = _("imports of calendars")
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return f"{self.source_id} {self.state}"
