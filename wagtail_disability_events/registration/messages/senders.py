"""How a message leaves: a small base class, mail, and a signed request to a gateway for text messages."""

import hashlib
import hmac
import json
import time
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

import requests
from django.core.mail import EmailMultiAlternatives
from django.utils.module_loading import import_string

from ...calendars.invitations import unpacked
from ...core import conf

if TYPE_CHECKING:
    from ..models.outbox import OutboxMessage

WEBHOOK_SECONDS = 20


class MessageSender(ABC):
    """Carries one message to one person."""

    @abstractmethod
    def send(self, message: "OutboxMessage") -> None:
        """Hand the message over. Raises anything when that did not succeed; it will be tried again."""


class EmailSender(MessageSender):
    """Plain-text e-mail with a fixed Message-ID, so that a message sent twice is recognisable.

    The first calendar is an alternative to the text, by which mail programs show their buttons, and a file
    for those that do not; further ones are files.
    """

    def send(self, message: "OutboxMessage") -> None:
        mail = EmailMultiAlternatives(
            subject=message.subject,
            body=message.body,
            to=[message.recipient],
            headers={"Message-ID": message.message_id, "Auto-Submitted": "auto-generated"},
        )
        for number, part in enumerate(unpacked(message.calendar)):
            if number == 0:
                mail.attach_alternative(part.text, part.mime_type)
            mail.attach(part.file_name, part.text.encode(), "application/ics")
        mail.send()


class WebhookSender(MessageSender):
    """A POST of JSON to the address of a gateway, signed with a shared secret.

    ``Idempotency-Key`` is the same at each attempt, so that the gateway sends it once. The signature is
    HMAC-SHA-256, in hex, of the time in seconds, a dot and the body; a gateway refuses old times.
    """

    def send(self, message: "OutboxMessage") -> None:
        body = json.dumps(
            {"to": message.recipient, "text": message.short, "kind": message.kind},
            ensure_ascii=False,
        ).encode()
        stamp = str(int(time.time()))
        response = requests.post(
            conf.get("SMS_WEBHOOK_URL"),
            data=body,
            timeout=WEBHOOK_SECONDS,
            allow_redirects=False,
            headers={
                "Content-Type": "application/json; charset=utf-8",
                "Idempotency-Key": message.message_id,
                "X-WDE-Timestamp": stamp,
                "X-WDE-Signature": webhook_signature(stamp, body),
            },
        )
        response.raise_for_status()
        if response.is_redirect:
            raise requests.HTTPError(response=response)


def webhook_signature(stamp: str, body: bytes) -> str:
    """What a gateway compares: HMAC-SHA-256, in hex, of ``stamp``, a dot and the body."""
    secret = conf.get("SMS_WEBHOOK_SECRET").encode()
    return hmac.new(secret, stamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def sender_for(channel: str) -> MessageSender:
    """The sender of a channel; that of mail is named in the settings."""
    if channel == "webhook":
        return WebhookSender()
    return import_string(conf.get("MESSAGE_SENDER"))()
