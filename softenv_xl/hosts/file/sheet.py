"""One sheet's part: its rows and cells by number, and the few ways to change them.

Only rows that change are taken apart and spelt anew; the others, and all that stands around the
rows, keep their bytes.
"""

from __future__ import annotations

from enum import IntEnum
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING

from softenv_xl.grid.address import Address, Area, column_letters
from softenv_xl.hosts.file.body import Body
from softenv_xl.hosts.file.cell import Cell
from softenv_xl.hosts.file.cells import Cells
from softenv_xl.hosts.file.content import TEXT_KINDS
from softenv_xl.hosts.file.formula_cells import FormulaCells
from softenv_xl.hosts.file.markup import MAIN
from softenv_xl.hosts.file.row import Row
from softenv_xl.hosts.refusal import unsafe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from softenv_xl.grid.cell import Value
    from softenv_xl.hosts.file.cells import AnyCell
    from softenv_xl.hosts.file.content import Content, Shown

_COLUMNS, _MERGES = f"{MAIN}cols", f"{MAIN}mergeCells"
_TRUE = ("1", "true")


class Change(IntEnum):
    """What writing changed: nothing, only figures and days, or texts, too."""

    NONE, FIGURES, TEXTS = 0, 1, 2


class Sheet:
    """Rows and columns are one-based. `changed` says that the part has to be written anew.

    `root` is the part without its rows; whoever changes it calls `touch_root`.
    """

    def __init__(self, title: str, part: str, data: bytes, content: Content, last: int | None = None) -> None:
        """`last`: no row below that one will be asked for."""
        self.title, self.part, self.content = title, part, content
        self._body = Body(data, part, title)
        self.root = self._body.root
        self.rows = self._body.rows(last)
        self.formulas = FormulaCells(self)
        self.changed = False
        self._root_changed = False
        self._looked_at: tuple[Row | None, dict[int, tuple[str, str]]] = (None, {})

    def came_with(self, words: bytes) -> bool:
        """Do the rows mention that, as they stood in the part?"""
        return self._body.mentions(words)

    def data(self) -> bytes:
        """The part as it shall be."""
        rows = (self.rows[number].xml() for number in sorted(self.rows))
        return self._body.around(rows, self._root_changed)

    def touch(self, number: int) -> None:
        """Says that a row was changed."""
        self.rows[number].changed = self.changed = True

    def touch_root(self) -> None:
        self._root_changed = self.changed = True

    def cells(self, number: int) -> Cells:
        """The cells of a row by column, to be changed; none where there is no such row."""
        row = self.rows.get(number)
        return row.cells if row is not None else Cells({})

    def inner(self, number: int, column: int) -> str:
        """What stands in a cell; nothing where there is none."""
        row = self.rows.get(number)
        if row is None or row.whole:
            return self.seen(number).get(column, ("", ""))[1]
        return row.cells.inner(column)

    def seen(self, number: int) -> dict[int, tuple[str, str]]:
        """The kind of every cell of a row and what stands in it, by column."""
        row = self.rows.get(number)
        if row is None:
            return {}
        if self._looked_at[0] is not row or not row.whole:
            self._looked_at = (row, row.seen())
        return self._looked_at[1]

    def shown(self, number: int) -> dict[int, Shown]:
        """What the cells of a row show, by column."""
        shown = self.content.shown
        return {column: shown(kind, inner) for column, (kind, inner) in self.seen(number).items()}

    def values(self, area: Area) -> Iterator[tuple[Address, Shown]]:
        """What the cells of an area show, but for those that show nothing."""
        for address, kind, inner in self.seen_in(area):
            shown = self.content.shown(kind, inner)
            if shown is not None:
                yield address, shown

    def used(self, area: Area) -> Address | None:
        """The first cell of the area that shows something or holds a formula."""
        for address, kind, inner in self.seen_in(area):
            if inner.startswith("<f") or self.content.shown(kind, inner) is not None:
                return address
        return None

    def has_formulas(self, area: Area) -> bool:
        return any(inner.startswith("<f") for _, _, inner in self.seen_in(area))

    def seen_in(self, area: Area) -> Iterator[tuple[Address, str, str]]:
        """The kind of every cell of the area and what stands in it."""
        for number in sorted(number for number in self.rows if area.top <= number <= area.bottom):
            for column, (kind, inner) in sorted(self.seen(number).items(), key=itemgetter(0)):
                if area.left <= column <= area.right:
                    yield Address(number, column), kind, inner

    def seen_around(self, area: Area) -> Iterator[tuple[Address, str, str]]:
        """The same for the cells from the area's first row down that are not in it."""
        for number in self.rows:
            if number >= area.top:
                for column, (kind, inner) in self.seen(number).items():
                    if number > area.bottom or not area.left <= column <= area.right:
                        yield Address(number, column), kind, inner

    def write(self, number: int, column: int, value: Value) -> Change:
        """Makes a cell show a value, see Content.put; says what that changed."""
        return self.write_row(number, ((column, value),))

    def write_row(self, number: int, values: Iterable[tuple[int, Value]]) -> Change:
        """The same for several cells of a row, by column. An empty cell that stays empty is not made."""
        seen, shows = self._seen_of(number), self.content.shows
        differing = [(column, value) for column, value in values if not shows(*seen(column), value)]
        if not differing:
            return Change.NONE
        texts = any(isinstance(value, str) or seen(column)[0] in TEXT_KINDS for column, value in differing)
        cells, put = self.row(number).cells, self.content.put
        for column, value in differing:
            cell = cells.get(column) or self.make(number, column)
            put(cell, value, f"{self.title}!{column_letters(column)}{number}")
        self.touch(number)
        return Change.TEXTS if texts else Change.FIGURES

    def _seen_of(self, number: int) -> Callable[[int], tuple[str, str]]:
        """Says of a column the kind of its cell in that row, and what stands in it."""
        row, nothing = self.rows.get(number), ("", "")
        if row is None or row.whole:
            seen = self.seen(number)
            return lambda column: seen.get(column, nothing)
        return row.cells.look

    def row(self, number: int) -> Row:
        """The row, made where there is none."""
        if number not in self.rows:
            self.rows[number] = Row(number, b"", self._body.spelling)
            self.touch(number)
        return self.rows[number]

    def make(self, number: int, column: int, style: str | None = None) -> Cell:
        """A new empty cell, by default in the style that its row or column has."""
        if style is None:
            style = self.row_style(number) or self._column_style(column) or ""
        cell = Cell(style="" if style == "0" else style)
        self.place(cell, number, column)
        return cell

    def place(self, cell: Cell, number: int, column: int) -> None:
        """Puts a cell into a row."""
        row = self.row(number)
        row.cells[column] = cell
        row.reach((column,))
        self.touch(number)

    def place_all(self, cells: Mapping[int, AnyCell], number: int) -> None:
        """The same for several cells, as they are."""
        if cells:
            row = self.row(number)
            row.cells.put(cells)
            row.reach(cells)
            self.touch(number)

    def lift_all(self, number: int, columns: Iterable[int]) -> dict[int, AnyCell]:
        """Takes the cells of some columns out of their row as they are."""
        cells = self.cells(number).take(columns)
        if cells:
            self.touch(number)
        return cells

    def lift(self, number: int, column: int) -> Cell | None:
        """Takes a cell out of its row."""
        cell = self.cells(number).pop(column, None)
        if cell is not None:
            self.touch(number)
        return cell

    def row_style(self, number: int) -> str | None:
        row = self.rows.get(number)
        attributes = row.attributes if row is not None else {}
        return attributes.get("s") if attributes.get("customFormat") in _TRUE else None

    def _column_style(self, column: int) -> str | None:
        for element in self.root.iterfind(f"{_COLUMNS}/*"):
            if int(element.get("min", "0")) <= column <= int(element.get("max", "0")):
                return element.get("style")
        return None

    @cached_property
    def merged(self) -> list[Area]:
        return [Area.parse(merge.get("ref", "")) for merge in self.root.iterfind(f"{_MERGES}/*")]

    def refuse_blocks(self, area: Area, but_for: Address | None = None) -> None:
        """Stop if a merged cell, an array formula or a data table lies across the area.

        A merged cell whose top left corner is `but_for` is fine.
        """
        for merge in self.merged:
            if merge.meets(area) and (merge.top, merge.left) != but_for:
                raise unsafe(
                    "“{sheet}”的 {area} 是合并单元格。",
                    "{area} on “{sheet}” is a merged cell.",
                    sheet=self.title,
                    area=merge.ref,
                )
        for block in self.formulas.blocks:
            if block.meets(area):
                raise unsafe(
                    "“{sheet}”的 {area} 是数组公式或模拟运算表。",
                    "{area} on “{sheet}” is an array formula or a data table.",
                    sheet=self.title,
                    area=block.ref,
                )
