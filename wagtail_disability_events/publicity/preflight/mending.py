"""Mending an article: the fix of a finding becomes a new revision."""

from bs4 import BeautifulSoup
from django.db import transaction
from wagtail.log_actions import log

from ...core.users import User
from ...pages.models import ArticlePage
from .checking import preflight
from .findings import Finding, Fix

MAX_STEPS = 4
"""A path of so many steps leads to the one text that a block is about."""


class TextHasChanged(Exception):
    """What was found is not there any more: somebody has changed the text meanwhile."""


@transaction.atomic
def mend(article: ArticlePage, key: str, user: User) -> Finding:
    """Apply the fix of one finding to the newest revision. Raises TextHasChanged."""
    found = next((one for one in preflight(article).findings if one.key == key and one.fix), None)
    if found is None:
        raise TextHasChanged
    _apply(article, found.location.path, found.fix)
    _save(article, user, [found])
    return found


@transaction.atomic
def mend_all(article: ArticlePage, user: User) -> int:
    """Apply every fix, again and again until nothing is left to mend; return how many there were."""
    mended: list[Finding] = []
    for _turn in range(5):
        fixes = [one for one in preflight(article).findings if one.fix]
        done = [one for one in fixes if _apply(article, one.location.path, one.fix)]
        mended += done
        if not done:
            break
    if mended:
        _save(article, user, mended)
    return len(mended)


def _apply(article: ArticlePage, path: tuple[str | int, ...], fix: Fix | None) -> bool:
    """Change the text at a path; whether there was something to change."""
    if fix is None:
        return False
    if path[0] != "body":
        text = getattr(article, str(path[0]))
        setattr(article, str(path[0]), text.replace(fix.old, fix.new))
        return fix.old in text
    raw = article.body.get_prep_value()
    child = next((each for each in raw if each["id"] == path[1]), None)
    if child is None:  # an earlier fix has taken the block out
        return False
    holder = child
    for step in path[2:-1]:
        holder = holder[step]
    text = holder[path[-1]]
    if fix.old not in text:
        return False
    holder[path[-1]] = text.replace(fix.old, fix.new)
    if not BeautifulSoup(holder[path[-1]], "html.parser").get_text().strip() and len(path) <= MAX_STEPS:
        raw = [each for each in raw if each["id"] != path[1]]  # nothing is left of the block
    article.body = article.body.stream_block.to_python(raw)
    for name in ("shown_body", "shown_figures"):
        article.__dict__.pop(name, None)
    return True


def _save(article: ArticlePage, user: User, mended: list[Finding]) -> None:
    article.save_revision(user=user, log_action=True)
    checks = sorted({one.check for one in mended})
    log(instance=article, action="wde.article.mend", user=user, data={"checks": checks})
