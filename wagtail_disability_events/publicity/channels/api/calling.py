"""Calls to the platform's API: tokens that processes share, new tries, and errors with a name."""

import json
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import TypedDict, Unpack

import requests
from django.utils import timezone

from ....core import conf
from ...sandbox.platform import Platform
from ...sandbox.serving import BASE, SandboxAdapter
from ..models import WechatAccount
from .errors import BUSY, EXPIRED, INVALID_TOKEN, NOT_UNDERSTOOD, UNREACHABLE, ChannelError

SECONDS = 30
PAUSES = (0.5, 1.0, 2.0)
"""Seconds before each new try when the platform is busy or cannot be reached."""
EARLY = timedelta(minutes=2)
"""A token is renewed so long before it ends."""

Answer = Mapping[str, object]
"""A JSON object of the platform; what is in it is read with ``part``."""


class Content(TypedDict, total=False):
    """What a request carries, as ``requests`` takes it."""

    data: bytes
    headers: Mapping[str, str]
    files: Mapping[str, tuple[str, bytes, str]]


class ApiCaller:
    """Calls for one account. ``pause`` waits a number of seconds."""

    def __init__(
        self, account: WechatAccount, *, base: str = "", pause: Callable[[float], None] = time.sleep
    ) -> None:
        self.account = account
        self.session = requests.Session()
        self.pause = pause
        self.base = base or conf.get("WECHAT_API")
        if account.platform == WechatAccount.Platform.SANDBOX:
            self.base = BASE
            self.session.mount(BASE, SandboxAdapter(sandbox_platform()))

    def call(self, api: str, body: Mapping[str, object]) -> Answer:
        """Send a JSON object to an API. Raises ChannelError."""
        data = json.dumps(body, ensure_ascii=False).encode("utf-8")
        headers = {"Content-Type": "application/json; charset=utf-8"}
        # whatever happened to a new draft or to a publication: who calls looks for it before the next try
        pauses = () if api in ("draft/add", "freepublish/submit") else PAUSES

        def post(token: str) -> Answer:
            return self._post(api, {"access_token": token}, pauses=pauses, data=data, headers=headers)

        return self._with_token(post)

    def send_file(self, api: str, content: bytes, name: str, **query: str) -> Answer:
        """Send a picture, JPEG or PNG by its name, to an API. Raises ChannelError."""
        kind = "image/png" if name.endswith("png") else "image/jpeg"

        def post(token: str) -> Answer:
            files = {"media": (name, content, kind)}
            return self._post(api, {"access_token": token, **query}, is_repeatable=False, files=files)

        return self._with_token(post)

    def token(self, stale: str = "") -> str:
        """The token that all processes share. ``stale``: one that the platform has refused.

        The platform gives the same token to everybody who asks while it is valid (``stable_token``), so two
        processes that ask at once do not take it from each other.
        """
        self.account.refresh_from_db(fields=["token", "token_ends_at"])
        account, now = self.account, timezone.now()
        is_valid = account.token and account.token_ends_at and account.token_ends_at > now + EARLY
        if is_valid and account.token != stale:
            return str(account.token)
        found = self._fresh_token(force=False)
        if part(found, "access_token") == stale:
            found = self._fresh_token(force=True)
        account.token = part(found, "access_token")
        account.token_ends_at = now + timedelta(seconds=int(str(found.get("expires_in", 7200))))
        account.save(update_fields=["token", "token_ends_at"])
        return str(account.token)

    def _with_token(self, call: Callable[[str], Answer]) -> Answer:
        """A call with the token; once more with a new one where the platform knows it no longer."""
        token = self.token()
        try:
            return call(token)
        except ChannelError as error:
            if error.code not in (*INVALID_TOKEN, EXPIRED):
                raise
            return call(self.token(stale=token))

    def _fresh_token(self, *, force: bool) -> Answer:
        body = {
            "grant_type": "client_credential",
            "appid": self.account.app_id,
            "secret": self.account.secret,
            "force_refresh": force,
        }
        return self._post("stable_token", {}, data=json.dumps(body).encode("utf-8"))

    def _post(
        self,
        api: str,
        query: Mapping[str, str],
        *,
        is_repeatable: bool = True,
        pauses: Sequence[float] = PAUSES,
        **content: Unpack[Content],
    ) -> Answer:
        """One call, tried again while the platform is busy; where nothing can happen twice, also while it
        cannot be reached. Raises ChannelError."""
        for pause in [*pauses, None]:
            try:
                return self._post_once(api, query, **content)
            except ChannelError as error:
                may_try = error.code == BUSY or (is_repeatable and error.is_passing)
                if not may_try or pause is None:
                    raise
                self.pause(pause)
        raise ChannelError(BUSY)

    def _post_once(self, api: str, query: Mapping[str, str], **content: Unpack[Content]) -> Answer:
        try:
            answer = self.session.post(
                f"{self.base}/cgi-bin/{api}",
                params=query,
                timeout=SECONDS,
                allow_redirects=False,
                **content,
            )
        except requests.RequestException as error:
            # the words of the exception hold the address with the token: they stay out of logs
            raise ChannelError(UNREACHABLE, type(error).__name__) from None
        try:
            found = json.loads(answer.content.decode("utf-8"))
        except ValueError:
            raise ChannelError(NOT_UNDERSTOOD, f"HTTP {answer.status_code}") from None
        if not isinstance(found, dict):
            raise ChannelError(NOT_UNDERSTOOD, f"HTTP {answer.status_code}")
        if code := int(found.get("errcode", 0)):
            raise ChannelError(code, str(found.get("errmsg", "")))
        return found


def part(found: Answer, name: str) -> str:
    """One part of an answer. Raises ChannelError where the platform left it out."""
    if not found.get(name):
        raise ChannelError(NOT_UNDERSTOOD, name)
    return str(found[name])


def sandbox_platform() -> Platform:
    """The sandbox of this site, in the file that ``WECHAT_SANDBOX`` names. Raises ChannelError without it."""
    path = conf.get("WECHAT_SANDBOX")
    if not path:
        raise ChannelError(UNREACHABLE, "WECHAT_SANDBOX")
    return Platform(Path(path))
