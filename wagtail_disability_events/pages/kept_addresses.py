"""What is kept of addresses: of pages that are gone, and those with which stored texts were written."""

from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..core.personal_data import PersonalData

CALENDAR_KEPT = timedelta(days=365)
"""For so long a calendar of an event that is gone says that it is cancelled; after that 410."""


class GonePage(models.Model):
    """An event that was public and is not any more, or an organisation that was deleted.

    The page's row may be gone too. ``url_path`` is where it stood, ``calendar`` the VEVENTs that its address
    answers with, ``time_zones`` the zones that they name. ``goes_on_as`` is the id of another page of the
    same event, a translation or its original, that was published when this one went.
    """

    page_id = models.BigIntegerField(unique=True)
    url_path = models.TextField()
    slug = models.CharField(max_length=255, db_index=True)
    title = models.CharField(max_length=255)
    is_event = models.BooleanField()
    is_deleted = models.BooleanField(default=False)
    gone_at = models.DateTimeField(default=timezone.now)
    calendar = models.TextField(blank=True, default="")
    time_zones = models.JSONField(default=list, blank=True)
    goes_on_as = models.BigIntegerField(null=True, blank=True)

    personal_data = PersonalData(
        nobodys=("page_id url_path slug title is_event is_deleted gone_at calendar time_zones goes_on_as")
    )

    class Meta:
        verbose_name = _("page that is gone")
        verbose_name_plural = _("pages that are gone")
        ordering = ["-gone_at", "-id"]

    def __str__(self) -> str:
        return f"{self.title} ({self.gone_at:%Y-%m-%d})"

    def still_has_calendar(self, now: datetime) -> bool:
        """Whether its calendar is still given."""
        return self.is_event and bool(self.calendar) and now < self.gone_at + CALENDAR_KEPT


class FormerAddress(models.Model):
    """An address at which a page stood before the last one; its redirect went with the page.

    ``path`` as Wagtail's redirects have it: decoded, without a slash at the end. ``site_id`` None stands for
    every site.
    """

    page = models.ForeignKey(GonePage, on_delete=models.CASCADE, related_name="former_addresses")
    path = models.CharField(max_length=255, db_index=True)
    site_id = models.BigIntegerField(null=True, blank=True)

    personal_data = PersonalData(nobodys="page path site_id")

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.path


class WrittenAddresses(models.Model):
    """The hosts, ports and paths with which the stored texts were last written; one row.

    ``sites`` has for each site, by its id, the address of its root; ``others`` what else decides.
    """

    sites = models.JSONField(default=dict)
    others = models.JSONField(default=dict)
    written_at = models.DateTimeField(auto_now=True)

    personal_data = PersonalData(nobodys="sites others written_at")

    class Meta:
        verbose_name = _("addresses in stored texts")
        verbose_name_plural = _("addresses in stored texts")

    def __str__(self) -> str:
        return ", ".join(sorted(map(str, self.sites.values())))
