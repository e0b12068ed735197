"""Writing everything anew under the newest key, while the site runs.

A row that somebody changes meanwhile is left to them: it is under the newest key already. What the newest key
opens is passed over, so that an interrupted run goes on where it was.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.apps import apps
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import Model

from .encryption import EncryptedBytesField, EncryptedTextField, is_newest, rotate, rotate_bytes

Column = EncryptedTextField | EncryptedBytesField
Ciphertext = str | bytes

BATCH = 500


@dataclass
class Rotation:
    """How many texts and files were written anew, and how many no key opens."""

    rotated: int = 0
    unreadable: int = 0


def rotate_all(tell: Callable[[str, int], None] = lambda model, rows: None) -> Rotation:
    """Write every encrypted column anew that is not under the newest key; ``tell`` hears of each batch."""
    done = Rotation()
    for model in apps.get_app_config("wagtail_disability_events").get_models():
        columns = [
            field
            for field in model._meta.local_fields
            if isinstance(field, EncryptedTextField | EncryptedBytesField)
        ]
        if columns:
            _rotate_table(model, columns, done, tell)
    return done


def _rotate_table(
    model: type[Model], columns: list[Column], done: Rotation, tell: Callable[[str, int], None]
) -> None:
    quote = connection.ops.quote_name
    table, key = quote(model._meta.db_table), quote(str(model._meta.pk.column))
    names = [quote(str(field.column)) for field in columns]
    select = f"SELECT {key}, {', '.join(names)} FROM {table} WHERE {key} > %s ORDER BY {key} LIMIT {BATCH}"  # noqa: S608
    last, seen = 0, 0
    while True:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(select, [last])
            rows = cursor.fetchall()
            if not rows:
                return
            for pk, *texts in rows:
                _rotate_row(cursor, table, key, names, pk, texts, done)
        last, seen = rows[-1][0], seen + len(rows)
        tell(str(model._meta.verbose_name_plural), seen)


def _rotate_row(
    cursor: CursorWrapper,
    table: str,
    key: str,
    names: list[str],
    pk: int,
    texts: list[Ciphertext],
    done: Rotation,
) -> None:
    from cryptography.fernet import InvalidToken  # 7 MB, for this command and not for each worker

    changed: list[tuple[str, Ciphertext, Ciphertext]] = []
    for name, text in zip(names, texts, strict=True):
        if not text or is_newest(text):
            continue
        try:
            fresh = rotate(text) if isinstance(text, str) else rotate_bytes(text)
        except InvalidToken:
            done.unreadable += 1
            continue
        changed.append((name, fresh, text))
    if not changed:
        return
    put = ", ".join(f"{name} = %s" for name, _fresh, _old in changed)
    same = " AND ".join(f"{name} = %s" for name, _fresh, _old in changed)
    cursor.execute(
        f"UPDATE {table} SET {put} WHERE {key} = %s AND {same}",  # noqa: S608
        [*(fresh for _name, fresh, _old in changed), pk, *(old for _name, _fresh, old in changed)],
    )
    done.rotated += len(changed) if cursor.rowcount else 0
