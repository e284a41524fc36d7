"""The workbook as if people had typed into its tables: computed as at every press, and written as one patch.

What a merge comes to is typed so: rows changed, added in their places, taken out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from softenv_xl import flow
from softenv_xl.control.workbook import Control, read_control
from softenv_xl.fault_localization import locating_faults
from softenv_xl.grid.amended import Kept, rearranged, rows_of
from softenv_xl.grid.grid import Book
from softenv_xl.grid.table import Table
from softenv_xl.issues import Issue
from softenv_xl.schema.table import TableSpec
from softenv_xl.sheets import text
from softenv_xl.sheets.patch import KEEP, Patch, RowPatch, TablePatch
from softenv_xl.sheets.publish import publish
from softenv_xl.sheets.result import Result
from softenv_xl.sheets.table_patch import header

Plans = Mapping[str, Sequence[Kept]]
"""The rows of data of some tables as they shall be, by the table's key."""


@dataclass(frozen=True)
class Retyped:
    """The workbook as it was read; and the `plans` of the tables that are typed into."""

    book: Book
    control: Control
    specs: Mapping[str, TableSpec]
    plans: Plans

    def amended(self) -> Book:
        """As if it had been typed."""
        book = self.book
        for key, rows in self.plans.items():
            book = rearranged(book, self.control.tables[key], rows)
        return book

    def on_the_workbook(self, patch: Patch) -> Patch:
        """The patch of the workbook as typed into, for the workbook as it stands."""
        tables = (
            self._with_typed(table, self.plans[table.table]) if table.table in self.plans else table
            for table in patch.tables
        )
        return replace(patch, tables=tuple(tables))

    def _with_typed(self, patch: TablePatch, plan: Sequence[Kept]) -> TablePatch:
        table, spec = self.control.tables[patch.table], self.specs[patch.table]
        keys = dict.fromkeys(key for kept in plan for key in kept.cells if key in table.columns)
        headers = {header(table, spec, key): key for key in keys}
        columns = (*patch.columns, *(words for words in headers if words not in patch.columns))
        rows = tuple(self._row(row, plan, columns, headers) for row in patch.rows)
        return replace(patch, columns=columns, rows=rows)

    def _row(
        self, row: RowPatch, plan: Sequence[Kept], columns: Sequence[str], headers: Mapping[str, str]
    ) -> RowPatch:
        kept = plan[row.source] if row.source is not None and row.source < len(plan) else Kept(None)
        values = [*row.values, *[KEEP] * (len(columns) - len(row.values))]
        for at, words in enumerate(columns):
            key = headers.get(words, "")
            if key in kept.cells and values[at] is KEEP:
                values[at] = text.as_typed(kept.cells[key])
        return RowPatch(kept.source, tuple(values))


def write(
    workbook: flow.Workbook,
    retyped: Retyped,
    as_of: date,
    besides: Callable[[Result], Iterable[TablePatch]],
    *,
    dry_run: bool = False,
) -> tuple[Result, bool]:
    """Computes the workbook as typed into, and writes that and the tables `besides` in one go; also says whether it changed.

    Raises Stop: what a refresh raises.
    """

    def whole(result: Result) -> Patch:
        patch = retyped.on_the_workbook(publish(result))
        return replace(patch, tables=(*patch.tables, *besides(result)))

    return write_amended(workbook, retyped.amended(), as_of, whole, dry_run=dry_run)


def write_amended(
    workbook: flow.Workbook,
    book: Book,
    as_of: date,
    patch_of: Callable[[Result], Patch],
    told: tuple[Issue, ...] = (),
    *,
    dry_run: bool = False,
) -> tuple[Result, bool]:
    """Computes the `book` that the workbook is to be, and carries out the patch that leads there from what it is; `told` are
    issues that aren't found in it. Raises Stop: what a refresh raises.
    """

    def computed(tried: Book) -> Result:
        return flow.compute(read_control(tried, workbook.name), [], as_of, told)

    with locating_faults(book, workbook.name, lambda tried: publish(computed(tried))):
        result = computed(book)
        patch = patch_of(result)
        workbook.rehearse(patch)
    changed = False if dry_run else workbook.write(patch)
    return result.in_file(workbook.name), changed


def ready_indices(table: Table, used: Iterable[int]) -> list[int]:
    """Rows that stand ready below the last one in use."""
    return list(range(1 + max(used, default=-1), rows_of(table)))
