"""Where the control workbook's own issues stand: the row's id and its cell, each found from the other."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from softenv_xl.grid.address import Address

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from softenv_xl.control.workbook import Control
    from softenv_xl.issues import Issue
    from softenv_xl.schema.placed import Placed
    from softenv_xl.tracker import Merged


def with_cells(tracker: Merged, control: Control) -> Iterator[Issue]:
    """The tracker's issues, which know row and column, with the cell where that row stands now."""
    table = control.tables["tracker"]
    keys = {text: key for key, text in table.texts.items()}
    after = count(1 + max((row.source for row in tracker.rows if row.source is not None), default=-1))
    at = {str(row.row["id"]): next(after) if row.source is None else row.source for row in tracker.rows}
    for issue in tracker.issues:
        row_id, key = issue.place.row_id, keys.get(issue.place.column)
        known = row_id in at and key is not None
        place = table.place(str(key), table.header_row + 1 + at[row_id], row_id) if known else issue.place
        yield replace(issue, place=place)


def with_row_ids(
    control: Control, issues: Iterable[Issue], rows: Mapping[str, Iterable[Placed]]
) -> Iterator[Issue]:
    """The issues of the workbook as read, with the ids that this run writes: rows that had none get one.

    `rows` are tables' rows as they shall be, by the table's key.
    """
    ids = {
        (table.grid.sheet, table.header_row + 1 + row.source): str(row.values["id"])
        for key, placed in rows.items()
        for row in placed
        if (table := control.tables[key]) and row.source is not None and row.values.get("id")
    }
    for issue in issues:
        place = issue.place
        row_id = ids.get((place.sheet, row_of(place.cell))) or place.row_id
        yield replace(issue, place=replace(place, row_id=row_id))


def row_of(cell: str) -> int:
    """The row of `C5`; 0 for a whole row or no cell at all."""
    try:
        return Address.parse(cell).row
    except ValueError:
        return 0
