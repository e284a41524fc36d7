"""What of a patch the workbook doesn't show yet, by what was read of it: most cells of most runs stand there already.

Writing takes a sheet's part apart and compares cell by cell; this leaves it the few sheets and cells that may differ.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from softenv_xl.grid.address import Address, Area
from softenv_xl.hosts.block import column_numbers
from softenv_xl.hosts.file.excel_table import calculated_columns, column_names
from softenv_xl.sheets.patch import KEEP, CellPatch, Patch, RowPatch, TablePatch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from softenv_xl.grid.cell import Value
    from softenv_xl.grid.grid import Book, Grid, TableArea
    from softenv_xl.hosts.file.markup import Element
    from softenv_xl.hosts.file.workbook import Workbook
    from softenv_xl.sheets.patch import Kept


def differing(package: Workbook, patch: Patch, shown: Book) -> Patch:
    """The patch without the sheets that show all of it, and with KEEP for the cells of others that do; `shown` was read
    from the same bytes.
    """
    tables = [
        _Wanted(table, package.table_root(table.table), shown.table(table.table)) for table in patch.tables
    ]
    cells = [(cell, _sheet_of(cell, shown)) for cell in patch.cells]
    # What stands on one sheet is carried out together, or not at all.
    touched = {wanted.sheet for wanted in tables if not wanted.is_shown}
    touched |= {sheet for cell, sheet in cells if not _is_shown(cell, shown)}
    return Patch(
        tuple(wanted.patch for wanted in tables if wanted.sheet in touched),
        tuple(cell for cell, sheet in cells if sheet in touched),
        patch.sheets,
    )


class _Wanted:
    """One table: its `sheet`, None where it wasn't found; the `patch` as far as it differs; whether there is nothing to do.

    A cell that lacks its column's formula differs: writing gives it the formula again.
    """

    def __init__(self, patch: TablePatch, root: Element | None, place: tuple[Grid, TableArea] | None) -> None:
        self.patch, self.is_shown = patch, False
        self.sheet = place[0].sheet if place else None
        usual = not (patch.headers or patch.dropped)
        if usual and place and root is not None and root.get("headerRowCount", "1") == "1":
            self._compare(root, *place)

    def _compare(self, root: Element, grid: Grid, table: TableArea) -> None:
        patch, (top, left, _, right) = self.patch, table.area
        texts = [text if isinstance(text, str) else "" for text in _row(grid, top, right)[left : right + 1]]
        found = column_numbers(left, (texts, column_names(root)), patch.columns)
        numbers = [number or 0 for number in found]  # nothing stands in a column that is yet to come
        given = {header for header, _ in patch.formulas}
        formulas = {at for at, header in enumerate(patch.columns) if header in given}
        calculated = calculated_columns(root)
        formulas |= {at for at, number in enumerate(numbers) if number - left in calculated}
        widest, kept = max(numbers, default=0), (KEEP,) * len(numbers)
        rows = []
        for row in patch.rows:
            if row.source is None:
                rows.append(row)
                continue
            number = top + 1 + row.source
            values = _row(grid, number, widest)
            named = _differing(row.values, [values[at] for at in numbers])
            for at in formulas:
                if Address(number, numbers[at]) not in grid.formulas:
                    named[at] = row.values[at]
            rows.append(RowPatch(row.source, kept if named.count(KEEP) == len(named) else tuple(named)))
        self.patch = TablePatch(patch.table, patch.columns, tuple(rows), formulas=patch.formulas)
        self.is_shown = (
            [row.source for row in rows] == [*range(table.last - top)] != []
            and None not in found
            and root.get("insertRow") is None
            and all(row.values == kept for row in rows)
        )


def _row(grid: Grid, number: int, widest: int) -> Sequence[Value]:
    """The row's cells from column 1 to `widest` at least, by column; nothing stands in column 0."""
    row = grid.rows[number - 1] if number <= len(grid.rows) else ()
    return (None, *row, *(None,) * (widest - len(row)))


def _differing(values: Sequence[Value | Kept], shown: Sequence[Value]) -> list[Value | Kept]:
    return [KEEP if _same(value, there) else value for value, there in zip(values, shown, strict=True)]


def _same(value: Value | Kept, there: Value) -> bool:
    """No text is read as nothing; a truth and a number are equal in Python, but not the same in a cell."""
    if value is there or (there is None and value == ""):
        return True
    return value == there and isinstance(value, bool) is isinstance(there, bool)


def _sheet_of(cell: CellPatch, shown: Book) -> str | None:
    place = shown.names.get(cell.name)
    return place[0] if place else None


def _is_shown(cell: CellPatch, shown: Book) -> bool:
    place = shown.names.get(cell.name)
    grid = shown.grid(place[0]) if place else None
    if place is None or grid is None:
        return False
    area = place[1]
    corner = Address(area.top, area.left)
    one = area == Area(*corner, *corner) or area in grid.merged
    return one and _same(cell.value, grid.value(corner))
