"""What people agree to, in the words that stand on the screen. Other words are another version."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from ..models.consents import Consent
from .request import ConsentGiven

CONSENT_WORDS = {
    Consent.Purpose.PROCESSING: _(
        "I agree that the organiser uses what I fill in here to arrange this event, "
        "and deletes it when it is no longer needed. I am 14 or older."
    ),
    Consent.Purpose.SENSITIVE: _(
        "I agree separately that the organiser uses my disability card number, the services I need and what "
        "else I say about health or disability. They are used for this event only."
    ),
    Consent.Purpose.GUARDIAN: _(
        "I may speak for this person: as parent or guardian, or because they asked me to. "
        "I agree in their name that the organiser uses what I fill in to arrange this event."
    ),
    Consent.Purpose.PHOTO: _("Photos in which I can be recognised may be published."),
    Consent.Purpose.NAME: _("My name may stand beside my results and works as I chose."),
}
_ORDER = [
    Consent.Purpose.PROCESSING,
    Consent.Purpose.GUARDIAN,
    Consent.Purpose.PHOTO,
    Consent.Purpose.SENSITIVE,
    Consent.Purpose.NAME,
]


def consent_given(purpose: Consent.Purpose, given: bool) -> ConsentGiven:
    """A decision in the words that stand on the screen, in the active language."""
    return ConsentGiven(purpose, given, str(CONSENT_WORDS[purpose]))


def in_order(consents: Iterable[ConsentGiven]) -> tuple[ConsentGiven, ...]:
    """Decisions in the order in which they are listed wherever they are shown."""
    return tuple(sorted(consents, key=lambda consent: _ORDER.index(Consent.Purpose(consent.purpose))))
