"""Formulas of an open workbook as texts: read in blocks, written only where a cell still holds what it held."""

from __future__ import annotations

from collections import defaultdict
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from softenv_xl.errors import Stop
from softenv_xl.grid.address import Address
from softenv_xl.hosts.live.rectangles import Rectangle, rectangles

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import xlwings as xw

    from softenv_xl.hosts.live.program import Program

Texts = dict[tuple[int, int], str]
"""Formulas by sheet row and column."""


@dataclass(frozen=True, slots=True)
class TextChange:
    """A formula at an address of a sheet, or a name (where `sheet` is ""), that reads otherwise now."""

    sheet: str
    at: str
    before: str
    after: str


def texts_at(sheet: xw.Sheet, cells: Iterable[Address]) -> Texts:
    """What is typed in these cells now."""
    places: dict[tuple[int, int], Any] = {(cell.row, cell.column): None for cell in cells}
    found: Texts = {}
    for block in rectangles(places, places):
        found |= _read(sheet, block)
    return found


def put_back(book: xw.Book, changes: Sequence[TextChange], program: Program) -> None:
    """Formulas and names that still read as a run left them read as before it; the last change goes first."""
    sheets: dict[str, tuple[Texts, Texts]] = defaultdict(lambda: ({}, {}))
    for change in reversed(changes):
        if change.sheet:
            place = Address.parse(change.at)
            sheets[change.sheet][0].setdefault(place, change.after)
            sheets[change.sheet][1][place] = change.before
        elif change.at in book.names and book.names[change.at].refers_to == change.after:
            book.names[change.at].refers_to = change.before
    for title, (now, before) in sheets.items():
        if title not in [sheet.name for sheet in book.sheets]:
            continue
        with ExitStack() as stack, suppress(Stop):  # it got a password since
            stack.callback(program.unprotect([book.sheets[title]]))
            list(write_texts(book.sheets[title], now, before, program))


def _read(sheet: xw.Sheet, block: Rectangle) -> Texts:
    """What is typed in the cells of a rectangle now."""
    texts = texts_of(sheet, block.top, block.left, block.lines[-1], block.columns[-1])
    return {
        (row, column): text
        for row, words in zip(block.lines, texts, strict=True)
        for column, text in zip(block.columns, words, strict=True)
    }


def texts_of(sheet: xw.Sheet, top: int, left: int, bottom: int, right: int) -> list[list[str]]:
    """The same by rows. Formulas that spill say so only in their newer spelling."""
    cells = sheet.range((top, left), (bottom, right))
    found: Any = None
    with suppress(Exception):  # Excel before 2019 has no such member
        found = cells.formula2
    if found is None:
        found = cells.formula
    rows = found if isinstance(found, tuple | list) else [[found]]
    return [[str(text or "") for text in row] for row in rows]


def write_texts(sheet: xw.Sheet, old: Texts, new: Texts, program: Program) -> Iterator[TextChange]:
    """Writes the new formulas into cells that still hold the old ones: at once where all of a rectangle do."""
    places: dict[tuple[int, int], Any] = dict.fromkeys(new)
    for block in rectangles(places, places):
        found = _read(sheet, block)
        stale = [place for place, text in found.items() if text == old[place]]
        cells = sheet.range(min(found), max(found))
        if len(stale) == len(found) > 1 and cells.has_array is False and not program.is_spilled(cells):
            _say(cells, [[new[row, column] for column in block.columns] for row in block.lines])
        else:
            stale = [place for place in stale if _say_one(sheet.range(place), new[place], program)]
        for place in stale:
            yield TextChange(sheet.name, Address(*place).a1, old[place], new[place])


def _say_one(cell: xw.Range, text: str, program: Program) -> bool:
    """Gives a cell another formula; False for one that only shows a part of another cell's array."""
    if cell.has_array:
        with suppress(Exception):
            cell.formula_array = text
            return True
        return False
    if program.is_spilled(cell):
        return False
    _say(cell, text)
    return True


def _say(cells: xw.Range, texts: str | list[list[str]]) -> None:
    try:
        cells.formula2 = texts
    except Exception:
        cells.formula = texts
