"""Writes the parts of an article into a Word file in the official form."""

import io

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm
from docx.table import _Row
from docx.text.paragraph import Paragraph as WordParagraph

from ...blocks.parts import (
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
    Span,
    Spans,
    Table,
)
from ..text.pictures import draw_qr, picture_file
from .form import LANGUAGE, NOTE_SIZE, PICTURE_WIDTH, TEXT_SIZE, TEXT_WIDTH, set_fonts, set_page


class WordWriter:
    """A Word file in the official form, written part by part."""

    def __init__(self, title: str) -> None:
        self.document = Document()
        self.document.core_properties.title = title
        self.document.core_properties.author = ""
        self.document.core_properties.comments = ""
        self.document.core_properties.language = LANGUAGE
        set_page(self.document)
        set_fonts(self.document)

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
    ) -> WordParagraph:
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
                if (content := picture_file(image)) is not None:
                    self.picture(content, alt, caption, PICTURE_WIDTH)
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

    def picture(self, content: bytes, alt: str, caption: str, width: Length) -> None:
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
    return (Span(text, "bold"),)


def _fill(paragraph: WordParagraph, words: str | Spans, size: Length | None) -> None:
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


def _repeat_header(row: _Row) -> None:
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)
