"""Pictures: taken, kept, and given out."""

import hashlib
import io
import secrets

from PIL import Image

from .calls import Call
from .store import Store
from .wire import HOST, Answer, Refused, Response

MAX_INSIDE_BYTES, MAX_MATERIAL_BYTES = 1_000_000, 10_000_000


def upload_inside(call: Call) -> Answer:
    """``media/uploadimg``: a picture for inside an article."""
    content = call.request.uploaded()
    if len(content) >= MAX_INSIDE_BYTES:
        raise Refused(40009, "invalid image size")
    kind = _kind_of(content)
    if kind not in ("jpg", "png"):
        raise Refused(40005, "invalid file type")
    return {"url": f"{HOST}/mmbiz/{_keep(call, 'inside', content, kind)}"}


def add_material(call: Call) -> Answer:
    """``material/add_material``: a picture that stays, such as a cover."""
    if call.request.query.get("type") != "image":
        raise Refused(40004, "invalid media type")
    content = call.request.uploaded()
    if len(content) > MAX_MATERIAL_BYTES:
        raise Refused(40009, "invalid image size")
    kind = _kind_of(content)
    if kind not in ("bmp", "png", "jpg", "gif"):
        raise Refused(40005, "invalid file type")
    media_id = _keep(call, "material", content, kind)
    return {"media_id": media_id, "url": f"{HOST}/mmbiz/{media_id}"}


def picture(store: Store, media_id: str) -> Response:
    """The picture of an address on the platform's host."""
    row = store.one("SELECT * FROM media WHERE id = ?", media_id)
    if row is None:
        return Response(404, "text/plain", b"")
    return Response(200, f"image/{'jpeg' if row['suffix'] == 'jpg' else row['suffix']}", row["content"])


def _keep(call: Call, use: str, content: bytes, suffix: str) -> str:
    media_id = secrets.token_urlsafe(32)
    content_hash = hashlib.sha256(content).hexdigest()
    call.store.do(
        "INSERT INTO media VALUES (?, ?, ?, ?, ?, ?, ?)",
        *(media_id, call.app_id, use, content_hash, content, suffix, call.now),
    )
    return media_id


def _kind_of(content: bytes) -> str:
    try:
        with Image.open(io.BytesIO(content)) as image:
            return {"JPEG": "jpg", "PNG": "png", "GIF": "gif", "BMP": "bmp"}.get(str(image.format), "other")
    except (OSError, ValueError):
        return ""
