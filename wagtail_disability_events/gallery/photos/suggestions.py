"""Hints for choosing among many photos: which are sharp, which nearly the same, which ten say the most."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from ...occurrences.event import Event
from ..pixels.derivatives import hash_distance
from .models import Photo

NEARLY_THE_SAME = 6
"""Bits of 64 in which the looks of two pictures of the same moment differ at most."""
NEIGHBOURS = 24
"""So many photos taken after one are compared with it: a burst is short."""
STARRED = 4
BLURRED = 0.25
"""Share of the event's usual sharpness below which a photo may be blurred."""


@dataclass(frozen=True)
class Traits:
    """What the light table says of a photo. ``near_duplicate_of``: a sharper photo of nearly the same."""

    is_blurred: bool = False
    near_duplicate_of: int | None = None


def traits_of(event: Event) -> dict[int, Traits]:
    """Hints for every photo of an event, by one query."""
    rows = sorted(
        Photo.objects.filter(event_id=event.pk).values_list("pk", "perceptual_hash", "sharpness", "taken_at"),
        key=lambda row: (row[3] is None, row[3], row[0]) if row[3] else (True, row[0]),
    )
    usual = median([row[2] for row in rows if row[2] is not None] or [0])
    near_duplicates = _near_duplicates(rows)
    return {
        pk: Traits(
            is_blurred=sharp is not None and sharp < usual * BLURRED,
            near_duplicate_of=near_duplicates.get(pk),
        )
        for pk, _hash, sharp, _taken in rows
    }


def best(photos: Iterable[Photo], traits: dict[int, Traits], count: int = 10) -> list[Photo]:
    """The photos that together say the most: rated high, sharp, none twice, from all parts of the event.

    What was set aside (internal, withdrawn) is never among them; what is nearly the same as a sharper one
    only if staff gave it four or five stars. In the order in which they were given.
    """
    photos = [
        photo
        for photo in photos
        if photo.state not in (Photo.State.INTERNAL, Photo.State.WITHDRAWN)
        and (photo.rating >= STARRED or _of(photo, traits).near_duplicate_of is None)
    ]
    if len(photos) <= count:
        return photos
    by_time = sorted(photos, key=lambda photo: (photo.taken_at is None, photo.taken_at or 0, photo.pk))
    parts = [by_time[len(by_time) * n // count : len(by_time) * (n + 1) // count] for n in range(count)]
    chosen = {max(part, key=lambda photo: _worth(photo, traits)).pk for part in parts if part}
    stars = [photo for photo in photos if photo.rating >= STARRED and photo.pk not in chosen]
    if stars:
        chosen = _with_stars(photos, stars, chosen, traits, count)
    return [photo for photo in photos if photo.pk in chosen]


def _with_stars(
    photos: list[Photo], stars: list[Photo], chosen: set[int], traits: dict[int, Traits], count: int
) -> set[int]:
    """What staff gave four or five stars comes before what only fills a part of the day."""
    pool = [photo for photo in photos if photo.pk in chosen] + stars
    pool.sort(key=lambda photo: _worth(photo, traits), reverse=True)
    return {photo.pk for photo in pool[:count]}


def _worth(photo: Photo, traits: dict[int, Traits]) -> tuple[int, bool, float]:
    return photo.rating, not _of(photo, traits).is_blurred, photo.sharpness or 0


def _of(photo: Photo, traits: dict[int, Traits]) -> Traits:
    """The hints for a photo; of one that has just arrived there are none yet."""
    return traits.get(photo.pk, Traits())


def _near_duplicates(rows: Sequence[tuple[int, str, float | None, Any]]) -> dict[int, int]:
    """For each photo that shows nearly the same as a sharper neighbour: that neighbour."""
    group: dict[int, int] = {}
    sharp = {pk: sharpness or 0 for pk, _hash, sharpness, _taken in rows}
    for position, (pk, own_hash, _sharp, _taken) in enumerate(rows):
        for other, other_hash, _s, _t in rows[position + 1 : position + 1 + NEIGHBOURS]:
            if own_hash and other_hash and hash_distance(own_hash, other_hash) <= NEARLY_THE_SAME:
                group[other] = group.get(pk, pk)
    best_of: dict[int, int] = {}
    for pk, first in group.items():
        best_of[first] = max(best_of.get(first, first), pk, key=lambda one: sharp[one])
    members = [(pk, group.get(pk, pk)) for pk in sharp]
    return {pk: best_of[first] for pk, first in members if first in best_of and best_of[first] != pk}
