"""What makes a kind of event what it is: works, desks, employers, what to bring, souvenirs."""

from datetime import datetime, time, timedelta
from typing import Any

from django.utils.dateformat import time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

from ..registration.values.public_names import Naming, public_name
from .base import WEB, EventStructBlock
from .outcome_lines import prize_of
from .parts import Box, Items, Part, Span, paragraph
from .schedule_base import refuse
from .work_parts import work_parts

MAX_SLOTS = 60


class WorkBlock(EventStructBlock):
    """A work on show, described for people who cannot see it.

    Of the author's name no more is stored than the author agreed to: it is shortened when it is saved.
    """

    title = blocks.CharBlock(label=gettext_lazy("Title"), max_length=80)
    author = blocks.CharBlock(label=gettext_lazy("By"), required=False, max_length=60)
    named = blocks.ChoiceBlock(
        label=gettext_lazy("The author wants to be named with"),
        choices=Naming.choices,
        default=Naming.ANONYMOUS,
        help_text=gettext_lazy("What is not wanted is removed when you save; a role such as 社区居民 stays."),
    )
    consent = blocks.BooleanBlock(
        label=gettext_lazy("The author agreed that the work is shown"),
        required=False,
        help_text=gettext_lazy("Without it the work is not shown to anybody."),
    )
    medium = blocks.CharBlock(label=gettext_lazy("Medium"), required=False, max_length=60)
    image = ImageBlock(label=gettext_lazy("Picture"), required=False)
    sound = DocumentChooserBlock(
        label=gettext_lazy("Sound"), required=False, help_text=gettext_lazy("MP3, M4A or OGG.")
    )
    text = blocks.TextBlock(
        label=gettext_lazy("The work itself, if it is a text"), required=False, rows=6, max_length=20000
    )
    description = blocks.TextBlock(
        label=gettext_lazy("Description"),
        required=False,
        rows=3,
        help_text=gettext_lazy(
            "For people who cannot see or hear it: what there is, how it feels. "
            "A picture or a sound cannot be without it."
        ),
    )
    prize = blocks.CharBlock(
        label=gettext_lazy("Prize"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("Prizes can also be given afterwards, under “Prizes”."),
    )

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if value["author"] and value["named"] != Naming.FULL and not _is_role(value["author"]):
            value["author"] = public_name(value["author"], value["named"])
            # what is left is all there is: saving again must not shorten it further
            value["named"] = Naming.FULL if value["author"] else Naming.ANONYMOUS
        if (value["image"] or value["sound"]) and not (value["description"] or value["text"]):
            message = gettext_lazy("Describe it for people who cannot see or hear it.")
            raise refuse("description", message, "not-described")
        sound = value["sound"]
        if sound is not None and sound.file_extension.lower() not in ("mp3", "m4a", "ogg", "oga", "wav"):
            raise refuse("sound", gettext_lazy("This is no sound file: MP3, M4A, OGG or WAV."), "not-audio")
        return value

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        context["prize"] = prize_of(value, context["event"])
        context["author"] = value["author"] or _("a resident")
        return context

    def parts(self, value: Any, context: dict[str, Any]) -> list[Part]:
        return work_parts(value, context["author"], context["prize"]) if value["consent"] else []

    def get_api_representation(self, value: Any, context: dict[str, Any] | None = None) -> Any:
        """Nothing of a work whose author did not agree."""
        if not value["consent"]:
            return None
        data = super().get_api_representation(value, context=context)
        return {key: entry for key, entry in data.items() if key not in ("named", "consent")}

    class Meta:
        icon = "image"
        label = gettext_lazy("Work on show")
        description = gettext_lazy("One work of an exhibition.")
        template = WEB.format("work")
        preview_value = {
            "title": "心中的家园",
            "author": "社区居民",
            "named": "full",
            "consent": True,
            "medium": "水彩",
            "image": None,
            "sound": None,
            "text": "",
            "description": "一座白墙黑瓦的小屋，门前有一条缓缓的坡道。",
            "prize": "一等奖",
        }
        group = gettext_lazy("Event")


_ROLES = ("居民", "选手", "学员", "残疾人", "作者", "老师", "小组", "协会", "社区")


def _is_role(author: str) -> bool:
    """A role is no name: 社区居民, 一位参赛选手, 残疾人画友."""
    return any(word in author for word in _ROLES)


class DeskBlock(EventStructBlock):
    """A desk where one gets advice, with times that can be booked."""

    name = blocks.CharBlock(
        label=gettext_lazy("What for"), max_length=60, help_text=gettext_lazy("法律援助, 康复, 就业, 办证")
    )
    about = blocks.CharBlock(label=gettext_lazy("What one can ask"), required=False, max_length=160)
    person = blocks.CharBlock(
        label=gettext_lazy("Who sits there"), required=False, max_length=60, help_text=gettext_lazy("A role.")
    )
    location = blocks.CharBlock(label=gettext_lazy("Where"), required=False, max_length=60)
    begins = blocks.TimeBlock(
        label=gettext_lazy("First time"),
        required=False,
        help_text=gettext_lazy("Leave empty when one just comes, without booking a time."),
    )
    ends = blocks.TimeBlock(label=gettext_lazy("Until"), required=False)
    minutes = blocks.IntegerBlock(
        label=gettext_lazy("Minutes for each"), default=30, min_value=5, max_value=240
    )
    at_once = blocks.IntegerBlock(
        label=gettext_lazy("People at the same time"), default=1, min_value=1, max_value=50
    )

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        begins, ends = value["begins"], value["ends"]
        if begins and not ends:
            raise refuse("ends", gettext_lazy("Say until when times can be booked."), "missing")
        if ends and not begins:
            raise refuse("begins", gettext_lazy("Give the first time too."), "missing")
        if begins and ends:
            count = len(slot_times(begins, ends, value["minutes"] or 30))
            if not count:
                raise refuse("ends", gettext_lazy("There is no room for a single time."), "too-short")
            if count > MAX_SLOTS:
                raise refuse("minutes", gettext_lazy("These are too many times at one desk."), "too-many")
        return value

    def parts(self, value: Any, context: dict[str, Any]) -> list[Part]:
        times = "–".join(time_format(value[name], "G:i") for name in ("begins", "ends") if value[name])
        lines = (
            paragraph(value["about"]),
            paragraph(value["person"], value["location"], times, between="　"),
        )
        return [Box(value["name"], tuple(line for line in lines if line.spans))]

    class Meta:
        icon = "user"
        label = gettext_lazy("Desk")
        description = gettext_lazy("A desk for advice, with half-hour times that people book.")
        template = WEB.format("desk")
        preview_value = {
            "name": "法律援助",
            "about": "婚姻、工作、补贴",
            "person": "律师",
            "location": "1 号桌",
            "begins": time(9),
            "ends": time(12),
            "minutes": 30,
            "at_once": 1,
        }
        group = gettext_lazy("Event")


def slot_times(begins: time, ends: time, minutes: int) -> list[tuple[time, time]]:
    """The times of a desk in wall-clock time, each of full length.

    >>> slot_times(time(9), time(10, 15), 30)
    [(datetime.time(9, 0), datetime.time(9, 30)), (datetime.time(9, 30), datetime.time(10, 0))]
    """
    day = datetime(2000, 1, 1)
    moment, last = datetime.combine(day, begins), datetime.combine(day, ends)
    length = timedelta(minutes=minutes)
    found: list[tuple[time, time]] = []
    while moment + length <= last and len(found) <= MAX_SLOTS:
        found.append((moment.time(), (moment + length).time()))
        moment += length
    return found


class ChecklistBlock(EventStructBlock):
    """What to bring, to be ticked off."""

    heading = blocks.CharBlock(
        label=gettext_lazy("Heading"), required=False, max_length=60, default="请带上这些"
    )
    items = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("text", blocks.CharBlock(label=gettext_lazy("What"), max_length=120)),
                ("note", blocks.CharBlock(label=gettext_lazy("Note"), required=False, max_length=160)),
            ]
        ),
        label=gettext_lazy("Things"),
    )

    def parts(self, value: Any, context: dict[str, Any]) -> list[Part]:
        items = tuple(
            paragraph(item["text"], Span(item["note"], "soft"), between="　").spans for item in value["items"]
        )
        return [Box(value["heading"], (Items(items, "□"),) if items else ())]

    class Meta:
        icon = "tasks"
        label = gettext_lazy("What to bring")
        description = gettext_lazy("A list of papers and things, each with a note.")
        template = WEB.format("checklist")
        preview_value = {
            "heading": "请带上这些",
            "items": [
                {"text": "旧的残疾人证", "note": "丢了也可以来，先登记"},
                {"text": "两寸照片两张", "note": "现场也可以拍"},
            ],
        }
        group = gettext_lazy("Event")


class SouvenirsBlock(EventStructBlock):
    """What everybody gets."""

    heading = blocks.CharBlock(label=gettext_lazy("Heading"), required=False, max_length=60, default="小礼物")
    items = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("name", blocks.CharBlock(label=gettext_lazy("What"), max_length=60)),
                ("number", blocks.IntegerBlock(label=gettext_lazy("How many"), required=False, min_value=1)),
            ]
        ),
        label=gettext_lazy("Things"),
    )

    def parts(self, value: Any, context: dict[str, Any]) -> list[Part]:
        lines = (
            paragraph(
                item["name"],
                ngettext("%(count)s piece", "%(count)s pieces", item["number"]) % {"count": item["number"]}
                if item["number"]
                else "",
                between="　",
            )
            for item in value["items"]
        )
        return [Box(value["heading"], tuple(lines))]

    class Meta:
        icon = "pick"
        label = gettext_lazy("Souvenirs")
        description = gettext_lazy("What is handed out to those who come.")
        template = WEB.format("souvenirs")
        preview_value = {"heading": "小礼物", "items": [{"name": "暖宝", "number": 80}]}
        group = gettext_lazy("Event")


class EmployerBlock(EventStructBlock):
    """An employer at a job fair, with the posts on offer."""

    name = blocks.CharBlock(label=gettext_lazy("Employer"), max_length=80)
    about = blocks.CharBlock(label=gettext_lazy("About"), required=False, max_length=200)
    access = blocks.CharBlock(
        label=gettext_lazy("Access at work"),
        required=False,
        max_length=160,
        help_text=gettext_lazy("Step-free, work from home, who it suits."),
    )
    posts = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("title", blocks.CharBlock(label=gettext_lazy("Post"), max_length=60)),
                ("number", blocks.IntegerBlock(label=gettext_lazy("How many"), default=1, min_value=1)),
                ("pay", blocks.CharBlock(label=gettext_lazy("Pay"), required=False, max_length=60)),
                ("note", blocks.CharBlock(label=gettext_lazy("Note"), required=False, max_length=160)),
            ]
        ),
        label=gettext_lazy("Posts"),
    )

    def parts(self, value: Any, context: dict[str, Any]) -> list[Part]:
        lines = [paragraph(value["about"]), paragraph(Span(value["access"], "accent"))]
        for post in value["posts"]:
            number = ngettext("%(count)s post", "%(count)s posts", post["number"]) % {"count": post["number"]}
            lines.append(
                paragraph(Span(post["title"], "bold"), number, post["pay"], post["note"], between="　")
            )
        return [Box(value["name"], tuple(line for line in lines if line.spans))]

    class Meta:
        icon = "group"
        label = gettext_lazy("Employer and posts")
        description = gettext_lazy("Who offers work at a job fair, and which posts.")
        template = WEB.format("employer")
        preview_value = {
            "name": "江滨电子商务公司",
            "about": "网店客服和美工",
            "access": "可以在家上班",
            "posts": [{"title": "网店客服", "number": 3, "pay": "每月 4000 元起", "note": "会打字就行"}],
        }
        group = gettext_lazy("Event")
