"""Contrast of two colours (WCAG 2.2, relative luminance and contrast ratio)."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

_Rgb = tuple[int, int, int]


def parse_colour(text: str) -> _Rgb | None:
    """A hex or rgb() colour as three numbers 0–255; None for anything else.

    >>> parse_colour("#0a4f47")
    (10, 79, 71)
    """
    if match := re.match(r"#([0-9a-f]{6})\b", text):
        value = match[1]
    elif match := re.match(r"#([0-9a-f]{3})\b", text):
        value = "".join(digit * 2 for digit in match[1])
    elif match := re.match(r"rgb\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*\)", text):
        return (int(match[1]), int(match[2]), int(match[3]))
    else:
        return None
    return (int(value[:2], 16), int(value[2:4], 16), int(value[4:], 16))


def contrast(first: _Rgb, second: _Rgb) -> float:
    """The ratio of two colours, 1 to 21.

    >>> round(contrast((0, 0, 0), (255, 255, 255)))
    21
    """
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def validate_accent(text: str) -> None:
    """Raise ValidationError unless a colour is ``#rrggbb`` and 7:1 or better on white."""
    colour = parse_colour(text) if re.fullmatch(r"#[0-9a-f]{6}", text) else None
    if colour is None:
        raise ValidationError(_("Write the colour as #0a4f47: six of 0–9 and a–f."), code="no-colour")
    ratio = contrast(colour, (255, 255, 255))
    if ratio < 7:
        raise ValidationError(
            _("This colour is too light on white: %(ratio)s to 1. It needs 7 to 1.")
            % {"ratio": f"{ratio:.1f}"},
            code="too-light",
        )


def _luminance(colour: _Rgb) -> float:
    channels = [value / 255 for value in colour]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
