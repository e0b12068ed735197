"""QR codes (ISO/IEC 18004), error correction M, drawn by the segno package."""

from typing import Any


def qr_code(text: str) -> Any:
    """The code of a text: a ``segno.QRCode``, never a Micro QR code, which WeChat does not read."""
    import segno  # where a code is drawn, and not in each process

    return segno.make_qr(text, error="m")
