"""One call of an account, with the memory of the platform at its side."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from .store import Store
from .wire import Answer, Request


@dataclass(frozen=True)
class Call:
    """Who calls, with what, and when: ``now`` in seconds since the epoch."""

    store: Store
    app_id: str
    request: Request
    now: float

    def named_draft(self) -> str:
        """The number of the draft that the call is about; empty without one. Raises Refused."""
        return str(self.request.values().get("media_id", ""))


Handler = Callable[[Call], Answer]
OK: Answer = {"errcode": 0, "errmsg": "ok"}


def as_json(found: object) -> str:
    """JSON with Chinese as it is."""
    return json.dumps(found, ensure_ascii=False)
