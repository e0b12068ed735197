"""Words for people who cannot see a photo: what is not enough."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from django.utils.translation import gettext as _

MOST = 200
GAP = "……"
_FILE_NAME = re.compile(
    r"\.(?:jpe?g|png|heic|heif|webp|gif|tiff?|bmp|avif)$|^(?:img|dsc|pxl|mvimg|wx_camera|mmexport|微信图片|screenshot)[\W_\d]*\d",
    re.I,
)
_SAYS_NOTHING = {
    *(
        "图片",
        "照片",
        "图像",
        "相片",
        "图",
        "配图",
        "插图",
        "活动照片",
        "现场照片",
        "活动图片",
        "现场图片",
        "合影",
        "无",
        "暂无",
    ),
    *("image", "photo", "picture", "pic", "img", "foto", "none", "na", "alt", "photo of the event"),
}


def alt_text_problem(text: str) -> str:
    """Why a description is not enough, in a sentence; empty where it is. At most 200 characters."""
    text = unicodedata.normalize("NFKC", text).strip()
    bare = re.sub(r"[\W_\d]+", "", text).lower()
    if not text:
        return _("A public photo needs a description for people who cannot see it.")
    if GAP in text or "..." in text:
        return _("Please say what is to be seen where “……” stands.")
    if _FILE_NAME.search(text):
        return _("This is the name of a file. Please say what is to be seen.")
    if not bare or bare in _SAYS_NOTHING or re.sub(r"\s+", " ", text.lower()) in _SAYS_NOTHING:
        return _("This says that there is a picture. Please say what is to be seen in it.")
    if len(bare) < 4:
        return _("This is too short to know what is to be seen. Who does what, where?")
    if len(text) > MOST:
        return _("Please say it in at most %(most)s characters; more can stand in the text.") % {"most": MOST}
    return ""


def repeated(texts: Iterable[str]) -> set[str]:
    """Descriptions that stand at more than one photo: one of them can hardly be right."""
    return {text for text, times in Counter(text.strip() for text in texts).items() if text and times > 1}
