"""A connection that is lost, and a query that failed, are told apart by what the database itself says."""

import sqlite3
from pathlib import Path

import psycopg
import pytest
from django.db import DatabaseError, InterfaceError, OperationalError

from wagtail_disability_events.core.lost_database import is_lost


def raised(cause: BaseException | None, kind: type[DatabaseError] = OperationalError) -> DatabaseError:
    """The error of Django that a driver's error leads to."""
    error = kind("words that nobody compares")
    error.__cause__ = cause
    return error


def sqlite_error(path: Path | str, query: str = "SELECT 1") -> sqlite3.Error:
    with pytest.raises(sqlite3.Error) as caught:
        sqlite3.connect(path).execute(query)
    return caught.value


class MySQLError(Exception):
    """Its first argument is the server's or the client's number of the error."""


def test_a_file_that_cannot_be_opened_is_lost_and_a_missing_table_is_not(tmp_path: Path) -> None:
    assert is_lost(raised(sqlite_error(tmp_path / "nowhere" / "db.sqlite3")))
    assert not is_lost(raised(sqlite_error(":memory:", "SELECT * FROM nothing")))


def test_a_locked_database_is_not_lost(tmp_path: Path) -> None:
    holder = sqlite3.connect(tmp_path / "db.sqlite3", isolation_level=None)
    holder.execute("CREATE TABLE rows (number)")
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(sqlite3.OperationalError, match="locked") as caught:
        sqlite3.connect(tmp_path / "db.sqlite3", timeout=0).execute("INSERT INTO rows VALUES (1)")
    assert not is_lost(raised(caught.value))


def test_a_server_that_nobody_reaches_is_lost() -> None:
    with pytest.raises(psycopg.OperationalError) as caught:
        psycopg.connect("postgresql://nobody@127.0.0.1:1/nothing", connect_timeout=2)
    assert is_lost(raised(caught.value))


@pytest.mark.parametrize(
    ("error", "lost"),
    [
        (psycopg.errors.ConnectionFailure, True),
        (psycopg.errors.AdminShutdown, True),
        (psycopg.errors.CannotConnectNow, True),
        (psycopg.errors.TooManyConnections, True),
        (psycopg.errors.DeadlockDetected, False),
        (psycopg.errors.QueryCanceled, False),
        (psycopg.errors.LockNotAvailable, False),
        (psycopg.errors.DiskFull, False),
    ],
)
def test_what_postgresql_says_has_a_code(error: type[psycopg.Error], *, lost: bool) -> None:
    assert is_lost(raised(error())) is lost


@pytest.mark.parametrize(("number", "lost"), [(2002, True), (2013, True), (1205, False), (1213, False)])
def test_what_mysql_says_has_a_number(number: int, *, lost: bool) -> None:
    assert is_lost(raised(MySQLError(number, "words"))) is lost


def test_what_other_code_raises_by_itself_is_not_lost() -> None:
    assert not is_lost(raised(None))
    assert not is_lost(raised(None, InterfaceError))
    assert not is_lost(raised(MySQLError()))
    assert not is_lost(ValueError("2002"))
