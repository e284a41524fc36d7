"""One walk over an .ods file's content; repeated cells stay repeated until they are known to fit."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from lxml import etree

from softenv_xl.gate.addresses import spread
from softenv_xl.gate.file_kinds import not_a_workbook
from softenv_xl.gate.markup import damaged, forget
from softenv_xl.gate.ods_cell import OFFICE, TABLE, value
from softenv_xl.gate.pictures import shows_picture, stands_for_picture
from softenv_xl.gate.tally import Tally, reaches_too_far
from softenv_xl.grid.address import MAX_COLUMN, MAX_ROW, Address, Area
from softenv_xl.grid.grid import Grid, TableArea
from softenv_xl.words import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element

    from softenv_xl.gate.limits import Limits
    from softenv_xl.grid.cell import Value

_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_SHEET = r"\$?(?:'((?:[^']|'')+)'|([^'.$]+))"
_CELL = r"(\$?[A-Z]{1,3}\$?[0-9]+)"
_RANGE = re.compile(rf"{_SHEET}\.{_CELL}(?::(?:\$?(?:'(?:[^']|'')+'|[^'.$]*))?\.{_CELL})?")


@dataclass
class Content:
    """What content.xml holds. `linked` says whether cells come from other files."""

    grids: list[Grid] = field(default_factory=list)
    names: dict[str, tuple[str, Area]] = field(default_factory=dict)
    linked: bool = False


def content_of(xml: bytes, limits: Limits) -> Content:
    """Reads content.xml; raises Refused where it is damaged, no spreadsheet, or past the limits."""
    walk = _Walk(limits)
    tags = (*walk.starts, *walk.ends)
    try:
        for event, element in etree.iterparse(
            io.BytesIO(xml), events=("start", "end"), tag=tags, resolve_entities=False
        ):
            step = (walk.starts if event == "start" else walk.ends).get(str(element.tag))
            if step:
                step(element)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged("content.xml") from error
    if not walk.is_spreadsheet:
        raise not_a_workbook(Text("OpenDocument 文字或绘图文档", "an OpenDocument text or drawing"))
    return walk.content


class _Walk:
    """The state of the walk; every method takes an element whose start or end has been met."""

    def __init__(self, limits: Limits) -> None:
        self.content = Content()
        self.is_spreadsheet = False
        self.starts: dict[str, Callable[[_Element], None]] = {
            f"{OFFICE}spreadsheet": self._spreadsheet,
            f"{TABLE}table": self._open_sheet,
        }
        self.ends: dict[str, Callable[[_Element], None]] = {
            f"{_STYLE}style": self._style,
            f"{TABLE}table-row": self._row,
            f"{TABLE}table": self._close_sheet,
            f"{TABLE}table-source": self._link,
            f"{TABLE}named-range": self._name,
            f"{TABLE}database-range": self._table,
        }
        self._limits = limits
        self._tally = Tally(limits)
        self._hidden_styles: set[str] = set()
        self._sheet: _Sheet | None = None

    def _spreadsheet(self, _element: _Element) -> None:
        self.is_spreadsheet = True

    def _style(self, element: _Element) -> None:
        for properties in element.iterchildren(f"{_STYLE}table-properties"):
            if properties.get(f"{TABLE}display") == "false":
                self._hidden_styles.add(element.get(f"{_STYLE}name") or "")

    def _open_sheet(self, element: _Element) -> None:
        name = element.get(f"{TABLE}name") or ""
        if not _stands_in(element, f"{OFFICE}spreadsheet"):
            return
        if name.startswith("'file:"):  # what was last seen of a linked file
            self.content.linked = True
            return
        visible = element.get(f"{TABLE}style-name") not in self._hidden_styles
        self._sheet = _Sheet(name, visible, self._limits)

    def _row(self, element: _Element) -> None:
        if self._sheet:
            self._sheet.add(element)
        forget(element)

    def _close_sheet(self, element: _Element) -> None:
        if self._sheet and _stands_in(element, f"{OFFICE}spreadsheet"):
            self.content.grids.append(self._sheet.grid(self._tally))
            self._tally.sheets(len(self.content.grids))
            self._sheet = None

    def _link(self, _element: _Element) -> None:
        self.content.linked = True

    def _name(self, element: _Element) -> None:
        address = element.get(f"{TABLE}cell-range-address") or ""
        holder = element.getparent()
        if address.count("$") >= 2 and holder is not None and _stands_in(holder, f"{OFFICE}spreadsheet"):
            place = _place(address)
            if place:
                self.content.names[element.get(f"{TABLE}name") or ""] = place

    def _table(self, element: _Element) -> None:
        """A range with a name of its own: what an Excel table becomes in .ods."""
        name = element.get(f"{TABLE}name") or ""
        place = _place(element.get(f"{TABLE}target-range-address") or "")
        if place is None or name.startswith("__Anonymous"):
            return
        sheet, area = place
        self.content.grids = [
            replace(grid, tables=(*grid.tables, TableArea(name, area))) if grid.sheet == sheet else grid
            for grid in self.content.grids
        ]


class _Sheet:
    """One sheet as it grows row by row."""

    def __init__(self, name: str, visible: bool, limits: Limits) -> None:
        self._name = name
        self._visible = visible
        self._limits = limits
        self._rows: list[tuple[Value, ...]] = []
        self._blank = 0  # rows met since the last one in use
        self._width = 1
        self._formulas: list[Address] = []
        self._pictures: list[Address] = []
        self._spreads: list[Area] = []
        self._merged: list[Area] = []

    def add(self, row: _Element) -> None:
        """A row, as often as it is repeated."""
        times = _number(row, "number-rows-repeated")
        top = len(self._rows) + self._blank + 1
        values: list[Value] = []
        formulas: list[int] = []
        pictures: list[int] = []
        column, used = 1, 0
        for cell in row.iterchildren(f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
            repeated = _number(cell, "number-columns-repeated")
            found, formula_text = value(cell), cell.get(f"{TABLE}formula")
            formula = formula_text is not None
            if found is not None or formula:
                used = column + repeated - 1
                self._check(top + times - 1, used)
                values += [None] * (column - 1 - len(values)) + [found] * repeated
                if formula:
                    formulas += range(column, used + 1)
                if stands_for_picture(found) or (
                    formula_text and shows_picture(formula_text.partition("=")[2].encode())
                ):
                    pictures += range(column, used + 1)
            self._mark_areas(cell, top, column)
            column += repeated
        if not used:
            self._blank += times
            return
        while values and values[-1] is None:
            values.pop()
        self._rows += [()] * self._blank + [tuple(values)] * times
        self._blank = 0
        self._formulas += [Address(at, each) for at in range(top, top + times) for each in formulas]
        self._pictures += [Address(at, each) for at in range(top, top + times) for each in pictures]

    def _check(self, bottom: int, right: int) -> None:
        self._width = max(self._width, right)
        if bottom > MAX_ROW or right > MAX_COLUMN:
            raise ValueError("past the end of a sheet")
        if bottom * self._width > self._limits.area:
            raise reaches_too_far(Address(bottom, self._width), self._limits)

    def _mark_areas(self, cell: _Element, top: int, left: int) -> None:
        for kind, areas in (("number", self._merged), ("number-matrix", self._spreads)):
            rows, columns = _number(cell, f"{kind}-rows-spanned"), _number(cell, f"{kind}-columns-spanned")
            if rows > 1 or columns > 1:
                areas.append(Area(top, left, top + rows - 1, left + columns - 1))

    def grid(self, tally: Tally) -> Grid:
        while self._rows and not self._rows[-1]:
            self._rows.pop()
        last = Address(max(1, len(self._rows)), self._width)
        tally.area(last)
        tally.rows(self._rows)
        tally.merged(self._merged)
        return Grid(
            sheet=self._name,
            rows=tuple(self._rows),
            formulas=frozenset(self._formulas).union(spread(self._spreads, last, self._limits.spread)),
            merged=tuple(self._merged),
            visible=self._visible,
            pictures=frozenset(self._pictures),
        )


def _number(element: _Element, name: str) -> int:
    """A count, 1 where none is given; raises ValueError for what is none, or more than a sheet has."""
    text = element.get(f"{TABLE}{name}")
    count = int(text) if text else 1
    if not 1 <= count <= MAX_ROW:
        raise ValueError(f"{name}: {text}")
    return count


def _stands_in(element: _Element, tag: str) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag == tag


def _place(text: str) -> tuple[str, Area] | None:
    match = _RANGE.fullmatch(text)
    if not match:
        return None
    sheet = match[1].replace("''", "'") if match[1] else match[2]
    return sheet, Area.parse(f"{match[3]}:{match[4] or match[3]}")
