"""How a message leaves: a small base class and one real sender. Another is named in the settings."""

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from django.core.mail import EmailMessage
from django.utils.module_loading import import_string

from .. import conf

if TYPE_CHECKING:
    from .models import OutboxMessage


class MessageSender(ABC):
    """Carries one message to one person."""

    @abstractmethod
    def send(self, message: "OutboxMessage") -> None:
        """Hand the message over. Raises anything when that did not succeed; it will be tried again."""


class EmailSender(MessageSender):
    """Plain-text e-mail with a fixed Message-ID, so that a message sent twice is recognisable."""

    def send(self, message: "OutboxMessage") -> None:
        EmailMessage(
            subject=message.subject,
            body=message.body,
            to=[message.recipient],
            headers={"Message-ID": message.message_id, "Auto-Submitted": "auto-generated"},
        ).send()


def message_sender() -> MessageSender:
    """The sender that the settings name."""
    return import_string(conf.get("MESSAGE_SENDER"))()
