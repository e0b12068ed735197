"""People who came without being on the list, counted one by one at the door."""

from django.db.models import F

from ...occurrences.models import Headcount, Occurrence


def headcount_of(occurrence: Occurrence) -> Headcount:
    """The counts of a date; made when first asked for."""
    heads, _new = Headcount.objects.get_or_create(occurrence=occurrence)
    return heads


def count_walk_in(occurrence: Occurrence) -> None:
    """One more person came without having signed up."""
    Headcount.objects.filter(pk=headcount_of(occurrence).pk).update(walk_ins=F("walk_ins") + 1)


def uncount_walk_in(occurrence: Occurrence) -> None:
    """One less; never below none."""
    heads = Headcount.objects.filter(pk=headcount_of(occurrence).pk, walk_ins__gt=0)
    heads.update(walk_ins=F("walk_ins") - 1)
