"""How an organisation writes, what has left the site for WeChat, and photos to be removed there by hand."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..pages.models import ArticlePage
from .wechat.contrast import validate_accent
from .wechat.themes import THEME_CHOICES


class PublicitySettings(models.Model):
    """How an organisation's articles look and are checked. What is empty is as in the organisation above."""

    organisation = models.OneToOneField(
        "wagtail_disability_events.EventIndexPage", on_delete=models.CASCADE, related_name="publicity"
    )
    theme = models.CharField(
        _("look of the articles"), max_length=10, choices=THEME_CHOICES, blank=True, default=""
    )
    accent = models.CharField(
        _("colour of headings and figures"),
        max_length=7,
        blank=True,
        validators=[validate_accent],
        help_text=_("As #0a4f47; on white 7:1 or better."),
    )
    size = models.PositiveSmallIntegerField(
        _("size of the text"),
        null=True,
        blank=True,
        validators=[MinValueValidator(15), MaxValueValidator(22)],
        help_text=_("CSS pixels, 15 to 22; 17 where nothing is said."),
    )
    gap = models.PositiveSmallIntegerField(
        _("space between paragraphs"),
        null=True,
        blank=True,
        validators=[MinValueValidator(8), MaxValueValidator(32)],
        help_text=_("CSS pixels, 8 to 32; 16 where nothing is said."),
    )
    own_words = models.TextField(
        _("own list of words"),
        blank=True,
        help_text=_("A line each: the wrong word, an equals sign, the right one: 残疾人士=残疾人"),
    )
    own_review = models.BooleanField(
        _("people may review what they wrote themselves"),
        default=False,
        help_text=_("For an office of one person. Otherwise another person reviews."),
    )
    review_days = models.PositiveSmallIntegerField(
        _("days for a review"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(30)],
        help_text=_("Then those who are to review are reminded. 2 where nothing is said."),
    )

    class Meta:
        verbose_name = _("publicity of an organisation")
        verbose_name_plural = _("publicity of organisations")

    def __str__(self) -> str:
        return str(self.organisation)

    def clean(self) -> None:
        for line in self.own_words.splitlines():
            if line.strip() and "=" not in line.replace("＝", "="):
                message = _("This line has no equals sign: %(line)s") % {"line": line.strip()}
                raise ValidationError({"own_words": message})


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

    class Meta:
        verbose_name = _("copy of an article for WeChat")
        verbose_name_plural = _("copies of articles for WeChat")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.get_way_display()}"


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
