"""Plays a department: opens its pack with openpyxl, as many a program does, works in it, and saves it under another name."""

from __future__ import annotations

import re
import subprocess
import warnings
from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from softenv_xl.grid.cell import Value
from softenv_xl.registers.packed import TABLES
from softenv_xl.schema.table import TableSpec
from softenv_xl.words import Lang
from tests.libreoffice import require

SPECS: Mapping[str, TableSpec] = {table.key: table.spec for table in TABLES}

SAVED = datetime(2026, 10, 12, 8, 30)  # noqa: DTZ001 - as files tell it


class PackFile:
    """One pack, open; columns are named by their keys, rows by their ids."""

    def __init__(self, path: Path, lang: Lang = "zh") -> None:
        self.path, self.lang = path, lang
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self.book = openpyxl.load_workbook(path)

    def save(self, path: Path, saved: datetime = SAVED) -> Path:
        """As if it had been saved then: openpyxl says now."""
        path.parent.mkdir(parents=True, exist_ok=True)
        content = BytesIO()
        self.book.save(content)
        with ZipFile(content) as package, ZipFile(path, "w", ZIP_DEFLATED) as out:
            for name in package.namelist():
                part = package.read(name)
                if name == "docProps/core.xml":
                    part = re.sub(
                        rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>%sZ" % saved.isoformat().encode(), part
                    )
                out.writestr(name, part)
        return path

    def has(self, table: str) -> bool:
        return any(table in sheet.tables for sheet in self.book.worksheets)

    def ids(self, table: str) -> list[str]:
        """The rows' ids from top to bottom."""
        sheet, _ = self._table(table)
        at = self._column(table, SPECS[table].id_column or "")
        return [str(sheet.cell(row, at).value) for row in self._rows(table) if sheet.cell(row, at).value]

    def value(self, table: str, row: str, key: str) -> Value:
        return self._table(table)[0].cell(self._row(table, row), self._column(table, key)).value  # type: ignore[return-value]

    def type(self, table: str, row: str, **cells: Value) -> None:
        sheet, _ = self._table(table)
        for key, value in cells.items():
            sheet.cell(self._row(table, row), self._column(table, key)).value = value  # type: ignore[assignment]

    def type_where(self, table: str, matter: str, **cells: Value) -> None:
        """Types into the row that has no id yet and is about that matter."""
        sheet, at = self._table(table)[0], self._column(table, "matter")
        (row,) = [row for row in self._rows(table) if sheet.cell(row, at).value == matter]
        for key, value in cells.items():
            sheet.cell(row, self._column(table, key)).value = value  # type: ignore[assignment]

    def add(self, table: str, **cells: Value) -> None:
        """Fills in the first blank row."""
        sheet, _ = self._table(table)
        used = [row for row in self._rows(table) if self._filled(table, row)]
        row = max(used, default=self._top(table)) + 1
        for key, value in cells.items():
            sheet.cell(row, self._column(table, key)).value = value  # type: ignore[assignment]
        _, found = self._table(table)
        first, last = found.ref.split(":")
        if row > int(re.sub(r"\D", "", last)):
            found.ref = f"{first}:{re.sub(chr(92) + 'd', '', last)}{row}"

    def delete(self, table: str, row: str) -> None:
        """Takes the row out; those below move up."""
        at = self._row(table, row)
        contents = self._contents(table)
        self._fill(table, [cells for n, cells in contents if n != at])

    def reorder(self, table: str, order: Sequence[int] | None = None, *, blanks: bool = False) -> None:
        """Sorts the rows the other way round; with `blanks` there is a blank one between any two."""
        rows = [cells for _, cells in reversed(self._contents(table))]
        if order:
            rows = [rows[at] for at in order]
        spaced: list[list[Value]] = []
        for cells in rows:
            spaced += [cells, [None] * len(cells)] if blanks else [cells]
        self._fill(table, spaced)

    def hide(self, table: str, row: str) -> None:
        """As a filter does."""
        self._table(table)[0].row_dimensions[self._row(table, row)].hidden = True

    def swap_columns(self, table: str, one: str, other: str) -> None:
        """Moves two columns, headers and all, into each other's places."""
        sheet, found = self._table(table)
        a, b = self._column(table, one), self._column(table, other)
        for row in range(self._top(table), sheet.max_row + 1):
            x, y = sheet.cell(row, a).value, sheet.cell(row, b).value
            sheet.cell(row, a).value, sheet.cell(row, b).value = y, x
        left = range_boundaries(found.ref)[0] or 1
        columns = found.tableColumns
        columns[a - left].name, columns[b - left].name = columns[b - left].name, columns[a - left].name

    def write_beside(self, table: str, words: str) -> None:
        """Adds a column of the department's own at the table's right."""
        sheet, found = self._table(table)
        right = range_boundaries(found.ref)[2] or 1
        sheet.cell(self._top(table), right + 1).value = words
        for row in self._rows(table):
            sheet.cell(row, right + 1).value = f"{words}{row}"

    def rows(self, table: str) -> int:
        return sum(self._filled(table, row) for row in self._rows(table))

    def _contents(self, table: str) -> list[tuple[int, list[Value]]]:
        sheet, found = self._table(table)
        left, _, right, _ = range_boundaries(found.ref)
        return [
            (row, [sheet.cell(row, column).value for column in range(left or 1, (right or 1) + 1)])  # type: ignore[misc]
            for row in self._rows(table)
            if self._filled(table, row)
        ]

    def _fill(self, table: str, rows: Sequence[Sequence[Value]]) -> None:
        sheet, found = self._table(table)
        left, top, right, bottom = range_boundaries(found.ref)
        first, last = (top or 1) + 1, max(bottom or 1, (top or 1) + len(rows))
        for at in range(first, last + 1):
            cells = rows[at - first] if at - first < len(rows) else [None] * ((right or 1) - (left or 1) + 1)
            for column, value in enumerate(cells, left or 1):
                sheet.cell(at, column).value = value  # type: ignore[assignment]
        start, end = found.ref.split(":")
        found.ref = f"{start}:{re.sub(r'[0-9]', '', end)}{last}"

    def _filled(self, table: str, row: int) -> bool:
        sheet, _ = self._table(table)
        spec = SPECS[table]
        keys = {spec.id_column or "", *(column.key for column in spec.inputs)}
        return any(sheet.cell(row, self._column(table, key)).value is not None for key in keys)

    def _table(self, table: str) -> tuple[Worksheet, Table]:
        for sheet in self.book.worksheets:
            if table in sheet.tables:
                return sheet, sheet.tables[table]
        raise KeyError(table)

    def _top(self, table: str) -> int:
        return range_boundaries(self._table(table)[1].ref)[1] or 1

    def _rows(self, table: str) -> range:
        _, top, _, bottom = range_boundaries(self._table(table)[1].ref)
        return range((top or 1) + 1, (bottom or 1) + 1)

    def _column(self, table: str, key: str) -> int:
        sheet, _ = self._table(table)
        label = SPECS[table].column(key).label(self.lang)
        return next(c for c in range(1, 80) if sheet.cell(self._top(table), c).value == label)

    def _row(self, table: str, row: str) -> int:
        sheet, _ = self._table(table)
        at = self._column(table, SPECS[table].id_column or "")
        return next(n for n in self._rows(table) if sheet.cell(n, at).value == row)


def saved_by_libreoffice(path: Path, folder: Path) -> Path:
    """The same file as LibreOffice saves it."""
    require()
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore",
         "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder), str(path)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return folder / path.name
