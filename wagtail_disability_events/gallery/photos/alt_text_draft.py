"""A start for the description of a photo, from the facts of its event.

What a picture shows only a person can say, so a start has a gap at its end that must be filled. Nothing is
guessed about people, least of all about a disability.
"""

from collections.abc import Iterable
from datetime import time

from django.utils.translation import gettext as _

from ...core.dates import local
from ..pixels.alt_text import GAP, MOST
from .event import EventWithPhotos
from .models import Photo


def draft_alt_text(photo: Photo, event: EventWithPhotos) -> str:
    """A start from the facts: the part of the event that took place then, or its title, and its place."""
    part = part_of_event(photo, event) or event.title
    venue = event.venue.name if event.venue else ""
    where = _("%(part)s, %(venue)s") % {"part": part, "venue": venue} if venue else part
    return _("%(where)s: %(gap)s") % {"where": where[: MOST - 20], "gap": GAP}


def part_of_event(photo: Photo, event: EventWithPhotos) -> str:
    """The one contest, or the item of the programme, during which a photo was taken; empty if unknown."""
    titles = [str(block.value["name"]) for block in getattr(event, "contests", [])]
    if len(titles) == 1:
        return titles[0]
    if photo.taken_at is None:
        return ""
    moment = local(photo.taken_at, event.time_zone).time()
    found = ""
    for start, title in sorted(_programme(event)):
        if start <= moment:
            found = title
    return found


def _programme(event: EventWithPhotos) -> Iterable[tuple[time, str]]:
    for stream in (event.special_stream or [], event.body):
        for block in stream:
            if block.block_type != "programme":
                continue
            for item in block.value["items"]:
                if item["time"]:
                    yield item["time"], str(item["text"])
