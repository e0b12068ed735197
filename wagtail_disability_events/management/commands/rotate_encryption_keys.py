"""Write every encrypted text anew under the newest key."""

from typing import Any

from cryptography.fernet import InvalidToken
from django.apps import apps
from django.core.management.base import BaseCommand
from django.db import connection

from ...encryption import EncryptedTextField, rotate

BATCH = 500


class Command(BaseCommand):
    help = "Re-encrypt personal data with the first of ENCRYPTION_KEYS. Interrupted, it can simply run again."

    def handle(self, *args: Any, **options: Any) -> None:
        rotated = unreadable = 0
        for model in apps.get_app_config("wagtail_disability_events").get_models():
            columns = [field for field in model._meta.local_fields if isinstance(field, EncryptedTextField)]
            for field in columns:
                done, lost = self._rotate_column(model, field)
                rotated, unreadable = rotated + done, unreadable + lost
        self.stdout.write(f"{rotated} texts are under the newest key.")
        if unreadable:
            self.stderr.write(f"{unreadable} texts could not be read with any key and were left as they are.")

    def _rotate_column(self, model: Any, field: Any) -> tuple[int, int]:
        quote = connection.ops.quote_name
        table, column, key = (quote(n) for n in (model._meta.db_table, field.column, model._meta.pk.column))
        last, done, lost = 0, 0, 0
        while True:
            with connection.cursor() as cursor:
                cursor.execute(
                    f"SELECT {key}, {column} FROM {table} WHERE {key} > %s AND {column} <> '' "  # noqa: S608
                    f"ORDER BY {key} LIMIT {BATCH}",
                    [last],
                )
                rows = cursor.fetchall()
                if not rows:
                    return done, lost
                for pk, ciphertext in rows:
                    try:
                        fresh = rotate(ciphertext)
                    except InvalidToken:
                        lost += 1
                        continue
                    cursor.execute(
                        f"UPDATE {table} SET {column} = %s WHERE {key} = %s AND {column} = %s",  # noqa: S608
                        [fresh, pk, ciphertext],
                    )
                    done += cursor.rowcount
                last = rows[-1][0]
