"""Who is written to about a sign-up, and in which way. Of a group it is the contact, once."""

from collections.abc import Iterable

from ...core import conf
from ..models.outbox import OutboxMessage
from ..models.registrations import Registration
from ..values.message_kinds import MessageKind
from ..values.phones import takes_messages
from ..values.usual_words import USUAL_WORDS

Channel = OutboxMessage.Channel


def addressees(registrations: Iterable[Registration]) -> list[Registration]:
    """Each one, and one of each group; nobody who is erased."""
    people, groups = [], set()
    for person in registrations:
        if person.erased_at is not None or person.group_id in groups:
            continue
        if person.group_id is not None:
            groups.add(person.group_id)
        people.append(person)
    return people


def email_of(person: Registration) -> str:
    """The mail address of a person, or of their group's contact; empty without."""
    return person.group.email if person.group is not None else person.email


def phone_of(person: Registration) -> str:
    """The phone number of a person, or of their group's contact; empty without."""
    return person.group.phone if person.group is not None else person.phone


def channels_for(person: Registration, kind: MessageKind) -> list[Channel]:
    """How somebody is reached; by a call where nothing else is there and the news must arrive.

    What repeats a first sign-up reaches nobody twice: only addresses that the first one does not have.
    """
    first = person.repeats
    if first is None:
        return channels_named(person, kind)
    reached = {Channel.EMAIL: email_of(first), Channel.WEBHOOK: phone_of(first)}
    own = {Channel.EMAIL: email_of(person), Channel.WEBHOOK: phone_of(person)}
    named = channels_named(person, kind)
    return [channel for channel in named if channel != Channel.CALL and own[channel] != reached[channel]]


def channels_named(person: Registration, kind: MessageKind) -> list[Channel]:
    """How somebody could be reached by what this sign-up alone says."""
    channels = []
    if email_of(person):
        channels.append(Channel.EMAIL)
    if conf.get("SMS_WEBHOOK_URL") and takes_messages(phone_of(person)):
        channels.append(Channel.WEBHOOK)
    if not channels and USUAL_WORDS[kind].needs_a_call:
        channels.append(Channel.CALL)
    return channels
