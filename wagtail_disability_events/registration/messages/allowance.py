"""How many messages strangers can cause at one phone number or mail address within an hour.

Anybody can write anybody's number into a form. What follows from that is sent a few times; what staff do and
what becomes of an event is always told.
"""

from ...core import conf
from ...core.rate_limits import has_reached, is_rate_limited
from ..models.outbox import OutboxMessage
from ..models.registrations import Registration
from ..values.message_kinds import MessageKind
from .addressees import email_of, phone_of

Channel = OutboxMessage.Channel
_BY_STRANGERS = {
    MessageKind.CONFIRMED,
    MessageKind.WAITING,
    MessageKind.AGAIN,
    MessageKind.UPDATED,
    MessageKind.CANCELLED,
}
_WHAT = "messages to"


def allowed(person: Registration, kind: MessageKind, channels: list[Channel]) -> list[Channel]:
    """The channels that a message may still take, each counted; of a cancellation staff tell instead."""
    if kind not in _BY_STRANGERS or person.created_by_id is not None:
        return channels
    free = [
        channel for channel in channels if channel == Channel.CALL or not _is_one_too_many(person, channel)
    ]
    return free or ([Channel.CALL] if kind == MessageKind.CANCELLED and channels else [])


def is_used_up(person: Registration) -> bool:
    """Whether so many messages went to the phone or mail address that a sign-up names that no more is sent
    for now. The same is counted whether or not its person is known."""
    most, recipients = conf.get("MESSAGES_AN_HOUR"), [email_of(person)]
    if conf.get("SMS_WEBHOOK_URL"):
        recipients.append(phone_of(person))
    return any(has_reached(_WHAT, each.casefold(), most) for each in recipients if each)


def _is_one_too_many(person: Registration, channel: Channel) -> bool:
    recipient = email_of(person) if channel == Channel.EMAIL else phone_of(person)
    return is_rate_limited(_WHAT, recipient.casefold(), conf.get("MESSAGES_AN_HOUR"))
