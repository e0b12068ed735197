"""What the sandbox platform remembers, in one SQLite file: accounts, tokens, media, drafts, calls."""

import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .wire import Kept

Stored = str | int | float | bytes
SCHEMA = """
CREATE TABLE IF NOT EXISTS account (app_id TEXT PRIMARY KEY, secret TEXT, ips TEXT, may_publish INTEGER);
CREATE TABLE IF NOT EXISTS token (token TEXT PRIMARY KEY, app_id TEXT, ends REAL);
CREATE TABLE IF NOT EXISTS media (
  id TEXT PRIMARY KEY, app_id TEXT, kind TEXT, hash TEXT, content BLOB, suffix TEXT, made REAL);
CREATE TABLE IF NOT EXISTS draft (id TEXT PRIMARY KEY, app_id TEXT, articles TEXT, made REAL, changed REAL);
CREATE TABLE IF NOT EXISTS publication (
  id TEXT PRIMARY KEY, app_id TEXT, draft TEXT, asked INTEGER DEFAULT 0, status INTEGER, articles TEXT);
CREATE TABLE IF NOT EXISTS call (app_id TEXT, api TEXT, day TEXT, error INTEGER);
CREATE TABLE IF NOT EXISTS plan (number INTEGER PRIMARY KEY AUTOINCREMENT, api TEXT, what TEXT);
"""


class Store:
    """One file, for several processes at once; each use is one transaction."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = threading.Lock()
        with self.connection() as db:
            db.executescript(SCHEMA)

    @contextmanager
    def connection(self) -> Iterator[sqlite3.Connection]:
        """A connection with a transaction that ends with the block."""
        with self._lock:
            db = sqlite3.connect(self.path, timeout=20)
            db.row_factory = sqlite3.Row
            try:
                with db:
                    yield db
            finally:
                db.close()

    def one(self, query: str, *values: Stored) -> sqlite3.Row | None:
        """The first row of a query, or None."""
        with self.connection() as db:
            row: sqlite3.Row | None = db.execute(query, values).fetchone()
            return row

    def number(self, query: str, *values: Stored) -> int:
        """The number that a query counts."""
        row = self.one(query, *values)
        return int(row[0]) if row is not None else 0

    def rows(self, query: str, *values: Stored) -> list[sqlite3.Row]:
        """All rows of a query."""
        with self.connection() as db:
            return db.execute(query, values).fetchall()

    def do(self, query: str, *values: Stored) -> None:
        """Write."""
        with self.connection() as db:
            db.execute(query, values)

    def open_account(
        self, app_id: str, secret: str, *, may_publish: bool = False, ips: tuple[str, ...] = ()
    ) -> None:
        """An account as the platform's administration makes it; empty ``ips``: every address is allowed."""
        self.do(
            "INSERT OR REPLACE INTO account VALUES (?, ?, ?, ?)", app_id, secret, json.dumps(ips), may_publish
        )

    def plan(self, api: str, *what: str) -> None:
        """Let the next calls of an API go wrong: ``busy``, ``html``, ``nothing``, ``lost`` (done, without an
        answer), ``expired``, or an error number; ``ok`` lets one through."""
        for each in what:
            self.do("INSERT INTO plan (api, what) VALUES (?, ?)", api, each)

    def next_plan(self, api: str) -> str:
        """What is planned for this call; it is used up."""
        with self.connection() as db:
            row = db.execute("SELECT * FROM plan WHERE api = ? ORDER BY number LIMIT 1", (api,)).fetchone()
            if row is None:
                return ""
            db.execute("DELETE FROM plan WHERE number = ?", (row["number"],))
            return str(row["what"])

    def drafts(self, app_id: str) -> list[tuple[str, list[Kept]]]:
        """The drafts of an account, newest first: number and articles."""
        rows = self.rows("SELECT * FROM draft WHERE app_id = ? ORDER BY changed DESC", app_id)
        return [(row["id"], json.loads(row["articles"])) for row in rows]

    def draft(self, app_id: str, media_id: str) -> list[Kept] | None:
        """The articles of one draft; None for one that is not there."""
        row = self.one("SELECT * FROM draft WHERE app_id = ? AND id = ?", app_id, media_id)
        return json.loads(row["articles"]) if row is not None else None

    def count(self, api: str) -> int:
        """How many calls of an API went well."""
        return self.number("SELECT count(*) FROM call WHERE api = ? AND error = 0", api)

    def uploads(self) -> list[tuple[str, str]]:
        """Every upload that was taken: its kind and the SHA-256 of its content, in the order of coming."""
        return [(row["kind"], row["hash"]) for row in self.rows("SELECT kind, hash FROM media ORDER BY made")]
