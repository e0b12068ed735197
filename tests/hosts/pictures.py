"""A picture as a camera sends it, with what it hides."""

import io

from PIL import Image


def drawn() -> bytes:
    """A JPEG with the name of a camera in it."""
    into, exif = io.BytesIO(), Image.Exif()
    exif[0x010F] = "Camera of a baker"
    Image.linear_gradient("L").convert("RGB").save(into, "JPEG", exif=exif)
    return into.getvalue()
