"""Doing what models declare: fields emptied, numbers drawn anew, rows deleted. It knows no single model."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

from django.apps import apps
from django.db.models import CharField, Exists, Field, Max, Model, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat, Length

from ...core import conf
from ...core.dates import local
from ...core.encryption import EncryptedTextField
from ...core.page_models import APP
from ...core.personal_data import PersonalData, Stage, Step, Then
from ...occurrences.models import Occurrence

NOBODY = Concat(Value("-"), Cast("pk", CharField()))
"""In place of a hash: marked as none, and different for each row."""
_AT_ONCE = 200

Forgotten = Counter[str]
"""By the name of a model, how many of its rows were emptied or deleted."""


def models_with_people() -> Iterator[tuple[type[Model], PersonalData]]:
    """Every model of the package that has something personal which goes by itself."""
    for model in apps.get_app_config(APP).get_models():
        said: PersonalData | None = vars(model).get("personal_data")
        if said is not None and said.steps:
            yield model, said


def forget(stage: Stage, registrations: list[int]) -> Forgotten:
    """What goes at a stage of these registrations, in every model that follows them."""
    done: Forgotten = Counter()
    for model, said in models_with_people():
        way = "pk__in" if said.registration == "pk" else f"{said.registration}__in"
        for step in said.following(stage):
            if "registrations" in step.fields:
                relation: Any = model._meta.get_field("registrations")
                through = relation.remote_field.through
                done[_name(model)] += _remove(through, Q(registration__in=registrations))
            else:
                rows = Q(**{way: registrations}) & step.only
                done[_name(model)] += _take(model, step, rows)
    return +done


def forget_by_themselves(now: datetime) -> Forgotten:
    """What follows no registration and has been kept long enough."""
    done: Forgotten = Counter()
    for model, said in models_with_people():
        for step in said.by_themselves():
            for some in _in_parts(list(due_by_itself(model, step, now).values_list("pk", flat=True))):
                done[_name(model)] += _take(model, step, Q(pk__in=some))
    return +done


def due_by_itself(model: type[Model], step: Step, now: datetime) -> "QuerySet[Any]":
    """Rows whose time is over by a step that follows no registration, and where something is left."""
    rows = model._base_manager.filter(step.only).order_by()
    if step.alone:
        return rows.filter(**{step.alone: None})
    until = now - timedelta(days=days_of(step))
    if step.event:
        dates = Occurrence.objects.order_by().values("event_id")
        ended = dates.annotate(last=Max("end")).filter(last__lt=until).values("event_id")
        rows = rows.filter(**{f"{step.event}__in": ended})
    else:
        rows = rows.filter(**{f"{step.since}__lt": until})
    return rows if step.then == Then.DELETED else rows.filter(_something_left(model, step, rows))


def days_of(step: Step) -> int:
    """After how many days a step is due."""
    kept: int = conf.get("RETENTION_DAYS")[step.stage] if step.days is None else step.days
    return kept


def _something_left(model: type[Model], step: Step, rows: "QuerySet[Any]") -> Exists:
    """Whether a field of a step holds anything; texts are measured: encrypted ones cannot be compared."""
    left = Q()
    alike: Any = model._base_manager.filter(pk=OuterRef("pk"))
    for name in step.fields:
        column = model._meta.get_field(name)
        if isinstance(column, CharField | TextField):
            alike = alike.annotate(**{f"length_of_{name}": Length(name)})
            left |= Q(**{f"length_of_{name}__gt": 0})
        else:
            left |= Q(**{f"{name}__isnull": False})
    return Exists(alike.filter(left))


def _take(model: type[Model], step: Step, rows: Q) -> int:
    found = model._base_manager.filter(rows).order_by()
    match step.then:
        case Then.DELETED:
            return _remove(model, rows)
        case Then.EMPTY:
            return found.update(**{name: _empty(model, name) for name in step.fields})
        case Then.NOBODY:
            return found.update(**dict.fromkeys(step.fields, NOBODY))
        case Then.DAY:
            return sum(_cut_to_day(model, found, name) for name in step.fields)
        case Then.ANEW:
            return _draw_anew(model, list(found.only("pk", *step.fields)), step.fields)


def _remove(model: type[Model], rows: Q) -> int:
    """Delete rows that have nothing below them, without reading them first."""
    found = model._base_manager.filter(rows).order_by()
    alone = model._base_manager.filter(pk__in=list(found.values_list("pk", flat=True))).order_by()
    return int(alone._raw_delete(alone.db) or 0)


def _empty(model: type[Model], name: str) -> Any:
    column: Field[Any, Any] = model._meta.get_field(name)  # type: ignore[assignment]
    if column.null:
        return None
    if isinstance(column, EncryptedTextField):
        return {} if column.get_default() == {} else ""
    return column.get_default()


def _cut_to_day(model: type[Model], rows: "QuerySet[Any]", name: str) -> int:
    """Leave of moments the day on which they were, in the zone of the site."""
    zone = conf.get("TIME_ZONE")
    moments = rows.filter(**{f"{name}__isnull": False}).values_list("pk", name)
    by_day: dict[datetime, list[int]] = {}
    for pk, moment in moments:
        here = local(moment, zone)
        midnight = datetime.combine(here.date(), time.min, tzinfo=here.tzinfo)
        if midnight != moment:
            by_day.setdefault(midnight, []).append(pk)
    for midnight, ids in by_day.items():
        for some in _in_parts(ids):
            model._base_manager.filter(pk__in=some).update(**{name: midnight})
    return sum(map(len, by_day.values()))


def _draw_anew(model: type[Model], rows: list[Any], names: tuple[str, ...]) -> int:
    for name in names:
        fresh = iter(_fresh(model, name, len(rows)))
        for row in rows:
            setattr(row, name, next(fresh))
    for some in _in_parts(rows):
        model._base_manager.bulk_update(some, names)
    return len(rows)


def _fresh(model: type[Model], name: str, count: int) -> set[Any]:
    """So many values of a unique field that no row has."""
    column: Field[Any, Any] = model._meta.get_field(name)  # type: ignore[assignment]
    found: set[Any] = set()
    while len(found) < count:
        drawn = {column.get_default() for _turn in range(count - len(found))} - found
        taken = {
            value
            for some in _in_parts(list(drawn))
            for value in model._base_manager.filter(**{f"{name}__in": some}).values_list(name, flat=True)
        }
        found |= drawn - taken
    return found


def _in_parts(values: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(values), _AT_ONCE):
        yield values[start : start + _AT_ONCE]


def _name(model: type[Model]) -> str:
    return model.__name__
