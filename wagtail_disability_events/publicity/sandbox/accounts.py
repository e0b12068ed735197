"""Accounts, their tokens, and how often they may call."""

import json
import secrets
from datetime import UTC, datetime
from sqlite3 import Row

from .store import Store
from .wire import Answer, Refused, Request

TOKEN_SECONDS = 7200
QUOTA = 10_000
"""Calls of one API that an account may make in a day, UTC."""


def give_token(store: Store, request: Request, now: float) -> Answer:
    """A token for an account that proves itself; ``stable_token`` gives the one that is valid. Raises
    Refused."""
    values = request.values() if request.body else dict(request.query)
    app_id, secret = str(values.get("appid", "")), str(values.get("secret", ""))
    account = store.one("SELECT * FROM account WHERE app_id = ?", app_id)
    if account is None:
        raise Refused(40013, "invalid appid")
    if account["secret"] != secret:
        raise Refused(40125, "invalid appsecret")
    _check_ip(account, request.ip)
    row = store.one("SELECT * FROM token WHERE app_id = ? AND ends > ?", app_id, now + 300)
    is_stable = request.path.endswith("stable_token")
    if row is not None and is_stable and not values.get("force_refresh"):
        return {"access_token": row["token"], "expires_in": int(row["ends"] - now)}
    token = secrets.token_hex(32)
    store.do("UPDATE token SET ends = min(ends, ?) WHERE app_id = ?", now + 300, app_id)
    if is_stable:
        store.do("UPDATE token SET ends = 0 WHERE app_id = ?", app_id)
    store.do("INSERT INTO token VALUES (?, ?, ?)", token, app_id, now + TOKEN_SECONDS)
    note_call(store, request, "token", 0, now)
    return {"access_token": token, "expires_in": TOKEN_SECONDS}


def account_of(store: Store, request: Request, now: float) -> str:
    """The app id of the account whose token a call carries. Raises Refused."""
    token = request.query.get("access_token", "")
    if not token:
        raise Refused(41001, "access_token missing")
    row = store.one("SELECT * FROM token WHERE token = ?", token)
    if row is None:
        raise Refused(40001, "invalid credential, access_token is invalid or not latest")
    if row["ends"] <= now:
        raise Refused(42001, "access_token expired")
    account = store.one("SELECT * FROM account WHERE app_id = ?", row["app_id"])
    if account is not None:
        _check_ip(account, request.ip)
    return str(row["app_id"])


def check_quota(store: Store, app_id: str, api: str, now: float) -> None:
    """Raise Refused when an account has used up its calls of an API for today."""
    used = store.number(
        "SELECT count(*) FROM call WHERE app_id = ? AND api = ? AND day = ?", app_id, api, _day(now)
    )
    if used >= QUOTA:
        raise Refused(45009, "reach max api daily quota limit")


def note_call(store: Store, request: Request, api: str, error: int, now: float) -> None:
    """Remember a call and how it ended; ``error`` 0: well."""
    token = store.one("SELECT app_id FROM token WHERE token = ?", request.query.get("access_token", ""))
    app_id = token["app_id"] if token is not None else ""
    store.do("INSERT INTO call VALUES (?, ?, ?, ?)", app_id, api, _day(now), error)


def _check_ip(account: Row, ip: str) -> None:
    allowed = json.loads(account["ips"])
    if allowed and ip not in allowed:
        raise Refused(40164, f"invalid ip {ip} ipv6 ::ffff:{ip}, not in whitelist")


def _day(now: float) -> str:
    return datetime.fromtimestamp(now, UTC).date().isoformat()
