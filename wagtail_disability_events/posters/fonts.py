"""The Chinese fonts that posters are set in: found on the machine, or named in the settings."""

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from ..core import conf

if TYPE_CHECKING:
    from PIL import ImageFont

_PLACES = {
    "regular": (
        ("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 2),
        ("/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc", 2),
        ("/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc", 2),
        ("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc", 0),
        ("/System/Library/Fonts/PingFang.ttc", 0),
        ("/System/Library/Fonts/STHeiti Light.ttc", 0),
        ("C:/Windows/Fonts/msyh.ttc", 0),
    ),
    "bold": (
        ("/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc", 2),
        ("/usr/share/fonts/google-noto-cjk/NotoSansCJK-Bold.ttc", 2),
        ("/usr/share/fonts/noto-cjk/NotoSansCJK-Bold.ttc", 2),
        ("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc", 0),
        ("/System/Library/Fonts/PingFang.ttc", 8),
        ("/System/Library/Fonts/STHeiti Medium.ttc", 0),
        ("C:/Windows/Fonts/msyhbd.ttc", 0),
    ),
}


class NoChineseFont(Exception):
    """There is no Chinese font on this machine, and the setting ``POSTER_FONTS`` names none."""


@lru_cache(maxsize=4)
def font_file(weight: str) -> tuple[str, int]:
    """Path and face number of the font in a weight, ``regular`` or ``bold``. Raises NoChineseFont."""
    named = conf.get("POSTER_FONTS").get(weight)
    places = [(named, 0) if isinstance(named, str) else tuple(named)] if named else _PLACES[weight]
    for path, number in places:
        if Path(path).is_file():
            return str(path), int(number)
    raise NoChineseFont


@lru_cache(maxsize=64)
def font(weight: str, size: int) -> "ImageFont.FreeTypeFont":
    """The font in a size, for drawing and for measuring."""
    path, number = font_file(weight)
    from PIL import ImageFont  # 1 MB, where a poster is drawn and not before

    return ImageFont.truetype(path, size, index=number)


@lru_cache(maxsize=4096)
def width_of(text: str, size: int, weight: str = "regular") -> float:
    """How wide a text is, in the unit of ``size``."""
    return float(font(weight, size).getlength(text))
