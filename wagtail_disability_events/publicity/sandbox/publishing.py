"""Publishing a draft. Whoever asks the second time how far it is finds it published."""

import json
import secrets

from .calls import Call, as_json
from .wire import Answer, Refused

POLLS_UNTIL_PUBLISHED = 2
PUBLISHED, PUBLISHING, REFUSED = 0, 1, 4
FORBIDDEN = "【违规】"
"""Words by which a test lets the platform's own review refuse an article."""


def publish(call: Call) -> Answer:
    """``freepublish/submit``."""
    account = call.store.one("SELECT * FROM account WHERE app_id = ?", call.app_id)
    if account is None or not account["may_publish"]:
        raise Refused(48001, "api unauthorized")
    media_id = call.named_draft()
    articles = call.store.draft(call.app_id, media_id)
    if articles is None:
        raise Refused(40007, "invalid media_id")
    publish_id = str(secrets.randbelow(10**12))
    call.store.do(
        "INSERT INTO publication VALUES (?, ?, ?, 0, 1, ?)",
        *(publish_id, call.app_id, media_id, as_json(articles)),
    )
    return {"errcode": 0, "errmsg": "ok", "publish_id": publish_id}


def publication(call: Call) -> Answer:
    """``freepublish/get``."""
    publish_id = str(call.request.values().get("publish_id", ""))
    row = call.store.one("SELECT * FROM publication WHERE id = ? AND app_id = ?", publish_id, call.app_id)
    if row is None:
        raise Refused(40097, "invalid publish_id")
    asked, status = row["asked"] + 1, row["status"]
    articles = json.loads(row["articles"])
    if status == PUBLISHING and asked >= POLLS_UNTIL_PUBLISHED:
        is_refused = any(FORBIDDEN in article["content"] for article in articles)
        status = REFUSED if is_refused else PUBLISHED
        if not is_refused:
            call.store.do("DELETE FROM draft WHERE id = ?", row["draft"])
    call.store.do("UPDATE publication SET asked = ?, status = ? WHERE id = ?", asked, status, publish_id)
    found: dict[str, object] = {"publish_id": publish_id, "publish_status": status}
    if status == PUBLISHED:
        items = [
            {"idx": number, "article_url": f"https://mp.weixin.qq.com/s/{publish_id}-{number}"}
            for number, _article in enumerate(articles, 1)
        ]
        found |= {"article_id": publish_id, "article_detail": {"count": len(items), "item": items}}
    return found
