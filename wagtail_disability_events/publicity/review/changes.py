"""What changed in an article since somebody last looked: text and pictures, block by block."""

from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import TaskState

from ...blocks.parts import parts_of, pictures_in
from ...pages.models import ArticlePage
from ..text.labels import field_label
from ..text.plain_text import lines_of
from ..workflow.models import ReviewTaskState


class ChangeKind(StrEnum):
    """What happened to a block."""

    NEW = "new"
    GONE = "gone"
    CHANGED = "changed"


@dataclass(frozen=True)
class Version:
    """One block, or title and abstract, as it is read: its words and the descriptions of its pictures."""

    label: str
    text: str
    pictures: tuple[str, ...] = field(default_factory=tuple)


@dataclass(frozen=True)
class Change:
    """One block that is different: ``html`` has ``ins`` and ``del``; pictures by their descriptions."""

    label: str
    kind: ChangeKind
    html: SafeString
    came: tuple[str, ...] = field(default_factory=tuple)
    went: tuple[str, ...] = field(default_factory=tuple)


def last_seen(article: ArticlePage) -> ArticlePage | None:
    """The article as it was when a review of it last ended, or else as it is published; None if neither."""
    seen = (
        ReviewTaskState.objects.filter(
            workflow_state__object_id=str(article.pk),
            workflow_state__base_content_type=article.get_base_content_type(),
        )
        .filter(status__in=(TaskState.STATUS_APPROVED, TaskState.STATUS_REJECTED, TaskState.STATUS_CANCELLED))
        .exclude(text_hash="")
        .order_by("-finished_at")
        .first()
    )
    revision = seen.revision if seen is not None else None
    revision = revision or article.live_revision
    return revision.as_object() if revision is not None else None


def changes_between(before: ArticlePage, after: ArticlePage) -> list[Change]:
    """Every block that came, went or reads otherwise, in the order of the newer text."""
    old, new = _versions(before), _versions(after)
    found = []
    for key, version in new.items():
        if key not in old:
            found.append(
                Change(version.label, ChangeKind.NEW, _marked("ins", version.text), version.pictures)
            )
        elif old[key] != version:
            found.append(_change(old[key], version))
    found += [
        Change(version.label, ChangeKind.GONE, _marked("del", version.text), (), version.pictures)
        for key, version in old.items()
        if key not in new
    ]
    return found


def _change(old: Version, new: Version) -> Change:
    came = tuple(one for one in new.pictures if one not in old.pictures)
    went = tuple(one for one in old.pictures if one not in new.pictures)
    return Change(new.label, ChangeKind.CHANGED, word_difference(old.text, new.text), came, went)


def word_difference(old: str, new: str) -> SafeString:
    """The newer text with what came in ``ins`` and what went in ``del``."""
    out = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            out.append(str(escape(old[a:b])))
        else:
            out.append(str(_marked("del", old[a:b])) + str(_marked("ins", new[c:d])))
    return mark_safe("".join(out).replace("\n", "<br>"))


def _marked(tag: str, text: str) -> SafeString:
    return mark_safe(f"<{tag}>{escape(text)}</{tag}>".replace("\n", "<br>") if text else "")


def _versions(article: ArticlePage) -> dict[str, Version]:
    fields = {name: Version(field_label(name), getattr(article, name)) for name in ("title", "abstract")}
    context = {"page": article}
    for number, child in enumerate(article.shown_body, 1):
        parts = parts_of(child, context)
        text = "\n".join(line for part in parts for line in lines_of(part))
        pictures = tuple(picture.alt for picture in pictures_in(parts))
        fields[str(child.id)] = Version(f"{number}. {child.block.label}", text, pictures)
    return fields
