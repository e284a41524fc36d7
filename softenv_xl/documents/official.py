"""A page in the format that schools follow by habit: GB/T 9704-2012, section 5 to 7 (paper, margins, grid, type)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from io import BytesIO
from itertools import chain, repeat
from typing import TYPE_CHECKING, cast

from docx import Document
from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, Twips

if TYPE_CHECKING:
    from docx.document import Document as Doc
    from docx.oxml.table import CT_Row
    from docx.styles.style import ParagraphStyle
    from docx.text.paragraph import Paragraph

    from softenv_xl.words import Lang

TABLE = "Table Text"
"""The style of what stands in tables."""
WIDTH = 156
"""Of the text, in mm."""
LINES = 22
"""Lines of a page: a text area of 225 mm."""

_LINE = Twips(578)  # 225 mm / 22
_GRID = {"type": "lines", "linePitch": "578"}
_CLOSER = "-5"
"""Twentieths of a point between characters: 28 of 16 pt on 156 mm. A grid of characters would do the same in Word alone:
LibreOffice gives one that is wider than its cell two cells.
"""
_LATIN = "Times New Roman"
_FONTS = {
    "body": "仿宋_GB2312",
    "title": "方正小标宋简体",
    "first": "黑体",
    "second": "楷体_GB2312",
    "foot": "宋体",
}
_BODY, _TITLE, _FOOT, _SMALL = Pt(16), Pt(22), Pt(14), Pt(10.5)
_NARROW = 22
"""Columns of a table that are no wider than this, of all that stand behind the first, hold figures: these are centred."""
_LONG_AGO = datetime(1980, 1, 1)  # noqa: DTZ001 - as documents tell it


def page(lang: Lang, *, numbered: bool, plain: bool = False) -> Doc:
    """An empty document: A4, text area 156 × 225 mm, 22 lines; the page's number, if it has one, at its foot, outside.

    A `plain` one has Word's own look, for schools that have a format of their own.
    """
    made = Document()
    _nameless(made)
    if plain:
        made.styles.add_style(TABLE, WD_STYLE_TYPE.PARAGRAPH)
        return made
    section = made.sections[0]
    section.start_type = WD_SECTION.NEW_PAGE
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Twips(2098), Twips(1984)
    section.left_margin, section.right_margin = Twips(1587), Twips(1474)
    section.footer_distance = Mm(28)
    grid = OxmlElement("w:docGrid")
    for name, value in _GRID.items():
        grid.set(qn(f"w:{name}"), value)
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    section._sectPr.append(grid)
    _styles(made, lang)
    if numbered:
        _number_pages(made)
    return made


def _nameless(made: Doc) -> None:
    """Takes away who made the template that python-docx brings, and when."""
    properties = made.core_properties
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = _LONG_AGO


def table(made: Doc, rows: Sequence[Sequence[str]], widths: Sequence[int]) -> None:
    """A table as wide as the text, its columns in that proportion; the first row is its head, again on every page.

    A row that continues with fewer cells has blank ones: nothing is merged.
    """
    grid = made.add_table(len(rows), len(widths), "Table Grid")
    grid.alignment, grid.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = Mm(WIDTH * width / sum(widths))
    for row, texts in zip(grid.rows, rows, strict=True):
        _once(row._tr, "cantSplit")
        for at, (cell, width, text) in enumerate(
            zip(row.cells, widths, chain(texts, repeat("")), strict=False)
        ):
            cell.width = Mm(WIDTH * width / sum(widths))
            paragraph = cell.paragraphs[0]
            paragraph.text, paragraph.style = text, made.styles[TABLE]
            if at and width <= _NARROW:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _once(grid.rows[0]._tr, "tblHeader")
    for cell in grid.rows[0].cells:
        cell.paragraphs[0].runs[0].font.bold = True


def _once(row: CT_Row, name: str) -> None:
    row.get_or_add_trPr().append(OxmlElement(f"w:{name}"))


def bytes_of(made: Doc) -> bytes:
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


def _styles(made: Doc, lang: Lang) -> None:
    """The body is `Normal`; titles and the two levels of headings have styles of their own."""
    indent = 2 * _BODY if lang == "zh" else Pt(0)
    for name, font, size in (
        ("Normal", "body", _BODY),
        ("Title", "title", _TITLE),
        ("Heading 1", "first", _BODY),
        ("Heading 2", "second", _BODY),
    ):
        style = made.styles[name]
        _type(style, font, size)
        looks = style.paragraph_format
        looks.line_spacing_rule, looks.line_spacing = WD_LINE_SPACING.EXACTLY, _LINE
        looks.space_before = looks.space_after = Pt(0)
        looks.first_line_indent = Pt(0) if name == "Title" else indent
        looks.keep_with_next = name != "Normal"
    _table_style(made)
    made.styles["Title"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    made.styles["Title"].paragraph_format.line_spacing = Twips(2 * 578)


def _table_style(made: Doc) -> None:
    """五号, off the grid of lines: a table has as many as it needs."""
    style = cast("ParagraphStyle", made.styles.add_style(TABLE, WD_STYLE_TYPE.PARAGRAPH))
    style.base_style = made.styles["Normal"]
    style.font.size = _SMALL
    looks = style.paragraph_format
    looks.line_spacing_rule, looks.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(15)
    looks.first_line_indent, looks.keep_with_next = Pt(0), False
    off = OxmlElement("w:snapToGrid")
    off.set(qn("w:val"), "0")
    style.element.get_or_add_pPr().append(off)


def _type(style: ParagraphStyle, font: str, size: Pt) -> None:
    style.font.name, style.font.size = _LATIN, size
    style.font.bold = style.font.italic = False
    style.font.color.rgb = None
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        if name.endswith("Theme"):
            del fonts.attrib[name]
    fonts.set(qn("w:eastAsia"), _FONTS[font])
    fonts.set(qn("w:hAnsi"), _LATIN)
    closer = OxmlElement("w:spacing")
    closer.set(qn("w:val"), _CLOSER)
    properties = style.element.get_or_add_rPr()
    for old in properties.findall(qn("w:spacing")):
        properties.remove(old)
    properties.append(closer)
    borders = style.element.find(f"{qn('w:pPr')}/{qn('w:pBdr')}")
    if borders is not None:  # Word's own title has a line below it
        borders.getparent().remove(borders)


def _number_pages(made: Doc) -> None:
    """— 1 —, outside: on the right of odd pages, on the left of even ones."""
    made.settings.odd_and_even_pages_header_footer = True
    section = made.sections[0]
    for footer, side in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.alignment = side
        paragraph.paragraph_format.first_line_indent = Pt(0)
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = _FOOT
        for part in _page_number():
            run = paragraph.add_run()
            run.font.size, run.font.name = _FOOT, _LATIN
            if isinstance(part, str):
                run.text = part
            else:
                run._r.append(part)


def _page_number() -> Iterator[object]:
    yield "— "
    for kind in ("begin", None, "end"):
        field = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            field.set(qn("w:fldCharType"), kind)
        else:
            field.text = "PAGE"
        yield field
    yield " —"


def signature(paragraph: Paragraph, *, characters: int = 4) -> None:
    """Puts a line of the signature at the right, as many characters from the edge."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    paragraph.paragraph_format.right_indent = characters * _BODY
    paragraph.paragraph_format.first_line_indent = Pt(0)
