"""Plain references to a table's cells, in formulas and names of an open workbook, follow the table.

Excel does much of that by itself when a table grows; what `ListObject.Resize` does when code calls it is not
documented, and LibreOffice does nothing. So it is worked out before a run how everything shall read, and
afterwards only what still reads as before is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from softenv_xl.hosts.block import Block
from softenv_xl.hosts.live.blocks import block_of
from softenv_xl.hosts.live.formula_texts import TextChange, Texts, texts_at, texts_of, write_texts
from softenv_xl.hosts.live.reading import formulas_in
from softenv_xl.hosts.reference_words import is_filled_down, references
from softenv_xl.hosts.references import FormulaUse, Standpoint, updated_references
from softenv_xl.hosts.resize import Resize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import xlwings as xw

    from softenv_xl.grid.grid import Book, Grid, TableArea
    from softenv_xl.hosts.live.program import Program
    from softenv_xl.hosts.live.table_plan import TablePlan


def resize_of(made: TablePlan, sheet: str, before: Block) -> Resize | None:
    """What carrying the plan out does to its table, which stands at `before`; None where nothing moves."""
    first, last = before.first, made.block.first + made.rows - 1
    moves = {
        first + row.source: first + place
        for place, row in enumerate(made.patch.rows)
        if row.source is not None and row.source != place and row.source < before.rows
    }
    kept = {row.source for row in made.patch.rows}
    gone = {first + source for source in range(before.rows) if kept and source not in kept}
    after = before._replace(last=last, bottom=before.bottom + last - before.last)
    below = last - before.last if made.below is not None else 0
    if not (moves or gone or after != before):
        return None
    beside = (made.beside.left, max(made.beside.right, before.right))
    under = (made.below.left, made.below.right) if made.below is not None else None
    return Resize(sheet, before, after, moves, gone, below, beside, under)


def moved(row: int, column: int, resizes: Iterable[Resize]) -> int:
    """The row where a cell below a table, or in its totals row, stands once the table has changed."""
    for resize in resizes:
        before = resize.before
        own = (before.left, before.right)
        left, right = own if row <= before.bottom else resize.under or own
        if row > before.last and left <= column <= right:
            return row + (resize.after.last - before.last if row <= before.bottom else resize.below)
    return row


class ReferenceUpdates:
    """Reads, when it is made, all that names the tables; `carry_out` writes it once they have changed."""

    def __init__(self, book: xw.Book, seen: Book, resizes: Sequence[Resize], program: Program) -> None:
        self._book, self.resizes, self._program = book, resizes, program
        self._cells: dict[str, tuple[Texts, Texts]] = {}
        self._names: list[tuple[str, str, str]] = []
        self._with_tables = {grid.sheet: grid for grid in seen.grids if resizes and _in_tables(grid)}
        for grid in seen.grids if resizes else ():
            old = _outside_tables(book.sheets[grid.sheet], grid)
            new = {place: self._updated(grid.sheet, old, place) for place in old}
            changed = {place: text for place, text in new.items() if text != old[place]}
            if changed:
                self._cells[grid.sheet] = (old, changed)
        for name in book.names if resizes else ():
            text = name.refers_to or ""
            seen_from = Standpoint(use=FormulaUse.NAME, whole=references(text.removeprefix("=")) is not None)
            after = updated_references(text, resizes, seen_from)
            if after != text and "_xl" not in name.name and "_FilterDatabase" not in name.name:
                self._names.append((name.name, text, after))

    @property
    def sheets(self) -> list[str]:
        """The titles of the sheets on which formulas may have to be written."""
        return [*self._cells, *(title for title in self._with_tables if title not in self._cells)]

    def leave(self, sheet: str) -> None:
        """Gives the formulas of a sheet up: it can't be written."""
        self._cells.pop(sheet, None)
        self._with_tables.pop(sheet, None)

    def carry_out(self) -> Iterator[TextChange]:
        """Writes what the program hasn't followed by itself."""
        for title, (old, new) in self._cells.items():
            yield from write_texts(
                self._book.sheets[title], *self._where_they_are(title, old, new), self._program
            )
        for title, grid in self._with_tables.items():
            sheet = self._book.sheets[title]
            for block in self._blocks(sheet, grid):
                yield from self._in_table(sheet, block)
        for name, before, after in self._names:
            found = self._book.names[name]
            if found.refers_to == before:
                found.refers_to = after
                yield TextChange("", name, before, after)

    def _where_they_are(self, sheet: str, old: Texts, new: Texts) -> tuple[Texts, Texts]:
        """The same where the cells stand now: what is below a table has moved with its end."""
        own = [resize for resize in self.resizes if resize.sheet.lower() == sheet.lower()]
        moved_old = {(moved(*place, own), place[1]): text for place, text in old.items()}
        return moved_old, {(moved(*place, own), place[1]): text for place, text in new.items()}

    def _updated(self, sheet: str, texts: Texts, place: tuple[int, int]) -> str:
        row, column = place
        own = (resize for resize in self.resizes if resize.sheet.lower() == sheet.lower())
        beside = any(resize.is_beside(row, column) for resize in own)
        text = texts[place]
        new = updated_references(
            text, self.resizes, Standpoint(sheet, row, FormulaUse.BESIDE if beside else FormulaUse.CELL)
        )
        around = texts.get((row - 1, column)), texts.get((row + 1, column))
        if new != text and is_filled_down(text, *around):
            return updated_references(text, self.resizes, Standpoint(sheet, row, FormulaUse.FILLED))
        return new

    def _blocks(self, sheet: xw.Sheet, grid: Grid) -> Iterable[Block]:
        """Where the formulas of the sheet's tables stand now: as they were read, where no table of it has changed."""
        if any(resize.sheet.lower() == grid.sheet.lower() for resize in self.resizes):
            return [block_of(table) for table in sheet.tables]
        return filter(None, (_block_of_formulas(table, grid) for table in grid.tables))

    def _in_table(self, sheet: xw.Sheet, block: Block) -> Iterator[TextChange]:
        """A column's formulas are alike: its first and last one tell whether the others have to be looked at."""
        ends = {
            row: texts_of(sheet, row, block.left, row, block.right)[0] for row in {block.first, block.last}
        }
        for place, column in enumerate(range(block.left, block.right + 1) if block.rows else ()):
            if all(
                self._updated_text(sheet, row, texts[place]) == texts[place] for row, texts in ends.items()
            ):
                continue
            texts = texts_of(sheet, block.first, column, block.last, column)
            old = {(row, column): words[0] for row, words in enumerate(texts, block.first)}
            new = {(row, at): self._updated_text(sheet, row, text) for (row, at), text in old.items()}
            held = formulas_in(sheet.range((block.first, column), (block.last, column)))  # the rest is text
            changed: Texts = {place: new[place] for place in held if new[place] != old[place]}
            yield from write_texts(sheet, old, changed, self._program)

    def _updated_text(self, sheet: xw.Sheet, row: int, text: str) -> str:
        if not text.startswith("="):
            return text
        return updated_references(text, self.resizes, Standpoint(sheet.name, row, FormulaUse.BESIDE))


def _in_tables(grid: Grid) -> bool:
    """Has a table of the sheet formulas?"""
    return any(_block_of_formulas(table, grid) for table in grid.tables)


def _block_of_formulas(table: TableArea, grid: Grid) -> Block | None:
    """The smallest rectangle of the table's rows with all their formulas in it; None where there are none."""
    area = table.without_totals
    cells = [cell for cell in grid.formulas if area.holds(cell)]
    if not cells:
        return None
    rows, columns = [cell.row for cell in cells], [cell.column for cell in cells]
    return Block(min(rows), min(rows), max(rows), max(rows), min(columns), max(columns))


def _outside_tables(sheet: xw.Sheet, grid: Grid) -> Texts:
    """The sheet's formulas that stand in no table."""
    areas = [table.without_totals for table in grid.tables]
    return texts_at(sheet, (cell for cell in grid.formulas if not any(area.holds(cell) for area in areas)))
