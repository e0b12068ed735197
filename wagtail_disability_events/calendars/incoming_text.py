"""The text of a calendar file: its encoding, its folded lines, its words without markup."""

import re
from collections.abc import Iterator
from html import unescape

from .incoming import NotACalendar

_BREAKS = re.compile(r"\r\n|\r|\n")


_SPACES = re.compile(r"[ \t\u3000]+")


_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


_MARKUP = re.compile(r"<(?:br|p|div|a|b|i|u|ul|ol|li|span|html|script|style)\b", re.IGNORECASE)


_NEW_LINES = re.compile(r"<br\s*/?>|</(?:p|div|li)>", re.IGNORECASE)


_ENCODINGS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def decoded(content: bytes) -> str:
    """The text of a file, in the encoding that it is written in. Raises NotACalendar."""
    encoding = next((name for mark, name in _ENCODINGS if content.startswith(mark)), "")
    if not encoding:
        zeros = content[:200].count(b"\x00")
        encoding = ("utf-16-be" if content[:1] == b"\x00" else "utf-16-le") if zeros > 20 else "utf-8"
    for candidate in (encoding, "gb18030"):
        try:
            return content.decode(candidate)
        except UnicodeDecodeError:
            continue
    raise NotACalendar("encoding")


def unfolded(text: str) -> Iterator[str]:
    """Lines with what was folded put together again (RFC 5545 §3.1)."""
    parts: list[str] = []
    for line in _BREAKS.split(text):
        if line[:1] in (" ", "\t") and parts:
            parts.append(line[1:])
        else:
            if parts:
                yield "".join(parts)
            parts = [line] if line.strip() else []
    if parts:
        yield "".join(parts)


def words_of(chunk: list[str]) -> tuple[str, str]:
    """Title and identifier of an event that could not be read, to name it by."""
    return one_line(property_value(chunk, "SUMMARY"))[:200], one_line(property_value(chunk, "UID"))[:255]


def property_value(chunk: list[str], name: str) -> str:
    for line in chunk:
        head, _colon, value = line.partition(":")
        if head.partition(";")[0].upper() == name:
            return value.strip()
    return ""


def one_line(text: str) -> str:
    """One line without control characters."""
    return _SPACES.sub(" ", _CONTROLS.sub("", text.replace("\n", " "))).strip()


def paragraphs(text: str) -> str:
    """Lines without markup and control characters, at most one empty line between them.

    Google writes HTML into descriptions; scripts and styles go with what stands in them.
    """
    if _MARKUP.search(text):
        import nh3  # 1 MB, for an import and not before

        text = unescape(nh3.clean(_NEW_LINES.sub("\n", text), tags=set()))
    lines = (_SPACES.sub(" ", _CONTROLS.sub("", line)).strip() for line in _BREAKS.split(text))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()[:20_000]
