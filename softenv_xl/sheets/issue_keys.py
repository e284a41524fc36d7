"""What a run has to say of the control workbook's own rows, as the marks and the check columns look it up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from softenv_xl.books import CONTROL
from softenv_xl.control.workbook import Control
from softenv_xl.grid.address import Address
from softenv_xl.grid.cell import Value
from softenv_xl.issues import Issue
from softenv_xl.schema.listing import Listing, cell_key, row_key, row_name
from softenv_xl.schema.placed import Placed
from softenv_xl.schema.verdict import issue_verdict


@dataclass(frozen=True, slots=True)
class IssueKey:
    """One issue's hidden columns. `row_key` and `verdict` are there for the gravest issue of each row alone, so that it
    doesn't matter how people sort the list.
    """

    cell_key: str
    row_key: str | None = None
    verdict: str | None = None


@dataclass(frozen=True)
class IssueKeys:
    """`keys` for each issue, in their order; None where it is about no cell of a table's row."""

    keys: Sequence[IssueKey | None]

    @cached_property
    def listing(self) -> Listing:
        return Listing({each.row_key: each.verdict or "" for each in self.keys if each and each.row_key})


@dataclass(frozen=True, slots=True)
class _RowCell:
    """A cell of a table's row, by what outlives sorting and renaming."""

    table: str
    column: str
    row: str

    @property
    def checked(self) -> str:
        """What the check column that judges the cell calls the row."""
        block = _SPECS[self.table].block_of(self.column)
        return row_key(block.name if block else self.table, self.row)


def issue_keys(control: Control, issues: Sequence[Issue], rows: Mapping[str, Sequence[Placed]]) -> IssueKeys:
    """`rows` are tables' rows as they shall be, by the table's key: some get their ids in this very run."""
    row_cells = _RowCells(control, rows)
    found = [row_cells.of(issue) for issue in issues]
    gravest: dict[str, int] = {}
    for at, (issue, row_cell) in enumerate(zip(issues, found, strict=True)):
        if row_cell:
            best = gravest.setdefault(row_cell.checked, at)
            if issue.severity.rank < issues[best].severity.rank:
                gravest[row_cell.checked] = at
    return IssueKeys(
        [
            _issue_key(control, issue, row_cell, first=gravest[row_cell.checked] == at) if row_cell else None
            for at, (issue, row_cell) in enumerate(zip(issues, found, strict=True))
        ]
    )


def _issue_key(control: Control, issue: Issue, row_cell: _RowCell, *, first: bool) -> IssueKey:
    symbol = issue.severity.symbol
    key = cell_key(symbol, row_cell.table, row_cell.column, row_cell.row)
    if not first:
        return IssueKey(key)
    verdict = issue_verdict(
        symbol, _SPECS[row_cell.table], row_cell.column, issue.kind, control.tables[row_cell.table].lang
    )
    return IssueKey(key, row_cell.checked, verdict)


_SPECS = {spec.key: spec for _, spec in CONTROL.tables()}


class _RowCells:
    """Finds the cell of an issue from its place."""

    def __init__(self, control: Control, rows: Mapping[str, Sequence[Placed]]) -> None:
        self._columns: dict[tuple[str, str], list[tuple[str, str]]] = {}
        self._ids: dict[tuple[str, int], Value] = {}
        for key, table in control.tables.items():
            for column, text in table.texts.items():
                self._columns.setdefault((table.grid.sheet, text), []).append((key, column))
            self._ids |= dict(_ids(control, key, rows.get(key, ())))

    def of(self, issue: Issue) -> _RowCell | None:
        place = issue.place
        for table, column in self._columns.get((place.sheet, place.column), ()):
            number = _row(place.cell)
            if identity := self._ids.get((table, number)):
                return _RowCell(table, column, row_name(identity, number))
            if (table, number) in self._ids or place.row_id:  # a row that joins the table has an id
                return _RowCell(table, column, row_name(place.row_id, number))
        return None


def _ids(control: Control, key: str, rows: Sequence[Placed]) -> Iterator[tuple[tuple[str, int], Value]]:
    """The id of each row in use by its number on the sheet, as it stands after the run."""
    identity, top = _SPECS[key].id_column, control.tables[key].header_row + 1
    if identity:
        for row in control.checked[key].rows:
            yield (key, row.number), row.raw[identity]
        for placed in rows:
            if placed.source is not None and identity in placed.values:
                yield (key, top + placed.source), placed.values[identity]


def _row(cell: str) -> int:
    """The row of `C5`; 0 for a whole row or no cell at all."""
    try:
        return Address.parse(cell).row
    except ValueError:
        return 0
