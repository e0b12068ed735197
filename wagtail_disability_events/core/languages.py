"""The language of a site, and the languages that this package speaks."""

from django.conf import settings
from django.utils.translation import get_language

SPOKEN = ("zh-hans", "en")
"""Languages with a complete catalogue, the one of most readers first."""


def site_language() -> str:
    """The language of the site: ``settings.LANGUAGE_CODE``, such as ``zh-hans``."""
    return settings.LANGUAGE_CODE


def reader_language() -> str:
    """The language that is active, that of the site where none is."""
    return get_language() or site_language()


def language_tag(code: str) -> str:
    """A language of Django as HTML and PDF write it (BCP 47).

    >>> language_tag("zh-hans"), language_tag("en-gb"), language_tag("en")
    ('zh-Hans', 'en-GB', 'en')
    """
    first, *others = code.split("-")
    return "-".join([first, *(part.title() if len(part) == 4 else part.upper() for part in others)])


def language_choices() -> list[tuple[str, str]]:
    """Languages in which the site writes to people: those it offers (``LANGUAGES``) and this package speaks.

    The language of the site is among them in any case.
    """
    wanted = {site_language(), *SPOKEN}
    return [(code, str(name)) for code, name in settings.LANGUAGES if code in wanted]
