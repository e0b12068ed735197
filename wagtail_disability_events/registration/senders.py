"""The documented place to import from; the code is in ``registration.messages.senders``."""

from .messages.senders import EmailSender, MessageSender, WebhookSender

__all__ = ["EmailSender", "MessageSender", "WebhookSender"]
