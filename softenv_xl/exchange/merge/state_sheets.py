"""What the control workbook keeps of merges, on the sheets Conflicts and Packs merged: read from it, and written back."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from decimal import InvalidOperation
from typing import get_args

from softenv_xl.control.workbook import Control
from softenv_xl.exchange.merge.conflict import (
    Cell,
    Choice,
    Conflict,
    Kind,
    NoSide,
    Side,
    side_from_json,
    side_to_json,
)
from softenv_xl.exchange.merge.memory import read, write
from softenv_xl.exchange.merge.values import MergedCopy, TableShape
from softenv_xl.exchange.merge.words import about, side_words
from softenv_xl.exchange.merge.work import State
from softenv_xl.exchange.snapshot import Tables
from softenv_xl.grid.cell import Value, display_text
from softenv_xl.registers.packed import PackedTable
from softenv_xl.schema.check import Row
from softenv_xl.schema.placed import Placed
from softenv_xl.schema.repair import repair, typed
from softenv_xl.sheets.patch import TablePatch
from softenv_xl.sheets.table_patch import table_patch
from softenv_xl.views import conflicts, packs_merged

_MAX_CELL = 32_000


def read_state(control: Control, tables: Tables, shapes: Mapping[str, TableShape]) -> State:
    """The state that the last merge left and people worked on since. A conflict whose memory is gone is none any more: the
    next copy that has it lists it again.
    """
    listed = (_conflict(row, shapes, control) for row in control.checked[conflicts.SPEC.key].rows)
    merged = (_copy(row) for row in control.checked[packs_merged.SPEC.key].rows)
    return State(
        tables,
        {conflict.id: conflict for conflict in listed if conflict},
        {copy.id: copy for copy in merged if copy.id},
    )


def state_patches(
    control: Control, state: State, shapes: Mapping[str, TableShape], packed: Mapping[str, PackedTable]
) -> tuple[TablePatch, TablePatch]:
    """Both sheets as they shall stand: what is to be decided first; packs by department."""
    order = {key: place for place, key in enumerate(packed)}
    rows = sorted(
        state.conflicts.values(),
        key=lambda each: (not each.is_open, order.get(each.cell.table, len(order)), each.cell, each.id),
    )
    there = _indices(control, conflicts.SPEC.key)
    listed = [
        Placed(there.get(each.id), _conflict_cells(each, state, shapes, packed, control)) for each in rows
    ]
    known = _indices(control, packs_merged.SPEC.key)
    merged = sorted(state.copies.values(), key=lambda copy: (copy.department, copy.stamp, copy.id))
    ledger = [Placed(known.get(copy.id), _copy_cells(copy, state)) for copy in merged]
    return (
        table_patch(control, conflicts.SPEC, listed),
        table_patch(control, packs_merged.SPEC, ledger),
    )


def _indices(control: Control, key: str) -> dict[str, int]:
    return {display_text(row.values["id"]): row.index for row in reversed(control.checked[key].rows)}


def _conflict(row: Row, shapes: Mapping[str, TableShape], control: Control) -> Conflict | None:
    values = row.values
    with suppress(ValueError, TypeError, KeyError, InvalidOperation, RecursionError):
        told = json.loads(display_text(values["memory"]))
        cell = Cell(*(str(part) for part in told["cell"]))
        conflict = Conflict(
            Kind(told["kind"]),
            cell,
            str(told["pack"]),
            str(told["department"]),
            side_from_json(told["base"]),
            side_from_json(told["ours"]),
            side_from_json(told["theirs"]),
        )
        choice: Choice | None = next((one for one in get_args(Choice) if one == values["decision"]), None)
        return replace(
            conflict,
            came=_day(values["came"]),
            choice=choice,
            own=_own(row, shapes.get(cell.table), cell.column, control),
            state="applied" if values["state"] == "applied" else "open",
            settled=_day(values["settled"]),
        )
    return None


def _own(row: Row, shape: TableShape | None, key: str, control: Control) -> Value:
    """The office's own words, read as the column that they are for reads them."""
    raw = row.raw.get("own")
    column = shape.inputs.get(key) if shape else None
    if column is None:
        return display_text(raw) or None
    words = shape.words.get(key, ()) if shape else ()
    since_1904 = control.tables[conflicts.SPEC.key].grid.since_1904
    read_as = repair(column, raw, control.context.year, words, since_1904=since_1904).value
    meant = typed(column, read_as)
    return raw if meant is None else meant


def _copy(row: Row) -> MergedCopy:
    values = row.values
    identity, pack, department, saved, told = (
        display_text(values[key]) for key in ("id", "pack", "department", "saved", "told")
    )
    memory = read(display_text(values["memory"]))
    edits, rows = (_number(values[key]) for key in ("edits", "rows"))
    return MergedCopy(identity, pack, department, saved, memory, _day(values["came"]), edits, rows, told)


def _conflict_cells(
    conflict: Conflict,
    state: State,
    shapes: Mapping[str, TableShape],
    packed: Mapping[str, PackedTable],
    control: Control,
) -> dict[str, Value]:
    lang, cell = control.lang, conflict.cell
    shape, table = shapes.get(cell.table), packed.get(cell.table)
    column = shape.inputs.get(cell.column) if shape else None
    here = control.tables.get(cell.table)
    texts = dict(here.texts) if here else {}
    row = state.tables.get(cell.table, {}).get(cell.row)
    sides = {
        name: side_words(side, conflict, shape, texts, lang)
        for name, side in (("base", conflict.base), ("ours", conflict.ours), ("theirs", conflict.theirs))
    }
    return {
        "id": conflict.id,
        "state": conflict.state,
        "department": conflict.department,
        "sheet": here.grid.sheet if here else (table.source.name(lang) if table else cell.table),
        "row_id": None if conflict.kind is Kind.ADDED else cell.row,
        "about": about(row, conflict, shape, lang),
        "kind": conflict.kind.value,
        "column": (texts.get(cell.column) or column.label(lang)) if column else None,
        **sides,
        "decision": conflict.choice,
        "came": conflict.came,
        "settled": conflict.settled,
        "pack": conflict.pack,
        "memory": _memory(conflict),
    }


def _memory(conflict: Conflict) -> str:
    words = _dump(conflict, conflict.base, conflict.ours)
    if len(words) <= _MAX_CELL:
        return words
    return _dump(conflict, NoSide.UNKNOWN, NoSide.UNKNOWN)


def _dump(conflict: Conflict, base: Side, ours: Side) -> str:
    return json.dumps(
        {
            "cell": list(conflict.cell),
            "kind": conflict.kind.value,
            "pack": conflict.pack,
            "department": conflict.department,
            "base": side_to_json(base),
            "ours": side_to_json(ours),
            "theirs": side_to_json(conflict.theirs),
        },
        separators=(",", ":"),
        sort_keys=True,
    )


def _copy_cells(copy: MergedCopy, state: State) -> dict[str, Value]:
    waiting = sum(each.is_open and each.pack == copy.pack for each in state.conflicts.values())
    return {
        "id": copy.id,
        "department": copy.department,
        "pack": copy.pack,
        "came": copy.came,
        "saved": copy.stamp or None,
        "edits": copy.edits,
        "rows": copy.rows,
        "open": waiting,
        "told": copy.told or None,
        "memory": write(copy.memory) or None,
    }


def _number(value: Value) -> int:
    return value if isinstance(value, int) else 0


def _day(value: Value) -> date | None:
    return value if isinstance(value, date) else None


def waiting(state: State) -> Iterator[Conflict]:
    """What the office has to decide."""
    return (conflict for conflict in state.conflicts.values() if conflict.is_open)
