"""A code that any camera reads."""

import io

import cv2
import numpy
import pytest
from PIL import Image

from wagtail_disability_events.core.qr_codes import qr_code


@pytest.mark.parametrize("text", ["7", "24412885", "https://example.org/sign-up/abc/"])
def test_however_short_the_text_opencv_reads_it(text):
    """Short texts used to become a Micro QR code, which WeChat does not read."""
    out = io.BytesIO()
    qr_code(text).save(out, kind="png", scale=8, border=4)
    pixels = numpy.array(Image.open(out).convert("L"))
    read, _corners, _straight = cv2.QRCodeDetector().detectAndDecode(pixels)
    assert (read, qr_code(text).is_micro) == (text, False)
