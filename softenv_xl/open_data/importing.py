"""Csv files read back into a patch of the control workbook: only cells that people fill in, only where they say something else.

A row is found by its id, however the workbook or the file was sorted; one that the file leaves out stays as it is. A cell that
a file doesn't say otherwise than an export of the workbook would isn't touched, formulas and all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import NamedTuple

from softenv_xl import catalogue
from softenv_xl.control.workbook import Control
from softenv_xl.grid.cell import Value
from softenv_xl.grid.grid import Book
from softenv_xl.issues import Issue, Severity
from softenv_xl.legible import legible
from softenv_xl.open_data.dictionary import NAME
from softenv_xl.open_data.reading import Line, Sheet, read_sheet
from softenv_xl.open_data.tables import Exported, identity, tables
from softenv_xl.open_data.values import read_back, spelt
from softenv_xl.schema.column import Column, Owner, worded
from softenv_xl.schema.placed import Placed
from softenv_xl.schema.table import FormSpec, TableSpec
from softenv_xl.schema.vocabulary import Vocabulary
from softenv_xl.sheets.patch import CellPatch, Patch, TablePatch
from softenv_xl.sheets.result import Result
from softenv_xl.sheets.table_patch import table_patch

_Cells = dict[str, Value]


class Imported(NamedTuple):
    """The patch that the files come to, None where something is wrong; how many cells and rows it changes or adds."""

    patch: Patch | None
    issues: tuple[Issue, ...]
    cells: int = 0
    rows: int = 0


@dataclass
class _Table:
    """One table's changes: of rows by their index, and new ones."""

    changed: dict[int, _Cells] = field(default_factory=dict)
    new: list[_Cells] = field(default_factory=list)
    found: list[Issue] = field(default_factory=list)


def read_folder(book: Book, result: Result, files: Mapping[str, bytes]) -> Imported:
    """`files` are contents by the names of the files: `people.csv`."""
    control = result.control
    known = {table.key: table for table in tables(book, result, confidential=True)}
    found: list[Issue] = []
    patches, cells = list[TablePatch](), list[CellPatch]()
    changed = added = 0
    for name, content in sorted(files.items()):
        stem = PurePath(name).stem.lower()
        if stem == NAME:
            continue
        table = known.get(stem)
        if table is None:
            found.append(
                Issue(catalogue.IMPORT_TABLE_UNKNOWN, arguments={"name": stem}).in_file(legible(name))
            )
            continue
        read = _read(read_sheet(content, legible(name), table), table, control)
        found += read.found
        changed += sum(map(len, read.changed.values()))
        added += len(read.new)
        if isinstance(table.spec, FormSpec):
            cells += _field_patches(table.spec, read, control)
        elif read.changed or read.new:
            rows = [Placed(at, read.changed.get(at, {})) for at in table.places]
            rows += [Placed(None, new) for new in read.new]
            patches.append(table_patch(control, table.spec, rows))
    if any(issue.severity is Severity.ERROR for issue in found):
        return Imported(None, tuple(found))
    return Imported(Patch(tuple(patches), tuple(cells)), tuple(found), changed, added)


def _field_patches(spec: FormSpec, read: _Table, control: Control) -> Iterator[CellPatch]:
    for fields in read.changed.values():
        for key, value in fields.items():
            yield CellPatch(spec.name(key), worded(spec.column(key), value, control.lang))


def _read(sheet: Sheet, table: Exported, control: Control) -> _Table:
    read = _Table(found=list(sheet.issues))
    if any(issue.severity is Severity.ERROR for issue in sheet.issues):
        return read
    key = table.spec.id_column if isinstance(table.spec, TableSpec) else None
    if key and key not in sheet.places and sheet.lines:
        read.found.append(
            Issue(catalogue.IMPORT_ID_COLUMN_MISSING, sheet.place(sheet.lines[0]), {"found": key})
        )
        return read
    rows = _Rows(table)
    for line in sheet.lines:
        at = rows.find(line)
        if at is None and not _may_be_new(table, line):
            told = {"found": line.cells[key or ""]}
            read.found.append(Issue(catalogue.IMPORT_ID_UNKNOWN, sheet.place(line, key or ""), told))
            continue
        before = table.rows[at] if at is not None else {}
        cells = _Reader(table, control, sheet, read.found).cells(line, before)
        if at is None:
            read.new += [cells] if cells else []
        elif cells:
            read.changed[table.places[at] if table.places else 0] = cells
    return read


def _may_be_new(table: Exported, line: Line) -> bool:
    """A row that people name themselves, or that gets its id at the next press; never one of the program's own tables."""
    spec = table.spec
    if isinstance(spec, FormSpec) or spec.prefilled:
        return False
    key = spec.id_column
    return not key or spec.column(key).owner is not Owner.COMPUTED or not line.cells.get(key)


class _Rows:
    """Finds the table's rows by the lines of a file: of several with one id each line its own, in their order."""

    def __init__(self, table: Exported) -> None:
        self._table = table
        self._left: dict[str, list[int]] = defaultdict(list)
        for at, row in enumerate(table.rows):
            self._left[identity(table, row)].append(at)

    def find(self, line: Line) -> int | None:
        """The row's place among the table's rows; None for one that isn't there."""
        spec = self._table.spec
        key = spec.id_column if isinstance(spec, TableSpec) else None
        column = spec.column(key) if key else None
        found = read_back(column, line.cells.get(key or "", ""), None) if column else None
        left = self._left[identity(self._table, {key: found}) if key else ""]
        if key and not found:  # which of those without an id it is, only its cells can tell
            return next((left.pop(n) for n, at in enumerate(left) if self._is(at, line)), None)
        return left.pop(0) if left else None

    def _is(self, at: int, line: Line) -> bool:
        row = self._table.rows[at]
        return all(
            line.cells.get(column.key, "") == spelt(row[column.key])
            for column in self._table.inputs
            if column.key in line.cells
        )


class _Reader:
    """Reads the cells of one line that say something else than the row does now."""

    def __init__(self, table: Exported, control: Control, sheet: Sheet, found: list[Issue]) -> None:
        self._table, self._control, self._sheet, self._found = table, control, sheet, found

    def cells(self, line: Line, before: Mapping[str, Value]) -> _Cells:
        read: _Cells = {}
        for column in self._table.inputs:
            cell = line.cells.get(column.key)
            if cell is None or cell == spelt(before.get(column.key)):
                continue
            value = read_back(column, cell, self._control.campaign.year)
            if value == before.get(column.key) and type(value) is type(before.get(column.key)):
                continue
            if self._fits(column, value, line):
                read[column.key] = value
        return read

    def _fits(self, column: Column, value: Value, line: Line) -> bool:
        words, place = column.choices, self._sheet.place(line, column.key)
        if isinstance(words, Vocabulary) and value is not None and value not in dict(words.words):
            told = {"column": column.label, "found": column.told(value)}
            self._found.append(Issue(catalogue.IMPORT_WORD_UNKNOWN, place, told))
            return False
        spec = self._table.spec
        if isinstance(spec, TableSpec) and column.key not in self._control.tables[spec.key].columns:
            self._found.append(Issue(catalogue.IMPORT_COLUMN_GONE, place, {"column": column.label}))
            return False
        return True
