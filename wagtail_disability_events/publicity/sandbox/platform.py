"""A stateful stand-in for the platform's API, with the limits and errors that it documents.

Source: the reference "WeChat official account". What it takes and refuses was written from that reference and
knows nothing of our client.
"""

import secrets
import time
from collections.abc import Callable
from pathlib import Path

from . import drafts, media, publishing
from .accounts import account_of, check_quota, give_token, note_call
from .calls import Call, Handler, as_json
from .store import Store
from .wire import Answer, Refused, Request, Response

HANDLERS: dict[str, Handler] = {
    "media/uploadimg": media.upload_inside,
    "material/add_material": media.add_material,
    "draft/add": drafts.add_draft,
    "draft/update": drafts.update_draft,
    "draft/get": drafts.get_draft,
    "draft/batchget": drafts.list_drafts,
    "draft/count": drafts.count_drafts,
    "draft/delete": drafts.delete_draft,
    "freepublish/submit": publishing.publish,
    "freepublish/get": publishing.publication,
}


class Platform:
    """Answers calls. ``now`` gives seconds since the epoch."""

    def __init__(self, path: Path, now: Callable[[], float] = time.time) -> None:
        self.store = Store(path)
        self.now = now

    def answer(self, request: Request) -> Response:
        """One call, with whatever was planned for it."""
        if request.path.startswith("/mmbiz/"):
            return media.picture(self.store, request.path.rsplit("/", 1)[-1])
        api = request.path.removeprefix("/cgi-bin/")
        plan = self.store.next_plan(api)
        if plan == "html":
            return Response(502, "text/html", b"<html><body>502 Bad Gateway</body></html>")
        if plan == "nothing":
            return Response(200, "application/json", None)
        found: Answer
        try:
            self._follow(plan)
            found = self._call(api, request)
        except Refused as refused:
            note_call(self.store, request, api, refused.code, self.now())
            found = {"errcode": refused.code, "errmsg": f"{refused.words} rid: {secrets.token_hex(8)}"}
        body = None if plan == "lost" else as_json(found).encode("utf-8")
        return Response(200, "application/json", body)

    def _follow(self, plan: str) -> None:
        """Let happen what was planned before the call. Raises Refused."""
        if plan == "busy":
            raise Refused(-1, "system error")
        if plan == "expired":
            self.store.do("UPDATE token SET ends = 0")
        elif plan.isdigit():
            raise Refused(int(plan), f"planned {plan}")

    def _call(self, api: str, request: Request) -> Answer:
        now = self.now()
        if api in ("stable_token", "token"):
            return give_token(self.store, request, now)
        if api not in HANDLERS:
            raise Refused(40066, "invalid url")
        app_id = account_of(self.store, request, now)
        check_quota(self.store, app_id, api, now)
        found = HANDLERS[api](Call(self.store, app_id, request, now))
        note_call(self.store, request, api, 0, now)
        return found
