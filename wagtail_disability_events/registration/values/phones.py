"""Phone numbers: how they are written in the country of a site, and which ones take text messages."""

import re
from abc import ABC, abstractmethod

from django.core.exceptions import ValidationError
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...core import conf
from .identity import normalise_digits


class PhoneNumbers(ABC):
    """The numbers of a country. A site names its own class in the setting ``PHONE_NUMBERS``."""

    @abstractmethod
    def parse(self, text: str) -> str:
        """Return a number as the digits under which it is kept and recognised, at most 20.

        ``text`` is as somebody typed it. Raises ValidationError that says what is wrong.
        """

    @abstractmethod
    def takes_messages(self, number: str) -> bool:
        """Whether text messages can be sent to a number that ``parse`` has returned."""


class ChineseNumbers(PhoneNumbers):
    """Mobile numbers of 11 digits, and landlines with their area code; kept without +86."""

    def parse(self, text: str) -> str:
        number = re.sub(r"^(\+|00)?86(?=1[3-9])", "", normalise_digits(text))
        if not number.isascii() or not number.isdigit():
            raise ValidationError(
                _("Only digits belong in a phone number; “%(text)s” has something else."),
                code="phone-characters",
                params={"text": text.strip()},
            )
        if number.startswith("0"):
            return self._landline(number)
        return self._mobile(number)

    def takes_messages(self, number: str) -> bool:
        return len(number) == 11 and number.startswith("1")

    def _landline(self, number: str) -> str:
        if not 10 <= len(number) <= 12:
            raise ValidationError(
                _("A landline number has 10 to 12 digits with its area code; you gave %(count)s."),
                code="phone-length",
                params={"count": len(number)},
            )
        return number

    def _mobile(self, number: str) -> str:
        missing = 11 - len(number)
        if missing > 0:
            raise ValidationError(
                ngettext(
                    "The mobile number is %(missing)s digit short: you gave %(count)s, it needs 11.",
                    "The mobile number is %(missing)s digits short: you gave %(count)s, it needs 11.",
                    missing,
                ),
                code="phone-short",
                params={"missing": missing, "count": len(number)},
            )
        if missing < 0:
            raise ValidationError(
                ngettext(
                    "The mobile number has %(extra)s digit too many: you gave %(count)s, it needs 11.",
                    "The mobile number has %(extra)s digits too many: you gave %(count)s, it needs 11.",
                    -missing,
                ),
                code="phone-long",
                params={"extra": -missing, "count": len(number)},
            )
        if not re.match(r"1[3-9]", number):
            raise ValidationError(
                _("A mobile number begins with 13 to 19; this one begins with %(start)s."),
                code="phone-start",
                params={"start": number[:2]},
            )
        return number


def parse_phone(text: str) -> str:
    """Return a number as digits, by the rules of the site's country. Raises ValidationError."""
    return _numbers().parse(text)


def takes_messages(number: str) -> bool:
    """Whether text messages can be sent to a number that ``parse_phone`` has returned."""
    return _numbers().takes_messages(number)


def _numbers() -> PhoneNumbers:
    found: PhoneNumbers = import_string(conf.get("PHONE_NUMBERS"))()
    return found
