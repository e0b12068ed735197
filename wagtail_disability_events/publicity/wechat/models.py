"""Articles that were taken to WeChat."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ...core.personal_data import PersonalData
from ...pages.models import ArticlePage


class WechatCopy(models.Model):
    """An article that was taken to WeChat: when, by whom, how, and with which photos."""

    class Way(models.TextChoices):
        CLIPBOARD = "clipboard", _("copied for the editor")
        ZIP = "zip", _("downloaded as ZIP")
        PUSH = "push", _("pushed to an account")

    article = models.ForeignKey(ArticlePage, on_delete=models.CASCADE, related_name="wechat_copies")
    way = models.CharField(max_length=10, choices=Way.choices)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    photos: models.ManyToManyField = models.ManyToManyField("Photo", related_name="+")

    personal_data = PersonalData(
        nobodys="article way made_at photos",
        staffs="made_by",
    )

    class Meta:
        verbose_name = _("copy of an article for WeChat")
        verbose_name_plural = _("copies of articles for WeChat")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.get_way_display()}"
