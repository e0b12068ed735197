"""What in the rows of a model is about a person, and when it goes: said by the model, done by erasure.

Each model has an attribute ``personal_data`` that answers for every field of it. A field that nobody
answered for is found by a test. The days are those of ``RETENTION_DAYS``.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db.models import Field, Model, Q


class Stage(StrEnum):
    """When something goes: so many days after the event as ``RETENTION_DAYS`` says under this key."""

    SENSITIVE = "sensitive"
    CONTACT = "contact"
    PERSON = "person"


class Then(StrEnum):
    """What becomes of a field when its time comes."""

    EMPTY = "empty"
    """Nothing stands there any more: the empty value, or the default that a new row has."""
    ANEW = "anew"
    """Another value as a new row would get it, which is unique and names nobody."""
    NOBODY = "nobody"
    """A hash of nothing, marked by ``-``, different for each row."""
    DAY = "day"
    """A moment without its time of day."""
    DELETED = "deleted"
    """The row is deleted."""


@dataclass(frozen=True)
class Step:
    """What becomes of some fields at a stage.

    The days are counted from the end of the event that the row's registration is for; or from the moment
    in the field ``since``, or the end of the event that ``event`` names. With ``alone`` the row goes as soon
    as nothing named by that relation is left. ``days`` instead of the setting: what is never kept longer.
    ``only`` are the rows that are meant.
    """

    stage: Stage
    then: Then
    fields: tuple[str, ...]
    since: str = ""
    event: str = ""
    alone: str = ""
    days: int | None = None
    only: Q = field(default_factory=Q)

    @property
    def follows_registration(self) -> bool:
        """Whether the days are those of a registration."""
        return not (self.since or self.event or self.alone)


def emptied(stage: Stage, fields: str, **when: Any) -> Step:
    """The fields are emptied."""
    return Step(stage, Then.EMPTY, tuple(fields.split()), **when)


def drawn_anew(stage: Stage, fields: str) -> Step:
    """The fields get another value, as a new row would."""
    return Step(stage, Then.ANEW, tuple(fields.split()))


def made_nobodys(stage: Stage, fields: str) -> Step:
    """The hashes find nobody any more."""
    return Step(stage, Then.NOBODY, tuple(fields.split()))


def cut_to_day(stage: Stage, fields: str) -> Step:
    """Of the moments the day is left."""
    return Step(stage, Then.DAY, tuple(fields.split()))


def deleted(stage: Stage, fields: str, **when: Any) -> Step:
    """The row is deleted, and the fields with it."""
    return Step(stage, Then.DELETED, tuple(fields.split()), **when)


class PersonalData:
    """The answer of a model for each of its fields.

    Names of fields stand in one text, with spaces between them. ``registration`` is the way from a row to its
    registration, for steps that follow one: the name of the relation, or ``"pk"`` in the registration itself.
    ``nobodys`` say nothing of a person. ``staffs`` name an account of the staff and are emptied with it.
    ``editors`` are words and choices that editors publish, and take out again. ``jobs`` names by periodic job
    the fields that this job throws away.
    """

    def __init__(
        self,
        *steps: Step,
        registration: str = "",
        nobodys: str = "",
        staffs: str = "",
        editors: str = "",
        jobs: dict[str, str] | None = None,
    ) -> None:
        self.steps, self.registration = steps, registration
        self.nobodys, self.staffs, self.editors = nobodys.split(), staffs.split(), editors.split()
        self.jobs = {job: names.split() for job, names in (jobs or {}).items()}

    def __iter__(self) -> Iterator[Step]:
        return iter(self.steps)

    @property
    def answered(self) -> set[str]:
        """The names of the fields that have an answer."""
        named = {name for step in self.steps for name in step.fields}
        thrown_away = {name for names in self.jobs.values() for name in names}
        return named | thrown_away | {*self.nobodys, *self.staffs, *self.editors}

    def following(self, stage: Stage) -> list[Step]:
        """The steps of a stage that follow a registration; what is deleted comes first."""
        steps = [step for step in self.steps if step.stage == stage and step.follows_registration]
        return sorted(steps, key=lambda step: step.then != Then.DELETED)

    def by_themselves(self) -> list[Step]:
        """The steps whose days are counted from something else."""
        return [step for step in self.steps if not step.follows_registration]


def own_fields(model: type[Model]) -> list["Field[Any, Any]"]:
    """The fields of a model's own table and its relations to many, without the number of the row."""
    local = [each for each in model._meta.local_fields if not each.primary_key]
    return [*local, *model._meta.local_many_to_many]


def unanswered(model: type[Model]) -> list[str]:
    """Names of fields for which nobody has said whether they are personal and when they go."""
    said = vars(model).get("personal_data")  # what it inherits says nothing of its own table
    answered = said.answered if isinstance(said, PersonalData) else set()
    return sorted(each.name for each in own_fields(model) if each.name not in answered)
