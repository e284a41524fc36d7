"""Sheets as they were before a run that failed, where taking its changes back has left something: constants and notes."""

from __future__ import annotations

from contextlib import ExitStack
from itertools import product, starmap
from typing import TYPE_CHECKING

from softenv_xl.grid.address import Address
from softenv_xl.hosts.live.blocks import write_block
from softenv_xl.hosts.live.reading import read_grid
from softenv_xl.hosts.live.rectangles import rectangles

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import xlwings as xw

    from softenv_xl.grid.cell import Value
    from softenv_xl.grid.grid import Book, Grid
    from softenv_xl.hosts.live.program import Program


def remembered(sheets: Sequence[xw.Sheet], seen: Book, program: Program) -> Callable[[], None]:
    """Remembers the sheets; what it returns makes them what they were, as far as they aren't. Formulas are left as they are."""
    notes = {sheet.name: _notes(sheet) for sheet in sheets}

    def put_right() -> None:
        with ExitStack() as stack:
            stack.callback(program.unprotect(sheets))
            for sheet in sheets:
                if before := seen.grid(sheet.name):
                    _write_again(sheet, before)
                _note_again(sheet, notes[sheet.name])

    return put_right


def _write_again(sheet: xw.Sheet, before: Grid) -> None:
    """Constants that show something else by now, and blank cells that aren't."""
    now = read_grid(sheet)
    height, width = max(len(now.rows), len(before.rows)), max(map(len, (*now.rows, *before.rows, ())))
    changed: dict[tuple[int, int], Value] = {
        at: before.value(at)
        for at in starmap(Address, product(range(1, height + 1), range(1, width + 1)))
        if at not in before.formulas and now.value(at) != before.value(at)
    }
    for block in rectangles(changed, changed):
        write_block(sheet, block.top, block.left, block.rows)


def _note_again(sheet: xw.Sheet, before: dict[tuple[int, int], str]) -> None:
    now = _notes(sheet)
    for at in now.keys() | before.keys():
        if now.get(at) == before.get(at):
            continue
        cell = sheet.range(at)
        if cell.note is not None:
            cell.note.delete()
        if at in before:
            cell.add_note(before[at])


def _notes(sheet: xw.Sheet) -> dict[tuple[int, int], str]:
    return {(note.location.row, note.location.column): str(note.text) for note in sheet.notes}
