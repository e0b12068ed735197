"""Places for groups of people, as staff write them down."""

from collections.abc import Iterable
from typing import TypedDict

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from ..registration.seats.place_groups import PlaceGroup, Role
from ..registration.values.identity import Category
from .base import Child, StreamChild
from .dates.base import refuse
from .outcome_lines import ContestValue
from .struct import CompleteStructBlock


class PlaceGroupValue(TypedDict):
    """The value of ``PlaceGroupBlock``."""

    name: str
    role: str
    capacity: int | None
    note: str | None
    min_age: int | None
    max_age: int | None
    categories: list[str] | None


class PlaceGroupBlock(CompleteStructBlock):
    """A group with places of its own. Who takes part also takes one of the event's places."""

    name = blocks.CharBlock(label=_("Name"), max_length=60, help_text=_("Such as 轮椅席, 陪同人员, 志愿者."))
    role = blocks.ChoiceBlock(label=_("Places for"), choices=Role.choices, default=Role.PARTICIPANT)
    capacity = blocks.IntegerBlock(
        label=_("How many"), required=False, min_value=0, help_text=_("Empty: no limit of its own.")
    )
    min_age = blocks.IntegerBlock(label=_("From the age of"), required=False, min_value=0, max_value=120)
    max_age = blocks.IntegerBlock(label=_("Up to the age of"), required=False, min_value=0, max_value=120)
    categories = blocks.MultipleChoiceBlock(
        label=_("Only for these categories of disability"), required=False, choices=Category.choices
    )
    note = blocks.CharBlock(label=_("Note"), required=False, max_length=120)

    def clean(self, value: PlaceGroupValue) -> PlaceGroupValue:
        value = super().clean(value)
        if value["min_age"] and value["max_age"] and value["max_age"] < value["min_age"]:
            raise refuse("max_age", _("It ends before it begins."), "ages")
        return value

    class Meta:
        icon = "group"
        label = _("Group with places")
        label_format = "{name}"


class PlacesBlock(blocks.StreamBlock):
    """The groups of an event."""

    group = PlaceGroupBlock()

    class Meta:
        max_num = 20
        required = False


def groups_of(stream: Iterable[Child[PlaceGroupValue]]) -> list[PlaceGroup]:
    """The groups that a stream describes."""
    return [
        PlaceGroup(
            key=str(child.id),
            label=child.value["name"],
            role=child.value["role"],
            capacity=child.value["capacity"],
            note=child.value["note"] or "",
            min_age=child.value["min_age"],
            max_age=child.value["max_age"],
            categories=tuple(child.value["categories"] or ()),
        )
        for child in stream
    ]


def contest_groups(stream: Iterable[StreamChild[ContestValue]]) -> list[PlaceGroup]:
    """The contests of a sports day as groups that one chooses from, with their limits."""
    return [
        PlaceGroup(
            key=str(child.id),
            label=" ".join(part for part in (child.value["name"], child.value["group"]) if part),
            capacity=child.value["limit"],
            several=True,
        )
        for child in stream
        if child.block_type == "contest"
    ]
