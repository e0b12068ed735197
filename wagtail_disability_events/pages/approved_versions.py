"""Versions of an article that were approved: their figures stand still, and who reviewed them is printed.

A version is known by a hash of its text, not by a revision: whatever is changed in it is another version.
"""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.dispatch import Signal
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamValue

from ..blocks.figures import event_figures, period_figures
from ..core.base_page import BasePage
from ..core.personal_data import PersonalData
from .tree.page import TreePage
from .tree.queries import nearest_organisation

article_going_live = Signal()
"""Sent with ``article`` before it goes live in another version; a receiver that raises keeps it back."""


class ApprovedVersion(models.Model):
    """One version of an article: its figures, and its reviews as ``[stage, name, ISO moment]``."""

    article = models.ForeignKey(
        "wagtail_disability_events.ArticlePage", on_delete=models.CASCADE, related_name="approved_versions"
    )
    text_hash = models.CharField(max_length=64)
    numbers = models.JSONField(default=dict)
    reviews = models.JSONField(default=list, blank=True)
    approved_at = models.DateTimeField(default=timezone.now)

    personal_data = PersonalData(nobodys="article text_hash numbers reviews approved_at")

    class Meta:
        verbose_name = _("approved version of an article")
        verbose_name_plural = _("approved versions of articles")
        ordering = ["-approved_at"]
        constraints = [
            models.UniqueConstraint(fields=["article", "text_hash"], name="wde_version_approved_once")
        ]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.approved_at:%Y-%m-%d %H:%M}"


class Article(TreePage, Protocol):
    """An article by its fields; its figures are counted for its event, or for the days of a period."""

    @property
    def event(self) -> Any: ...
    @property
    def period_first(self) -> date | None: ...
    @property
    def period_last(self) -> date | None: ...


@dataclass(frozen=True)
class ShownFigures:
    """Numbers by the code of their source (None: not counted), and since when they stand still; ``frozen_at``
    None: they follow the records."""

    numbers: dict[str, Any] = field(default_factory=dict)
    frozen_at: datetime | None = None


def text_hash(article: Article) -> str:
    """SHA-256 of what an editor writes in an article: title, address, every field beyond a page's own."""
    fields: Any = article._meta  # type: ignore[attr-defined]
    of_any_page = {each.name for each in BasePage._meta.get_fields()}
    own = [
        each.name for each in fields.concrete_fields if each.name not in of_any_page and not each.primary_key
    ]
    written = {}
    for name in ("title", "slug", *own):
        value = fields.get_field(name).value_from_object(article)
        written[name] = value.get_prep_value() if isinstance(value, StreamValue) else value
    text = json.dumps(written, sort_keys=True, ensure_ascii=False, cls=DjangoJSONEncoder)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def approved_version(article: Article) -> ApprovedVersion | None:
    """The approval of an article as it stands here; None for a text that nobody has approved."""
    if not article.pk:
        return None
    return ApprovedVersion.objects.filter(article_id=article.pk, text_hash=text_hash(article)).first()


def live_figures(article: Article) -> dict[str, Any]:
    """The figures of an article's event, or of its period, as the records say at this moment."""
    if article.period_first and article.period_last:
        organisation = nearest_organisation(article)
        if organisation is None:
            return {}
        return dict(period_figures(organisation, article.period_first, article.period_last))
    event = article.event
    return dict(event_figures(event.specific)) if event is not None else {}


def approve_version(article: Article, reviews: list[list[str]]) -> ApprovedVersion:
    """Let the figures of an article stand still as they are now, and keep who reviewed it."""
    version, _new = ApprovedVersion.objects.update_or_create(
        article_id=article.pk,
        text_hash=text_hash(article),
        defaults={
            "numbers": live_figures(article),
            "reviews": reviews,
            "approved_at": timezone.now(),
        },
    )
    return version


def authorise_publication(article: Article) -> None:
    """Ask the receivers of ``article_going_live`` whether an article may go live, and approve this version.

    Raises what a receiver of ``article_going_live`` raises.
    """
    article_going_live.send(type(article), article=article)
    if approved_version(article) is None:
        approve_version(article, [])
