"""A small client of the platform's API: tokens that processes share, and errors with a name."""

import json
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import requests
from django.utils import timezone

from ...core import conf
from ..sandbox.platform import Platform
from ..sandbox.serving import BASE, SandboxAdapter
from .errors import BUSY, EXPIRED, INVALID_TOKEN, NOT_UNDERSTOOD, UNREACHABLE, ChannelError
from .models import WechatAccount

SECONDS = 30
PAUSES = (0.5, 1.0, 2.0)
"""Seconds before each new try when the platform is busy or cannot be reached."""
EARLY = timedelta(minutes=2)


class WechatClient:
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

    # what it can do

    def upload_inside(self, content: bytes, name: str) -> str:
        """Send a picture for inside an article; return its address on the platform's host."""
        return _part(self._send_file("media/uploadimg", content, name), "url")

    def upload_cover(self, content: bytes, name: str) -> str:
        """Send a picture to stay; return its number."""
        return _part(self._send_file("material/add_material", content, name, type="image"), "media_id")

    def add_draft(self, article: dict[str, Any]) -> str:
        """Make a draft of one article; return its number."""
        return _part(self._call("draft/add", {"articles": [article]}), "media_id")

    def update_draft(self, media_id: str, article: dict[str, Any]) -> None:
        """Write the first article of a draft anew."""
        self._call("draft/update", {"media_id": media_id, "index": 0, "articles": article})

    def find_draft(self, source_url: str) -> str:
        """The number of a recent draft whose “read the original” leads to an address; empty without one."""
        found = self._call("draft/batchget", {"offset": 0, "count": 20, "no_content": 1})
        for item in found.get("item", []):
            for article in item.get("content", {}).get("news_item", []):
                if article.get("content_source_url") == source_url:
                    return str(item["media_id"])
        return ""

    def publish(self, media_id: str) -> str:
        """Ask for a draft to be published; return the number under which it can be followed."""
        return _part(self._call("freepublish/submit", {"media_id": media_id}), "publish_id")

    def publication(self, publish_id: str) -> tuple[int, str]:
        """How far a publication is: its status, and the address of the article once it is there."""
        found = self._call("freepublish/get", {"publish_id": publish_id})
        items = found.get("article_detail", {}).get("item", [])
        return int(found.get("publish_status", 1)), str(items[0]["article_url"]) if items else ""

    # how it is done

    def _call(self, api: str, body: dict[str, Any]) -> dict[str, Any]:
        data = json.dumps(body, ensure_ascii=False).encode("utf-8")
        headers = {"Content-Type": "application/json; charset=utf-8"}
        # whatever happened to a new draft or to a publication: who calls looks for it before the next try
        pauses = () if api in ("draft/add", "freepublish/submit") else PAUSES

        def post(token: str) -> dict[str, Any]:
            return self._post(api, {"access_token": token}, pauses=pauses, data=data, headers=headers)

        return self._with_token(post)

    def _send_file(self, api: str, content: bytes, name: str, **query: str) -> dict[str, Any]:
        kind = "image/png" if name.endswith("png") else "image/jpeg"

        def post(token: str) -> dict[str, Any]:
            files = {"media": (name, content, kind)}
            return self._post(api, {"access_token": token, **query}, is_repeatable=False, files=files)

        return self._with_token(post)

    def _with_token(self, call: Callable[[str], dict[str, Any]]) -> dict[str, Any]:
        """A call with the token; once more with a new one where the platform knows it no longer."""
        token = self.token()
        try:
            return call(token)
        except ChannelError as error:
            if error.code not in (*INVALID_TOKEN, EXPIRED):
                raise
            return call(self.token(stale=token))

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
        if _part(found, "access_token") == stale:
            found = self._fresh_token(force=True)
        account.token = _part(found, "access_token")
        account.token_ends_at = now + timedelta(seconds=int(found.get("expires_in", 7200)))
        account.save(update_fields=["token", "token_ends_at"])
        return str(account.token)

    def _fresh_token(self, *, force: bool) -> dict[str, Any]:
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
        query: dict[str, str],
        *,
        is_repeatable: bool = True,
        pauses: Sequence[float] = PAUSES,
        **what: Any,
    ) -> dict[str, Any]:
        """One call, tried again while the platform is busy; where nothing can happen twice, also while it
        cannot be reached. Raises ChannelError."""
        for pause in [*pauses, None]:
            try:
                return self._post_once(api, query, **what)
            except ChannelError as error:
                may_try = error.code == BUSY or (is_repeatable and error.is_passing)
                if not may_try or pause is None:
                    raise
                self.pause(pause)
        raise ChannelError(BUSY)

    def _post_once(self, api: str, query: dict[str, str], **what: Any) -> dict[str, Any]:
        try:
            answer = self.session.post(
                f"{self.base}/cgi-bin/{api}", params=query, timeout=SECONDS, allow_redirects=False, **what
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


def _part(found: dict[str, Any], name: str) -> str:
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
