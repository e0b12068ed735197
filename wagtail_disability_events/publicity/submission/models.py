"""Articles that were submitted to a superior office."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ...core.page_models import ORGANISATION
from ...core.personal_data import PersonalData
from ...pages.models import ArticlePage


class Submission(models.Model):
    """An article on its way to a superior office, and what became of it there."""

    class Way(models.TextChoices):
        DOWNLOAD = "download", _("downloaded, handed over by hand")
        MAIL = "mail", _("by mail")
        SITE = "site", _("to an organisation of this site")

    class State(models.TextChoices):
        SENT = "sent", _("submitted")
        ACCEPTED = "accepted", _("accepted")
        PUBLISHED = "published", _("published there")
        DECLINED = "declined", _("not used")

    article = models.ForeignKey(ArticlePage, on_delete=models.CASCADE, related_name="submissions")
    title = models.CharField(max_length=255)
    from_organisation = models.ForeignKey(ORGANISATION, on_delete=models.CASCADE, related_name="submitted")
    to_organisation = models.ForeignKey(
        ORGANISATION, on_delete=models.CASCADE, null=True, blank=True, related_name="inbox"
    )
    to_name = models.CharField(_("superior office"), max_length=80)
    way = models.CharField(max_length=10, choices=Way.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.SENT)
    note = models.CharField(_("note"), max_length=300, blank=True)
    answer = models.CharField(_("answer"), max_length=300, blank=True)
    copy = models.ForeignKey(
        ArticlePage, on_delete=models.SET_NULL, null=True, blank=True, related_name="copied_from"
    )
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    sent_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    personal_data = PersonalData(
        editors=(
            "article title from_organisation to_organisation to_name way state note answer copy "
            "sent_at decided_at"
        ),
        staffs="sent_by decided_by",
    )

    class Meta:
        verbose_name = _("submission to a superior office")
        verbose_name_plural = _("submissions to superior offices")
        ordering = ["-sent_at", "-id"]

    def __str__(self) -> str:
        return f"{self.title} → {self.to_name}"
