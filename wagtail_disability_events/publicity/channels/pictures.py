"""Pictures as the platform takes them, each sent to an account once."""

import io
from typing import Any

from django.db import IntegrityError, transaction
from PIL import Image

from ..wechat.pictures import MAX_BYTES, WechatImage
from .api.client import WechatClient
from .models import PushedPicture

COVER_RENDITION = "fill-900x383|format-jpeg|jpegquality-85"
QUALITIES = (80, 70, 60, 50, 40)


def sent(client: WechatClient, image: WechatImage) -> PushedPicture:
    """A picture for inside an article, sent unless the account has it."""
    known = _known(client, image.hash, PushedPicture.Use.INSIDE)
    if known is not None:
        return known
    content, name = fit(image.content, image.name.rsplit("/", 1)[-1])
    url = client.upload_inside(content, name)
    return _keep(client, image.hash, PushedPicture.Use.INSIDE, url=url)


def sent_cover(client: WechatClient, content: bytes, content_hash: str) -> PushedPicture:
    """The picture of a cover, sent unless the account has it; its hash is the SHA-256 of ``content``."""
    known = _known(client, content_hash, PushedPicture.Use.COVER)
    if known is not None:
        return known
    name = "cover.png" if content.startswith(b"\x89PNG") else "cover.jpg"
    return _keep(client, content_hash, PushedPicture.Use.COVER, media_id=client.upload_cover(content, name))


def forget_cover(client: WechatClient, media_id: str) -> None:
    """The platform has the picture no longer: next time it is sent again."""
    PushedPicture.objects.filter(account=client.account, media_id=media_id).delete()


def fit(content: bytes, name: str) -> tuple[bytes, str]:
    """JPEG or PNG below 1 MB: a larger picture is compressed further, and scaled down if it must be."""
    if len(content) < MAX_BYTES and content[:3] in (b"\xff\xd8\xff", b"\x89PN"):
        return content, name
    with Image.open(io.BytesIO(content)) as opened:
        picture: Any = opened.convert("RGB")
    while True:
        for quality in QUALITIES:
            out = io.BytesIO()
            picture.save(out, "JPEG", quality=quality, optimize=True)
            if out.tell() < MAX_BYTES:
                return out.getvalue(), f"{name.rsplit('.', 1)[0]}.jpg"
        picture = picture.resize((picture.width * 3 // 4, picture.height * 3 // 4))


def _known(client: WechatClient, content_hash: str, use: str) -> PushedPicture | None:
    return PushedPicture.objects.filter(account=client.account, hash=content_hash, use=use).first()


def _keep(
    client: WechatClient, content_hash: str, use: str, *, url: str = "", media_id: str = ""
) -> PushedPicture:
    try:
        with transaction.atomic():
            return PushedPicture.objects.create(
                account=client.account, hash=content_hash, use=use, url=url, media_id=media_id
            )
    except IntegrityError:  # another process was quicker
        return PushedPicture.objects.get(account=client.account, hash=content_hash, use=use)
