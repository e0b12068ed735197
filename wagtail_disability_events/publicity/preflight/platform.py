"""The platform's rules and limits, applied to the article as it would be pushed."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from ...blocks.parts import Heading
from ..wechat.checker import MAX_ABSTRACT, MAX_AUTHOR, MAX_CHARACTERS, MAX_TITLE, check_html
from .findings import Finding, Severity, TextLocation

LIMITS = (("title", MAX_TITLE), ("contributor", MAX_AUTHOR), ("abstract", MAX_ABSTRACT))


def check_platform(subject: Any) -> Iterator[Finding]:
    """Lengths of title, author and digest, and every rule that the HTML breaks."""
    article = subject.article
    for field, limit in LIMITS:
        text = getattr(article, field)
        if len(text) > limit:
            reason = _("%(count)s characters; WeChat takes %(limit)s.") % {"count": len(text), "limit": limit}
            location = TextLocation(str(article._meta.get_field(field).verbose_name), (field,))
            yield Finding(f"{field}-length", Severity.ERROR, location, reason, text)
    if not article.abstract.strip():
        location = TextLocation(str(article._meta.get_field("abstract").verbose_name), ("abstract",))
        reason = _("Without an abstract WeChat shows the first 54 characters of the text.")
        yield Finding("no-abstract", Severity.ADVICE, location, reason)
    for finding in check_html(subject.rendering.html):
        reason = finding.message
        if finding.rule == "content-length":
            reason = f"{reason} {split_advice(subject)}"
        yield Finding(finding.rule, Severity.ERROR, TextLocation(_("WeChat form")), reason, finding.where)


def split_advice(subject: Any) -> str:
    """Where a second article could begin: at the heading nearest to the middle."""
    length, at, headings = len(subject.rendering.html), 0, []
    for part in subject.parts:
        at += len(str(part))
        if isinstance(part, Heading):
            headings.append((at, part.text))
    if not headings or length < MAX_CHARACTERS:
        return _("Divide it with headings; then a second article can begin at one.")
    middle = min(headings, key=lambda heading: abs(heading[0] - at / 2))
    return _("Let a second article begin at “%(heading)s”.") % {"heading": middle[1]}
