"""What somebody can do with their own sign-up, from its private page."""

from enum import StrEnum

from ..models.registrations import Registration
from ..seats.is_over import is_over
from .changing import is_before_closing


class OwnAction(StrEnum):
    """What a registrant wants to do. ``DECLINE`` is no to an offer; ``CALENDAR`` changes their calendar."""

    CHANGE = "change"
    TRANSFER = "transfer"
    CANCEL = "cancel"
    DECLINE = "decline"
    ACCEPT = "accept"
    PHOTO = "photo"
    SENSITIVE = "sensitive"
    ERASE = "erase"
    CALENDAR = "calendar"


ASKED_FIRST = {OwnAction.CANCEL, OwnAction.ERASE, OwnAction.PHOTO, OwnAction.SENSITIVE, OwnAction.DECLINE}
"""What cannot be taken back, or has to be understood, is asked before it is done."""
_AT_ANY_TIME = {OwnAction.PHOTO, OwnAction.SENSITIVE, OwnAction.ERASE}
_WHILE_AHEAD = {OwnAction.CANCEL, OwnAction.DECLINE, OwnAction.ACCEPT, OwnAction.CALENDAR}
_WHILE_OPEN = {OwnAction.CHANGE, OwnAction.TRANSFER}


def possible_actions(registration: Registration) -> set[OwnAction]:
    """What can be done at this moment: agreements are decided at any time, places only while they are ahead,
    answers while one can sign up."""
    if is_over(registration):
        return _AT_ANY_TIME
    open_too = _WHILE_OPEN if is_before_closing(registration) else set()
    return _AT_ANY_TIME | _WHILE_AHEAD | open_too


def own_action(wish: str) -> OwnAction | None:
    """The action of a name; None for any other text."""
    return OwnAction(wish) if wish in set(OwnAction) else None
