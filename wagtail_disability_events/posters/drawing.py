"""The four pictures: cover 2.35:1, square, portrait poster, and a sheet of A4 as PNG and PDF.

Sizes: the reference "WeChat official account", section "Cover and share pictures". Words stand on a ground of
one colour, never on a photo, so that their contrast is that of the palette.
"""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from PIL import Image, ImageOps

from ..core.outgoing_images import outgoing_copy
from .canvas import Canvas, PdfCanvas, PixelCanvas
from .contents import Poster
from .fonts import width_of
from .typesetting import break_lines, fitted

LEADING = 1.35


@dataclass(frozen=True)
class Format:
    """A shape: its size in px (or points), and what a QR code measures on it."""

    name: str
    width: int
    height: int
    qr: int = 0


COVER = Format("cover", 900, 383)
SQUARE = Format("square", 1000, 1000)
PORTRAIT = Format("portrait", 1080, 1920, 330)
A4 = Format("a4", 1654, 2339, 420)
A4_PDF = Format("a4-pdf", 595, 842, 151)
"""A4 in points: 151 of them are 53 mm."""


def draw_png(poster: Poster, form: Format) -> bytes:
    """A picture as PNG. Raises NoChineseFont."""
    canvas = PixelCanvas(form.width, form.height, poster.palette.paper)
    _draw(canvas, poster, form)
    return canvas.as_bytes()


def draw_pdf(poster: Poster, language: str) -> bytes:
    """The sheet of A4 as PDF with text in a language (BCP 47). Raises NoChineseFont."""
    canvas = PdfCanvas(A4_PDF.width, A4_PDF.height, poster.palette.paper, poster.title, language)
    _draw(canvas, poster, A4_PDF)
    return canvas.as_bytes()


def _draw(canvas: Canvas, poster: Poster, form: Format) -> None:
    if form in (COVER, SQUARE):
        _draw_title(canvas, poster)
    else:
        _draw_poster(canvas, poster, form)


def _draw_title(canvas: Canvas, poster: Poster) -> None:
    """Kicker and title inside the centre square, which is all that lists show of a cover."""
    palette = poster.palette
    side = min(canvas.width, canvas.height)
    left = (canvas.width - side) / 2 + side * 0.08
    room = side * 0.84
    if poster.image is not None or poster.drawn:
        strip = side * 0.34
        canvas.picture(_picture(poster, canvas.width, strip), 0, 0, canvas.width, strip)
    else:
        strip = side * 0.08
        canvas.rectangle(0, 0, canvas.width, strip, palette.accent)
    canvas.rectangle(0, strip, canvas.width, canvas.height - strip, palette.accent)
    y = strip + side * 0.1
    small = round(side * 0.06)
    if poster.kicker:
        kicker = break_lines(poster.kicker, room, lambda words: width_of(words, small), poster.names)[:1]
        y = _lines(canvas, kicker, left, y, small, palette.on_accent, "regular")
    y += side * 0.02
    below = canvas.height - y - side * 0.12
    sizes = range(round(side * 0.17), round(side * 0.055), -2)
    setting = fitted(poster.title, room, below, sizes, _bold, leading=LEADING, names=poster.names)
    y = _lines(canvas, setting.lines, left, y, setting.size, palette.on_accent, "bold")
    if poster.lines and y + small * LEADING < canvas.height - side * 0.03:
        line = break_lines(poster.lines[0], room, lambda words: width_of(words, small), poster.names)[:1]
        foot = canvas.height - side * 0.04 - small * LEADING
        _lines(canvas, line, left, foot, small, palette.on_accent, "regular")


def _draw_poster(canvas: Canvas, poster: Poster, form: Format) -> None:
    """Picture, title on its ground, facts on paper, the QR code at the foot with what it is for."""
    palette, unit = poster.palette, canvas.width / 100
    margin = 7 * unit
    room = canvas.width - 2 * margin
    top = 0.0
    if poster.image is not None or poster.drawn:
        top = min(canvas.width / 2.35, canvas.height * 0.24)
        canvas.picture(_picture(poster, canvas.width, top), 0, 0, canvas.width, top)
    ground = canvas.height * 0.21
    canvas.rectangle(0, top, canvas.width, ground, palette.accent)
    y = top + 4 * unit
    small, middle = round(3.2 * unit), round(4 * unit)
    if poster.kicker:
        kicker = break_lines(poster.kicker, room, lambda words: width_of(words, small), poster.names)[:1]
        y = _lines(canvas, kicker, margin, y, small, palette.on_accent, "regular") + unit
    sizes = range(round(10.5 * unit), round(4 * unit), -max(1, round(unit / 4)))
    below = top + ground - y - 3 * unit
    setting = fitted(poster.title, room, below, sizes, _bold, leading=LEADING, names=poster.names)
    _lines(canvas, setting.lines, margin, y, setting.size, palette.on_accent, "bold")
    foot = canvas.height - form.qr - 13 * unit
    y = top + ground + 5 * unit
    for number, line in enumerate(poster.lines):
        weight = "bold" if number == 0 else "regular"
        lines = break_lines(line, room, partial(width_of, size=middle, weight=weight), poster.names)
        if y + len(lines) * middle * LEADING > foot:
            break
        y = _lines(canvas, lines, margin, y, middle, palette.ink, weight) + unit
    y += 2 * unit
    offered = tuple(f"✓ {service}" for service in poster.services)
    lines = break_lines("　".join(offered), room, lambda words: width_of(words, small, "bold"), offered)
    lines = lines[: max(0, int((foot - y) // (small * LEADING)))]
    y = _lines(canvas, lines, margin, y, small, palette.accent, "bold") + 2 * unit
    if poster.about and y + 2 * small * LEADING < foot:
        size = range(small, round(2.4 * unit), -1)
        about = fitted(poster.about, room, foot - y, size, width_of, leading=1.6, names=poster.names)
        _lines(canvas, about.lines, margin, y, about.size, palette.soft, "regular", leading=1.6)
    _foot(canvas, poster, form, margin, unit)


def _foot(canvas: Canvas, poster: Poster, form: Format, margin: float, unit: float) -> None:
    palette = poster.palette
    top = canvas.height - form.qr - 9 * unit
    canvas.rectangle(0, top - 2 * unit, canvas.width, canvas.height - top + 2 * unit, palette.tint)
    if poster.address:
        canvas.qr(poster.address, margin, top + unit, form.qr)
    left = margin + form.qr + 4 * unit
    room = canvas.width - left - margin
    y = top + 3 * unit
    call, small = round(4.6 * unit), round(3 * unit)
    for words, size, weight, colour in (
        (poster.call, call, "bold", palette.accent),
        (poster.contact, small, "regular", palette.ink),
        (poster.who, small, "regular", palette.soft),
    ):
        lines = break_lines(words, room, partial(width_of, size=size, weight=weight), poster.names)
        y = _lines(canvas, lines[:2], left, y, size, colour, weight) + unit


def _lines(
    canvas: Canvas,
    lines: Iterable[str],
    x: float,
    y: float,
    size: int,
    colour: str,
    weight: str,
    *,
    leading: float = LEADING,
) -> float:
    """Draw lines from ``y`` downwards; return where the next would begin."""
    for line in lines:
        canvas.text(x, y + size, line, size, colour, weight)
        y += size * leading
    return y


def _bold(words: str, size: int) -> float:
    return width_of(words, size, "bold")


def _picture(poster: Poster, width: float, height: float) -> Image.Image:
    """The picture of a poster, filling a rectangle; one of the library is cut around its focal point."""
    wide = max(round(width), 600)
    high = max(round(height * wide / width), 1)
    copy = outgoing_copy(poster.image, f"fill-{wide}x{high}|format-jpeg", pixels_only=True)
    if copy is None and not poster.drawn:
        return Image.new("RGB", (wide, high), poster.palette.tint)
    if copy is None:
        with Image.open(io.BytesIO(poster.drawn)) as drawn:
            return ImageOps.fit(drawn.convert("RGB"), (wide, high), centering=(0.9, 0.5))
    with copy.file.open("rb") as file, Image.open(file) as opened:
        return opened.convert("RGB")
