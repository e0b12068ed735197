"""Rule: whether an error of the database means that it cannot be reached, or only that a query failed."""

import sqlite3

from django.db import InterfaceError, OperationalError

_STATES = {"57P01", "57P02", "57P03", "53300"}
"""PostgreSQL, appendix A: shutting down, crashed, starting up, too many connections."""
_MYSQL = {1040, 1042, 1043, 1047, 1053, 1077, 1079, 2002, 2003, 2006, 2012, 2013, 2055}
"""MySQL: too many connections, a server that shuts down, a connection that was not made or was lost."""


def is_lost(error: BaseException) -> bool:
    """Whether the connection is lost: the database is down, unreachable, or full of others.

    A query that failed on a connection that stands is not (a table that is missing, a deadlock, a time
    limit); nor is an error that other code raised by itself.
    """
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    cause = error.__cause__
    if isinstance(cause, sqlite3.Error):
        return getattr(cause, "sqlite_errorcode", None) == sqlite3.SQLITE_CANTOPEN
    for name in ("sqlstate", "pgcode"):  # psycopg 3 and 2; only the server gives one
        if hasattr(cause, name):
            state = getattr(cause, name)
            return state is None or state.startswith("08") or state in _STATES
    number = cause.args[0] if cause is not None and cause.args else None
    return isinstance(number, int) and number in _MYSQL
