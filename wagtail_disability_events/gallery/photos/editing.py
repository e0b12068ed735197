"""What staff do with many photos at once: decide, describe, rate, arrange, and take a step back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from ...core.users import User, signed_in
from ...occurrences.event import Event
from ...registration.models.registrations import Registration
from .models import Photo, PhotoChange, PhotoPerson
from .release import words_changed
from .syncing import sync_copies

FIELDS = ("state", "rating", "alt_text", "is_decorative", "caption", "credit")
"""What a step may change."""
_NOT_WRITTEN = ["event", "content_hash", "file", "large", "small"]
UNDO_KEPT_DAYS = 7


class ChangedMeanwhile(Exception):
    """Somebody else has changed the photo since it was shown; ``photo`` is as it is now."""

    def __init__(self, photo: Photo) -> None:
        super().__init__(str(photo.pk))
        self.photo = photo


@dataclass
class EditSummary:
    """What became of a step: the photos changed, those left as they were with the reason of each, those that
    are decided as public and held back all the same, and the step itself, to be undone."""

    changed: list[Photo] = field(default_factory=list)
    refused: list[tuple[Photo, str]] = field(default_factory=list)
    held: list[Photo] = field(default_factory=list)
    step: PhotoChange | None = None


@transaction.atomic
def change_photos(event: Event, user: User, ids: Iterable[int], values: Mapping[str, object]) -> EditSummary:
    """Give several photos of an event the same values; a photo that cannot have them stops no other.

    Raises KeyError for a field that is none of ``FIELDS``.
    """
    if wrong := set(values) - set(FIELDS):
        raise KeyError(wrong.pop())
    summary = EditSummary()
    photos = Photo.objects.filter(event_id=event.pk, pk__in=list(ids)).select_related("image").in_order()
    before, after = {}, {}
    for photo in photos.select_for_update(of=("self",), no_key=True):
        old = {name: getattr(photo, name) for name in values}
        for name, value in values.items():
            setattr(photo, name, value)
        try:
            photo.full_clean(exclude=_NOT_WRITTEN, validate_unique=False)
        except ValidationError as error:
            summary.refused.append((photo, " ".join(error.messages)))
            continue
        if old != values:
            before[str(photo.pk)], after[str(photo.pk)] = old, values
        _save(photo, user, values)
        summary.changed.append(photo)
    if before:
        summary.step = PhotoChange.objects.create(
            event_id=event.pk, user=signed_in(user), before=before, after=after
        )
    _follow(summary.changed)
    summary.held = list(
        Photo.objects.filter(pk__in=[photo.pk for photo in summary.changed], state=Photo.State.PUBLIC).held()
    )
    return summary


@transaction.atomic
def change_photo(photo: Photo, user: User, values: Mapping[str, object], *, version: int) -> EditSummary:
    """Change one photo that was shown as ``version``. Raises ChangedMeanwhile."""
    now = Photo.objects.select_for_update(no_key=True).get(pk=photo.pk)
    if now.version != version:
        raise ChangedMeanwhile(now)
    return change_photos(photo.event, user, [photo.pk], values)


@transaction.atomic
def undo(event: Event, user: User, token: str) -> tuple[int, int]:
    """Take a step back; return how many photos are as before, and how many stay because they were changed
    again since. A step is undone once, by whoever made it."""
    step = PhotoChange.objects.filter(
        event_id=event.pk, user=signed_in(user), token=token, undone_at=None
    ).first()
    if step is None:
        return 0, 0
    restored, left = [], 0
    for photo in Photo.objects.filter(event_id=event.pk, pk__in=step.before).select_related("image"):
        after = step.after[str(photo.pk)]
        if any(getattr(photo, name) != value for name, value in after.items()):
            left += 1
            continue
        before = step.before[str(photo.pk)]
        for name, value in before.items():
            setattr(photo, name, value)
        _save(photo, user, before)
        restored.append(photo)
    step.undone_at = timezone.now()
    step.save(update_fields=["undone_at"])
    _follow(restored)
    return len(restored), left


@transaction.atomic
def move(event: Event, photo_id: int, *, before: int | None = None, step: int = 0) -> None:
    """Put a photo in front of another one, at the end (neither given), or ``step`` places further on."""
    ids = list(Photo.objects.filter(event_id=event.pk).in_order().values_list("pk", flat=True))
    if photo_id not in ids:
        return
    position = ids.index(photo_id)
    ids.remove(photo_id)
    target = ids.index(before) if before in ids else len(ids)
    ids.insert(max(0, position + step) if step else target, photo_id)
    _number(event, ids)


@transaction.atomic
def arrange_by_time(event: Event) -> None:
    """Arrange all photos as they were taken; those that do not say when come last."""
    photos = Photo.objects.filter(event_id=event.pk)
    _number(
        event, list(photos.order_by(F("taken_at").asc(nulls_last=True), "pk").values_list("pk", flat=True))
    )


def link_person(
    photo: Photo, registration: Registration, *, is_minor: bool = False, **fields: Any
) -> PhotoPerson:
    """Say that a registrant can be recognised in a photo; held back at once without their consent."""
    person, _made = PhotoPerson.objects.update_or_create(
        photo=photo, registration=registration, defaults={"is_minor": is_minor, **fields}
    )
    return person


def _number(event: Event, ids: list[int]) -> None:
    old = dict(Photo.objects.filter(event_id=event.pk).values_list("pk", "position"))
    moved = [Photo(pk=pk, position=number) for number, pk in enumerate(ids, 1) if old.get(pk) != number]
    Photo.objects.bulk_update(moved, ["position"], batch_size=200)


def _save(photo: Photo, user: User, values: Mapping[str, object]) -> None:
    if "state" in values:
        photo.reviewed_by_id, photo.reviewed_at = user.pk, timezone.now()
    photo.version += 1
    photo.save(update_fields=[*values, "version", "reviewed_by", "reviewed_at"])


def _follow(photos: list[Photo]) -> None:
    sync_copies([photo.pk for photo in photos])
    words_changed(photos)
