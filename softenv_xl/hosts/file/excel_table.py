"""A real Excel table: where it stands, what its columns are called, and how it grows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from softenv_xl.grid.address import Area
from softenv_xl.hosts.block import Block, comparable
from softenv_xl.hosts.file.markup import MAIN, Element, take_off
from softenv_xl.hosts.file.text import escaped_name, unescaped
from softenv_xl.hosts.refusal import unsafe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from softenv_xl.hosts.file.sheet import Sheet

_COLUMNS, _COLUMN = f"{MAIN}tableColumns", f"{MAIN}tableColumn"
_CALCULATED, _FILTER, _SORT = f"{MAIN}calculatedColumnFormula", f"{MAIN}autoFilter", f"{MAIN}sortState"
_LONGEST_NAME = 255
_LOOKS = (
    "headerRowDxfId",
    "dataDxfId",
    "totalsRowDxfId",
    "headerRowCellStyle",
    "dataCellStyle",
    "totalsRowCellStyle",
)


def _columns_in(root: Element) -> list[Element]:
    return root.findall(f"{_COLUMNS}/{_COLUMN}")


def column_names(root: Element) -> list[str]:
    """What the columns are called in a table's part, from left to right."""
    return [unescaped(column.get("name", "")) for column in _columns_in(root)]


def calculated_columns(root: Element) -> dict[int, tuple[str, bool]]:
    """The formulas of the calculated columns in a table's part, by their places from 0, and whether they are array formulas."""
    found = ((place, column.find(_CALCULATED)) for place, column in enumerate(_columns_in(root)))
    return {
        place: (formula.text, formula.get("array") in ("1", "true"))
        for place, formula in found
        if formula is not None and formula.text
    }


class Table:
    """One table part and the sheet that it stands on."""

    def __init__(self, part: str, root: Element, sheet: Sheet) -> None:
        self.part, self.root, self.sheet = part, root, sheet
        self.name = root.get("displayName", "")
        self.changed = self.rearranged = False
        if len(self.columns) != self.block.right - self.block.left + 1 or self.block.rows < 0:
            raise unsafe(
                "表格“{table}”的列与它的区域不符。",
                "The columns of the table “{table}” do not fit its area.",
                table=self.name,
            )
        pairs = zip(self.headers(), self.columns, strict=True)
        self.misnamed = sum(comparable(header) != comparable(name) for header, name in pairs)
        """How many columns are called otherwise than their header cell says; Excel repairs such a table."""

    @property
    def block(self) -> Block:
        area = Area.parse(self.root.get("ref", ""))
        header = int(self.root.get("headerRowCount", "1"))
        totals = int(self.root.get("totalsRowCount", "0"))
        return Block(area.top, area.top + header, area.bottom - totals, area.bottom, area.left, area.right)

    @property
    def columns(self) -> list[str]:
        """The columns' names as the table's own part has them."""
        return column_names(self.root)

    def headers(self) -> list[str]:
        """The texts that stand in the header cells; the columns' names where there is no header row."""
        block = self.block
        if block.top == block.first:
            return self.columns
        shown = self.sheet.shown(block.top)
        texts = (shown.get(column) for column in range(block.left, block.right + 1))
        return [text if isinstance(text, str) else "" for text in texts]

    def calculated_among(self, columns: Iterable[int]) -> set[int]:
        """Which of the sheet's columns are calculated ones."""
        left, calculated = self.block.left, calculated_columns(self.root)
        return {column for column in columns if column - left in calculated}

    def calculated(self, column: int) -> tuple[str, bool] | None:
        """The formula of a calculated column, by sheet column, and whether it is an array formula."""
        return calculated_columns(self.root).get(column - self.block.left)

    def remember_formula(self, column: int, text: str) -> None:
        """Makes the column a calculated one, so that its formula outlives the last row that has it."""
        element = self._columns()[column - self.block.left]
        for before in element.findall(_CALCULATED):
            element.remove(before)
        formula = etree.Element(_CALCULATED)
        formula.text = text
        element.insert(0, formula)
        self.changed = True

    def _columns(self) -> list[Element]:
        return _columns_in(self.root)

    def last_column(self) -> Element:
        """The element of the column at the right end."""
        return self._columns()[-1]

    def add_column(self, name: str) -> None:
        """A further column at the right end, in the formats of its left neighbour."""
        _refuse_long(name)
        columns = self._columns()
        number = max(int(column.get("id", "0")) for column in columns) + 1
        column = etree.Element(_COLUMN, id=str(number), name=escaped_name(name))
        for look in _LOOKS:
            if value := columns[-1].get(look):
                column.set(look, value)
        columns[-1].addnext(column)
        parent = column.getparent()
        if parent is not None:
            parent.set("count", str(len(columns) + 1))
        block = self.block
        self._stand_on(block._replace(right=block.right + 1))

    def name_column(self, column: int, name: str) -> None:
        """Calls the column at that sheet column otherwise."""
        _refuse_long(name)
        self._columns()[column - self.block.left].set("name", escaped_name(name))
        self.changed = True

    def drop_columns(self, count: int) -> None:
        """Takes the last columns away."""
        for column in self._columns()[-count:]:
            parent = column.getparent()
            _take_out(column)
            if parent is not None:
                parent.set("count", str(len(parent)))
        block = self.block
        right = block.right - count
        for chosen in list(self.root.iter(f"{MAIN}filterColumn")):
            if int(chosen.get("colId", "0")) > right - block.left:
                _take_out(chosen)
        for sort in list(self.root.iter(_SORT)):
            kept = [one for one in sort if Area.parse(one.get("ref", "")).right <= right]
            if len(kept) < len(sort) or not kept:
                _take_out(sort)
            else:
                area = Area.parse(sort.get("ref", ""))
                sort.set("ref", area._replace(right=min(area.right, right)).ref)
        self._stand_on(block._replace(right=right))

    def rewrite_formulas(self, rewritten: Callable[[str], str]) -> None:
        """Reads the formulas of calculated columns and totals anew."""
        for formula in self.root.iter(_CALCULATED, f"{MAIN}totalsRowFormula"):
            text = rewritten(formula.text or "")
            if text != (formula.text or ""):
                formula.text, self.changed = text, True

    def resize(self, rows: int) -> None:
        """Gives the table that many data rows."""
        block = self.block
        if rows != block.rows:
            self._stand_on(
                block._replace(last=block.first + rows - 1, bottom=block.bottom + rows - block.rows)
            )
        if take_off(self.root, "insertRow", "insertRowShift"):  # "has no rows yet"
            self.changed = True

    def _stand_on(self, block: Block) -> None:
        before = self.block
        self.root.set("ref", block.area.ref)
        for element in self.root.iterchildren(_FILTER):
            area = Area.parse(element.get("ref", ""))
            right = block.right if area.right == before.right else area.right
            element.set("ref", area._replace(bottom=max(block.last, area.top), right=right).ref)
        for state in list(self.root.iter(_SORT)):
            fit_sort_state(state, block)
        self.changed = True


def _refuse_long(name: str) -> None:
    if len(name.encode("utf-16-le", "surrogatepass")) // 2 > _LONGEST_NAME:
        raise unsafe("列名“{name}…”太长。", "The column name “{name}…” is too long.", name=name[:20])


def _take_out(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def fit_sort_state(state: Element, block: Block) -> None:
    """Makes what a table was sorted by cover its data rows: a condition outside them makes Excel repair the file."""
    data = Area(block.first, block.left, max(block.last, block.first), block.right)
    for condition in list(state):
        area = Area.parse(condition.get("ref") or data.ref)
        if condition.get("ref") and not data.left <= area.left <= area.right <= data.right:
            state.remove(condition)
        elif condition.get("ref"):
            condition.set("ref", area._replace(top=data.top, bottom=data.bottom).ref)
    parent = state.getparent()
    if not len(state) and parent is not None:
        parent.remove(state)
        return
    area = Area.parse(state.get("ref", ""))
    left, right = max(area.left, data.left), min(area.right, data.right)
    state.set("ref", data._replace(left=left, right=right).ref if left <= right else data.ref)
