"""The platform's rules and limits, applied to the article as it would be pushed."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from ...blocks.parts import Heading
from ..text.labels import field_label
from ..wechat.checker import check_html
from ..wechat.limits import MAX_ABSTRACT, MAX_AUTHOR, MAX_CHARACTERS, MAX_TITLE
from ..wechat.rules import Rule
from .codes import Code
from .findings import Finding, Severity, TextLocation
from .subject import Subject

LIMITS = (
    ("title", MAX_TITLE, Code.TITLE_LENGTH),
    ("contributor", MAX_AUTHOR, Code.CONTRIBUTOR_LENGTH),
    ("abstract", MAX_ABSTRACT, Code.ABSTRACT_LENGTH),
)


def check_platform(subject: Subject) -> Iterator[Finding]:
    """Lengths of title, author and abstract, and every rule that the HTML breaks."""
    article = subject.article
    for field, limit, code in LIMITS:
        text = getattr(article, field)
        if len(text) > limit:
            reason = _("%(count)s characters; WeChat takes %(limit)s.") % {"count": len(text), "limit": limit}
            location = TextLocation(field_label(field), (field,))
            yield Finding(code, Severity.ERROR, location, reason, text)
    if not article.abstract.strip():
        location = TextLocation(field_label("abstract"), ("abstract",))
        reason = _("Without an abstract WeChat shows the first 54 characters of the text.")
        yield Finding(Code.NO_ABSTRACT, Severity.ADVICE, location, reason)
    for finding in check_html(subject.rendering.html):
        reason = finding.message
        if finding.rule is Rule.CONTENT_LENGTH:
            reason = f"{reason} {split_advice(subject)}"
        yield Finding(finding.rule, Severity.ERROR, TextLocation(_("WeChat form")), reason, finding.where)


def split_advice(subject: Subject) -> str:
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
