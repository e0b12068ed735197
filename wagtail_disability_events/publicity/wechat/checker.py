"""The platform's rules for article HTML, each with a code, applied to what we render.

Source: the reference "WeChat official account", section "What keeps its looks", which follows the
platform's published rules for article structure, and the limits of ``draft/add``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag

from .limits import MAX_ABSTRACT, MAX_AUTHOR, MAX_BYTES, MAX_CHARACTERS, MAX_TITLE
from .rules import MESSAGES, Rule
from .style_rules import has_own_text, is_too_faint, style_rules
from .writing import MAX_COLUMNS, PLATFORM_HOST

ALLOWED_TAGS = {"section", "p", "span", "img", "table", "tbody", "thead", "tr", "td", "th", "br", "a"}
ALLOWED_ATTRIBUTES = {"style", "src", "alt", "data-w", "href", "colspan", "rowspan"}
TEXT_PARENTS = {"p", "span", "td", "th", "a"}
MAX_SAME_NESTING = 10


@dataclass(frozen=True)
class Finding:
    """A broken rule and where."""

    rule: Rule
    where: str

    @property
    def message(self) -> str:
        return str(MESSAGES[self.rule])


def check_html(html: str) -> list[Finding]:
    """Every rule that article HTML breaks, in document order."""
    soup = BeautifulSoup(html, "html.parser")
    findings = [finding for tag in soup.find_all(True) for finding in _check_tag(tag)]
    findings += [
        Finding(Rule.BARE_TEXT, str(text).strip()[:40])
        for text in soup.find_all(string=True)
        if str(text).strip()
        and (text.parent is None or text.parent.name not in TEXT_PARENTS)
        and (text.parent is None or text.parent.name in ALLOWED_TAGS | {"[document]"})
    ]
    if len(html) >= MAX_CHARACTERS:
        findings.append(Finding(Rule.CONTENT_LENGTH, str(len(html))))
    if len(html.encode("utf-8")) >= MAX_BYTES:
        findings.append(Finding(Rule.CONTENT_SIZE, str(len(html.encode("utf-8")))))
    return findings


def check_metadata(*, title: str, author: str = "", abstract: str = "") -> list[Finding]:
    """Limits of the fields beside the text."""
    limits = (
        (Rule.TITLE_LENGTH, title, MAX_TITLE),
        (Rule.AUTHOR_LENGTH, author, MAX_AUTHOR),
        (Rule.ABSTRACT_LENGTH, abstract, MAX_ABSTRACT),
    )
    return [Finding(rule, text[:40]) for rule, text, limit in limits if len(text) > limit]


def _check_tag(tag: Tag) -> Iterator[Finding]:
    where = str(tag)[:80]
    if tag.name not in ALLOWED_TAGS:
        yield Finding(Rule.TAG, where)
    if set(tag.attrs) - ALLOWED_ATTRIBUTES:
        yield Finding(Rule.ATTRIBUTE, where)
    for rule in style_rules(tag):
        yield Finding(rule, where)
    if tag.name == "img":
        if not str(tag.get("data-w", "")).isdigit():
            yield Finding(Rule.IMAGE_WIDTH, where)
        if not str(tag.get("alt", "")).strip():
            yield Finding(Rule.IMAGE_ALT, where)
    if tag.name == "a" and urlsplit(str(tag.get("href", ""))).hostname != PLATFORM_HOST:
        yield Finding(Rule.LINK, where)
    if tag.name == "tr" and len(tag.find_all(["td", "th"], recursive=False)) > MAX_COLUMNS:
        yield Finding(Rule.WIDE_TABLE, where)
    if _same_nesting(tag) >= MAX_SAME_NESTING:
        yield Finding(Rule.NESTING, where)
    if has_own_text(tag) and is_too_faint(tag):
        yield Finding(Rule.CONTRAST, where)


def _same_nesting(tag: Tag) -> int:
    """How deep one element with one child repeats itself, seen from its outermost."""
    signature = (tag.name, tag.get("style"))
    parent = tag.parent
    if parent is not None and (parent.name, parent.get("style")) == signature and len(_children(parent)) == 1:
        return 0
    depth, current = 1, tag
    while (
        len(children := _children(current)) == 1 and (children[0].name, children[0].get("style")) == signature
    ):
        depth, current = depth + 1, children[0]
    return depth


def _children(tag: Tag) -> list[Tag]:
    return [child for child in tag.children if isinstance(child, Tag)]
