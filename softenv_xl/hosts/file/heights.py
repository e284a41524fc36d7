"""Rows as high as their wrapped text: Excel fits a row when people edit it, but no program does on opening.

Only rows that were written and whose height nobody fixed by hand are touched; what is set is an estimate
that Excel and LibreOffice replace as soon as the row is edited there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from softenv_xl.hosts.file.markup import MAIN
from softenv_xl.sheets.heights import points

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from softenv_xl.hosts.file.markup import Element
    from softenv_xl.hosts.file.sheet import Sheet
    from softenv_xl.hosts.file.workbook import Workbook

_FORMATS, _ALIGNMENT = f"{MAIN}cellXfs", f"{MAIN}alignment"
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
        self.sheet = sheet
        self._wraps = _wrapping_styles(book)
        self._widths = dict(_widths(sheet.root))
        form = sheet.root.find(_SHEET_FORMAT)
        default = form.get("defaultRowHeight") if form is not None else None
        self._line = float(default or _ROW_POINTS) - _PADDING

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
        for column, style, kind, inner in self.sheet.cells(number).looked_at():
            width = self._widths.get(column, _COLUMN_WIDTH)
            if not width or (style or "0") not in self._wraps:
                continue
            text = self.sheet.content.shown(kind, inner)
            if isinstance(text, str) and len(text) * _WIDEST >= width:  # a shorter one fits for certain
                yield text, width


def _wrapping_styles(book: Workbook) -> frozenset[str]:
    """The numbers of the cell formats that wrap text, as cells name them."""
    part = book.related("styles")
    formats = book.tree(part).find(_FORMATS) if part else None
    return frozenset(
        str(number) for number, form in enumerate(formats if formats is not None else ()) if _wraps(form)
    )


def _wraps(form: Element) -> bool:
    alignment = form.find(_ALIGNMENT)
    return alignment is not None and alignment.get("wrapText") in _TRUE


def _widths(root: Element) -> Iterator[tuple[int, float]]:
    for column in root.iterfind(_COLUMN):
        # A hidden column needs no height.
        width = 0.0 if column.get("hidden") in _TRUE else float(column.get("width") or _COLUMN_WIDTH)
        first, last = int(column.get("min", "1")), int(column.get("max", "1"))
        yield from ((number, width) for number in range(first, min(last, first + 500) + 1))
