"""What hides in a picture file beside its pixels, told from the structure of the file alone.

Independent of ``sanitising``, which writes the pixels anew: this looks at every byte of a file and names what
is not needed to show it. JPEG: ITU-T T.81 annex B; PNG: W3C PNG (third edition) §5; WebP: RFC 9649; GIF:
GIF89a.
"""

import struct
from collections.abc import Iterator

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


def hidden_parts(content: bytes) -> list[str]:
    """The kinds of hidden data in a file, each once, in the order in which they come.

    A kind of file that is not known here (HEIC, TIFF, BMP …) counts as one that may hide anything.
    """
    if content.startswith(b"\xff\xd8"):
        found = _in_jpeg(content)
    elif content.startswith(b"\x89PNG\r\n\x1a\n"):
        found = _in_png(content)
    elif content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        found = _in_webp(content)
    elif content[:6] in (b"GIF87a", b"GIF89a"):
        found = (kind for kind, _start, _end in gif_parts(content) if kind)
    else:
        found = iter(["a kind of file that may hide anything"])
    try:
        return list(dict.fromkeys(found))
    except (struct.error, IndexError):
        return ["damage"]


def without_hidden_gif_parts(content: bytes) -> bytes:
    """An animated GIF with its pictures and times, and nothing else."""
    return b"".join(content[start:end] for kind, start, end in gif_parts(content) if not kind)


def gif_parts(content: bytes) -> Iterator[tuple[str, int, int]]:
    """The parts of a GIF: what each hides (empty: needed to show it), where it begins and ends."""
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


def _in_jpeg(content: bytes) -> Iterator[str]:
    at = 2
    while True:
        while content[at] == 0xFF and content[at + 1] == 0xFF:
            at += 1
        marker = content[at + 1]
        if marker == 0xD9:
            break
        length = struct.unpack(">H", content[at + 2 : at + 4])[0]
        data = content[at + 4 : at + 2 + length]
        if marker == 0xFE:
            yield "comment"
        elif 0xE0 <= marker <= 0xEF and _kind_of_app(marker, data):
            yield _kind_of_app(marker, data)
        at += 2 + length
        if marker == 0xDA:
            at = _scan_end(content, at)
    if at + 2 < len(content):
        yield TRAILING


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


def _in_png(content: bytes) -> Iterator[str]:
    at = 8
    while at < len(content):
        length, kind = struct.unpack(">I4s", content[at : at + 8])
        if kind not in _PNG_SHOWN:
            yield _PNG_NAMES.get(kind, "text" if kind in (b"tEXt", b"zTXt", b"iTXt") else "further data")
        at += 12 + length
        if kind == b"IEND":
            break
    if at < len(content):
        yield TRAILING


def _in_webp(content: bytes) -> Iterator[str]:
    end = 8 + struct.unpack("<I", content[4:8])[0]
    at = 12
    while at + 8 <= min(end, len(content)):
        kind, length = struct.unpack("<4sI", content[at : at + 8])
        if kind not in _WEBP_SHOWN:
            yield _WEBP_NAMES.get(kind, "further data")
        at += 8 + length + length % 2
    if end + end % 2 < len(content):
        yield TRAILING
