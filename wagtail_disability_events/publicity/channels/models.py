"""Official accounts, pictures that are there already, and articles on their way."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ...core.encryption import EncryptedTextField
from ...core.personal_data import PersonalData
from ...pages.models import ArticlePage


class WechatAccount(models.Model):
    """An official account of an organisation. Its secret and its token are encrypted in the database."""

    class Platform(models.TextChoices):
        WECHAT = "wechat", _("WeChat")
        SANDBOX = "sandbox", _("sandbox of this site, to try things out")

    organisation = models.ForeignKey(
        "wagtail_disability_events.EventIndexPage",
        on_delete=models.CASCADE,
        related_name="wechat_accounts",
        verbose_name=_("organisation"),
    )
    name = models.CharField(_("name of the account"), max_length=60)
    platform = models.CharField(_("where"), max_length=10, choices=Platform.choices, default=Platform.WECHAT)
    app_id = models.CharField(_("app id"), max_length=40, unique=True)
    secret = EncryptedTextField(_("app secret"))
    author = models.CharField(_("author"), max_length=16, blank=True)
    may_publish = models.BooleanField(
        _("may publish from here"),
        default=False,
        help_text=_("Only verified accounts may. Otherwise a person publishes the draft in WeChat."),
    )
    open_comments = models.BooleanField(_("readers may comment"), default=False)
    fans_only = models.BooleanField(_("only followers may comment"), default=True)
    is_active = models.BooleanField(_("in use"), default=True)
    token = EncryptedTextField(blank=True, default="", editable=False)
    token_ends_at = models.DateTimeField(null=True, blank=True, editable=False)

    personal_data = PersonalData(
        nobodys=(
            "organisation name platform app_id secret author may_publish open_comments "
            "fans_only is_active token token_ends_at"
        )
    )

    class Meta:
        verbose_name = _("official account")
        verbose_name_plural = _("official accounts")
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class PushedPicture(models.Model):
    """A picture that an account has: it is never sent twice. ``hash`` is the SHA-256 of what was sent."""

    class Use(models.TextChoices):
        INSIDE = "inside", _("inside an article")
        COVER = "cover", _("cover")

    account = models.ForeignKey(WechatAccount, on_delete=models.CASCADE, related_name="pictures")
    hash = models.CharField(max_length=64)
    use = models.CharField(max_length=10, choices=Use.choices)
    url = models.URLField(max_length=500, blank=True)
    media_id = models.CharField(max_length=128, blank=True)

    personal_data = PersonalData(nobodys="account hash use url media_id")

    class Meta:
        verbose_name = _("picture in an account")
        verbose_name_plural = _("pictures in accounts")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["account", "hash", "use"], name="wde_picture_pushed_once")
        ]

    def __str__(self) -> str:
        return f"{self.account_id}: {self.hash[:12]}"


class Push(models.Model):
    """An article on its way to an account, one for each pair: pushed again, it is the same draft.

    ``key`` marks the draft there, so that it is found when the answer was lost. ``done`` of ``total`` steps;
    ``locked_until`` keeps two from pushing at once.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("on its way")
        DRAFTED = "drafted", _("in the draft box")
        PUBLISHING = "publishing", _("being published")
        PUBLISHED = "published", _("published in WeChat")
        FAILED = "failed", _("did not work")

    article = models.ForeignKey(ArticlePage, on_delete=models.CASCADE, related_name="pushes")
    account = models.ForeignKey(WechatAccount, on_delete=models.CASCADE, related_name="pushes")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(max_length=12, choices=State.choices, default=State.WAITING)
    text_hash = models.CharField(max_length=64, blank=True, default="")
    media_id = models.CharField(max_length=128, blank=True, default="")
    publish_id = models.CharField(max_length=128, blank=True, default="")
    address = models.URLField(_("address"), max_length=500, blank=True, default="")
    done = models.PositiveSmallIntegerField(default=0)
    total = models.PositiveSmallIntegerField(default=0)
    error = models.IntegerField(null=True, blank=True)
    platform_message = models.CharField(max_length=300, blank=True, default="")
    tries = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True, blank=True)
    try_again_at = models.DateTimeField(null=True, blank=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    changed_at = models.DateTimeField(auto_now=True)

    personal_data = PersonalData(
        nobodys=(
            "article account key state text_hash media_id publish_id address done total error "
            "platform_message tries locked_until try_again_at changed_at"
        ),
        staffs="started_by",
    )

    class Meta:
        verbose_name = _("article on its way to WeChat")
        verbose_name_plural = _("articles on their way to WeChat")
        ordering = ["-changed_at"]
        constraints = [models.UniqueConstraint(fields=["article", "account"], name="wde_push_once")]

    def __str__(self) -> str:
        return f"{self.article_id} → {self.account_id}: {self.get_state_display()}"
