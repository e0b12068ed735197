"""Rows that are written once: a record of what was decided or done, which nobody rewrites."""

from typing import Any, TypeVar

from django.db import models

Row = TypeVar("Row", bound=models.Model)


class WrittenOnce(TypeError):
    """Somebody tried to change or delete an entry of a record."""


class AppendOnlyQuerySet(models.QuerySet[Row]):
    """Reads, and adds. Erasure, which has to forget, works on the base manager."""

    def update(self, **kwargs: Any) -> int:
        raise WrittenOnce

    def delete(self) -> tuple[int, dict[str, int]]:
        raise WrittenOnce

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:
        raise WrittenOnce


class AppendOnly(models.Model):
    """An entry of a record: saving it a second time, or deleting it by itself, raises WrittenOnce.

    It goes with the row that it is about.
    """

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise WrittenOnce
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise WrittenOnce
