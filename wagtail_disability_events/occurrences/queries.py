"""Questions about dates. The rule of what the public may see stands here and nowhere else."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Protocol

from django.conf import settings
from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q
from django.utils import timezone
from wagtail.models import PageViewRestriction

from ..core.base_page import BasePage
from ..core.page_models import EVENT, model


def public_pages(prefix: str = "") -> Q:
    """A condition on pages that anyone may see: live, not expired. ``prefix`` leads to the page.

    Restricted pages need ``not_restricted`` as well, which is a subquery.
    """
    return Q(**{f"{prefix}live": True}) & (
        Q(**{f"{prefix}expire_at__isnull": True}) | Q(**{f"{prefix}expire_at__gt": timezone.now()})
    )


def pages_not_public(hidden_paths: Iterable[str] = ()) -> Any:
    """The pages that are not live, expired, or stand at or below one of these tree paths.

    The opposite of ``public_pages``, for questions about nearly all pages: few are left out.
    """
    hidden = ~public_pages()
    for path in hidden_paths:
        hidden |= Q(path__gte=path, path__lt=f"{path}\x7f")
    return BasePage.objects.filter(hidden).order_by()


def not_restricted(path: str, accepted: tuple[int, ...] = ()) -> Any:
    """A condition that leaves out everything below a page with a view restriction.

    ``path`` names the column with the tree path; ``accepted`` are the ids of restrictions that this
    reader has already passed (a password given, a group joined). What is an alias, or stands below one,
    obeys the restriction of its source too, as Wagtail serves it.
    """
    restrictions = PageViewRestriction.objects.exclude(pk__in=accepted)
    at_a_row = restrictions.alias(
        row_path=ExpressionWrapper(OuterRef(path), output_field=models.CharField())
    ).filter(
        Q(row_path__startswith=F("page__path"))
        | Q(row_path__startswith=F("page__aliases__path"))
        | Q(row_path__startswith=F("page__aliases__aliases__path"))
    )
    return ~Exists(at_a_row)


class Branch(Protocol):
    """A page of the tree with all below it, such as an organisation."""

    @property
    def path(self) -> str: ...


class TranslatedBranch(Branch, Protocol):
    """The same; the pages of its other languages have the same ``translation_key``."""

    @property
    def translation_key(self) -> Any: ...


class OccurrenceQuerySet(models.QuerySet):
    """``Occurrence.objects.public().upcoming().within(page)``."""

    def public(self, accepted: tuple[int, ...] = ()) -> "OccurrenceQuerySet":
        """Of live, unexpired events that no view restriction hides from this reader."""
        return self.filter(public_pages("event__")).filter(not_restricted("event__path", accepted))

    def published(self) -> "OccurrenceQuerySet":
        """Of events that have a live page, whoever may read it."""
        others = model(EVENT).objects.filter(live=True, facts_from__isnull=False)
        return self.filter(Q(event__live=True) | Q(event__in=others.values("facts_from")))

    def within(self, page: Branch) -> "OccurrenceQuerySet":
        """Of events at or below a page of the tree: an organisation with all its branches."""
        return self.filter(event__path__startswith=page.path)

    def within_any_language(self, page: TranslatedBranch) -> "OccurrenceQuerySet":
        """The same at or below any of the pages that this one is in the languages of the site."""
        if not getattr(settings, "WAGTAIL_I18N_ENABLED", False):
            return self.within(page)
        below = Q(event__path__startswith=page.path)
        others = BasePage.objects.filter(translation_key=page.translation_key)
        for path in others.order_by().values_list("path", flat=True):
            below |= Q(event__path__startswith=path)
        return self.filter(below)

    def upcoming(self, now: datetime | None = None) -> "OccurrenceQuerySet":
        """Not over yet, soonest first."""
        return self.filter(end__gte=now or timezone.now()).order_by("start", "id")

    def past(self, now: datetime | None = None) -> "OccurrenceQuerySet":
        """Over, latest first."""
        return self.filter(end__lt=now or timezone.now()).order_by("-start", "-id")

    def taking_place(self) -> "OccurrenceQuerySet":
        """That take place: not cancelled, not waiting for a new date."""
        return self.exclude(status__in=["cancelled", "postponed"])
