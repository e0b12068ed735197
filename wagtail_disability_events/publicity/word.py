"""An article as a Word file in the form of official documents (GB/T 9704-2012).

§5.2: A4 with 37 mm above, 35 mm below, 28 mm at the left, 26 mm at the right; 22 lines a page, 28 pt each.
§7.3: title in 小标宋 二号, text in 仿宋 三号, first headings in 黑体 三号. §7.5: page numbers in 宋体 四号
between dashes, at the right of odd and the left of even pages. Where a font is missing, Word takes the one
named as its substitute.
"""

import io
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from docx import Document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from ..blocks.parts import (
    Box,
    Figures,
    Heading,
    Items,
    Paragraph,
    Part,
    Picture,
    PictureRow,
    Qr,
    Quotation,
    Spans,
    Table,
)
from ..core.dates import day_phrase
from .content import article_parts
from .wechat.pictures import PictureCollector, draw_qr

TITLE_FONT, TEXT_FONT, HEADING_FONT, PAGE_FONT = "方正小标宋简体", "仿宋_GB2312", "黑体", "宋体"
SUBSTITUTES = {TITLE_FONT: "宋体", TEXT_FONT: "仿宋"}
TITLE_SIZE, TEXT_SIZE, PAGE_SIZE, NOTE_SIZE = Pt(22), Pt(16), Pt(14), Pt(14)
LINE = Pt(28)
TEXT_WIDTH = Mm(210 - 28 - 26)
PICTURE_WIDTH = Mm(120)
LANGUAGE = "zh-CN"


def word_document(article: Any) -> bytes:
    """The article as ``.docx``: title, who submits it and when, text with pictures, signature."""
    writer = _Writer(article.title)
    writer.title(article.title)
    below = [article.source, day_phrase(article.date) if article.date else ""]
    writer.paragraph("　".join(part for part in below if part), indent=False, centred=True)
    for part in article_parts(article):
        writer.part(part)
    writer.paragraph("", indent=False)
    for label, value in article.signature:
        writer.paragraph(f"{label}：{value}", indent=False)
    return writer.as_bytes()


def cover_sheet(title: str, rows: list[tuple[str, str]]) -> bytes:
    """A sheet with a title and a table of two columns: what it is, and what there is to say."""
    writer = _Writer(title)
    writer.title(title)
    writer.two_columns(rows)
    return writer.as_bytes()


class _Writer:
    """A Word file in the official form, written part by part."""

    def __init__(self, title: str) -> None:
        self.document = Document()
        self.document.core_properties.title = title
        self.document.core_properties.author = ""
        self.document.core_properties.comments = ""
        self.document.core_properties.language = LANGUAGE
        _set_page(self.document)
        _set_fonts(self.document)

    def as_bytes(self) -> bytes:
        out = io.BytesIO()
        self.document.save(out)
        return out.getvalue()

    def title(self, text: str) -> None:
        paragraph = self.document.add_paragraph(style="Title")
        paragraph.add_run(text)

    def heading(self, text: str) -> None:
        self.document.add_paragraph(text, style="Heading 1")

    def paragraph(
        self, words: str | Spans, *, indent: bool = True, centred: bool = False, small: bool = False
    ) -> Any:
        paragraph = self.document.add_paragraph()
        _fill(paragraph, words, NOTE_SIZE if small else None)
        if indent and not centred:
            paragraph.paragraph_format.first_line_indent = TEXT_SIZE * 2
        if centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        return paragraph

    def part(self, part: Part) -> None:
        """Write one part; a kind without a way to be written raises NotImplementedError."""
        match part:
            case Heading(text=text):
                self.heading(text)
            case Paragraph(spans=spans, role=role):
                self.paragraph(spans, centred=role == "lead", small=role == "note")
            case Items(items=items, mark=mark):
                for number, item in enumerate(items, 1):
                    paragraph = self.paragraph(f"{number}. " if mark == "1" else f"{mark} ")
                    _fill(paragraph, item, None)
            case Quotation(text=text, source=source):
                self.paragraph(f"“{text}”{source}")
            case Picture(image=image, alt=alt, caption=caption):
                self.picture(_content(image), alt, caption, PICTURE_WIDTH)
            case PictureRow(pictures=pictures):
                for picture in pictures:
                    self.part(picture)
            case Qr(address=address, alt=alt):
                self.picture(draw_qr(address).content, alt, alt, Mm(40))
                self.paragraph(address, centred=True, small=True)
            case Table(header=header, rows=rows):
                self.table(header, rows)
            case Figures(figures=figures):
                for figure in figures:
                    self.paragraph(f"{figure.label}：{figure.number} {figure.unit}".strip())
            case Box(title=title, parts=parts):
                if title:
                    self.paragraph(_bold(title))
                for inner in parts:
                    self.part(inner)
            case _:
                raise NotImplementedError(type(part).__name__)

    def picture(self, content: bytes, alt: str, caption: str, width: Any) -> None:
        paragraph = self.document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
        paragraph.paragraph_format.keep_with_next = bool(caption)
        shape = paragraph.add_run().add_picture(io.BytesIO(content), width=width)
        shape._inline.docPr.set("descr", alt)
        if caption:
            self.paragraph(caption, centred=True, small=True)

    def table(self, header: tuple[str, ...], rows: tuple[tuple[Spans, ...], ...]) -> None:
        table = self.document.add_table(rows=1, cols=len(header), style="Table Grid")
        for cell, text in zip(table.rows[0].cells, header, strict=True):
            _fill(cell.paragraphs[0], _bold(text), NOTE_SIZE)
        _repeat_header(table.rows[0])
        for row in rows:
            for cell, spans in zip(table.add_row().cells, row, strict=True):
                _fill(cell.paragraphs[0], spans, NOTE_SIZE)

    def two_columns(self, rows: list[tuple[str, str]]) -> None:
        table = self.document.add_table(rows=0, cols=2, style="Table Grid")
        for label, value in rows:
            cells = table.add_row().cells
            cells[0].width, cells[1].width = Mm(40), TEXT_WIDTH - Mm(40)
            _fill(cells[0].paragraphs[0], _bold(label), NOTE_SIZE)
            _fill(cells[1].paragraphs[0], value, NOTE_SIZE)


def _bold(text: str) -> Spans:
    from ..blocks.parts import Span

    return (Span(text, "bold"),)


def _fill(paragraph: Any, words: str | Spans, size: Any) -> None:
    runs = [(words, "")] if isinstance(words, str) else [(span.text, span.role) for span in words]
    for text, role in runs:
        run = paragraph.add_run(text)
        run.bold = role in ("bold", "accent", "gold") or None
        run.italic = role == "italic" or None
        if size is not None:
            run.font.size = size
    for span in () if isinstance(words, str) else words:
        if span.address.startswith(("http://", "https://")):
            paragraph.add_run(f"（{span.address}）")


def _content(image: Any) -> bytes:
    collector = PictureCollector("")
    collector.add(image, "")
    return collector.images[0].content


def _set_page(document: Any) -> None:
    section = document.sections[0]
    section.start_type = WD_SECTION.NEW_PAGE
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(28)
    document.settings.odd_and_even_pages_header_footer = True
    _page_number(section.footer.paragraphs[0], WD_ALIGN_PARAGRAPH.RIGHT)
    section.even_page_footer.is_linked_to_previous = False
    _page_number(section.even_page_footer.paragraphs[0], WD_ALIGN_PARAGRAPH.LEFT)


def _page_number(paragraph: Any, alignment: Any) -> None:
    paragraph.alignment = alignment
    run = paragraph.add_run("— ")
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        run._r.append(mark)
    paragraph.add_run(" —")
    for each in paragraph.runs:
        _set_font(each.font, each._r.get_or_add_rPr(), PAGE_FONT, PAGE_SIZE)


def _set_fonts(document: Any) -> None:
    styles: list[tuple[str, str, Any, Callable[[Any], None]]] = [
        ("Normal", TEXT_FONT, TEXT_SIZE, lambda form: None),
        ("Title", TITLE_FONT, TITLE_SIZE, _centre),
        ("Heading 1", HEADING_FONT, TEXT_SIZE, _indent),
    ]
    for name, font, size, arrange in styles:
        style = document.styles[name]
        properties = style.element.get_or_add_rPr()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts = properties.find(qn("w:rFonts"))
            if fonts is not None and fonts.get(qn(f"w:{theme}")) is not None:
                del fonts.attrib[qn(f"w:{theme}")]
        _set_font(style.font, properties, font, size)
        style.font.color.rgb = None
        style.font.bold = False
        for border in style.element.findall(f".//{qn('w:pBdr')}"):
            border.getparent().remove(border)
        form = style.paragraph_format
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, LINE
        form.space_before = form.space_after = Pt(0)
        arrange(form)
    _name_substitutes(document)


def _centre(form: Any) -> None:
    form.alignment = WD_ALIGN_PARAGRAPH.CENTER
    form.space_after = LINE


def _indent(form: Any) -> None:
    form.first_line_indent = TEXT_SIZE * 2


def _set_font(font: Any, properties: Any, name: str, size: Any) -> None:
    font.name, font.size = name, size
    properties.get_or_add_rFonts().set(qn("w:eastAsia"), name)
    for old in properties.findall(qn("w:color")):
        properties.remove(old)


def _name_substitutes(document: Any) -> None:
    """Say in the font table which font stands in for one that is not installed."""
    part = document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    table = parse_xml(part.blob)
    for name, substitute in SUBSTITUTES.items():
        table.append(
            parse_xml(f'<w:font {nsdecls("w")} w:name="{name}"><w:altName w:val="{substitute}"/></w:font>')
        )
    from lxml import etree

    part._blob = etree.tostring(table, xml_declaration=True, encoding="UTF-8", standalone=True)


def _repeat_header(row: Any) -> None:
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def caption_list(names: list[tuple[str, str]]) -> str:
    """The list of photos beside the package: file name and caption, a line each."""
    return "\n".join(f"{name}　{words}" for name, words in names) or _("No photos.")
