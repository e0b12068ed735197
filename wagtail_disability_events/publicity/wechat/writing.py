"""Parts as WeChat HTML: sections, paragraphs and spans with inline styles, links as numbered notes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from ...blocks.parts import Box, Items, Paragraph, Part, Picture, PictureRow, Qr, Span, Spans, Table
from ..style.themes import WechatTheme
from .pictures import PictureCollector

PLATFORM_HOST = "mp.weixin.qq.com"
MAX_COLUMNS = 4
"""More do not fit 375 px."""


@dataclass
class LinkNotes:
    """Addresses that cannot be links, in the order in which they are mentioned."""

    addresses: list[str] = field(default_factory=list)

    def number(self, address: str) -> int:
        """The note of an address, one for each address."""
        if address not in self.addresses:
            self.addresses.append(address)
        return self.addresses.index(address) + 1


class WechatWriter:
    """Writes parts in one theme; pictures and notes gather on the way."""

    def __init__(self, theme: WechatTheme, pictures: PictureCollector) -> None:
        self.theme = theme
        self.pictures = pictures
        self.notes = LinkNotes()

    def write(self, parts: Iterable[Part], *, inside: bool = False) -> SafeString:
        """The HTML of parts in their order; ``inside`` a box there is less room."""
        return mark_safe("".join(self._write(part, inside) for part in _that_fit(parts)))

    def draw(self, template: str, **context: object) -> str:
        """One template of the theme, with its variables."""
        context |= {"theme": self.theme}
        html: str = self.theme.template(template).render(context)
        return html.strip()

    def _write(self, part: Part, inside: bool) -> str:
        context: dict[str, object] = {"part": part, "inside": inside}
        match part:
            case Box():
                context["content"] = self.write(part.parts, inside=True)
            case Picture():
                context["image"] = self.pictures.add(part.image, part.alt)
            case PictureRow():
                context["cells"] = [
                    (self.pictures.add(one.image, one.alt), one.caption) for one in part.pictures
                ]
            case Qr():
                context["image"] = self.pictures.add_qr(part.address, part.alt)
            case Paragraph(spans=spans):
                context["spans"] = self.spans(spans)
            case Items(items=items, mark=mark):
                context["spans"] = [
                    (f"{number}." if mark == "1" else mark, self.spans(item))
                    for number, item in enumerate(items, 1)
                ]
            case Table(rows=rows):
                context["spans"] = [[self.spans(cell) for cell in row] for row in rows]
        return self.draw(part.kind, **context)

    def spans(self, spans: Spans) -> SafeString:
        """Words with their styles; a line break becomes ``br``."""
        return mark_safe("".join(self._span(span) for span in spans))

    def _span(self, span: Span) -> str:
        text = escape(span.text).replace("\n", "<br>")
        if style := self.theme.style_of(span.role):
            text = f'<span style="{style}">{text}</span>'
        return self._link(span.address, text) if span.address else text

    def _link(self, address: str, content: str) -> str:
        if urlsplit(address).hostname == PLATFORM_HOST:
            return f'<a href="{escape(address)}">{content}</a>'
        if not address.startswith(("http://", "https://")):
            return content
        return f'{content}<span style="{self.theme.style_of("soft")}">[{self.notes.number(address)}]</span>'


def _that_fit(parts: Iterable[Part]) -> Iterator[Part]:
    """Parts as a phone shows them: of a table with too many columns each row becomes a box of its own."""
    for part in parts:
        if isinstance(part, Table) and any(len(row) > MAX_COLUMNS for row in part.rows):
            for row in part.rows:
                lines = [
                    Paragraph((Span(f"{name}：", "bold"), *cell))
                    for name, cell in zip(part.header, row, strict=False)
                    if cell
                ]
                yield Box("", tuple(lines))
        else:
            yield part
