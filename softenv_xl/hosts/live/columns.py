"""Formulas and names of an open workbook go along with columns that stand elsewhere after a run, or nowhere.

A run types other headers. Programs leave references by letter alone then, and let those by name go along with the
header's cell. So, before any header is typed, the former get the letter of the column's new place, and the latter the
name of what still stands there. One that will stand in a column yet to be added is named again afterwards.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from softenv_xl.grid.address import Address
from softenv_xl.hosts.live.blocks import block_of
from softenv_xl.hosts.live.formula_texts import TextChange, Texts, texts_at, write_texts
from softenv_xl.hosts.live.headers import headers_of
from softenv_xl.hosts.live.reference_updates import moved
from softenv_xl.hosts.moved_columns import columns_that_move, names_now, names_of_the_places
from softenv_xl.hosts.references import FormulaUse, Standpoint, updated_references
from softenv_xl.hosts.resize import Resize
from softenv_xl.hosts.structured import with_columns_renamed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import xlwings as xw

    from softenv_xl.grid.grid import Book
    from softenv_xl.hosts.live.program import Program
    from softenv_xl.hosts.live.table_plan import TablePlan


class _Moved(NamedTuple):
    """One table's columns: as references by letter and by name are to follow them; `names` before its headers are
    typed, `names_after` once they are.
    """

    table: str
    resize: Resize
    names: Mapping[str, str | None]
    names_after: Mapping[str, str | None]


class MovedColumns:
    """Reads, when it is made, all that names them; `carry_out` writes it before the headers are typed, `finish`
    what can be named only then.
    """

    def __init__(self, book: xw.Book, seen: Book, plans: Sequence[TablePlan], program: Program) -> None:
        self._book, self._program = book, program
        self._moved = [one for made in plans if (one := _moved(book, made))]
        self._cells: dict[str, tuple[Texts, Texts]] = {}
        self._late_names: dict[str, tuple[str, str]] = {}
        self._late: list[tuple[str, tuple[int, int], str, str]] = []
        for grid in seen.grids if self._moved else ():
            old = texts_at(book.sheets[grid.sheet], sorted(grid.formulas))
            new = {place: self._now(text, grid.sheet, FormulaUse.CELL) for place, text in old.items()}
            changed = {place: text for place, text in new.items() if text != old[place]}
            if changed:
                self._cells[grid.sheet] = (old, changed)
            for place in changed:
                if "#REF!" in new[place] and not any(
                    table.area.holds(Address(*place)) for table in grid.tables
                ):
                    after = self._now(old[place], grid.sheet, FormulaUse.CELL, late=True)
                    self._late.append((grid.sheet, place, new[place], after))

    @property
    def sheets(self) -> list[str]:
        """The titles of the sheets on which formulas have to be written."""
        return [*self._cells]

    def leave(self, sheet: str) -> None:
        """Gives the formulas of a sheet up: it can't be written."""
        self._cells.pop(sheet, None)
        self._late = [late for late in self._late if late[0] != sheet]

    def carry_out(self) -> Iterator[TextChange]:
        for title, (old, new) in self._cells.items():
            yield from write_texts(self._book.sheets[title], old, new, self._program)
        for name in self._book.names if self._moved else ():
            before = name.refers_to or ""
            after = self._now(before, "", FormulaUse.NAME)
            if after != before and "_xl" not in name.name:
                name.refers_to = after
                yield TextChange("", name.name, before, after)
                if "#REF!" in after:
                    self._late_names[name.name] = (after, self._now(before, "", FormulaUse.NAME, late=True))

    def finish(self, resizes: Sequence[Resize]) -> Iterator[TextChange]:
        """`resizes` is what became of the tables, by which cells outside of them moved."""
        for title, (row, column), before, after in self._late:
            own = [resize for resize in resizes if resize.sheet.lower() == title.lower()]
            place = (moved(row, column, own), column)
            if before != after:
                yield from write_texts(
                    self._book.sheets[title], {place: before}, {place: after}, self._program
                )
        for name, (before, after) in self._late_names.items():
            if before != after:
                self._book.names[name].refers_to = after
                yield TextChange("", name, before, after)

    def _now(self, text: str, sheet: str, use: FormulaUse, *, late: bool = False) -> str:
        if not text.startswith("="):
            return text
        for one in self._moved:
            text = with_columns_renamed(text, one.table, one.names_after if late else one.names)
        return updated_references(text, [one.resize for one in self._moved], Standpoint(sheet, use=use))


def _moved(book: xw.Book, made: TablePlan) -> _Moved | None:
    """None where the plan leaves every column of its table in its place."""
    sheet = made.grid.sheet
    if not made.headers and not made.dropped:
        return None
    block = block_of(book.sheets[sheet].tables[made.patch.table])
    headers = headers_of(made.grid, block)
    moves = columns_that_move(made.patch, block.left, headers)
    if not moves:
        return None
    names = names_of_the_places(made.patch, block.left, headers)
    resize = Resize(sheet, block, block, columns=moves)
    return _Moved(made.patch.table, resize, names, names_now(made.patch))
