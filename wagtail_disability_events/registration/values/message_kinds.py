"""The kinds of messages that registrants get."""

from enum import StrEnum


class MessageKind(StrEnum):
    """What a message tells a registrant."""

    CONFIRMED = "confirmed"
    WAITING = "waiting"
    OFFER = "offer"
    OFFER_ENDED = "offer-ended"
    PROMOTED = "promoted"
    REMINDER = "reminder"
    CHANGED = "changed"
    MOVED = "moved"
    CALLED_OFF = "called-off"
    CANCELLED = "cancelled"
    UPDATED = "updated"
    AGAIN = "again"
    JOINED = "joined"
    ARRANGED = "arranged"
    UNMET = "unmet"
    THANKS = "thanks"
