"""Words for people who cannot see a photo: what is not enough, and a start from the facts.

What a picture shows only a person can say, so a start has a gap at its end that must be filled. Nothing is
guessed about people, least of all about a disability.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from ...core.dates import local

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


def draft_alt_text(photo: Any, event: Any) -> str:
    """A start from the facts: the part of the event that took place then, or its title, and its place."""
    part = part_of_event(photo, event) or event.title
    venue = event.venue.name if event.venue else ""
    where = _("%(part)s, %(venue)s") % {"part": part, "venue": venue} if venue else part
    return _("%(where)s: %(gap)s") % {"where": where[: MOST - 20], "gap": GAP}


def part_of_event(photo: Any, event: Any) -> str:
    """The one contest, or the item of the programme, during which a photo was taken; empty if unknown."""
    titles = [str(block.value["name"]) for block in getattr(event, "contests", [])]
    if len(titles) == 1:
        return titles[0]
    if photo.taken_at is None:
        return ""
    moment = local(photo.taken_at, event.time_zone).time()
    found = ""
    for start, title in sorted(_programme(event)):
        if start <= moment:
            found = title
    return found


def _programme(event: Any) -> Iterable[tuple[Any, str]]:
    for stream in (event.special_stream or [], event.body):
        for block in stream:
            if block.block_type != "programme":
                continue
            for item in block.value["items"]:
                if item["time"]:
                    yield item["time"], str(item["text"])
