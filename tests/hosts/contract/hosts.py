"""The hosts behind one face: give it a package and patches, and see what stands there afterwards.

SOFTENV_HOSTS chooses them: the file host, LibreOffice and the models of a Chinese and an English Excel and of one on a
Mac if it says nothing; `excel` is for a computer that has it.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import pytest

from softenv_xl.errors import Stop
from softenv_xl.grid.address import Address
from softenv_xl.hosts.live import LiveWorkbook
from softenv_xl.hosts.live.areas import area_of
from softenv_xl.hosts.live.program import program_of
from softenv_xl.hosts.live.reading import formulas_in, typed
from softenv_xl.sheets.patch import CellPatch, Patch, TablePatch
from softenv_xl.words import Text
from tests.support.packages import carried_out, opened, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    import xlwings as xw

NAMES = tuple(os.environ.get("SOFTENV_HOSTS", "file,libreoffice,model-zh,model-en,model-mac").split(","))
SHEET = "Staff list"
ARRAY = Address(11, 26)
"""A cell that `prepare_to_fail` makes a part of an array."""


@dataclass
class Seen:
    """What a host shows of the sheet "Staff list" after a patch."""

    values: list[list[Any]]
    formulas: dict[str, str]
    notes: dict[str, str]
    fills: dict[str, str]
    tables: dict[str, str]
    changed: bool = True


class Host(Protocol):
    """One host; `patched` carries the patches out one after the other.

    `calculates`: does it work formulas out again? A file's results wait for the next program that opens it, and the
    models of Excel calculate nothing (tests/excel/loading.py).
    """

    @property
    def calculates(self) -> bool: ...

    def patched(self, package: bytes, *patches: Patch) -> Seen: ...


class FileHost:
    """The file host on the package's bytes, seen through openpyxl and calamine."""

    calculates = False

    def patched(self, package: bytes, *patches: Patch) -> Seen:
        before = package
        for patch in patches:
            before, package = package, carried_out(package, patch, "staff.xlsx")
        sheet = opened(package)[SHEET]
        cells = [cell for row in sheet.iter_rows() for cell in row]
        return Seen(
            shown(package),
            {cell.coordinate: str(cell.value) for cell in cells if cell.data_type == "f"},
            {cell.coordinate: cell.comment.text for cell in cells if cell.comment},
            {cell.coordinate: cell.fill.fgColor.rgb[2:] for cell in cells if cell.fill.fill_type == "solid"},
            {table.displayName: table.ref for table in sheet.tables.values()},
            package is not before,
        )


WITHOUT_PROGRAM: dict[str, Callable[[], Host]] = {"file": FileHost}
"""Hosts by their names. Every other name is that of a program, or of the model of one: `tests/libreoffice/running.py`."""


class LiveHost:
    """The live host on a running program, seen through xlwings.

    `lifts_protection`: can it write a protected sheet? Excel on a Mac doesn't tell what a protection allows, so that
    it couldn't be put back.
    """

    def __init__(self, app: xw.App, folder: Path, *, name: str) -> None:
        self.app, self.folder = app, folder
        self.calculates = not name.startswith("model-")
        self.lifts_protection = name != "model-mac"

    def patched(self, package: bytes, *patches: Patch) -> Seen:
        return self.seen(package, *(lambda book, patch=patch: live(book).write(patch) for patch in patches))

    def seen(self, package: bytes, *steps: Callable[[xw.Book], object]) -> Seen:
        """Opens the package, takes the steps on it, and looks."""
        book = self.open(package)
        try:
            changed = True
            for step in steps:
                changed = step(book) is not False
            return look(book, changed=changed)
        finally:
            book.close()

    def open(self, package: bytes) -> xw.Book:
        path = self.folder / "staff.xlsx"
        path.write_bytes(package)
        return self.app.books.open(str(path))


def live(book: xw.Book) -> LiveWorkbook:
    """The workbook as a button has it."""
    return LiveWorkbook(book, Text("测试", "Test"))


def prepare_to_fail(book: xw.Book, sheet: str) -> None:
    """A cell with a name that no program lets anybody write: it is a part of an array."""
    book.sheets[sheet][f"Z10:{ARRAY.a1}"].formula_array = "=ROW(A1:A2)"
    book.names.add("in_array", f"='{sheet}'!$Z${ARRAY.row}")


def write_and_fail(book: xw.Book, sheet: str, tables: tuple[TablePatch, ...]) -> None:
    """A press that the program refuses when it comes to its last cell, which the host doesn't know for one of an array."""
    host = live(book)
    seen = host.read()
    blind = (
        replace(grid, formulas=grid.formulas - {ARRAY}) if grid.sheet == sheet else grid
        for grid in seen.grids
    )
    host._seen = replace(seen, grids=tuple(blind))
    with pytest.raises(Exception, match=r".") as failed:
        host.write(Patch(tables, (CellPatch("in_array", 1),)))
    assert not isinstance(failed.value, Stop)


def look(book: xw.Book, *, changed: bool = True) -> Seen:
    sheet = book.sheets[SHEET]
    used = area_of(sheet.used_range)
    block = sheet.range((1, 1), (used.bottom, used.right))
    cells = [cell for row in block.rows for cell in row]
    found = program_of(book).values(block)
    fills = {Address(cell.row, cell.column).a1: cell.color for cell in cells}
    return Seen(
        [[_whole(typed(value)) for value in row] for row in found],
        {at.a1: str(sheet.range(at.a1).formula) for at in formulas_in(block)},
        {Address(note.location.row, note.location.column).a1: note.text for note in sheet.notes},
        {at: "{:02X}{:02X}{:02X}".format(*color) for at, color in fills.items() if color},
        {table.name: area_of(table.range).ref for table in sheet.tables},
        changed,
    )


def typed_in(seen: Seen) -> list[list[Any]]:
    """The values that are no formulas' results."""
    return [
        [
            None if Address(row, column).a1 in seen.formulas else value
            for column, value in enumerate(values, 1)
        ]
        for row, values in enumerate(seen.values, 1)
    ]


def _whole(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def rows_of(seen: Seen, first: int = 2) -> list[list[Any]]:
    """The rows from a sheet row on, without the empty ends that programs see differently."""
    cut = []
    for row in seen.values[first - 1 :]:
        kept = list(row)
        while kept and kept[-1] is None:
            kept.pop()
        cut.append(kept)
    while cut and not cut[-1]:
        cut.pop()
    return cut
