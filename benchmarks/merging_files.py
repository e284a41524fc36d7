"""60 departments' pack files with 200 rows each, read and merged here and by hand in pandas: from the files to every verdict.

The packs are real ones: issued by `split`, worked in, saved. The rows are commitments: so many charges, seventy columns wide,
are more than a workbook of ours may hold. pandas is told on which sheet and in which row the table begins, and is given what was
issued as it stands in memory; it reads that one sheet, by openpyxl as it does unless told otherwise, and by calamine.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TypeVar

from benchmarks.merging import Row, pandas_compared
from softenv_xl import flow, templates
from softenv_xl.control.workbook import Control, read_control
from softenv_xl.exchange.merge.merging import merge_packs
from softenv_xl.exchange.merge.reading import Reader
from softenv_xl.exchange.merge.shapes import Meanings, packed_tables, rows_here, shape_of, standing
from softenv_xl.exchange.merge.three_way import Merged, merge
from softenv_xl.exchange.merge.work import State
from softenv_xl.exchange.pack.opening import open_pack
from softenv_xl.exchange.pack.writing import write_packs
from softenv_xl.exchange.passport.issuing import Issuer
from softenv_xl.exchange.passport.record import issuance_of
from softenv_xl.grid.cell import Value
from softenv_xl.hosts.file import apply
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.intake.delivery import deliveries, workers
from softenv_xl.registers import departments
from softenv_xl.registers.packed import TABLES
from softenv_xl.registers.publicity_words import COMMITMENT_KIND
from softenv_xl.schema.column import Kind, worded
from softenv_xl.sheets.patch import CellPatch, Patch, RowPatch, TablePatch
from tests.support import large_school

DAY = date(2026, 10, 20)
T = TypeVar("T")
TABLE = next(table for table in TABLES if table.key == "commitments")
KEYS = ("department", "kind", "matter", "text", "limit_days", "phone", "basis", "due", "remarks")
EDITED: dict[str, tuple[Value, ...]] = {
    "text": ("Done within five days", "Done within a week"),
    "limit_days": (3, 5, 7),
    "phone": ("87654321", "0571-1234", None),
    "due": (date(2026, 10, 9), date(2026, 10, 10)),
    "remarks": ("checked", None),
}
"""What both sides type into, every tenth cell, and what."""


def measure(groups: int, rows: int) -> None:
    """Prints seconds by the clock and of processors, the reading processes' included."""
    issued = {f"Department {group}": made(group, rows) for group in range(groups)}
    ours, theirs = ({name: edited(some, name + side) for name, some in issued.items()} for side in "12")
    with TemporaryDirectory() as folder:
        os.environ["XDG_DATA_HOME"] = folder
        control = Path(folder) / "control.xlsx"
        packs = files(control, issued, ours, theirs)
        known = read_control(FileWorkbook(control).read())
        print(
            f"{groups} pack files with {rows} rows, {sum(p.stat().st_size for p in packs.values()):,} bytes"
        )
        merged = told("read and merged here", lambda: from_files(known, control, list(packs.values())))
        print(f"    {len(merged.state.conflicts)} conflicts")
        for engine in ("openpyxl", "calamine"):
            found = told(f"pandas, by {engine}", partial(by_pandas, issued, ours, packs, engine))
            print(f"    {found} conflicts")
        paths = list(packs.values())
        told(
            "the whole command, refresh and write included",
            lambda: merge_packs(FileWorkbook(control), control, deliveries(paths, workers()), DAY),
        )


def made(group: int, rows: int) -> list[Row]:
    """What a department was issued."""
    return [
        {
            "id": f"CM-{group * rows + row:05d}",
            "department": f"Department {group}",
            "kind": COMMITMENT_KIND.words[0][0],
            "matter": f"Matter {row}",
            "text": "Done within three days where all papers are there",
            "limit_days": 3,
            "phone": "12345678",
            "basis": "The school's statute, section 4",
            "due": date(2026, 9, 30),
            "remarks": None,
        }
        for row in range(rows)
    ]


def edited(rows: Sequence[Row], seed: str) -> list[Row]:
    """The same, every tenth of those cells typed anew."""
    dice = Random(seed)
    return [
        {**row, **{key: dice.choice(values) for key, values in EDITED.items() if dice.random() < 0.1}}
        for row in rows
    ]


def shown(row: Row) -> Row:
    """As cells show it."""
    return {key: worded(TABLE.full.column(key), value, "en") for key, value in row.items()}


def told(what: str, work: Callable[[], T]) -> T:
    """Does it, and says how long it took; children that have ended count."""
    began, used = time.perf_counter(), os.times()
    result = work()
    taken, now = time.perf_counter() - began, os.times()
    spent = sum(now[:4]) - sum(used[:4])
    print(f"  {what:<48} {taken:6.2f} s by the clock, {spent:6.2f} s of processors")
    return result


def files(
    control: Path,
    issued: Mapping[str, list[Row]],
    ours: Mapping[str, list[Row]],
    theirs: Mapping[str, list[Row]],
) -> dict[str, Path]:
    """The control workbook, with the office's edits since; and each department's pack with its own."""
    every = [row for rows in issued.values() for row in rows]
    heads: list[tuple[Value, ...]] = [(name, "Head") for name in issued]
    tables = (large_school.table(departments.SPEC, ("name", "head"), heads), typed(every))
    school = CellPatch("settings_school", "Bench School")
    blank = templates.path("control", "en").read_bytes()
    control.write_bytes(apply(blank, Patch(tables, (school,)), control.name))
    result, _ = flow.refresh(FileWorkbook(control), DAY)
    packs = write_packs(result, control, control.parent / "packs", Issuer(result.control, control, DAY))
    now = [row for rows in ours.values() for row in rows]
    control.write_bytes(apply(control.read_bytes(), Patch((edits(now),)), control.name))
    for pack in packs:
        content = apply(pack.path.read_bytes(), Patch((edits(theirs[pack.department]),)), pack.path.name)
        pack.path.write_bytes(content)
    return {pack.department: pack.path for pack in packs}


def typed(rows: Sequence[Row]) -> TablePatch:
    keys = tuple(rows[0])
    cells = [tuple(shown(row)[key] for key in keys) for row in rows]
    return large_school.table(TABLE.full, keys, cells)


def edits(rows: Sequence[Row]) -> TablePatch:
    """The edited columns of a table with just these rows, in their order."""
    labels = tuple(TABLE.spec.column(key).label("en") for key in EDITED)
    cells = (tuple(row[key] for key in EDITED) for row in rows)
    return TablePatch(TABLE.key, labels, tuple(RowPatch(at, row) for at, row in enumerate(cells)))


def from_files(control: Control, path: Path, paths: Sequence[Path]) -> Merged:
    """From the pack files to verdicts, as the command does it; the control workbook was read before."""
    control = replace(control, passports=issuance_of(control, path))
    meanings = Meanings(control)
    reader, copies = Reader(control, meanings), []
    for came in deliveries(paths, workers()):
        assert came.book, came.issues
        opened = open_pack(came.book, control, path)
        copies.append(reader.copy(came.book, opened.serial, opened.department, opened.base, came.file))
    packed = {table.key: table for table in packed_tables(control)}
    shapes = {key: shape_of(table, control) for key, table in packed.items()}
    tables = {key: standing(rows_here(packed[key], shapes[key], control, meanings)) for key in packed}
    return merge(State(tables), copies, shapes, DAY)


def by_pandas(
    issued: dict[str, list[Row]], ours: dict[str, list[Row]], packs: Mapping[str, Path], engine: str
) -> int:
    """As somebody does it with pandas: the sheet of each file is a frame, its columns go by their keys."""
    import pandas as pd

    labels = {column.label.en: column.key for column in TABLE.spec.columns}
    came = {}
    for name, path in packs.items():
        frame = pd.read_excel(
            path,
            sheet_name=TABLE.source.name.en,
            header=TABLE.spec.header_row - 1,
            engine=engine,
            dtype=object,
        )
        frame = frame.rename(columns=labels).dropna(subset=["id"]).set_index("id")
        for column in TABLE.spec.columns:
            if column.kind is Kind.DATE and column.key in KEYS:
                frame[column.key] = pd.to_datetime(frame[column.key]).dt.date
        came[name] = frame
    return pandas_compared(plain(issued), plain(ours), came, KEYS)


def plain(rows: Mapping[str, list[Row]]) -> dict[str, list[Row]]:
    """With the words that the files have."""
    return {name: [shown(row) for row in some] for name, some in rows.items()}
