"""Several cases in one test, each on the same ground."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is stored inside is taken back afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
