"""The form of official documents (GB/T 9704-2012): paper, fonts, page numbers.

§5.2: A4 with 37 mm above, 35 mm below, 28 mm at the left, 26 mm at the right; 22 lines a page, 28 pt each.
§7.3: title in 小标宋 二号, text in 仿宋 三号, first headings in 黑体 三号. §7.5: page numbers in 宋体 四号
between dashes, at the right of odd and the left of even pages. Where a font is missing, Word takes the one
named as its substitute.
"""

from collections.abc import Callable

from docx.document import Document as WordDocument
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.text.font import CT_RPr
from docx.shared import Length, Mm, Pt
from docx.text.font import Font
from docx.text.paragraph import Paragraph
from docx.text.parfmt import ParagraphFormat
from lxml import etree

TITLE_FONT, TEXT_FONT, HEADING_FONT, PAGE_FONT = "方正小标宋简体", "仿宋_GB2312", "黑体", "宋体"
SUBSTITUTES = {TITLE_FONT: "宋体", TEXT_FONT: "仿宋"}
TITLE_SIZE, TEXT_SIZE, PAGE_SIZE, NOTE_SIZE = Pt(22), Pt(16), Pt(14), Pt(14)
LINE = Pt(28)
TEXT_WIDTH = Mm(210 - 28 - 26)
PICTURE_WIDTH = Mm(120)
LANGUAGE = "zh-CN"


def set_page(document: WordDocument) -> None:
    """Paper, margins and page numbers."""
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


def _page_number(paragraph: Paragraph, alignment: WD_ALIGN_PARAGRAPH) -> None:
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


def set_fonts(document: WordDocument) -> None:
    """The fonts, sizes and spacing of text, title and headings."""
    forms: list[tuple[str, str, Length, Callable[[ParagraphFormat], None]]] = [
        ("Normal", TEXT_FONT, TEXT_SIZE, lambda form: None),
        ("Title", TITLE_FONT, TITLE_SIZE, _centre),
        ("Heading 1", HEADING_FONT, TEXT_SIZE, _indent),
    ]
    for name, font, size, arrange in forms:
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


def _centre(form: ParagraphFormat) -> None:
    form.alignment = WD_ALIGN_PARAGRAPH.CENTER
    form.space_after = LINE


def _indent(form: ParagraphFormat) -> None:
    form.first_line_indent = TEXT_SIZE * 2


def _set_font(font: Font, properties: CT_RPr, name: str, size: Length) -> None:
    font.name, font.size = name, size
    properties.get_or_add_rFonts().set(qn("w:eastAsia"), name)
    for old in properties.findall(qn("w:color")):
        properties.remove(old)


def _name_substitutes(document: WordDocument) -> None:
    """Say in the font table which font stands in for one that is not installed."""
    part = document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    table = parse_xml(part.blob)
    for name, substitute in SUBSTITUTES.items():
        table.append(
            parse_xml(f'<w:font {nsdecls("w")} w:name="{name}"><w:altName w:val="{substitute}"/></w:font>')
        )
    part._blob = etree.tostring(table, xml_declaration=True, encoding="UTF-8", standalone=True)
