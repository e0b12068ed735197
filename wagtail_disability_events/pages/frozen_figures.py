"""The figures of an article as they were when it was approved: what was approved stays what it says."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..blocks.figures import event_figures, period_figures


class FrozenFigures(models.Model):
    """The figures of one revision of an article, and when they were frozen."""

    article = models.ForeignKey(
        "wagtail_disability_events.ArticlePage", on_delete=models.CASCADE, related_name="frozen_figures"
    )
    revision = models.OneToOneField("wagtailcore.Revision", on_delete=models.CASCADE, related_name="+")
    numbers = models.JSONField(default=dict)
    frozen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("figures of an approved article")
        verbose_name_plural = _("figures of approved articles")
        ordering = ["-frozen_at"]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.frozen_at:%Y-%m-%d %H:%M}"


@dataclass(frozen=True)
class ShownFigures:
    """Numbers by the code of their source (None: not counted), and since when they stand still; ``frozen_at``
    None: they follow the records."""

    numbers: dict[str, Any] = field(default_factory=dict)
    frozen_at: datetime | None = None


def live_figures(article: Any) -> dict[str, Any]:
    """The figures of an article's event, or of its period, as the records say at this moment."""
    if article.period_first and article.period_last:
        from .queries import nearest_organisation

        organisation = nearest_organisation(article)
        return period_figures(organisation, article.period_first, article.period_last) if organisation else {}
    event = article.event
    return dict(event_figures(event.specific)) if event is not None else {}


def figures_shown(article: Any, revision_id: int | None) -> ShownFigures:
    """The frozen figures of a revision if it has been approved, else those of this moment."""
    if revision_id is not None:
        frozen = FrozenFigures.objects.filter(revision_id=revision_id).first()
        if frozen is not None:
            return ShownFigures(frozen.numbers, frozen.frozen_at)
    return ShownFigures(live_figures(article))


def freeze_figures(article: Any, revision: Any) -> FrozenFigures:
    """Let the figures of a revision stand still from now on; the first time counts."""
    frozen, _new = FrozenFigures.objects.get_or_create(
        revision=revision, defaults={"article_id": article.pk, "numbers": live_figures(article)}
    )
    return frozen
