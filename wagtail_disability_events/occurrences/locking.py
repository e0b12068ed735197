"""One rule against older facts overwriting newer ones: who writes an event's facts locks its page first."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Exists, OuterRef

from ..core.base_page import BasePage
from ..core.page_models import EVENT, model


class Published(NamedTuple):
    """What an event has published: the revision of its page, and whether other pages show its facts too."""

    revision_id: int | None
    in_other_words: bool


def lock_facts(event_ids: Iterable[int]) -> dict[int, Published]:
    """Wait until nobody else writes facts of these events; return what each has published.

    Call it in a transaction, before anything is read that will be written, and before quotas and dates are
    locked (see the explanation "How a seat is taken"). On SQLite the transaction itself has locked all.
    """
    others = model(EVENT).objects.filter(facts_from_id=OuterRef("pk"), live=True)
    pages = BasePage.objects.select_for_update(no_key=True).filter(pk__in=list(event_ids)).order_by("pk")
    rows = pages.annotate(in_other_words=Exists(others)).values_list(
        "pk", "live_revision_id", "in_other_words"
    )
    return {pk: Published(revision_id, in_other_words) for pk, revision_id, in_other_words in rows}
