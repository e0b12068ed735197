"""What hides in a picture file beside its pixels, told from the structure of the file alone.

Independent of ``sanitising``, which writes the pixels anew: this looks at every byte of a file and names what
is not needed to show it, or leaves it out and touches nothing else.
"""

import struct

from .file_parts import parts_of

_WEBP_FLAGS = 0x20 | 0x08 | 0x04
"""Bits of a WebP's header that announce a colour profile, EXIF and XMP (RFC 9649 §2.7)."""


def hidden_parts(content: bytes) -> list[str]:
    """The kinds of hidden data in a file, each once, in the order in which they come.

    A kind of file that is not known here (HEIC, TIFF, BMP …) counts as one that may hide anything.
    """
    parts = parts_of(content)
    if parts is None:
        return ["a kind of file that may hide anything"]
    try:
        return list(dict.fromkeys(kind for kind, _start, _end in parts if kind))
    except (struct.error, IndexError):
        return ["damage"]


def without_hidden_parts(content: bytes) -> bytes | None:
    """The same file with what is needed to show it, and nothing else: not one pixel is written anew.

    A moving picture goes on moving. None of a kind that is not known here, and of a damaged file.
    """
    parts = parts_of(content)
    if parts is None:
        return None
    try:
        kept = bytearray(b"".join(content[start:end] for kind, start, end in parts if not kind))
    except (struct.error, IndexError):
        return None
    if kept[8:12] == b"WEBP":
        kept[4:8] = struct.pack("<I", len(kept) - 8)
        if kept[12:16] == b"VP8X":
            kept[20] &= ~_WEBP_FLAGS & 0xFF
    return None if hidden_parts(bytes(kept)) else bytes(kept)
