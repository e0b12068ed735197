"""The structure of picture files: which part hides what, and where it begins and ends.

JPEG: ITU-T T.81 annex B; PNG: W3C PNG (third edition) §5; WebP: RFC 9649; GIF: GIF89a.
"""

import struct
from collections.abc import Iterator
from typing import TypeAlias

_JPEG_APPS = {
    0xE1: ((b"Exif\0", "EXIF"), (b"http://ns.adobe.com/xap/", "XMP"), (b"http://ns.adobe.com/xmp", "XMP")),
    0xE2: ((b"ICC_PROFILE", "colour profile"), (b"MPF\0", "further pictures")),
    0xED: ((b"Photoshop", "IPTC"),),
}
_PNG_SHOWN = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"acTL", b"fcTL", b"fdAT"}
_PNG_NAMES = {b"eXIf": "EXIF", b"iCCP": "colour profile", b"tIME": "time"}
_WEBP_SHOWN = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF"}
_WEBP_NAMES = {b"EXIF": "EXIF", b"XMP ": "XMP", b"ICCP": "colour profile"}
TRAILING = "data after the picture"

Parts: TypeAlias = Iterator[tuple[str, int, int]]
"""The parts of a file in order: what each hides (empty: needed to show it), where it begins and ends."""


def parts_of(content: bytes) -> Parts | None:
    """The parts of a file; None of a kind that is not known here (HEIC, TIFF, BMP …).

    Raises struct.error or IndexError, while one goes through them, where the file is damaged.
    """
    if content.startswith(b"\xff\xd8"):
        return _jpeg_parts(content)
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return _png_parts(content)
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return _webp_parts(content)
    if content[:6] in (b"GIF87a", b"GIF89a"):
        return _gif_parts(content)
    return None


def _gif_parts(content: bytes) -> Parts:
    at = 13 + _colours(content[10])
    yield "", 0, at
    while at < len(content):
        start, mark = at, content[at]
        if mark == 0x3B:
            yield "", start, start + 1
            if start + 1 < len(content):
                yield TRAILING, start + 1, len(content)
            return
        if mark == 0x2C:
            at = _blocks_end(content, at + 10 + _colours(content[at + 9]) + 1)
            yield "", start, at
        elif mark == 0x21:
            at = _blocks_end(content, at + 2)
            yield _gif_extension(content, start), start, at
        else:
            yield TRAILING, start, len(content)
            return


def _gif_extension(content: bytes, at: int) -> str:
    label = content[at + 1]
    if label == 0xF9 or (label == 0xFF and content[at + 3 : at + 14] == b"NETSCAPE2.0"):
        return ""
    if label == 0xFE:
        return "comment"
    return "XMP" if content[at + 3 : at + 11] == b"XMP Data" else "application data"


def _colours(packed: int) -> int:
    """Bytes of the colour table that a packed field announces."""
    return 3 * 2 ** ((packed & 7) + 1) if packed & 0x80 else 0


def _blocks_end(content: bytes, at: int) -> int:
    while content[at]:
        at += content[at] + 1
    return at + 1


def _jpeg_parts(content: bytes) -> Parts:
    at = 2
    yield "", 0, at
    while True:
        start = at
        while content[at] == 0xFF and content[at + 1] == 0xFF:
            at += 1
        marker = content[at + 1]
        if marker == 0xD9:
            break
        length = struct.unpack(">H", content[at + 2 : at + 4])[0]
        data = content[at + 4 : at + 2 + length]
        kind = "comment" if marker == 0xFE else ""
        if 0xE0 <= marker <= 0xEF:
            kind = _kind_of_app(marker, data)
        at += 2 + length
        if marker == 0xDA:
            at = _scan_end(content, at)
        yield kind, start, at
    yield "", at, at + 2
    if at + 2 < len(content):
        yield TRAILING, at + 2, len(content)


def _kind_of_app(marker: int, data: bytes) -> str:
    """What an application segment of a JPEG hides; empty for JFIF and Adobe, which say how to decode it."""
    if (marker == 0xE0 and data[:5] == b"JFIF\0") or (marker == 0xEE and data[:5] == b"Adobe"):
        return ""
    known = (kind for start, kind in _JPEG_APPS.get(marker, ()) if data.startswith(start))
    return next(known, "application data")


def _scan_end(content: bytes, at: int) -> int:
    """Where the compressed pixels end: at a marker that is neither a stuffed byte nor a restart."""
    while True:
        at = content.find(b"\xff", at)
        if at < 0:
            raise IndexError
        following = content[at + 1]
        if following != 0 and not 0xD0 <= following <= 0xD7 and following != 0xFF:
            return at
        at += 1 if following == 0xFF else 2


def _png_parts(content: bytes) -> Parts:
    at = 8
    yield "", 0, at
    while at < len(content):
        start = at
        length, kind = struct.unpack(">I4s", content[at : at + 8])
        hides = ""
        if kind not in _PNG_SHOWN:
            hides = _PNG_NAMES.get(kind, "text" if kind in (b"tEXt", b"zTXt", b"iTXt") else "further data")
        at += 12 + length
        yield hides, start, at
        if kind == b"IEND":
            break
    if at < len(content):
        yield TRAILING, at, len(content)


def _webp_parts(content: bytes) -> Parts:
    end = 8 + struct.unpack("<I", content[4:8])[0]
    at = 12
    yield "", 0, at
    while at + 8 <= min(end, len(content)):
        start = at
        kind, length = struct.unpack("<4sI", content[at : at + 8])
        at += 8 + length + length % 2
        yield "" if kind in _WEBP_SHOWN else _WEBP_NAMES.get(kind, "further data"), start, at
    if end + end % 2 < len(content):
        yield TRAILING, end + end % 2, len(content)
