"""A picture for events that have none: no people, no photo, drawn from the kind and the day.

It is what is shown when an event is shared; 900 × 383 pixels is the shape of a WeChat cover (2.35 : 1).
"""

import io
import math
import random
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from PIL import Image

from ..occurrences.kinds import EventKind

if TYPE_CHECKING:
    from PIL import ImageDraw

SIZE = (900, 383)
PAPER, INK, GREEN, BRICK, GOLD = "#fffdf8", "#1d1b18", "#0a4f47", "#8a2513", "#6a4a00"
TINTS = {GREEN: "#e3f0ea", BRICK: "#fbe9e1", GOLD: "#fbf0d2"}
VERSION = 1
"""Part of the picture's address: raise it when the drawing changes."""

Draw: TypeAlias = "ImageDraw.ImageDraw"
Motif: TypeAlias = "Callable[[Draw, random.Random, str], None]"


@lru_cache(maxsize=256)
def draw_cover(kind: str, seed: int, day: str) -> bytes:
    """A PNG of a few kilobytes; the same arguments give the same bytes. ``day`` is large: ``12·13``."""
    from PIL import ImageDraw, ImageFont  # 1 MB, where a cover is drawn and not before

    rng = random.Random(seed)  # noqa: S311 - a drawing, not a secret
    colour = rng.choice(list(TINTS))
    picture = Image.new("RGB", SIZE, TINTS[colour])
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, SIZE[1] - 14, SIZE[0], SIZE[1]), fill=colour)
    _MOTIFS.get(kind, _sheets)(draw, rng, colour)
    if day:
        font = ImageFont.load_default(120)
        draw.text((48, 120), day, fill=INK, font=font)
    out = io.BytesIO()
    picture.quantize(32).save(out, "PNG", optimize=True)
    return out.getvalue()


def _rings(draw: Draw, rng: random.Random, colour: str) -> None:
    """Sports: a target of rings, and a track."""
    x, y = 690, 185
    for number, radius in enumerate(range(150, 10, -28)):
        fill = colour if number % 2 else PAPER
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=fill)
    for lane in range(3):
        draw.line((420, 320 + lane * 16, 900, 300 + lane * 16), fill=colour, width=4)


def _frames(draw: Draw, rng: random.Random, colour: str) -> None:
    """Arts: framed hills."""
    for number in range(2):
        left = 500 + number * 200
        draw.rectangle((left, 70, left + 170, 280), fill=PAPER, outline=INK, width=8)
        points = [(left + 8, 272), (left + 8, 200 - rng.randrange(40))]
        points += [
            (left + 60, 150 + rng.randrange(40)),
            (left + 110, 210),
            (left + 162, 160),
            (left + 162, 272),
        ]
        draw.polygon(points, fill=colour)


def _notes(draw: Draw, rng: random.Random, colour: str) -> None:
    """Performances: notes on five lines."""
    for line in range(5):
        draw.line((460, 110 + line * 36, 880, 110 + line * 36), fill=INK, width=3)
    for step in range(6):
        x, y = 490 + step * 66, 110 + rng.randrange(5) * 36
        draw.ellipse((x - 20, y - 15, x + 20, y + 15), fill=colour)
        draw.line((x + 18, y, x + 18, y - 80), fill=colour, width=6)


def _lanterns(draw: Draw, rng: random.Random, colour: str) -> None:
    """Gatherings: a row of lanterns."""
    for number in range(4):
        x, y = 520 + number * 105, 110 + rng.randrange(90)
        draw.line((x, 0, x, y - 44), fill=INK, width=4)
        draw.ellipse((x - 46, y - 46, x + 46, y + 46), fill=colour)
        draw.line((x, y + 46, x, y + 86), fill=GOLD, width=8)


def _books(draw: Draw, rng: random.Random, colour: str) -> None:
    """Trainings: an open book."""
    draw.polygon([(480, 110), (680, 140), (680, 310), (480, 280)], fill=PAPER, outline=INK, width=6)
    draw.polygon([(880, 110), (680, 140), (680, 310), (880, 280)], fill=PAPER, outline=INK, width=6)
    for line in range(4):
        y = 160 + line * 32
        draw.line((510, y - 4, 650, y + 14), fill=colour, width=8)
        draw.line((710, y + 14, 850, y - 4), fill=colour, width=8)


def _speech(draw: Draw, rng: random.Random, colour: str) -> None:
    """Advice: two speech bubbles."""
    draw.rounded_rectangle((480, 70, 720, 200), 24, fill=colour)
    draw.polygon([(520, 195), (580, 195), (520, 245)], fill=colour)
    draw.rounded_rectangle((640, 170, 870, 290), 24, fill=PAPER, outline=INK, width=6)
    draw.polygon([(800, 285), (850, 285), (850, 330)], fill=INK)


def _cases(draw: Draw, rng: random.Random, colour: str) -> None:
    """Work: a case on a table."""
    draw.rounded_rectangle((560, 130, 820, 300), 18, fill=colour)
    draw.rounded_rectangle((640, 95, 740, 140), 12, outline=INK, width=10)
    draw.line((560, 205, 820, 205), fill=PAPER, width=6)
    draw.line((440, 304, 900, 304), fill=INK, width=8)


def _cards(draw: Draw, rng: random.Random, colour: str) -> None:
    """Certificates: two cards with lines."""
    for number, left in enumerate((500, 600)):
        top = 90 + number * 60
        draw.rounded_rectangle((left, top, left + 270, top + 160), 16, fill=PAPER, outline=INK, width=6)
        draw.rectangle((left + 24, top + 30, left + 84, top + 110), fill=colour)
        for line in range(3):
            draw.line((left + 110, top + 45 + line * 32, left + 240, top + 45 + line * 32), fill=INK, width=5)


def _hearts(draw: Draw, rng: random.Random, colour: str) -> None:
    """Health, visits, volunteering: a heart."""
    points = []
    for step in range(120):
        t = step / 120 * math.tau
        x = 16 * math.sin(t) ** 3
        y = 13 * math.cos(t) - 5 * math.cos(2 * t) - 2 * math.cos(3 * t) - math.cos(4 * t)
        points.append((690 + x * 8.5, 180 - y * 8.5))
    draw.polygon(points, fill=colour)


def _sheets(draw: Draw, rng: random.Random, colour: str) -> None:
    """Anything else: a sheet of days."""
    for row in range(4):
        for column in range(6):
            left, top = 480 + column * 66, 70 + row * 62
            marked = rng.random() < 0.2
            draw.rounded_rectangle((left, top, left + 52, top + 48), 8, fill=colour if marked else PAPER)


_MOTIFS: dict[str, Motif] = {
    EventKind.SPORTS: _rings,
    EventKind.ARTS: _frames,
    EventKind.PERFORMANCE: _notes,
    EventKind.GATHERING: _lanterns,
    EventKind.TRAINING: _books,
    EventKind.ADVICE: _speech,
    EventKind.JOB_FAIR: _cases,
    EventKind.DRIVE: _cards,
    EventKind.HEALTH: _hearts,
    EventKind.VISIT: _hearts,
    EventKind.VOLUNTEERING: _hearts,
}
