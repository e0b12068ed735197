"""QR codes (ISO/IEC 18004), error correction M, drawn by the segno package."""

from typing import Any


def qr_code(text: str, *, may_be_micro: bool = False) -> Any:
    """The code of a text: a ``segno.QRCode``. ``may_be_micro``: short texts may become a Micro QR code."""
    import segno  # where a code is drawn, and not in each process

    return segno.make(text, error="m") if may_be_micro else segno.make_qr(text, error="m")
