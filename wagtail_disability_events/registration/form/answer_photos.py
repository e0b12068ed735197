"""Photos of papers: as small as one can still read them, and saying nothing of where they were taken."""

import io

LARGE = 500_000
"""Bytes of a picture that is made smaller."""
SIDE = 2000
"""Pixels of its longer side afterwards; print on A4 stays legible."""
MOST_PIXELS = 64_000_000
QUALITY = 80


def as_small_photo(content: bytes) -> bytes:
    """A large JPEG or PNG as a JPEG of at most ``SIDE`` pixels, upright, without hidden data; anything else,
    and what cannot be read as a picture, as it is."""
    if len(content) < LARGE or not content.startswith((b"\xff\xd8\xff", b"\x89PNG")):
        return content
    from PIL import Image, ImageOps  # a process that gets no photos does without

    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as picture:
            picture.draft("RGB", (SIDE, SIDE))  # a JPEG is read smaller than it is
            if picture.width * picture.height > MOST_PIXELS:
                return content
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):  # as Pillow says "no picture"
        return content
    upright.thumbnail((SIDE, SIDE))
    made = io.BytesIO()
    upright.save(made, "JPEG", quality=QUALITY, optimize=True)
    return made.getvalue()
