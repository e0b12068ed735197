"""What goes over the wire: requests, answers, errors; JSON and uploads as the platform reads them."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from email import message_from_bytes
from typing import TypedDict

HOST = "https://mmbiz.sandbox"
"""Where the pictures of articles are, as it stands in their HTML."""

Answer = Mapping[str, object]
"""A JSON object that goes out."""


class Refused(Exception):
    """An error as the platform says it: its number and its words."""

    def __init__(self, code: int, words: str) -> None:
        super().__init__(f"{code} {words}")
        self.code, self.words = code, words


@dataclass(frozen=True)
class Request:
    """What came in: API path, query, body and its type, and from which address."""

    path: str
    query: dict[str, str]
    body: bytes
    content_type: str
    ip: str

    def values(self) -> dict[str, object]:
        """The JSON object in the body; ``\\u`` escapes stay as they are written, as on the platform.

        Raises Refused.
        """
        text = self.body.decode("utf-8", "replace")
        try:
            found = json.loads(re.sub(r"\\u(?=[0-9a-fA-F]{4})", r"\\\\u", text))
        except ValueError as error:
            raise Refused(47001, "data format error") from error
        if not isinstance(found, dict):
            raise Refused(47001, "data format error")
        return found

    def uploaded(self) -> bytes:
        """The file in the field ``media`` of a multipart form. Raises Refused."""
        head = f"Content-Type: {self.content_type}\r\n\r\n".encode()
        for part in message_from_bytes(head + self.body).walk():
            if part.get_param("name", header="content-disposition") == "media":
                content = part.get_payload(decode=True)
                return content if isinstance(content, bytes) else b""
        raise Refused(41005, "media data missing")


@dataclass(frozen=True)
class Response:
    """What goes out; ``body`` None: the connection ends without an answer."""

    status: int
    content_type: str
    body: bytes | None


class Kept(TypedDict):
    """An article of a draft as the platform keeps it. Only these fields are read here; others that came in
    are kept beside them."""

    title: str
    author: str
    digest: str
    content: str
    need_open_comment: int
    only_fans_can_comment: int
