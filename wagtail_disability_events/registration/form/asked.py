"""For what and for whom a form is filled in: what decides which questions it asks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeAlias

from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict

from ...occurrences.models import Occurrence
from ..event import BookableEvent
from ..models.forms import FormVersion
from ..models.registrations import Registration
from ..seats.place_groups import PlaceGroup, Role
from ..seats.service_choices import ServiceChoices, service_choices
from ..values.questions import FormDefinition

Cleaned: TypeAlias = Mapping[str, Any]
"""The valid answers of a form by the names of its fields."""
FormData: TypeAlias = MultiValueDict[str, str]
"""What a browser sends, or a draft holds."""
FormFiles: TypeAlias = MultiValueDict[str, UploadedFile]
"""The files that a browser sends."""


@dataclass(frozen=True)
class AskedForm:
    """The form of an event as it is asked now.

    ``dates`` are those that can be chosen. ``for_other`` is the form of somebody who signs up another person.
    ``registration`` is the sign-up whose answers are changed. ``visitor`` stands for whoever fills it in,
    before there is a sign-up.
    """

    event: BookableEvent
    dates: Sequence[Occurrence] = ()
    version: FormVersion | None = None
    questions: FormDefinition = field(default_factory=FormDefinition)
    for_other: bool = False
    registration: Registration | None = None
    visitor: str = ""

    @property
    def number(self) -> int:
        """The number of the version; 0 for a form without questions of the event's own."""
        return self.version.number if self.version else 0

    @cached_property
    def groups(self) -> dict[str, PlaceGroup]:
        """The groups that one can come as, by their key."""
        return {group.key: group for group in self.event.place_groups() if group.role != Role.COMPANION}

    def chosen_groups(self, data: Cleaned) -> tuple[str, ...]:
        """The keys of the groups that were chosen."""
        chosen = [data.get("place"), *(data.get("contests") or ())]
        return tuple(key for key in chosen if key in self.groups)

    @cached_property
    def services(self) -> ServiceChoices:
        """The access services that can be asked for."""
        return service_choices(self.event)

    @property
    def sensitive_names(self) -> list[str]:
        """The fields whose answers are sensitive."""
        own = [question.key for question in self.questions if question.sensitive]
        return ["needs", "needs_note", *own] if self.services.offered else own
