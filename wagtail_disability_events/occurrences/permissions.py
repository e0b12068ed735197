"""Who may operate on dates: an editor of the event who also has the permission for dates."""

from typing import Any

PERMISSION = "wagtail_disability_events.change_occurrence"


def may_operate(user: Any, event: Any) -> bool:
    """Cancelling and moving are public at once, so that editing words alone does not allow it."""
    return user.has_perm(PERMISSION) and event.permissions_for_user(user).can_edit()
