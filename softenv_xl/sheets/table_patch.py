"""Turns placed rows into a TablePatch, the check column's verdicts included."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from softenv_xl.control.workbook import Control
from softenv_xl.grid.address import column_letters
from softenv_xl.grid.cell import Value, is_blank
from softenv_xl.grid.table import Table
from softenv_xl.schema.column import Owner
from softenv_xl.schema.expression import Scope
from softenv_xl.schema.listing import NOTHING, Listing, row_name
from softenv_xl.schema.placed import Placed
from softenv_xl.schema.table import Block, TableSpec
from softenv_xl.schema.verdict import Judge, formula
from softenv_xl.sheets import text
from softenv_xl.sheets.patch import KEEP, RowPatch, TablePatch
from softenv_xl.words import Lang


def table_patch(
    control: Control, spec: TableSpec, rows: Sequence[Placed], listing: Listing = NOTHING
) -> TablePatch:
    """A patch of the columns that the rows name, and of the check columns that the table has: what they say follows
    from the rows and from what this run lists of them.

    Blank rows that people left between others stay, but for tables whose rows are the program's; ready
    rows below the last one are filled first.
    """
    rows = _settled(control, spec, _carried_on(control, spec, rows)) or [_blank(control, spec)]
    checks = frozenset(block.check.key for block in spec.blocks)
    named = {key for row in rows for key in row.values}
    table = control.tables[spec.key]
    left_out = _without_room(table, spec)
    keys = [c.key for c in spec.columns if (c.key in named and c.key not in left_out) or c.key in checks]
    before: dict[int | None, dict[str, Value]] = {
        row.index: row.raw for row in control.checked[spec.key].rows
    }
    empty = dict[str, Value].fromkeys(spec.by_key)
    judges = {block.check.key: Judge(spec, table.lang, listing, block) for block in spec.blocks}
    patches = []
    for row in rows:
        values = {key: text.cell(spec.column(key), value, table.lang) for key, value in row.values.items()}
        number = table.header_row + 1 + (row.source or 0)
        if judges:
            whole = {**empty, **before.get(row.source, {}), **values}
            scope = Scope(whole, control.context.names, control.context.lists)
            name = row_name(whole.get(spec.id_column or ""), number)
            values |= {key: judge.verdict(scope, name) for key, judge in judges.items()}
        patches.append(RowPatch(row.source, tuple(values.get(key, KEEP) for key in keys)))
    headers = tuple(header(table, spec, key) for key in keys)
    return TablePatch(spec.key, headers, tuple(patches), formulas=tuple(_check_formulas(control, spec)))


def _blank(control: Control, spec: TableSpec) -> Placed:
    """The one row of a table that has none: it keeps the formulas, so that what is typed there next is checked at once."""
    table = control.tables[spec.key]
    there = 0 if ready_rows(table, spec.key) else None
    return Placed(there, dict.fromkeys((key for key in table.columns if key in spec.by_key), None))


def _check_formulas(control: Control, spec: TableSpec) -> Iterator[tuple[str, str]]:
    """The check columns', where the workbook has all that they look at."""
    table = control.tables[spec.key]
    if not control.knows_listing:
        return
    places = tuple(table.columns.items())
    for block in spec.blocks:
        if text := _check_formula(spec, block, places, table.header_row + 1, table.lang):
            yield header(table, spec, block.check.key), text


@lru_cache(maxsize=256)  # long to spell, and the same as long as the columns stand where they do
def _check_formula(
    spec: TableSpec, block: Block, places: tuple[tuple[str, int], ...], row: int, lang: Lang
) -> str | None:
    """What the check column of a block says in that row; None where a column that it looks at is gone."""
    refs = {key: f"${column_letters(column)}{row}" for key, column in places}
    try:
        return formula(spec, refs.__getitem__, lang, listed=True, block=block)
    except KeyError:
        return None


def _carried_on(control: Control, spec: TableSpec, rows: Sequence[Placed]) -> Sequence[Placed]:
    """The rows with the words that something is called by now, where they still have an old one."""
    cells = control.renames.cells.get(spec.key, {})
    now = ((cells.get(row.source, {}) if row.source is not None else {}) for row in rows)
    return [
        Placed(row.source, {**new, **row.values}) if new else row for row, new in zip(rows, now, strict=True)
    ]


def _without_room(table: Table, spec: TableSpec) -> frozenset[str]:
    """The columns that a workbook made earlier hasn't got and can't get, as somebody uses the place beside the table."""
    new = frozenset(c.key for c in spec.columns if c.optional and c.key not in table.columns)
    home = table.home
    if not new or home is None:
        return new
    beside = slice(home.area.right, home.area.right + len(spec.columns))
    rows = table.grid.rows[home.area.top - 1 : home.area.bottom]
    return new if any(not is_blank(value) for row in rows for value in row[beside]) else frozenset()


def program_rows(spec: TableSpec, rows: Iterable[Placed]) -> list[Placed]:
    """Rows that stood there already name the program's columns only: people's cells are theirs."""
    own = {column.key for column in spec.columns if column.owner is Owner.COMPUTED}
    return [
        row if row.source is None else Placed(row.source, {k: v for k, v in row.values.items() if k in own})
        for row in rows
    ]


def header(table: Table, spec: TableSpec, key: str) -> str:
    """The column's header as it stands in the workbook, or as it should be where it is gone."""
    return table.texts.get(key) or spec.column(key).label(table.lang)


def rows_in_place(control: Control, spec: TableSpec, values: Sequence[dict[str, Value]]) -> list[Placed]:
    """The table's rows in use, each where it is, with new values for some of its columns."""
    return [Placed(row.index, new) for row, new in zip(control.checked[spec.key].rows, values, strict=True)]


def ready_rows(table: Table, key: str) -> int:
    """How many data rows the real table has now."""
    found = [real for real in table.grid.tables if real.name.lower() == key.lower()]
    return found[0].last - table.header_row if found else 0


def _settled(control: Control, spec: TableSpec, rows: Sequence[Placed]) -> list[Placed]:
    """The rows with the blank ones back between them, and new rows put into ready ones where there are any."""
    used = {row.index for row in control.checked[spec.key].rows}
    last = max(used, default=-1)
    blanks = [] if spec.prefilled else [index for index in range(last) if index not in used]
    ready = iter(range(last + 1, ready_rows(control.tables[spec.key], spec.key)))
    placed: list[Placed] = []
    for row in rows:
        while blanks and row.source is not None and blanks[0] < row.source:
            placed.append(Placed(blanks.pop(0), {}))
        placed.append(Placed(next(ready, None), row.values) if row.source is None else row)
    return placed


def filled(table: str, columns: Sequence[str], rows: Sequence[Sequence[Value]], ready: int) -> TablePatch:
    """A table that belongs to the program alone: its `ready` data rows become just these, one blank if none."""
    whole = rows or [(None,) * len(columns)]
    patches = (
        RowPatch(i if i < ready else None, tuple(map(text.truncated, values)))
        for i, values in enumerate(whole)
    )
    return TablePatch(table, tuple(columns), tuple(patches))
