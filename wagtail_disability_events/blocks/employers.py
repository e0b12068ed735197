"""Employers at a job fair."""

from typing import TypedDict

from django.utils.translation import gettext_lazy, ngettext
from wagtail import blocks

from .base import WEB, Context, EventStructBlock, ListOf
from .parts import Box, Part, Span, paragraph
from .sample import Sample
from .struct import CompleteStructBlock


class Post(TypedDict):
    """A post on offer."""

    title: str
    number: int
    pay: str
    note: str


class EmployerValue(TypedDict):
    """The value of ``EmployerBlock``."""

    name: str
    about: str
    access: str
    posts: ListOf[Post]


class EmployerBlock(EventStructBlock[EmployerValue]):
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
        CompleteStructBlock(
            [
                ("title", blocks.CharBlock(label=gettext_lazy("Post"), max_length=60)),
                ("number", blocks.IntegerBlock(label=gettext_lazy("How many"), default=1, min_value=1)),
                ("pay", blocks.CharBlock(label=gettext_lazy("Pay"), required=False, max_length=60)),
                ("note", blocks.CharBlock(label=gettext_lazy("Note"), required=False, max_length=160)),
            ]
        ),
        label=gettext_lazy("Posts"),
    )

    def parts(self, value: EmployerValue, context: Context) -> list[Part]:
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
        preview_value = Sample(
            {
                "name": gettext_lazy("Riverside Online Shop"),
                "about": gettext_lazy("Customer service and design"),
                "access": gettext_lazy("Can be done from home"),
                "posts": [
                    {
                        "title": gettext_lazy("Customer service"),
                        "number": 3,
                        "pay": gettext_lazy("From 4,000 yuan a month"),
                        "note": gettext_lazy("Typing is all you need"),
                    }
                ],
            }
        )
        group = gettext_lazy("Event")
