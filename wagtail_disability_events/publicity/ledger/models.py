"""Outlets, entries of the ledger, and what an organisation means to reach in a year."""

import re
import secrets
import unicodedata
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from ...core.page_models import ORGANISATION
from ...core.personal_data import PersonalData
from ...core.private_storage import private_storage
from ...pages.models import ArticlePage

PROOF_SUFFIXES = (".jpg", ".jpeg", ".png", ".pdf")
PROOF_MAX_BYTES = 10 * 1024 * 1024


class OutletLevel(models.TextChoices):
    """Whom an outlet reaches: 社区 to 国家."""

    COMMUNITY = "community", _("community")
    STREET = "street", _("street or town")
    DISTRICT = "district", _("district")
    CITY = "city", _("city")
    PROVINCE = "province", _("province")
    NATION = "nation", _("nation")


class Outlet(models.Model):
    """Where articles are carried: an account, a newspaper, a station, a website."""

    class Kind(models.TextChoices):
        OWN_ACCOUNT = "own_account", _("own official account")
        SUPERIOR = "superior", _("superior office")
        NEWSPAPER = "newspaper", _("newspaper")
        TELEVISION = "television", _("television or radio")
        WEBSITE = "website", _("website")
        OTHER = "other", _("other")

    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    level = models.CharField(
        _("level"), max_length=10, choices=OutletLevel.choices, default=OutletLevel.DISTRICT
    )

    personal_data = PersonalData(editors="name kind level")

    class Meta:
        verbose_name = _("outlet")
        verbose_name_plural = _("outlets")
        ordering = ["kind", "name"]
        constraints = [models.UniqueConstraint(fields=["name", "kind"], name="wde_outlet_once")]

    def __str__(self) -> str:
        return self.name


def proof_name(instance: models.Model, filename: str) -> str:
    """A random name: what a scan was called says nothing to us."""
    return f"ledger/{secrets.token_hex(16)}{Path(filename).suffix.lower()}"


def validate_proof(file: File) -> None:
    """A screenshot or scan: JPEG, PNG or PDF, at most 10 MB, and what its first bytes say it is."""
    if Path(file.name or "").suffix.lower() not in PROOF_SUFFIXES:
        raise ValidationError(_("A screenshot or scan is JPEG, PNG or PDF."), code="suffix")
    if file.size > PROOF_MAX_BYTES:
        raise ValidationError(_("The file is larger than 10 MB."), code="size")
    head = file.read(8)
    file.seek(0)
    if not head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"%PDF-")):
        raise ValidationError(_("A screenshot or scan is JPEG, PNG or PDF."), code="content")


class LedgerEntry(models.Model):
    """One article at one outlet: when it was submitted, accepted, carried, and where that is seen."""

    class Origin(models.TextChoices):
        RECORD = "record", _("noted by itself")
        FORM = "form", _("entered")
        SHEET = "sheet", _("from a spreadsheet")

    organisation = models.ForeignKey(
        ORGANISATION, on_delete=models.CASCADE, related_name="ledger", verbose_name=_("organisation")
    )
    article = models.ForeignKey(
        ArticlePage,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="ledger",
        verbose_name=_("article"),
    )
    title = models.CharField(_("title"), max_length=255)
    outlet = models.ForeignKey(
        Outlet, on_delete=models.PROTECT, related_name="entries", verbose_name=_("outlet")
    )
    submitted_on = models.DateField(_("submitted on (报送)"), null=True, blank=True)
    accepted_on = models.DateField(_("accepted on (采用)"), null=True, blank=True)
    carried_on = models.DateField(_("carried on (刊播)"), null=True, blank=True)
    link = models.URLField(_("link"), max_length=500, blank=True)
    proof = models.FileField(
        _("screenshot or scan"),
        storage=private_storage,
        upload_to=proof_name,
        blank=True,
        validators=[validate_proof],
    )
    reads = models.PositiveIntegerField(_("reads"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    origin = models.CharField(max_length=10, choices=Origin.choices, default=Origin.FORM, editable=False)
    key = models.CharField(max_length=255, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    made_at = models.DateTimeField(auto_now_add=True)

    personal_data = PersonalData(
        editors=(
            "organisation article title outlet submitted_on accepted_on carried_on link proof "
            "reads note origin key made_at"
        ),
        staffs="made_by",
    )

    class Meta:
        verbose_name = _("entry of the ledger")
        verbose_name_plural = _("entries of the ledger")
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "outlet", "key"], name="wde_ledger_once")
        ]

    def __str__(self) -> str:
        return f"{self.title} → {self.outlet}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.key = title_key(self.title)
        super().save(*args, **kwargs)

    @property
    def outlet_kind(self) -> str:
        """The kind of its outlet as a word."""
        return self.outlet.get_kind_display()

    @property
    def outlet_level(self) -> str:
        """The level of its outlet as a word."""
        return self.outlet.get_level_display()

    @property
    def day(self) -> date | None:
        """The day by which it counts: carried, else accepted, else submitted."""
        return self.carried_on or self.accepted_on or self.submitted_on


def title_key(title: str) -> str:
    """A title as it is compared: without spaces, marks, and differences of width.

    >>> title_key("《人人有奖》 ——春季　运动会！") == title_key("人人有奖--春季运动会")
    True
    """
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", title)).casefold()[:255]


class PublicityTarget(models.Model):
    """What an organisation means to reach in a year: so many of a kind, perhaps at a level or above."""

    class Counted(models.TextChoices):
        SUBMITTED = "submitted", _("submitted (报送)")
        ACCEPTED = "accepted", _("accepted (采用)")
        CARRIED = "carried", _("carried by newspapers, television, websites (刊播)")
        PUSHED = "pushed", _("pushed on the own account (公众号推送)")

    organisation = models.ForeignKey(ORGANISATION, on_delete=models.CASCADE, related_name="targets")
    year = models.PositiveSmallIntegerField(_("year"), validators=[MinValueValidator(2000)])
    counted = models.CharField(_("what counts"), max_length=10, choices=Counted.choices)
    level = models.CharField(
        _("at this level or above"), max_length=10, choices=OutletLevel.choices, blank=True, default=""
    )
    number = models.PositiveIntegerField(_("how many"), validators=[MinValueValidator(1)])

    personal_data = PersonalData(editors="organisation year counted level number")

    class Meta:
        verbose_name = _("target of the year")
        verbose_name_plural = _("targets of the year")
        ordering = ["-year", "counted", "level"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "year", "counted", "level"], name="wde_target_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.get_counted_display()} {self.number}"
