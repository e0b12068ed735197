"""Questions about dates. The rule of what the public may see stands here and nowhere else."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q
from django.utils import timezone


def public_events(prefix: str = "") -> Q:
    """A condition on events that anyone may see: live, not expired. ``prefix`` leads to the event.

    Restricted pages need ``not_restricted`` as well, which is a subquery.
    """
    return Q(**{f"{prefix}live": True}) & (
        Q(**{f"{prefix}expire_at__isnull": True}) | Q(**{f"{prefix}expire_at__gt": timezone.now()})
    )


def not_restricted(path: str, accepted: tuple[int, ...] = ()) -> Any:
    """A condition that leaves out everything below a page with a view restriction.

    ``path`` names the column with the tree path; ``accepted`` are the ids of restrictions that this
    reader has already passed (a password given, a group joined). An alias page obeys the restrictions
    of its source, as Wagtail serves it.
    """
    from wagtail.models import PageViewRestriction

    standing = PageViewRestriction.objects.exclude(pk__in=accepted)
    by_own_path = standing.alias(
        reader_path=ExpressionWrapper(OuterRef(path), output_field=models.CharField())
    ).filter(reader_path__startswith=F("page__path"))
    return ~Exists(by_own_path)


class OccurrenceQuerySet(models.QuerySet):
    """``Occurrence.objects.public().upcoming().within(page)``."""

    def public(self, accepted: tuple[int, ...] = ()) -> "OccurrenceQuerySet":
        """Of live, unexpired events that no view restriction hides from this reader."""
        return self.filter(public_events("event__")).filter(not_restricted("event__path", accepted))

    def within(self, page: Any) -> "OccurrenceQuerySet":
        """Of events at or below a page of the tree: an organisation with all its branches."""
        return self.filter(event__path__startswith=page.path)

    def upcoming(self, now: datetime | None = None) -> "OccurrenceQuerySet":
        """Not over yet, soonest first."""
        return self.filter(end__gte=now or timezone.now()).order_by("start", "id")

    def past(self, now: datetime | None = None) -> "OccurrenceQuerySet":
        """Over, latest first."""
        return self.filter(end__lt=now or timezone.now()).order_by("-start", "-id")

    def standing(self) -> "OccurrenceQuerySet":
        """That take place: not cancelled, not waiting for a new date."""
        return self.exclude(status__in=["cancelled", "postponed"])

    def of_kinds(self, kinds: list[str]) -> "OccurrenceQuerySet":
        """Of events of these kinds; of every kind when the list is empty."""
        return self.filter(event__kind__in=kinds) if kinds else self
