"""What a control workbook's tables and named cells hold, and how two such states differ: by row id and column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from softenv_xl.books import CONTROL
from softenv_xl.grid.address import Address
from softenv_xl.grid.cell import display_text, is_blank
from softenv_xl.grid.table import find_table
from softenv_xl.schema.column import Kind
from softenv_xl.sheets.patch import KEEP

if TYPE_CHECKING:
    from softenv_xl.grid.cell import Value
    from softenv_xl.grid.grid import Book, Grid, TableArea
    from softenv_xl.schema.table import TableSpec
    from softenv_xl.sheets.patch import Patch, TablePatch

Plain = str | float | int | bool | None
"""A value as the history keeps it: days and errors as people read them."""

PASSING = frozenset(("leading", "today", "why", "issues", "appraisal", "appraisal_mapping"))
"""Tables that only show what follows from others, whose changes would hide all else; and what comes of parents' sheets, of which
no state is to be kept beside another.
"""

CELLS = ""
"""In place of a table's key: single cells, each by its defined name."""

_PLAIN = (str, type(None), float, int)  # spelt str | None … it would be made anew for each cell
_SPECS = tuple(spec for _, spec in CONTROL.tables() if spec.key not in PASSING)


class TableState(Struct):
    """`columns` are keys, or headers of columns that are no part of the schema; `rows` the data rows from the first on."""

    columns: list[str]
    identity: int
    rows: list[list[Plain]]


class State(Struct):
    """`salt` is what confidential values are digested with: they are told apart, and never kept."""

    salt: bytes
    tables: dict[str, TableState]
    cells: dict[str, Plain]


class Change(NamedTuple):
    """One cell. `row` is the row's id, or `#3` for the third data row where it has none; in CELLS it is the name."""

    table: str
    row: str
    column: str
    before: Plain
    after: Plain


def state_of(book: Book, salt: bytes) -> State:
    """All that is followed: every table but the passing ones, without formulas; single cells that have a name."""
    tables = {}
    for spec in _SPECS:
        found = book.table(spec.key)
        if found and (state := _table(spec, *found, salt)):
            tables[spec.key] = state
    cells: dict[str, Plain] = {}
    grids = {grid.sheet: grid for grid in book.grids}
    for name, (sheet, area) in book.names.items():
        at = Address(area.top, area.left)
        single = (area.top, area.left) == (area.bottom, area.right)
        if single and sheet in grids and at not in grids[sheet].formulas:
            cells[name] = _plain(grids[sheet].value(at))
    return State(salt, tables, cells)


def columns_of(spec: TableSpec, grid: Grid, area: TableArea) -> dict[str, int]:
    """The sheet columns that are followed, by key or header; those that are formulas aren't."""
    table = find_table(grid, spec.headers)
    if table is None or table.header_row != area.area.top:
        return {}
    first = area.area.top + 1
    checks = {column.key for column in spec.columns if column.kind is Kind.CHECK}
    every = {**table.columns, **{text: at for text, at in table.extra if at <= area.area.right}}
    return {
        key: at for key, at in every.items() if key not in checks and Address(first, at) not in grid.formulas
    }


def after(state: State, patch: Patch, headers: Mapping[str, Mapping[str, str]]) -> State:
    """The state that a patch leaves. `headers` maps, by table, what stands in a header to the column's key."""
    tables = dict(state.tables)
    for table in patch.tables:
        if table.table in tables:
            known = headers.get(table.table, {})
            tables[table.table] = _patched(table.table, tables[table.table], table, known, state.salt)
    cells = dict(state.cells)
    cells.update({cell.name: _plain(cell.value) for cell in patch.cells if cell.name in cells})
    return State(state.salt, tables, cells)


def headers_of(book: Book) -> dict[str, dict[str, str]]:
    """By table: the texts of its headers and the keys of their columns."""
    found = {}
    for spec in _SPECS:
        place = book.table(spec.key)
        table = find_table(place[0], spec.headers) if place else None
        if table:
            found[spec.key] = {text: key for key, text in table.texts.items()}
    return found


def differences(before: State, now: State) -> Iterator[Change]:
    """Every cell that shows something else; rows are the same by their ids, wherever they stand."""
    for key, table in now.tables.items():
        was = before.tables.get(key)
        yield from _table_differences(key, was or TableState(table.columns, table.identity, []), table)
    for name, value in now.cells.items():
        if (old := before.cells.get(name)) != value:
            yield Change(CELLS, name, "", old, value)


def _table(spec: TableSpec, grid: Grid, area: TableArea, salt: bytes) -> TableState | None:
    columns = columns_of(spec, grid, area)
    if not columns:
        return None
    hidden = _hidden(spec.key)
    keys, places = list(columns), [at - 1 for at in columns.values()]
    rows = []
    widest = max(places) + 1
    secret = [place for place, key in enumerate(keys) if key in hidden]
    for number, row in enumerate(grid.rows[area.area.top :], area.area.top + 1):
        whole = row if len(row) >= widest else (*row, *(None,) * (widest - len(row)))
        values = [_plain(whole[at]) for at in places]
        for place in secret:
            values[place] = _kept(whole[places[place]], True, salt)
        if number > area.last and not any(values):
            break
        rows.append(values)
    while rows and not any(rows[-1]):
        rows.pop()
    return TableState(keys, keys.index(spec.id_column) if spec.id_column in keys else -1, rows)


def _hidden(table: str) -> frozenset[str]:
    spec = next(spec for spec in _SPECS if spec.key == table)
    return frozenset(column.key for column in spec.columns if column.confidential)


def _kept(value: Value, hidden: bool, salt: bytes) -> Plain:
    if hidden and not is_blank(value):
        return blake2b(display_text(value).encode("utf-8", "replace"), key=salt, digest_size=8).hexdigest()
    return _plain(value)


def _plain(value: Value) -> Plain:
    return value if isinstance(value, _PLAIN) else display_text(value)


def _patched(
    key: str, state: TableState, patch: TablePatch, headers: Mapping[str, str], salt: bytes
) -> TableState:
    renamed = {new: old for old, new in patch.headers}
    columns, hidden = list(state.columns), _hidden(key)
    keys = [headers.get(renamed.get(text, text)) or text for text in patch.columns]
    for column in keys:
        if column not in columns and _is_followed(key, column):
            columns.append(column)
    at = [columns.index(column) if column in columns else -1 for column in keys]
    rows = []
    for row in patch.rows:
        there = row.source is not None and row.source < len(state.rows)
        values = list(state.rows[row.source]) if there and row.source is not None else []
        values += [None] * (len(columns) - len(values))
        for place, column, value in zip(at, keys, row.values, strict=True):
            if place >= 0 and value is not KEEP:
                values[place] = _kept(value, column in hidden, salt)
        rows.append(values)
    return TableState(columns, state.identity, rows)


def _is_followed(table: str, column: str) -> bool:
    spec = next(spec for spec in _SPECS if spec.key == table)
    own = next((one for one in spec.columns if one.key == column), None)
    return own is not None and own.kind is not Kind.CHECK and own.formula is None


def _table_differences(key: str, was: TableState, table: TableState) -> Iterator[Change]:
    before, now = _by_id(was), _by_id(table)
    same = was.columns == table.columns
    for row, values in now.items():
        old = before.get(row)
        if same and old == values:
            continue
        there = dict(zip(was.columns, old or (), strict=False))
        for column, value in zip(table.columns, values, strict=True):
            past = there.get(column)
            if past != value and _told(past) != _told(value):
                yield Change(key, row, column, past, value)
    for row, values in before.items():
        if row not in now:
            for column, value in zip(was.columns, values, strict=False):
                if _told(value) is not None:
                    yield Change(key, row, column, value, None)


def _told(value: Plain) -> Plain:
    """What is blank to people's eyes is the same; so is a number, whether it is whole or not."""
    return None if is_blank(value) else value


def _by_id(table: TableState) -> dict[str, Sequence[Plain]]:
    found: dict[str, Sequence[Plain]] = {}
    for number, row in enumerate(table.rows, 1):
        identity = row[table.identity] if 0 <= table.identity < len(row) else None
        name = f"#{number}" if is_blank(identity) else display_text(identity)
        found[name if name not in found else f"{name}#{number}"] = row
    return found
