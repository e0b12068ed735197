"""Works on show."""

from typing import TypedDict

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

from ..registration.values.public_names import Naming, public_name
from . import headings
from .base import WEB, Context, EventStructBlock
from .dates.base import refuse
from .outcome_lines import WorkValue, prize_of, shown_works
from .parts import Heading, Part
from .sample import Sample
from .work_parts import work_parts


class WorkBlock(EventStructBlock[WorkValue]):
    """A work on show, described for people who cannot see it.

    Of the author's name no more is stored than the author agreed to: it is shortened when it is saved.
    """

    facts_as_text = ("author", "prize")

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

    def clean(self, value: WorkValue) -> WorkValue:
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

    def get_context(self, value: WorkValue, parent_context: Context | None = None) -> Context:
        context = super().get_context(value, parent_context=parent_context)
        context["prize"] = prize_of(value, context["event"])
        context["author"] = value["author"] or _("a resident")
        return context

    def parts(self, value: WorkValue, context: Context) -> list[Part]:
        return work_parts(value, context["author"], context["prize"]) if value["consent"] else []

    def get_api_representation(self, value: WorkValue, context: Context | None = None) -> Context | None:
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
        preview_value = Sample(
            {
                "title": gettext_lazy("The home in my heart"),
                "author": gettext_lazy("A resident"),
                "named": "full",
                "consent": True,
                "medium": gettext_lazy("Watercolour"),
                "image": None,
                "sound": None,
                "text": "",
                "description": gettext_lazy(
                    "A small house with white walls and a dark roof; a gentle ramp leads to its door."
                ),
                "prize": gettext_lazy("First prize"),
            }
        )
        group = gettext_lazy("Event")


_ROLES = ("居民", "选手", "学员", "残疾人", "作者", "老师", "小组", "协会", "社区")


def _is_role(author: str) -> bool:
    """A role is no name: 社区居民, 一位参赛选手, 残疾人画友."""
    return any(word in author for word in _ROLES)


class ShownWorksValue(TypedDict):
    """The value of ``ShownWorksBlock``."""

    heading: str
    count: int | None


class ShownWorksBlock(EventStructBlock[ShownWorksValue]):
    """The works of the show that the page is about, as far as their authors agreed, with their prizes."""

    heading = blocks.CharBlock(
        label=gettext_lazy("Heading"), required=False, max_length=60, default=headings.works
    )
    count = blocks.IntegerBlock(label=gettext_lazy("How many"), default=9, min_value=1, max_value=60)

    def get_context(self, value: ShownWorksValue, parent_context: Context | None = None) -> Context:
        context = super().get_context(value, parent_context=parent_context)
        event = context["event"]
        context["works"] = shown_works(event)[: value["count"] or 9] if event is not None else []
        return context

    def parts(self, value: ShownWorksValue, context: Context) -> list[Part]:
        works = context["works"]
        found: list[Part] = [Heading(value["heading"])] if works else []
        for work in works:
            found += work_parts(work["value"], work["author"], work["prize"], with_text=False)
        return found

    class Meta:
        icon = "pick"
        label = gettext_lazy("Works of the show")
        description = gettext_lazy("The works of the event that this page is about, with author and prize.")
        template = WEB.format("shown_works")
        preview_value = Sample({"heading": gettext_lazy("Works on show"), "count": 9})
        group = gettext_lazy("Pictures")
