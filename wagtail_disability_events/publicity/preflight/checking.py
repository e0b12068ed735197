"""Running the checks over an article; a site adds its own with the hook ``register_wde_article_check``.

A check is a function that takes a ``Subject`` and yields ``Finding``. It must not change anything, and must
not ask other servers: it runs whenever somebody looks at the article.
"""

from collections.abc import Callable, Iterable, MutableMapping
from typing import Any

from wagtail import hooks

from ...core.users import User
from ...pages.models import ArticlePage
from .dates import check_dates
from .figures import check_figures
from .findings import Finding, Report
from .gaps import check_consent_of_person, check_gaps
from .language import check_words
from .links import check_links
from .pictures import check_copies, check_descriptions, check_photos
from .platform import check_platform
from .privacy import check_names, check_numbers
from .structure import check_headings, check_sentences
from .subject import Subject
from .typography import check_typography

Check = Callable[[Subject], Iterable[Finding]]
HOOK = "register_wde_article_check"
CHECKS: tuple[Check, ...] = (
    check_gaps,
    check_consent_of_person,
    check_numbers,
    check_names,
    check_photos,
    check_copies,
    check_descriptions,
    check_words,
    check_dates,
    check_figures,
    check_headings,
    check_sentences,
    check_platform,
    check_links,
    check_typography,
)
"""Those of this package, in the order in which they run."""


def preflight(
    article: ArticlePage, viewer: User | None = None, visit: MutableMapping[str, Any] | None = None
) -> Report:
    """Every finding of every check. ``article`` is the version to look at: a draft, or the live page.

    Which people who signed up are named in it is told to a viewer who may see the list of the event, and
    noted for the data officer, once a ``visit`` (a session). To others, and without a viewer, only that there
    is one.
    """
    subject = Subject(article, viewer, visit)
    checks = (*CHECKS, *hooks.get_hooks(HOOK))
    return Report([finding for check in checks for finding in check(subject)])
