"""A message as somebody would get it, with made-up values."""

from dataclasses import dataclass

from django.utils.translation import override

from ..values.message_kinds import MessageKind
from ..values.placeholders import filled_in, sample_values, short_text
from ..values.usual_words import USUAL_WORDS
from .news import OwnWords


@dataclass(frozen=True)
class Preview:
    """The words of a message; ``length`` is that of the text message, in characters."""

    subject: str
    opening: str
    short: str

    @property
    def length(self) -> int:
        return len(self.short)


def usual_words(kind: MessageKind, language: str) -> OwnWords:
    """What is usually said in a language, with its placeholders."""
    with override(language):
        usual = USUAL_WORDS[kind]
        return OwnWords(str(usual.subject), str(usual.opening), str(usual.short))


def preview(kind: MessageKind, language: str, own: OwnWords) -> Preview:
    """The message with an organisation's own words; what is empty is said as usual."""
    usual, values = usual_words(kind, language), sample_values()
    return Preview(
        subject=filled_in(own.subject or usual.subject, values),
        opening=filled_in(own.opening or usual.opening, values),
        short=short_text(own.short or usual.short, values),
    )
