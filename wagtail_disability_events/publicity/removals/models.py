"""Photos to be removed in WeChat by hand."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ...core.personal_data import PersonalData
from ...pages.models import ArticlePage


class PhotoRemoval(models.Model):
    """To be done by staff: a photo was taken back, and an article with it may stand in WeChat.

    ``words`` are the description that it had, so that it is found there.
    """

    article = models.ForeignKey(ArticlePage, on_delete=models.CASCADE, related_name="photo_removals")
    photo = models.ForeignKey("Photo", on_delete=models.SET_NULL, null=True, related_name="+")
    words = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    personal_data = PersonalData(
        nobodys="article photo words made_at done_at",
        staffs="done_by",
    )

    class Meta:
        verbose_name = _("photo to be removed in WeChat")
        verbose_name_plural = _("photos to be removed in WeChat")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "photo"],
                condition=models.Q(done_at=None),
                name="wde_removal_once_to_do",
            )
        ]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.photo_id}"
