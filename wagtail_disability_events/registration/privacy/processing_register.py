"""The register of processing: what is processed, what for, on which ground, how long (PIPL art. 55)."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Min
from django.utils.translation import gettext as _

from ...core import conf
from ..event import BookableEvent
from ..models.consents import Consent
from ..models.forms import FormVersion
from ..models.outbox import OutboxMessage
from ..models.registrations import Registration


@dataclass(frozen=True)
class Processing:
    """One line of the register of processing."""

    data: str
    purpose: str
    basis: str
    kept: str
    protection: str


@dataclass(frozen=True)
class Figures:
    """How much there is: sign-ups not erased, agreements to sensitive data, erased sign-ups, messages.

    ``oldest`` is when the oldest sign-up was made that is not erased; None without any.
    """

    sign_ups: int
    oldest: datetime | None
    sensitive: int
    erased: int
    messages: int


def register() -> list[Processing]:
    """What is processed, from the settings that hold."""
    days = conf.get("RETENTION_DAYS")

    def kept(kind: str) -> str:
        return _("%(days)s days after the event") % {"days": days[kind]}

    encrypted = _("encrypted; masked on screen; each look is logged")
    return [
        Processing(
            _("Name, phone, mail address"),
            _("to arrange the event and to tell people of changes"),
            _("consent (PIPL art. 13)"),
            kept("contact"),
            encrypted,
        ),
        Processing(
            _(
                "Disability card number, category, level, services needed, answers, notes, and the words of "
                "messages"
            ),
            _("to arrange what people need; named beside each question"),
            _("separate consent (PIPL art. 29)"),
            kept("sensitive"),
            encrypted,
        ),
        Processing(
            _("Children under 14"),
            _("to let them take part"),
            _("consent of a parent or guardian (PIPL art. 31)"),
            kept("sensitive"),
            encrypted,
        ),
        Processing(
            _("Keyed hash of disability card number, or of phone and name"),
            _("to recognise a second sign-up, and to count one person once in the year"),
            _("consent (PIPL art. 13)"),
            kept("person"),
            _("cannot be turned back without the key; deleted on request"),
        ),
        Processing(
            _("Numbers of people by category, level, age, sex or service, each by itself; attendance"),
            _("yearly statistics"),
            _("no personal data any more (PIPL art. 4)"),
            _("for good"),
            _("not connected with anybody"),
        ),
        Processing(
            _("What was typed and not sent"),
            _("so that nothing is lost when a session ends"),
            _("consent by going on (PIPL art. 13)"),
            _("one day"),
            _("opened only by the browser that typed it"),
        ),
    ]


def figures() -> Figures:
    """How much there is at this moment."""
    kept = Registration.objects.filter(erased_at=None)
    agreed = Consent.objects.holding(Consent.Purpose.SENSITIVE)
    sensitive = agreed.filter(registration__sensitive_erased_at=None)
    return Figures(
        sign_ups=kept.count(),
        oldest=kept.aggregate(oldest=Min("created_at"))["oldest"],
        sensitive=sensitive.count(),
        erased=Registration.objects.exclude(erased_at=None).count(),
        messages=OutboxMessage.objects.count(),
    )


def asked_without_purpose() -> list[tuple[BookableEvent, str]]:
    """Events whose form asks something sensitive and does not say what for."""
    newest: dict[int, FormVersion] = {}
    for version in FormVersion.objects.select_related("event").order_by("number"):
        newest[version.event_id] = version
    return [
        (version.event, "、".join(question.title for question in version.form.without_purpose))
        for version in newest.values()
        if version.event.live and version.form.without_purpose
    ]
