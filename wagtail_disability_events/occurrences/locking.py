"""One rule against older facts overwriting newer ones: who writes an event's facts locks its page first."""

from collections.abc import Iterable

from ..core.base_page import BasePage


def lock_facts(event_ids: Iterable[int]) -> dict[int, int | None]:
    """Wait until nobody else writes facts of these events; return the revision that each has published.

    Call it in a transaction, before anything is read that will be written. On SQLite the transaction itself
    has locked everything.
    """
    pages = BasePage.objects.select_for_update().filter(pk__in=list(event_ids)).order_by("pk")
    return dict(pages.values_list("pk", "live_revision_id"))
