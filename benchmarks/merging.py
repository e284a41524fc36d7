"""60 departments send back 200 rows each: merged here, and by hand in pandas, in one run; from cells, then from files.

From cells both begin with what a program that reads workbooks gives them, and end with every cell's verdict. pandas gets tables
that nobody sorted, dates that are dates and words that are words already; it neither recognises rows and columns that were
moved, nor remembers anything, nor adds rows.

Usage: python -m benchmarks.merging [DEPARTMENTS [ROWS]]
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from datetime import date, datetime
from random import Random
from typing import Any, TypeVar

from softenv_xl import templates
from softenv_xl.control.workbook import Control, read_control
from softenv_xl.exchange.merge.reading import Reader
from softenv_xl.exchange.merge.shapes import Meanings, packed_tables, rows_here, shape_of, standing
from softenv_xl.exchange.merge.three_way import Merged, merge
from softenv_xl.exchange.merge.work import State
from softenv_xl.exchange.snapshot import Snapshot, rows_of
from softenv_xl.gate.limits import CONTROL
from softenv_xl.gate.read import read
from softenv_xl.grid.address import Area
from softenv_xl.grid.amended import Kept, rearranged
from softenv_xl.grid.cell import Value
from softenv_xl.grid.grid import Book, Grid, TableArea
from softenv_xl.registers import departments, fees
from softenv_xl.registers.packed import TABLES
from softenv_xl.schema.column import worded

DAY = date(2026, 10, 20)
FEES = next(table for table in TABLES if table.key == "fees")
KEYS = tuple(key for key in fees.SPEC.by_key if key in FEES.spec.by_key and key != "id")
EDITED = ("charged", "received", "settled", "remarks", "hotline")
Row = dict[str, Value]
T = TypeVar("T")


def main(groups: int = 60, rows: int = 200) -> None:
    """Prints processor seconds of both, and their ratio."""
    issued = made(groups, rows)
    ours, theirs = edited(issued, 1), edited(issued, 2)
    control = control_of(issued, ours)
    packs = [book_of(theirs[name]) for name in issued]
    kept = snapshots(issued)
    merged, here = timed(lambda: ours_merged(control, kept, packs))
    cells, by_hand = timed(lambda: pandas_merged(issued, ours, theirs))
    changed = len(merged.state.conflicts)
    print(f"{groups} departments x {rows} rows, {len(EDITED)} columns edited by both sides")
    print(f"  merged here        {here:6.2f} s of a processor, {changed} conflicts")
    print(f"  by hand in pandas  {by_hand:6.2f} s of a processor, {cells} conflicts")
    print(f"  ratio              {here / by_hand:6.2f}")
    from benchmarks import merging_files

    merging_files.measure(groups, rows)


def timed(work: Callable[[], T]) -> tuple[T, float]:
    began = time.process_time()
    return work(), time.process_time() - began


def made(groups: int, rows: int) -> dict[str, list[Row]]:
    """What each department was issued."""
    return {
        f"Department {group}": [
            {
                "id": f"FE-{group * rows + row:05d}",
                "term": "2026 autumn",
                "nature": "service",
                "name": f"Charge {row}",
                "department": f"Department {group}",
                "charged": 100 + row,
                "received": row * 10.5,
                "start": date(2026, 9, 1),
                "settled": None,
                "remarks": "as agreed with the parents' committee",
                "hotline": "12345678",
            }
            for row in range(rows)
        ]
        for group in range(groups)
    }


def edited(issued: dict[str, list[Row]], seed: int) -> dict[str, list[Row]]:
    """The same, every tenth cell typed anew."""
    dice = Random(seed)
    values: dict[str, tuple[Value, ...]] = {
        "charged": (90, 95, 300),
        "received": (1.5, 2000, None),
        "settled": (date(2026, 10, 9), date(2026, 10, 10)),
        "remarks": ("checked", "paid back", None),
        "hotline": ("87654321", "0571-1234"),
    }
    return {
        name: [
            {**row, **{key: dice.choice(values[key]) for key in EDITED if dice.random() < 0.1}}
            for row in rows
        ]
        for name, rows in issued.items()
    }


def control_of(issued: dict[str, list[Row]], ours: dict[str, list[Row]]) -> Control:
    """A control workbook in which those rows stand."""
    book = read(templates.path("control", "en").read_bytes(), CONTROL).book
    assert book
    control = read_control(book)
    heads: list[Kept] = [Kept(None, {"name": name, "head": "Head"}) for name in issued]
    book = rearranged(book, control.tables[departments.SPEC.key], heads)
    rows = [Kept(None, shown(row)) for rows in ours.values() for row in rows]
    return read_control(rearranged(book, control.tables[fees.SPEC.key], rows))


def shown(row: Row) -> Row:
    """As cells show it."""
    return {key: worded(fees.SPEC.column(key), value, "en") for key, value in row.items()}


def book_of(rows: list[Row]) -> Book:
    """A pack's table of fees as it came back."""
    columns = FEES.spec.columns
    header = tuple(column.label.en for column in columns)
    body = [tuple(shown(row).get(column.key) for column in columns) for row in rows]
    top = FEES.spec.header_row
    area = TableArea(FEES.key, Area(top, 1, top + len(rows), len(columns)))
    grid = Grid(FEES.source.name.en, ((),) * (top - 1) + (header, *body), tables=(area,))
    return Book((grid,), saved_at=datetime(2026, 10, 12))  # noqa: DTZ001 - as files tell it


def snapshots(issued: dict[str, list[Row]]) -> dict[str, bytes]:
    """The bases as they are kept."""
    return {
        name: Snapshot.of({"fees": rows_of(_columns(), "id", [{**_BLANK, **row} for row in rows])}).content
        for name, rows in issued.items()
    }


def ours_merged(control: Control, kept: dict[str, bytes], packs: list[Book]) -> Merged:
    """From cells to verdicts, as the command does it."""
    meanings = Meanings(control)
    reader = Reader(control, meanings)
    bases = {name: Snapshot.read(content) for name, content in kept.items()}
    copies = [
        reader.copy(book, f"{number:04d}-PACK", name, bases[name])
        for number, (name, book) in enumerate(zip(kept, packs, strict=True))
    ]
    packed = {table.key: table for table in packed_tables(control)}
    shapes = {key: shape_of(table, control) for key, table in packed.items()}
    tables = {key: standing(rows_here(packed[key], shapes[key], control, meanings)) for key in packed}
    return merge(State(tables), copies, shapes, DAY)


def _columns() -> list[Any]:
    return [column for column in FEES.spec.columns if column.key in _BLANK]


_BLANK: Row = {key: None for key in fees.SPEC.by_key if key in FEES.spec.by_key}


def pandas_merged(
    issued: dict[str, list[Row]], ours: dict[str, list[Row]], theirs: dict[str, list[Row]]
) -> int:
    """As somebody does it with pandas: one frame a side, joined by the id, column by column."""
    return pandas_compared(issued, ours, {name: _frame(rows, KEYS) for name, rows in theirs.items()}, KEYS)


def pandas_compared(
    issued: dict[str, list[Row]], ours: dict[str, list[Row]], theirs: dict[str, Any], keys: Sequence[str]
) -> int:
    """How many cells both sides changed, each to something else; `theirs` are frames by the id."""
    conflicts = 0
    here = _frame([row for rows in ours.values() for row in rows], keys)
    for name, rows in issued.items():
        base = _frame(rows, keys)
        came, now = theirs[name].reindex(base.index), here.reindex(base.index)
        for key in keys:
            b, o, t = (
                frame[key].astype(object).where(frame[key].notna(), None) for frame in (base, now, came)
            )
            theirs_changed = (t != b) & ~(t.isna() & b.isna())
            ours_changed = (o != b) & ~(o.isna() & b.isna())
            clash = theirs_changed & ours_changed & (o != t) & ~(o.isna() & t.isna())
            conflicts += int(clash.sum())
            now[key] = t.where(theirs_changed & ~ours_changed, o)
        here.loc[base.index, list(keys)] = now[list(keys)]
    return conflicts


def _frame(rows: list[Row], keys: Sequence[str]) -> Any:
    import pandas as pd

    return pd.DataFrame(rows, columns=["id", *keys], dtype=object).set_index("id")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
