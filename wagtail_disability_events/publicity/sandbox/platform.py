"""A stateful stand-in for the platform's API, with the limits and errors that it documents.

Source: the reference "WeChat official account". What it takes and refuses was written from that reference and
knows nothing of our client.
"""

import hashlib
import io
import json
import re
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup
from PIL import Image

from .store import Store

HOST = "https://mmbiz.sandbox"
TOKEN_SECONDS = 7200
QUOTA = 10_000
MAX_CONTENT, MAX_CONTENT_BYTES = 20_000, 1_000_000
MAX_INSIDE_BYTES, MAX_MATERIAL_BYTES = 1_000_000, 10_000_000
TITLE, AUTHOR, DIGEST, SOURCE_URL_BYTES = 32, 16, 128, 1024
FIRST_CHARACTERS = 54
POLLS_UNTIL_PUBLISHED = 2


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


@dataclass(frozen=True)
class Response:
    """What goes out; ``body`` None: the connection ends without an answer."""

    status: int
    content_type: str
    body: bytes | None


class Platform:
    """Answers calls. ``now`` gives seconds since the epoch."""

    def __init__(self, path: Path, now: Callable[[], float] = time.time) -> None:
        self.store = Store(path)
        self.now = now

    def answer(self, request: Request) -> Response:
        """One call, with whatever was planned for it."""
        if request.path.startswith("/mmbiz/"):
            return self._picture(request.path.rsplit("/", 1)[-1])
        api = request.path.removeprefix("/cgi-bin/")
        plan = self.store.next_plan(api)
        if plan == "html":
            return Response(502, "text/html", b"<html><body>502 Bad Gateway</body></html>")
        if plan == "nothing":
            return Response(200, "application/json", None)
        try:
            if plan == "busy":
                raise Refused(-1, "system error")
            if plan == "expired":
                self.store.do("UPDATE token SET ends = 0")
            elif plan.isdigit():
                raise Refused(int(plan), f"planned {plan}")
            found = self._call(api, request)
        except Refused as refused:
            self._note(request, api, refused.code)
            found = {"errcode": refused.code, "errmsg": f"{refused.words} rid: {secrets.token_hex(8)}"}
        body = None if plan == "lost" else json.dumps(found, ensure_ascii=False).encode("utf-8")
        return Response(200, "application/json", body)

    def _call(self, api: str, request: Request) -> dict[str, Any]:
        calls: dict[str, Callable[[str, Request], dict[str, Any]]] = {
            "media/uploadimg": self._upload_inside,
            "material/add_material": self._add_material,
            "draft/add": self._add_draft,
            "draft/update": self._update_draft,
            "draft/get": self._get_draft,
            "draft/batchget": self._list_drafts,
            "draft/count": self._count_drafts,
            "draft/delete": self._delete_draft,
            "freepublish/submit": self._publish,
            "freepublish/get": self._publication,
        }
        if api in ("stable_token", "token"):
            return self._token(request)
        if api not in calls:
            raise Refused(40066, "invalid url")
        app_id = self._account_of(request)
        today = datetime.fromtimestamp(self.now(), UTC).date().isoformat()
        used = self.store.one(
            "SELECT count(*) FROM call WHERE app_id = ? AND api = ? AND day = ?", app_id, api, today
        )[0]
        if used >= QUOTA:
            raise Refused(45009, "reach max api daily quota limit")
        found = calls[api](app_id, request)
        self._note(request, api, 0)
        return found

    def _note(self, request: Request, api: str, error: int) -> None:
        token = self.store.one(
            "SELECT app_id FROM token WHERE token = ?", request.query.get("access_token", "")
        )
        today = datetime.fromtimestamp(self.now(), UTC).date().isoformat()
        self.store.do(
            "INSERT INTO call VALUES (?, ?, ?, ?)", token["app_id"] if token else "", api, today, error
        )

    # tokens

    def _token(self, request: Request) -> dict[str, Any]:
        values = _json(request.body) if request.body else dict(request.query)
        app_id, secret = str(values.get("appid", "")), str(values.get("secret", ""))
        account = self.store.one("SELECT * FROM account WHERE app_id = ?", app_id)
        if account is None:
            raise Refused(40013, "invalid appid")
        if account["secret"] != secret:
            raise Refused(40125, "invalid appsecret")
        self._check_ip(account, request.ip)
        row = self.store.one("SELECT * FROM token WHERE app_id = ? AND ends > ?", app_id, self.now() + 300)
        is_stable = request.path.endswith("stable_token")
        if row is not None and is_stable and not values.get("force_refresh"):
            return {"access_token": row["token"], "expires_in": int(row["ends"] - self.now())}
        token = secrets.token_hex(32)
        self.store.do("UPDATE token SET ends = min(ends, ?) WHERE app_id = ?", self.now() + 300, app_id)
        if is_stable:
            self.store.do("UPDATE token SET ends = 0 WHERE app_id = ?", app_id)
        self.store.do("INSERT INTO token VALUES (?, ?, ?)", token, app_id, self.now() + TOKEN_SECONDS)
        self._note(request, "token", 0)
        return {"access_token": token, "expires_in": TOKEN_SECONDS}

    def _account_of(self, request: Request) -> str:
        token = request.query.get("access_token", "")
        if not token:
            raise Refused(41001, "access_token missing")
        row = self.store.one("SELECT * FROM token WHERE token = ?", token)
        if row is None:
            raise Refused(40001, "invalid credential, access_token is invalid or not latest")
        if row["ends"] <= self.now():
            raise Refused(42001, "access_token expired")
        account = self.store.one("SELECT * FROM account WHERE app_id = ?", row["app_id"])
        self._check_ip(account, request.ip)
        return str(row["app_id"])

    def _check_ip(self, account: Any, ip: str) -> None:
        allowed = json.loads(account["ips"])
        if allowed and ip not in allowed:
            raise Refused(40164, f"invalid ip {ip} ipv6 ::ffff:{ip}, not in whitelist")

    # media

    def _upload_inside(self, app_id: str, request: Request) -> dict[str, Any]:
        content, kind = _uploaded(request), ""
        if len(content) >= MAX_INSIDE_BYTES:
            raise Refused(40009, "invalid image size")
        kind = _kind_of(content)
        if kind not in ("jpg", "png"):
            raise Refused(40005, "invalid file type")
        return {"url": f"{HOST}/mmbiz/{self._keep(app_id, 'inside', content, kind)}"}

    def _add_material(self, app_id: str, request: Request) -> dict[str, Any]:
        if request.query.get("type") != "image":
            raise Refused(40004, "invalid media type")
        content = _uploaded(request)
        if len(content) > MAX_MATERIAL_BYTES:
            raise Refused(40009, "invalid image size")
        kind = _kind_of(content)
        if kind not in ("bmp", "png", "jpg", "gif"):
            raise Refused(40005, "invalid file type")
        media_id = self._keep(app_id, "material", content, kind)
        return {"media_id": media_id, "url": f"{HOST}/mmbiz/{media_id}"}

    def _keep(self, app_id: str, use: str, content: bytes, suffix: str) -> str:
        media_id = secrets.token_urlsafe(32)
        digest = hashlib.sha256(content).hexdigest()
        self.store.do(
            "INSERT INTO media VALUES (?, ?, ?, ?, ?, ?, ?)",
            *(media_id, app_id, use, digest, content, suffix, self.now()),
        )
        return media_id

    def _picture(self, media_id: str) -> Response:
        row = self.store.one("SELECT * FROM media WHERE id = ?", media_id)
        if row is None:
            return Response(404, "text/plain", b"")
        return Response(200, f"image/{'jpeg' if row['suffix'] == 'jpg' else row['suffix']}", row["content"])

    # drafts

    def _add_draft(self, app_id: str, request: Request) -> dict[str, Any]:
        articles = _json(request.body).get("articles")
        if not isinstance(articles, list) or not articles:
            raise Refused(44003, "empty news data")
        if len(articles) > 8:
            raise Refused(45008, "article size out of limit")
        kept = [self._taken(app_id, article) for article in articles]
        media_id = secrets.token_urlsafe(40)
        self.store.do(
            "INSERT INTO draft VALUES (?, ?, ?, ?, ?)",
            *(media_id, app_id, json.dumps(kept, ensure_ascii=False), self.now(), self.now()),
        )
        return {"media_id": media_id}

    def _update_draft(self, app_id: str, request: Request) -> dict[str, Any]:
        values = _json(request.body)
        media_id, index = str(values.get("media_id", "")), values.get("index", 0)
        articles = self.store.draft(app_id, media_id)
        if articles is None:
            raise Refused(40007, "invalid media_id")
        if not isinstance(index, int) or not 0 <= index < len(articles):
            raise Refused(40114, "invalid index value")
        if not isinstance(values.get("articles"), dict):
            raise Refused(44003, "empty news data")
        articles[index] = self._taken(app_id, values["articles"])
        self.store.do(
            "UPDATE draft SET articles = ?, changed = ? WHERE id = ?",
            *(json.dumps(articles, ensure_ascii=False), self.now(), media_id),
        )
        return {"errcode": 0, "errmsg": "ok"}

    def _get_draft(self, app_id: str, request: Request) -> dict[str, Any]:
        articles = self.store.draft(app_id, str(_json(request.body).get("media_id", "")))
        if articles is None:
            raise Refused(40007, "invalid media_id")
        return {"news_item": articles}

    def _list_drafts(self, app_id: str, request: Request) -> dict[str, Any]:
        values = _json(request.body)
        offset, count = int(values.get("offset", 0)), int(values.get("count", 20))
        if not 1 <= count <= 20:
            raise Refused(40097, "invalid args")
        drafts = self.store.drafts(app_id)
        left_out = ("content",) if values.get("no_content") else ()
        items = []
        for media_id, articles in drafts[offset : offset + count]:
            news = [
                {key: value for key, value in article.items() if key not in left_out} for article in articles
            ]
            items.append({"media_id": media_id, "content": {"news_item": news}})
        return {"total_count": len(drafts), "item_count": len(items), "item": items}

    def _count_drafts(self, app_id: str, request: Request) -> dict[str, Any]:
        return {"total_count": len(self.store.drafts(app_id))}

    def _delete_draft(self, app_id: str, request: Request) -> dict[str, Any]:
        media_id = str(_json(request.body).get("media_id", ""))
        if self.store.draft(app_id, media_id) is None:
            raise Refused(40007, "invalid media_id")
        self.store.do("DELETE FROM draft WHERE id = ?", media_id)
        return {"errcode": 0, "errmsg": "ok"}

    def _taken(self, app_id: str, article: dict[str, Any]) -> dict[str, Any]:
        """An article as the platform keeps it. Raises Refused for what is beyond its limits."""
        title, author, digest = (str(article.get(key, "")) for key in ("title", "author", "digest"))
        content = str(article.get("content", ""))
        if not title or len(title) > TITLE:
            raise Refused(45003, "title size out of limit")
        if len(author) > AUTHOR:
            raise Refused(45110, "author size out of limit")
        if len(digest) > DIGEST:
            raise Refused(45004, "description size out of limit")
        if not content or len(content) >= MAX_CONTENT or len(content.encode()) >= MAX_CONTENT_BYTES:
            raise Refused(45002, "content size out of limit")
        if len(str(article.get("content_source_url", "")).encode()) > SOURCE_URL_BYTES:
            raise Refused(40123, "invalid content_source_url size")
        thumb = str(article.get("thumb_media_id", ""))
        if self.store.one("SELECT 1 FROM media WHERE id = ? AND kind = 'material'", thumb) is None:
            raise Refused(40007, "invalid media_id")
        for key in ("pic_crop_235_1", "pic_crop_1_1"):
            if key in article and not _is_crop(str(article[key])):
                raise Refused(53402, "invalid cover crop")
        kept = filtered(content)
        return {
            **{key: value for key, value in article.items() if key not in ("title", "content")},
            "title": title,
            "author": author,
            "digest": digest or BeautifulSoup(kept, "html.parser").get_text()[:FIRST_CHARACTERS],
            "content": kept,
            "need_open_comment": int(article.get("need_open_comment", 0)),
            "only_fans_can_comment": int(article.get("only_fans_can_comment", 0)),
        }

    # publishing

    def _publish(self, app_id: str, request: Request) -> dict[str, Any]:
        account = self.store.one("SELECT * FROM account WHERE app_id = ?", app_id)
        if not account["may_publish"]:
            raise Refused(48001, "api unauthorized")
        media_id = str(_json(request.body).get("media_id", ""))
        articles = self.store.draft(app_id, media_id)
        if articles is None:
            raise Refused(40007, "invalid media_id")
        publish_id = str(secrets.randbelow(10**12))
        self.store.do(
            "INSERT INTO publication VALUES (?, ?, ?, 0, 1, ?)",
            *(publish_id, app_id, media_id, json.dumps(articles, ensure_ascii=False)),
        )
        return {"errcode": 0, "errmsg": "ok", "publish_id": publish_id}

    def _publication(self, app_id: str, request: Request) -> dict[str, Any]:
        publish_id = str(_json(request.body).get("publish_id", ""))
        row = self.store.one("SELECT * FROM publication WHERE id = ? AND app_id = ?", publish_id, app_id)
        if row is None:
            raise Refused(40097, "invalid publish_id")
        asked, status = row["asked"] + 1, row["status"]
        articles = json.loads(row["articles"])
        if status == 1 and asked >= POLLS_UNTIL_PUBLISHED:
            is_refused = any("【违规】" in article["content"] for article in articles)
            status = 4 if is_refused else 0
            if not is_refused:
                self.store.do("DELETE FROM draft WHERE id = ?", row["draft"])
        self.store.do("UPDATE publication SET asked = ?, status = ? WHERE id = ?", asked, status, publish_id)
        found: dict[str, Any] = {"publish_id": publish_id, "publish_status": status}
        if status == 0:
            items = [
                {"idx": number, "article_url": f"https://mp.weixin.qq.com/s/{publish_id}-{number}"}
                for number, _article in enumerate(articles, 1)
            ]
            found |= {"article_id": publish_id, "article_detail": {"count": len(items), "item": items}}
        return found


def filtered(content: str) -> str:
    """What is left of article HTML: no scripts, no pictures from other hosts, no classes and ids."""
    soup = BeautifulSoup(content, "html.parser")
    for tag in soup.find_all(["script", "style", "iframe", "form", "link", "meta"]):
        tag.decompose()
    for tag in soup.find_all("img"):
        if not str(tag.get("src", "")).startswith(f"{HOST}/"):
            tag.decompose()
    for tag in soup.find_all(True):
        for name in [name for name in tag.attrs if name in ("class", "id") or name.startswith("on")]:
            del tag[name]
    return str(soup)


def _json(body: bytes) -> dict[str, Any]:
    """A JSON object; ``\\u`` escapes stay as they are written, as on the platform."""
    text = body.decode("utf-8", "replace")
    try:
        found = json.loads(re.sub(r"\\u(?=[0-9a-fA-F]{4})", r"\\\\u", text))
    except ValueError as error:
        raise Refused(47001, "data format error") from error
    if not isinstance(found, dict):
        raise Refused(47001, "data format error")
    return found


def _uploaded(request: Request) -> bytes:
    """The file in the field ``media`` of a multipart form."""
    head = f"Content-Type: {request.content_type}\r\n\r\n".encode()
    message = message_from_bytes(head + request.body)
    for part in message.walk():
        if part.get_param("name", header="content-disposition") == "media":
            content: Any = part.get_payload(decode=True)
            return bytes(content)
    raise Refused(41005, "media data missing")


def _kind_of(content: bytes) -> str:
    try:
        with Image.open(io.BytesIO(content)) as image:
            return {"JPEG": "jpg", "PNG": "png", "GIF": "gif", "BMP": "bmp"}.get(str(image.format), "other")
    except (OSError, ValueError):
        return ""


def _is_crop(text: str) -> bool:
    try:
        left, top, right, bottom = (float(part) for part in text.split("_"))
    except ValueError:
        return False
    return 0 <= left < right <= 1 and 0 <= top < bottom <= 1
