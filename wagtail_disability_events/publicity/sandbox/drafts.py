"""The draft box."""

import secrets

from .articles import taken
from .calls import OK, Call, as_json
from .wire import Answer, Kept, Refused

MAX_ARTICLES = 8
MAX_COUNT = 20


def add_draft(call: Call) -> Answer:
    """``draft/add``."""
    articles = call.request.values().get("articles")
    if not isinstance(articles, list) or not articles:
        raise Refused(44003, "empty news data")
    if len(articles) > MAX_ARTICLES:
        raise Refused(45008, "article size out of limit")
    kept = [taken(call.store, article) for article in articles]
    media_id = secrets.token_urlsafe(40)
    call.store.do(
        "INSERT INTO draft VALUES (?, ?, ?, ?, ?)",
        *(media_id, call.app_id, as_json(kept), call.now, call.now),
    )
    return {"media_id": media_id}


def update_draft(call: Call) -> Answer:
    """``draft/update``: one article of a draft is written anew."""
    values = call.request.values()
    articles, index = _articles(call), values.get("index", 0)
    if not isinstance(index, int) or not 0 <= index < len(articles):
        raise Refused(40114, "invalid index value")
    article = values.get("articles")
    if not isinstance(article, dict):
        raise Refused(44003, "empty news data")
    articles[index] = taken(call.store, article)
    call.store.do(
        "UPDATE draft SET articles = ?, changed = ? WHERE id = ?",
        *(as_json(articles), call.now, call.named_draft()),
    )
    return OK


def get_draft(call: Call) -> Answer:
    """``draft/get``."""
    return {"news_item": _articles(call)}


def list_drafts(call: Call) -> Answer:
    """``draft/batchget``: the newest first, at most twenty."""
    values = call.request.values()
    offset, count = int(str(values.get("offset", 0))), int(str(values.get("count", 20)))
    if not 1 <= count <= MAX_COUNT:
        raise Refused(40097, "invalid args")
    drafts = call.store.drafts(call.app_id)
    left_out = ("content",) if values.get("no_content") else ()
    items = []
    for media_id, articles in drafts[offset : offset + count]:
        news = [{key: value for key, value in article.items() if key not in left_out} for article in articles]
        items.append({"media_id": media_id, "content": {"news_item": news}})
    return {"total_count": len(drafts), "item_count": len(items), "item": items}


def count_drafts(call: Call) -> Answer:
    """``draft/count``."""
    return {"total_count": len(call.store.drafts(call.app_id))}


def delete_draft(call: Call) -> Answer:
    """``draft/delete``."""
    _articles(call)
    call.store.do("DELETE FROM draft WHERE id = ?", call.named_draft())
    return OK


def _articles(call: Call) -> list[Kept]:
    """The articles of the draft that a call names. Raises Refused."""
    articles = call.store.draft(call.app_id, call.named_draft())
    if articles is None:
        raise Refused(40007, "invalid media_id")
    return articles
