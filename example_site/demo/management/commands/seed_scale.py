"""Many events at once, for load tests: the same rows as publishing makes, written in bulk."""

import hashlib
import json
import random
import time as clock
import uuid
from collections.abc import Iterable, Iterator
from copy import copy
from datetime import timedelta
from itertools import islice
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction
from django.utils import timezone
from wagtail.search.backends import get_search_backend

from demo.pictures import SCENES, draw_picture
from wagtail_disability_events import models
from wagtail_disability_events.calendars.event_words import calendar_facts, event_words
from wagtail_disability_events.core.base_page import BasePage
from wagtail_disability_events.core.encryption import lookup_hash
from wagtail_disability_events.core.tokens import new_token, token_hash
from wagtail_disability_events.gallery.pixels.derivatives import derive
from wagtail_disability_events.gallery.pixels.library import store_image
from wagtail_disability_events.gallery.pixels.sanitising import read_picture
from wagtail_disability_events.occurrences.listing_changes import note_change
from wagtail_disability_events.occurrences.projection import preview_rows
from wagtail_disability_events.registration.values.search import search_hashes

BATCH = 500
PARENT_SLUG = "scale"
BRANCHES = 24
KINDS = ("sports", "arts", "gathering", "training", "advice", "job-fair", "health", "performance")
SERVICES = ("sign-language", "captions", "transport", "guide", "braille", "large-print")
WORDS = ("趣味运动会", "书画展", "联谊会", "培训班", "咨询日", "招聘会", "体检日", "汇演")


class Command(BaseCommand):
    help = (
        "Add many events, sign-ups and photos below one new organisation. The same seed gives the same data."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--events", type=int, default=2000)
        parser.add_argument("--registrations", type=int, default=0)
        parser.add_argument("--photos", type=int, default=0)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--more", action="store_true", help="Add to the bulk data that is there.")

    def handle(self, *args: Any, **options: Any) -> None:
        root = models.EventIndexPage.objects.order_by("depth", "path").first()
        if root is None:
            raise CommandError("There is no organisation yet: run load_demo first.")
        there = models.EventIndexPage.objects.filter(slug=PARENT_SLUG).first()
        if there is not None and not options["more"]:
            raise CommandError(
                "The bulk data is there already; --more adds to it, and without the organisation “scale” "
                "it is loaded anew."
            )
        started = clock.monotonic()
        self.rng = random.Random(options["seed"])
        self.venues = list(models.Venue.objects.prefetch_related("facilities")) or [None]
        self.branches = (
            list(there.get_children().specific()) if there else self._branches(root, options["events"])
        )
        self.first_number = models.EventPage.objects.filter(slug__startswith="event-").count()
        with transaction.atomic():
            events = self._events(options["events"])
            self._say(f"{len(events)} events", started)
            self._registrations(events, options["registrations"])
            self._say(f"{options['registrations']} registrations", started)
            self._photos(events, options["photos"])
        _tidy()
        self._say(f"{options['photos']} photos; all stored", started)

    def _say(self, what: str, started: float) -> None:
        self.stdout.write(f"{what} after {clock.monotonic() - started:.0f} s")

    def _branches(self, root: Any, events: int) -> list[Any]:
        parent = models.EventIndexPage(title="大数据区残疾人联合会", slug=PARENT_SLUG, level="district")
        root.add_child(instance=parent)
        parent.save_revision().publish()
        branches = []
        for number in range(1, max(2, min(BRANCHES, events // 8)) + 1):
            branch = models.EventIndexPage(
                title=f"第 {number} 社区残疾人协会", slug=f"branch-{number}", level="community"
            )
            parent.add_child(instance=branch)
            branch.save_revision().publish()
            branches.append(branch)
        return branches

    def _events(self, count: int) -> list[Any]:
        numbers = {branch.pk: branch.numchild for branch in self.branches}
        events = []
        for batch in _batches(range(self.first_number, self.first_number + count)):
            pages = [self._event(number, numbers) for number in batch]
            _insert_pages(pages)
            self._facts(pages)
            get_search_backend().add_bulk(models.EventPage, pages)
            events += pages
        note_change(None)
        for branch in self.branches:
            BasePage.objects.filter(pk=branch.pk).update(numchild=numbers[branch.pk])
        return events

    def _event(self, number: int, numbers: dict[int, int]) -> Any:
        branch = self.rng.choice(self.branches)
        numbers[branch.pk] += 1
        position = numbers[branch.pk]
        day = timezone.localdate() + timedelta(days=self.rng.randrange(-60, 400))
        kind = self.rng.choice(KINDS)
        start_hour = self.rng.randrange(8, 19)
        title = f"{WORDS[KINDS.index(kind)]} {number + 1}"
        event = models.EventPage(
            title=title,
            draft_title=title,
            slug=f"event-{number + 1}",
            kind=kind,
            summary="大批量测试用的活动，内容由程序生成。一个人来、家人陪着来都欢迎。",
            schedule=json.dumps(
                [
                    {
                        "type": "single",
                        "id": str(uuid.UUID(int=self.rng.getrandbits(128))),
                        "value": {
                            "start_date": day.isoformat(),
                            "start_time": f"{start_hour:02}:00:00",
                            "end_time": f"{start_hour + 2:02}:00:00",
                            "end_date": None,
                            "topic": "",
                            "venue": None,
                            "location": "",
                        },
                    }
                ]
            ),
            access=json.dumps(
                [
                    {"type": "service", "id": str(uuid.UUID(int=self.rng.getrandbits(128))), "value": value}
                    for value in self._services()
                ]
            ),
            venue=self.rng.choice(self.venues),
            location_note="一楼",
            capacity=self.rng.choice((20, 50, 100)),
            locale=branch.locale,
            content_type=ContentType.objects.get_for_model(models.EventPage),
            path=models.EventIndexPage._get_path(branch.path, branch.depth + 1, position),
            depth=branch.depth + 1,
            url_path=f"{branch.url_path}event-{number + 1}/",
            live=True,
            first_published_at=timezone.now(),
            last_published_at=timezone.now(),
        )
        event._cached_parent_obj = branch
        return event

    def _services(self) -> Iterator[dict[str, Any]]:
        for service in self.rng.sample(SERVICES, self.rng.randrange(3)):
            yield {"service": service, "limit": self.rng.choice((None, 4, 10)), "note": ""}

    def _facts(self, events: list[Any]) -> None:
        """What publishing writes: dates, their calendar texts, seats and services."""
        rows, entries, quotas = [], [], []
        for event in events:
            words = event_words(event)
            for row in preview_rows(event):
                row.calendar_entry = models.CalendarEntry(event_id=event.pk)
                row.calendar_entry.write(calendar_facts(words, row))
                entries.append(row.calendar_entry)
                rows.append(row)
            quotas.append(_quota(event, "seat", "", event.capacity))
            quotas += [
                _quota(event, "service", offer.service, offer.limit) for offer in event.service_offers()
            ]
        models.CalendarEntry.objects.bulk_create(entries, BATCH)
        for row in rows:
            row.calendar_entry = row.calendar_entry  # takes over the id that the entry has now
        models.Occurrence.objects.bulk_create(rows, BATCH)
        models.Quota.objects.bulk_create(quotas, BATCH)

    def _registrations(self, events: list[Any], count: int) -> None:
        if not count:
            return
        seats = {quota.event_id: quota for quota in models.Quota.objects.seats().filter(occurrence=None)}
        chosen = [seats[event.pk] for event in events]
        for batch in _batches(range(count)):
            numbers = models.Registration.objects.free_references(len(batch))
            models.Registration.objects.bulk_create(
                [
                    self._registration(n, chosen[n % len(chosen)], number)
                    for n, number in zip(batch, numbers, strict=True)
                ]
            )
        models.Quota.objects.bulk_update(chosen, ["taken"], BATCH)

    def _registration(self, number: int, quota: Any, reference: str) -> Any:
        full = quota.taken >= quota.planned_capacity
        quota.taken += 0 if full else 1
        token = new_token()
        name, phone = f"测试居民{number}", f"1390{number:07}"
        return models.Registration(
            reference=reference,
            event_id=quota.event_id,
            quota=quota,
            state="waiting" if full else "confirmed",
            name=name,
            phone=phone,
            person_hash=lookup_hash("person", phone, name),
            **search_hashes(name, phone),
            token=token,
            token_hash=token_hash(token),
        )

    def _photos(self, events: list[Any], count: int) -> None:
        if not count:
            return
        scenes = [self._scene(events[0], scene, alt) for scene, (_draw, alt) in SCENES.items()]
        photos = []
        for number in range(count):
            photo = copy(scenes[number % len(scenes)])
            photo.event_id = events[number % len(events)].pk
            photo.content_hash = hashlib.sha256(f"photo {number}".encode()).hexdigest()
            photo.position = number
            photos.append(photo)
        models.Photo.objects.bulk_create(photos, BATCH)

    def _scene(self, event: Any, scene: str, alt: str) -> Any:
        """A photo that is not saved; its files are shared by all its copies, which no real photo does."""
        drawn = draw_picture(scene, 900)
        photo = models.Photo(event_id=event.pk, alt_text=alt, state=models.Photo.State.PUBLIC)
        photo.image = store_image(drawn, "scale.jpg", title=alt, user=None)
        derive(read_picture(drawn, drawn.name)).store(photo)
        return photo


def _batches(items: Iterable[Any]) -> Iterator[list[Any]]:
    iterator = iter(items)
    while batch := list(islice(iterator, BATCH)):
        yield batch


def _insert_pages(events: list[Any]) -> None:
    """Insert pages of one type: Django's bulk_create leaves out models that extend another table."""
    base = models.EventPage._meta.pk.related_model
    fields = [field for field in base._meta.local_concrete_fields if not field.primary_key]
    parents = [base(**{field.attname: getattr(event, field.attname) for field in fields}) for event in events]
    base._base_manager.bulk_create(parents, BATCH)
    for event, parent in zip(events, parents, strict=True):
        event.pk = event.id = parent.pk
        event._state.adding = False
    models.EventPage._base_manager.all()._insert(
        events, fields=models.EventPage._meta.local_concrete_fields, using="default"
    )


def _tidy() -> None:
    """After a bulk load PostgreSQL plans well only when it has looked at the rows (its manual, §14.4.9)."""
    if connection.vendor == "postgresql" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def _quota(event: Any, kind: str, service: str, capacity: int | None) -> Any:
    return models.Quota(
        event_id=event.pk, kind=kind, service=service, planned_capacity=capacity, capacity=capacity
    )
