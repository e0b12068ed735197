"""Numbers of sign-ups in the log: they go when it is forgotten whose they were."""

from wagtail.models import PageLogEntry

from .access_log import NAMING


def forget_numbers(event_id: int, numbers: set[str]) -> int:
    """Take the numbers of sign-ups out of the log of their event; return how many entries named one.

    That somebody looked, and at how many, stays.
    """
    changed = 0
    for entry in PageLogEntry.objects.filter(page=event_id, action__in=NAMING).iterator():
        named = entry.data.get("references") or []
        left = [number for number in named if number not in numbers]
        if len(left) < len(named):
            forgotten = entry.data.get("forgotten", 0) + len(named) - len(left)
            data = {**entry.data, "references": left, "forgotten": forgotten}
            PageLogEntry.objects.filter(pk=entry.pk).update(data=data)
            changed += 1
    return changed
