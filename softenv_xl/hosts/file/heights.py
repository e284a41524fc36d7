"""Rows as high as their wrapped text: Excel fits a row when people edit it, but no program does on opening.

Only rows that were written and whose height nobody fixed by hand are touched; what is set is an estimate
that Excel and LibreOffice replace as soon as the row is edited there.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING
from xml.parsers import expat

from softenv_xl.hosts.file.markup import MAIN, refuse_oddities
from softenv_xl.hosts.refusal import unsafe
from softenv_xl.sheets.heights import points

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from softenv_xl.hosts.file.markup import Element
    from softenv_xl.hosts.file.sheet import Sheet
    from softenv_xl.hosts.file.workbook import Workbook

_FORMATS, _FORMAT, _ALIGNMENT = (f"{MAIN.strip('{}')} {name}" for name in ("cellXfs", "xf", "alignment"))
_SHEET_FORMAT, _COLUMN = f"{MAIN}sheetFormatPr", f"{MAIN}cols/{MAIN}col"
_TRUE = ("1", "true")
# What programs take where a sheet doesn't say: points of a row, digits of a column.
_ROW_POINTS, _COLUMN_WIDTH = 15.0, 8.43
# A row of one line is this much higher than the line.
_PADDING = 1.5
_WIDEST = 2  # digits that a letter is wide at most, with the margin that a text needs


class Heights:
    """Fits rows of one sheet."""

    def __init__(self, book: Workbook, sheet: Sheet) -> None:
        self.sheet, self._book = sheet, book
        self._widths = dict(_widths(sheet.root))
        form = sheet.root.find(_SHEET_FORMAT)
        default = form.get("defaultRowHeight") if form is not None else None
        self._line = float(default or _ROW_POINTS) - _PADDING

    @cached_property
    def _wraps(self) -> frozenset[str]:
        part = self._book.related("styles")
        wraps = _wrapping_styles(self._book.package.read(part)) if part else frozenset()
        return wraps | {""} if "0" in wraps else wraps

    def fit(self, rows: Iterable[int]) -> None:
        """Makes each row as high as the longest of its wrapped texts needs."""
        for number in rows:
            attributes = self.sheet.row(number).attributes
            if attributes.get("customHeight") in _TRUE:
                continue
            height = points(self._texts(number), self._line)
            attributes.pop("ht", None)
            if height is not None:
                attributes["ht"] = f"{height:g}"

    def _texts(self, number: int) -> Iterator[tuple[str, float]]:
        for column, kind, inner in self.sheet.cells(number).in_styles(self._wraps):
            width = self._widths.get(column, _COLUMN_WIDTH)
            if not width:
                continue
            text = self.sheet.content.shown(kind, inner)
            if isinstance(text, str) and len(text) * _WIDEST >= width:  # a shorter one fits for certain
                yield text, width


@lru_cache(maxsize=1)  # the same for all tables of a workbook
def _wrapping_styles(styles: bytes) -> frozenset[str]:
    """The numbers of the cell formats that wrap text, as cells name them.

    Workbooks that were put together from others have tens of thousands of formats, so no tree is built.
    """
    wrapping: list[str] = []
    inside, number = False, -1

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal inside, number
        if name == _FORMATS:
            inside = True
        elif inside and name == _FORMAT:
            number += 1
        elif inside and name == _ALIGNMENT and attributes.get("wrapText") in _TRUE:
            wrapping.append(str(number))

    def end(name: str) -> None:
        nonlocal inside
        inside = inside and name != _FORMATS

    refuse_oddities(styles, "styles")
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = start, end
    try:
        parser.Parse(styles, True)
    except expat.ExpatError as error:
        raise unsafe("部件 {part} 已损坏。", "The part {part} is damaged.", part="styles") from error
    return frozenset(wrapping)


def _widths(root: Element) -> Iterator[tuple[int, float]]:
    for column in root.iterfind(_COLUMN):
        # A hidden column needs no height.
        width = 0.0 if column.get("hidden") in _TRUE else float(column.get("width") or _COLUMN_WIDTH)
        first, last = int(column.get("min", "1")), int(column.get("max", "1"))
        yield from ((number, width) for number in range(first, min(last, first + 500) + 1))
