"""Making the hashes anew by which people and private addresses are found, in the chosen suite.

A hash cannot be read: it is made anew from the text that it is of, and only where it is the hash of that text
still. One whose text is erased stays as it is, and is found as before until it is erased as well.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import Model, Q

from .encryption import lookup_hash
from .secret_address import SecretAddress
from .suites import SM, SM_MARK, chosen_suite, other_suites

BATCH = 500


def rotate_hashes(tell: Callable[[str, int], None] = lambda model, rows: None) -> tuple[int, int]:
    """Make every hash anew that is in another suite; return how many were, and how many stay as they are.

    A row that somebody changes meanwhile is left to them. ``tell`` hears of each batch.
    """
    moved = left = 0
    for model in apps.get_app_config("wagtail_disability_events").get_models():
        if not issubclass(model, SecretAddress):
            continue
        seen = 0
        for rows in _batches(model):
            for row in rows:
                done = _rotate_row(row)
                moved, left = moved + done, left + len(_columns_of(row)) - done
            seen += len(rows)
            tell(str(model._meta.verbose_name_plural), seen)
    return moved, left


def _batches(model: type[SecretAddress]) -> Iterator[list[Any]]:
    """The rows of which a hash is in another suite."""
    elsewhere = Q()
    for column in hash_columns(model):
        marked = Q(**{f"{column}__startswith": SM_MARK})
        none = Q(**{column: ""}) | Q(**{f"{column}__startswith": "-"})  # erased
        elsewhere |= ~marked & ~none if chosen_suite() == SM else marked
    last = 0
    while rows := list(model._base_manager.filter(elsewhere, pk__gt=last).order_by("pk")[:BATCH]):
        yield rows
        last = rows[-1].pk


def hash_columns(model: type[Model]) -> list[str]:
    """The columns of a model that hold keyed hashes."""
    return [field.name for field in model._meta.local_fields if field.name.endswith("_hash")]


def _columns_of(row: SecretAddress) -> list[str]:
    """The columns of a row whose hash is in another suite."""
    values = {column: getattr(row, column) for column in hash_columns(type(row))}
    wants_mark = chosen_suite() == SM
    return [
        column
        for column, value in values.items()
        if value and value[0] != "-" and value.startswith(SM_MARK) is not wants_mark
    ]


def _rotate_row(row: SecretAddress) -> int:
    """Write the row's hashes anew where they are those of its texts; return how many were."""
    fresh = row.stored_hashes(lookup_hash)
    old, new = {}, {}
    for suite in other_suites():
        there = row.stored_hashes(partial(lookup_hash, suite=suite))
        for column in _columns_of(row):
            value = getattr(row, column)
            if value in there.get(column, []):
                old[column], new[column] = value, fresh[column][there[column].index(value)]
    if not new:
        return 0
    same = type(row)._base_manager.filter(pk=row.pk, **old)
    try:
        with transaction.atomic():
            return len(new) if same.update(**new) else 0
    except IntegrityError:  # signed up again at this very moment: staff see both
        return 0
