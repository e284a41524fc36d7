"""A rectangle of cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from xlwings_libreoffice.autofilter import AutoFilter
from xlwings_libreoffice.formatting import Formatting
from xlwings_libreoffice.formula_texts import read_formulas, write_array, write_texts
from xlwings_libreoffice.member import Member
from xlwings_libreoffice.moving import Moving
from xlwings_libreoffice.names import Name
from xlwings_libreoffice.pages import to_pdf
from xlwings_libreoffice.placed import end, region
from xlwings_libreoffice.references import address, area_of, in_book, quoted
from xlwings_libreoffice.searching import Searching
from xlwings_libreoffice.uno_runtime import constant
from xlwings_libreoffice.values import read
from xlwings_libreoffice.writing import write

if TYPE_CHECKING:
    from xlwings_libreoffice.tables import Table

_CONTENTS = ("VALUE", "DATETIME", "STRING", "FORMULA")
_FORMATS = ("HARDATTR", "STYLES", "EDITATTR", "FORMATTED")


class Range(Formatting, Moving, Searching, Member, base_classes.Range):
    """`area` is where it is on its `sheet`; `api` is the UNO cell range."""

    @property
    def coords(self) -> tuple[str, int, int, int, int]:
        return (self.sheet.name, self.row, self.column, *self.shape)

    # each call costs far more than the cells that it carries
    max_cells_per_read = None
    max_cells_per_write = None

    @property
    def raw_value(self) -> Any:
        return read(self)

    @raw_value.setter
    def raw_value(self, data: Any) -> None:
        write(self, data)

    def clear_contents(self) -> None:
        self._clear(*_CONTENTS)

    def clear_formats(self) -> None:
        self._clear_rules()
        self._clear(*_FORMATS)

    def clear(self) -> None:
        self._clear_rules()
        self._clear(*_CONTENTS, *_FORMATS, "ANNOTATION")

    def _clear_rules(self) -> None:
        """Comes first: it can refuse, and then nothing is cleared."""
        self.require_unlocked()
        self.conditional_formats.clear()

    def _clear(self, *flags: str) -> None:
        self.require_unlocked()
        self.changed()
        self.api.clearContents(sum(constant(f"sheet.CellFlags.{flag}") for flag in flags))

    @property
    def formula(self) -> Any:
        """Excel's formula texts; of a constant its text, of an empty cell ""."""
        return read_formulas(self)

    @formula.setter
    def formula(self, value: Any) -> None:
        write_texts(self, value)

    @property
    def formula2(self) -> Any:
        return read_formulas(self)

    @formula2.setter
    def formula2(self, value: Any) -> None:
        write_texts(self, value)

    @property
    def formula_array(self) -> str | None:
        """The array formula that all the cells belong to, as Excel spells it; None where there is none."""
        text = str(self.api.getArrayFormula())
        return self.sheet.spelling(self.area).excel(text.strip("{}")) if text else None

    @formula_array.setter
    def formula_array(self, value: str) -> None:
        write_array(self, value)

    @property
    def has_array(self) -> bool | None:
        """None where only some of the cells may be parts of array formulas."""
        if len(self) == 1:
            return bool(self.api.getArrayFormula())
        self.require_few()
        braced = {text.startswith("{") for row in self.api.getFormulaArray() for text in row}
        return braced.pop() if len(braced) == 1 else None

    def get_address(self, row_absolute: bool, col_absolute: bool, external: bool) -> str:
        text = address(self.area, row_absolute, col_absolute)
        if not external:
            return text
        return f"{in_book(self.sheet.book.name, self.sheet.name)}!{text}"

    @property
    def address(self) -> str:
        return address(self.area)

    def end(self, direction: str) -> Range:
        """The cell that Ctrl and an arrow lead to: `up`, `down`, `left` or `right`."""
        return self.sheet.at(end(self, direction))

    @property
    def current_region(self) -> Range:
        return self.sheet.at(region(self))

    @property
    def rows(self) -> Range:
        return self

    @property
    def columns(self) -> Range:
        return self

    @property
    def name(self) -> Name | None:
        """The first name that means exactly these cells."""
        for name in self.sheet.book.names:
            cells = name.api.ReferredCells
            if (
                cells is not None
                and cells.supportsService("com.sun.star.sheet.SheetCellRange")
                and area_of(cells) == self.area
                and cells.Spreadsheet.Name == self.sheet.name
            ):
                return name
        return None

    @name.setter
    def name(self, value: str) -> None:
        self.sheet.book.names.add(value, f"={quoted(self.sheet.name)}!{self.address}")

    @property
    def table(self) -> Table | None:
        """The table that holds the first cell."""
        return self.sheet.tables.at(self.area)

    @property
    def autofilter(self) -> AutoFilter:
        return AutoFilter(self)

    def select(self) -> None:
        self.sheet.activate()
        self.sheet.book.controller.select(self.api)

    def to_pdf(self, path: str, quality: str = "standard") -> None:
        to_pdf(self.sheet.book, path, quality, self.api)
