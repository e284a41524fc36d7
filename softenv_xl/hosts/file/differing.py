"""What of a patch the workbook doesn't show yet, by what was read of it: most cells of most runs stand there already.

Writing compares each cell with the sheet's part once more; this leaves it the few that may differ.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from softenv_xl.grid.address import Address
from softenv_xl.hosts.block import column_numbers
from softenv_xl.sheets.patch import KEEP, RowPatch, TablePatch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from softenv_xl.grid.cell import Value
    from softenv_xl.grid.grid import Grid
    from softenv_xl.hosts.file.excel_table import Table
    from softenv_xl.sheets.patch import Kept


def differing(table: Table, patch: TablePatch, grid: Grid) -> TablePatch:
    """The patch with KEEP for what the `grid`, as the table's sheet was read from the same bytes, shows already.

    A cell that lacks its column's formula stays named: writing gives it the formula again.
    """
    if patch.headers or patch.dropped:
        return patch
    block = table.block
    found = column_numbers(block.left, (table.headers(), table.columns), patch.columns)
    numbers = [number or 0 for number in found]  # nothing stands in a column that is yet to come
    given = {header for header, _ in patch.formulas}
    calculated = [
        at
        for at, number in enumerate(found)
        if number and (patch.columns[at] in given or table.calculated(number))
    ]
    kept = (KEEP,) * len(numbers)
    widest = max(numbers, default=0)
    rows = []
    for row in patch.rows:
        number = block.first + row.source if row.source is not None else len(grid.rows) + 1
        if number > len(grid.rows):
            rows.append(row)
            continue
        shown = grid.rows[number - 1]
        shown = (None, *shown, *(None,) * (widest - len(shown)))
        values = _differing(row.values, [shown[at] for at in numbers])
        for at in calculated:
            if Address(number, numbers[at]) not in grid.formulas:
                values[at] = row.values[at]
        rows.append(RowPatch(row.source, kept if values.count(KEEP) == len(values) else tuple(values)))
    return TablePatch(patch.table, patch.columns, tuple(rows), formulas=patch.formulas)


def _differing(values: Sequence[Value | Kept], shown: Sequence[Value]) -> list[Value | Kept]:
    """A truth and a number are equal in Python, but not the same in a cell."""
    return [
        KEEP
        if value is there or (value == there and isinstance(value, bool) is isinstance(there, bool))
        else value
        for value, there in zip(values, shown, strict=True)
    ]
