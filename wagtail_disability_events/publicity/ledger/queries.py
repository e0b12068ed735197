"""Entries and targets that somebody may see: those of the organisations whose pages they may edit."""

from datetime import date

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThanOrEqual, LessThanOrEqual

from ...core.users import User
from ...pages.models import EventIndexPage
from ..permissions import organisations_of
from .models import LedgerEntry, Outlet, PublicityTarget, title_key


def entries_of(user: User) -> QuerySet[LedgerEntry]:
    """The entries of the organisations whose pages somebody may edit."""
    return LedgerEntry.objects.filter(organisation__in=organisations_of(user))


def targets_of(user: User) -> QuerySet[PublicityTarget]:
    """The targets of the organisations whose pages somebody may edit."""
    return PublicityTarget.objects.filter(organisation__in=organisations_of(user))


_DAY = Coalesce("carried_on", "accepted_on", "submitted_on")
"""The day by which an entry counts: carried, else accepted, else submitted."""


def newest_first(entries: QuerySet[LedgerEntry]) -> QuerySet[LedgerEntry]:
    """By the day by which an entry counts (``counted_on``), with outlet and organisation."""
    dated = entries.annotate(counted_on=_DAY).select_related("outlet", "organisation")
    return dated.order_by("-counted_on", "-pk")


def counted_from(entries: QuerySet[LedgerEntry], first: date) -> QuerySet[LedgerEntry]:
    """Entries that count on a day or after it."""
    return entries.filter(GreaterThanOrEqual(_DAY, first))


def counted_until(entries: QuerySet[LedgerEntry], last: date) -> QuerySet[LedgerEntry]:
    """Entries that count on a day or before it."""
    return entries.filter(LessThanOrEqual(_DAY, last))


def with_words(entries: QuerySet[LedgerEntry], words: str) -> QuerySet[LedgerEntry]:
    """Entries in whose title or note the words stand."""
    return entries.filter(Q(title__icontains=words) | Q(note__icontains=words))


def same_article(organisation: EventIndexPage, outlet: Outlet, title: str) -> QuerySet[LedgerEntry]:
    """What an organisation has noted of an article at an outlet; titles are compared by ``title_key``."""
    return LedgerEntry.objects.filter(organisation=organisation, outlet=outlet, key=title_key(title))
