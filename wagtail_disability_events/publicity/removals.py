"""Photos taken back after an article with them had gone to WeChat: a task that names the article."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.admin.mail import send_mail
from wagtail.admin.utils import get_admin_base_url
from wagtail.permission_policies.pages import PagePermissionPolicy

from ..gallery.photos.models import Photo
from ..gallery.photos.release import copies_unpublished
from ..gallery.photos.reporting import language_of
from .models import PhotoRemoval, WechatCopy
from .wechat.rendering import WechatRendering


def note_copy(article: Any, rendering: WechatRendering, way: str, user: Any) -> WechatCopy:
    """Remember that an article goes to WeChat, and which photos are in it."""
    copy = WechatCopy.objects.create(article_id=article.pk, way=way, made_by=user)
    copy.photos.set(Photo.objects.filter(image__in=[one.library_id for one in rendering.images]))
    return copy


def removals_for(user: Any) -> QuerySet[PhotoRemoval]:
    """What is to be done by a user: in articles that they may edit."""
    articles = PagePermissionPolicy().instances_user_has_permission_for(user, "change")
    return PhotoRemoval.objects.filter(
        done_at=None, article__path__in=articles.values("path")
    ).select_related("article", "photo")


def is_done(removal: PhotoRemoval, user: Any) -> None:
    """The photo is out of WeChat."""
    removal.done_at, removal.done_by = timezone.now(), user
    removal.save(update_fields=["done_at", "done_by"])


def ask_for_removal(sender: Any, photos: list[Photo], deleted: bool = False, **kwargs: Any) -> None:
    """For each article that went to WeChat with one of the photos, a task; its last carrier gets a mail."""
    for photo in photos:
        copies = WechatCopy.objects.filter(photos=photo).select_related("article", "made_by")
        newest = {copy.article_id: copy for copy in reversed(copies)}
        for copy in newest.values():
            to_do = PhotoRemoval.objects.filter(article=copy.article, photo=photo, done_at=None)
            made = not to_do.exists()
            if made:
                kept = None if deleted else photo
                PhotoRemoval.objects.create(article=copy.article, photo=kept, words=photo.alt_text)
            if made:
                transaction.on_commit(lambda copy=copy: _tell(copy))  # type: ignore[misc]


def _tell(copy: WechatCopy) -> None:
    user, owner_id = copy.made_by, copy.article.owner_id
    if user is None and owner_id is not None:
        user = get_user_model().objects.filter(pk=owner_id).first()
    if user is None or not user.email:
        return
    address = f"{get_admin_base_url() or ''}{reverse('wde_photo_removals')}"
    with override(language_of(user)):
        send_mail(
            _("Remove a photo in WeChat: %(title)s") % {"title": copy.article.title},
            _(
                "A photo in this article was taken back. Here it has disappeared; in WeChat somebody has to "
                "remove it: %(address)s"
            )
            % {"address": address},
            [user.email],  # type: ignore[attr-defined]
        )


def connect() -> None:
    copies_unpublished.connect(ask_for_removal, dispatch_uid="wde_ask_for_removal")
