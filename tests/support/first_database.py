"""A database as the first migration and the demo made it, kept as an archive to be migrated to today.

The archive is JSON lines in xz: a header, then for each table its columns and rows as SQLite had them, texts
still encrypted by the demo's key. ``python -m tests.support.first_database``, with the settings of the site:
``save ARCHIVE DATABASE`` makes it from a file of SQLite; ``load ARCHIVE`` makes the empty database of the
settings into what it was. On SQLite the tables are those of then; on PostgreSQL the first migration, and
those of Django and Wagtail up to the ones of then, are run again.

Only SQL is spoken here: the models of today fit the tables of today.
"""

import base64
import hashlib
import json
import lzma
import re
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import django

ROOT = Path(__file__).resolve().parents[2]
ARCHIVE = Path(__file__).with_name("first_database.jsonl.xz")
FIRST = ROOT / "wagtail_disability_events" / "migrations" / "0001_initial.py"
PACKAGE = "wagtail_disability_events"
MADE_AGAIN = ("sqlite_", "django_session", "wagtailsearch_indexentry")
"""Beginnings of names of tables that each database fills by itself."""
INSIDE_AN_INDEX = re.compile(r"_fts_(data|idx|content|docsize|config)$")
"""Tables that SQLite makes by itself for each index of words."""


@dataclass(frozen=True)
class Header:
    """What an archive was made by: versions, the hash of the first migration, the last migration of each app;
    and the statements that make the tables on SQLite."""

    django: str
    wagtail: str
    first_migration: str
    leaves: dict[str, str]
    schema: list[str]


@dataclass(frozen=True)
class Table:
    """A table with its rows, in the order of its columns."""

    name: str
    columns: list[str]
    rows: list[list[Any]]


def hash_of_first_migration() -> str:
    """SHA-256 of the first migration as it stands in the working copy."""
    return hashlib.sha256(FIRST.read_bytes()).hexdigest()


def save(archive: Path, database: Path) -> None:
    """Write a database of SQLite into an archive. The same rows give the same bytes."""
    import wagtail
    from django.db.migrations.loader import MigrationLoader

    leaves = dict(sorted(MigrationLoader(None).graph.leaf_nodes()))
    with lzma.open(archive, "wt", encoding="utf-8", preset=9) as out, sqlite3.connect(database) as source:
        schema = _schema(source)
        header = Header(django.__version__, wagtail.__version__, hash_of_first_migration(), leaves, schema)
        out.write(json.dumps(vars(header), ensure_ascii=False) + "\n")
        names = [name for (name,) in source.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for name in _ours(names):
            found = source.execute(f'SELECT * FROM "{name}" ORDER BY 1')  # noqa: S608
            columns = [column[0] for column in found.description]
            rows = [[_plain(value) for value in row] for row in found]
            out.write(json.dumps(vars(Table(name, columns, rows)), ensure_ascii=False) + "\n")


def header_of(archive: Path) -> Header:
    """What an archive was made by."""
    with lzma.open(archive, "rt", encoding="utf-8") as lines:
        return Header(**json.loads(next(lines)))


def tables_of(archive: Path) -> Iterator[Table]:
    """The tables of an archive, in the order of their names."""
    with lzma.open(archive, "rt", encoding="utf-8") as lines:
        next(lines)
        for line in lines:
            table = json.loads(line)
            rows = [[_bytes(value) for value in row] for row in table["rows"]]
            yield Table(table["name"], table["columns"], rows)


def load(archive: Path) -> None:
    """Make an empty database into what the archive has. Raises LookupError where the installed Django or
    Wagtail is older than the archive."""
    from django.db import connection, transaction
    from django.db.migrations.loader import MigrationLoader

    header = header_of(archive)
    leaves = list(header.leaves.items())
    if missing := [leaf for leaf in leaves if leaf not in MigrationLoader(None).graph.nodes]:
        raise LookupError(f"Django or Wagtail is older than the archive: {missing}")
    is_sqlite = connection.vendor == "sqlite"
    if not is_sqlite:
        _migrate_to(leaves)
    with connection.constraint_checks_disabled(), transaction.atomic(), connection.cursor() as cursor:
        for statement in header.schema if is_sqlite else ():
            cursor.execute(statement)
        for table in tables_of(archive):
            if is_sqlite or table.name != "django_migrations":
                _fill(cursor, table)
    connection.check_constraints()


def _migrate_to(leaves: list[tuple[str, str]]) -> None:
    """Run migrations, and take the rows away that some of them have made."""
    from django.core.management.color import no_style
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    MigrationExecutor(connection).migrate(leaves)
    with connection.cursor() as cursor:
        filled_in = [name for name in _tables(cursor) if name != "django_migrations"]
        for statement in connection.ops.sql_flush(no_style(), filled_in, allow_cascade=True):
            cursor.execute(statement)


def count() -> dict[str, dict[str, int]]:
    """For each table of the database what ``filled`` says of it."""
    from django.db import connection

    counted = {}
    with connection.cursor() as cursor:
        for name in _tables(cursor):
            cursor.execute(f'SELECT * FROM "{name}"')  # noqa: S608
            columns = [column[0] for column in cursor.description]
            counted[name] = filled(Table(name, columns, [list(row) for row in cursor.fetchall()]))
    return counted


def filled(table: Table) -> dict[str, int]:
    """How many rows a table has (``*``), and how many of each column are neither NULL nor empty."""
    found = {"*": len(table.rows)}
    for number, column in enumerate(table.columns):
        found[column] = sum(row[number] is not None and row[number] not in ("", b"") for row in table.rows)
    return found


def _tables(cursor: Any) -> list[str]:
    from django.db import connection

    return _ours(connection.introspection.table_names(cursor))


def _schema(source: sqlite3.Connection) -> list[str]:
    """The statements that made the tables of SQLite, then indexes and triggers."""
    found = source.execute(
        "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
        " ORDER BY type <> 'table', rowid"
    )
    return [sql for name, sql in found if not INSIDE_AN_INDEX.search(name)]


def _ours(names: list[str]) -> list[str]:
    return sorted(name for name in names if not name.startswith(MADE_AGAIN))


def _fill(cursor: Any, table: Table) -> None:
    from django.db import connection

    if not table.rows:
        return
    columns = ", ".join(f'"{column}"' for column in table.columns)
    marks = ", ".join(["%s"] * len(table.columns))
    rows = table.rows
    if connection.vendor == "postgresql":  # SQLite keeps truth as 0 and 1
        cursor.execute(
            "SELECT column_name FROM information_schema.columns"
            " WHERE table_name = %s AND data_type = 'boolean'",
            [table.name],
        )
        truths = {table.columns.index(name) for (name,) in cursor.fetchall()}
        rows = [
            [value if value is None or at not in truths else bool(value) for at, value in enumerate(row)]
            for row in rows
        ]
    statement = f'INSERT INTO "{table.name}" ({columns}) VALUES ({marks})'  # noqa: S608
    cursor.executemany(statement, rows)
    if connection.vendor == "postgresql" and "id" in table.columns:
        cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [f'"{table.name}"'])
        [sequence] = cursor.fetchone()
        if sequence:
            cursor.execute(f'SELECT setval(%s, (SELECT MAX(id) FROM "{table.name}"))', [sequence])  # noqa: S608


def _plain(value: Any) -> Any:
    return {"bytes": base64.b64encode(value).decode()} if isinstance(value, bytes) else value


def _bytes(value: Any) -> Any:
    return base64.b64decode(value["bytes"]) if isinstance(value, dict) else value


if __name__ == "__main__":
    django.setup()
    match sys.argv[1:]:
        case ["save", archive, database]:
            save(Path(archive), Path(database))
        case ["load", archive]:
            load(Path(archive))
