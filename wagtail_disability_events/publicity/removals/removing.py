"""Asking for a photo to be removed in WeChat, and noting that it was."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from ...core.admin_mail import admin_address, mail_to
from ...core.users import User
from ...gallery.photos.models import Photo
from ..wechat.models import WechatCopy
from .models import PhotoRemoval


def ask_for_removal(photo: Photo, *, deleted: bool = False) -> None:
    """For each article that went to WeChat with a photo, a task; who took it there last gets a mail.

    ``deleted``: the row of the photo is about to go. A task that is open already stays the only one.
    """
    copies = WechatCopy.objects.filter(photos=photo).select_related("article", "made_by")
    newest = {copy.article_id: copy for copy in reversed(copies)}
    for copy in newest.values():
        if PhotoRemoval.objects.filter(article=copy.article, photo=photo, done_at=None).exists():
            continue
        kept = None if deleted else photo
        PhotoRemoval.objects.create(article=copy.article, photo=kept, words=photo.alt_text)
        _mail_after_commit(copy)


def mark_removed(removal: PhotoRemoval, user: User) -> None:
    """The photo is out of WeChat."""
    removal.done_at, removal.done_by_id = timezone.now(), user.pk
    removal.save(update_fields=["done_at", "done_by"])
    log(instance=removal.article, action="wde.photos.removed", user=user)


def _mail_after_commit(copy: WechatCopy) -> None:
    transaction.on_commit(lambda: _mail(copy))


def _mail(copy: WechatCopy) -> None:
    person: AbstractUser | None = copy.made_by
    if person is None and copy.article.owner_id is not None:
        person = get_user_model().objects.filter(pk=copy.article.owner_id).first()
    if person is None or not person.email:
        return
    mail_to(person, lambda: _words(copy))


def _words(copy: WechatCopy) -> tuple[str, str]:
    return (
        _("Remove a photo in WeChat: %(title)s") % {"title": copy.article.title},
        _(
            "A photo in this article was taken back. Here it has disappeared; in WeChat somebody has to "
            "remove it: %(address)s"
        )
        % {"address": admin_address("wde_photo_removals")},
    )
