"""Reads the history: every run, or those that changed one cell, one row or one sheet; before it began, the backups tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from msgspec import MsgspecError, Struct, json

from softenv_xl import store
from softenv_xl.books import CONTROL as CONTROL_BOOK
from softenv_xl.errors import Stop
from softenv_xl.gate.limits import CONTROL
from softenv_xl.gate.read import read
from softenv_xl.grid.address import Address
from softenv_xl.grid.cell import display_text, folded, is_blank
from softenv_xl.grid.grid import Book
from softenv_xl.history.state import CELLS, PASSING, Change, Plain, State, columns_of, differences, state_of
from softenv_xl.history.told import HIDDEN_MARK, hidden_columns

_SPECS = {spec.key: spec for _, spec in CONTROL_BOOK.tables() if spec.key not in PASSING}
_Kept = tuple[str, str, str, Plain, Plain]


class Entry(Struct):
    """One run. `typed` are cells that people changed between the run before and this one, `changed` those that it changed:
    table, row, column, before, after; no more than a limit of them, of which the counts are without.
    """

    at: datetime
    who: str
    what: tuple[str, str]
    files: list[str]
    file_count: int
    program: str
    workbook: int
    typed_count: int
    typed: list[_Kept]
    changed_count: int
    changed: list[_Kept]


class Target(NamedTuple):
    """What is asked about: a table's cell, row or all of it; empty parts mean any. `names` are those of a single cell."""

    table: str = ""
    row: str = ""
    column: str = ""
    names: frozenset[str] = frozenset()

    def is_about(self, change: Change) -> bool:
        if self.names:
            return change.table == CELLS and change.row in self.names
        wanted = ((self.table, change.table), (self.row, change.row), (self.column, change.column))
        return all(not asked or folded(asked) == folded(found) for asked, found in wanted)


class Found(NamedTuple):
    """One change of what was asked about. `since` is None for what a run did at `at`; else somebody did it between the two.
    `entry` is None for what only the backups show.
    """

    change: Change
    at: datetime
    since: datetime | None
    entry: Entry | None


def entries(path: Path) -> list[Entry]:
    """All that can be read, the oldest first."""
    return [*decoded(store.lines(path))]


def decoded(lines: Iterable[bytes]) -> Iterator[Entry]:
    """The entries that the lines are, but for those that can't be read."""
    decode = json.Decoder(Entry).decode
    for line in lines:
        with suppress(MsgspecError, ValueError):
            yield decode(line)


def target_of(book: Book, words: str) -> Target:
    """`Tracker!C5`, a sheet's name, or a row's id. Raises Stop(history.no-place)."""
    sheet, _, cell = words.rpartition("!")
    sheet = (sheet or words).strip().strip("'")
    grid = next((one for one in book.grids if folded(one.sheet) == folded(sheet)), None)
    if grid is None:
        if "!" in words:
            raise Stop("history.no-place", place=words)
        return Target(row=words)
    own = [table for table in grid.tables if table.name.lower() in _SPECS]
    if "!" not in words:
        if own:
            return Target(own[0].name.lower())
        names = frozenset(name for name, (home, _) in book.names.items() if home == grid.sheet)
        return Target(names=names or frozenset((words,)))
    try:
        at = Address.parse(cell.strip().upper())
    except ValueError as error:
        raise Stop("history.no-place", place=words) from error
    for table in own:
        spec = _SPECS[table.name.lower()]
        columns = {place: key for key, place in columns_of(spec, grid, table).items()}
        if at.column in columns and at.row > table.area.top:
            identity = grid.value(Address(at.row, _place(columns, spec.id_column)))
            row = f"#{at.row - table.area.top}" if is_blank(identity) else display_text(identity)
            return Target(spec.key, row, columns[at.column])
    names = frozenset(
        name for name, (home, area) in book.names.items() if home == grid.sheet and area[:2] == at
    )
    if not names:
        raise Stop("history.not-followed", place=words)
    return Target(names=names)


def changes_of(path: Path, book: Book, target: Target) -> list[Found]:
    """Every change that is known of it, the oldest first; `book` is the workbook as it is now."""
    found = list(_recorded(entries(path), target))
    begun = min((one.since or one.at for one in found), default=None)
    older = [one for one in _in_backups(path, book, target) if begun is None or one.at <= begun]
    return [one._replace(change=_located(one.change, book)) for one in (*older, *found)]


def _located(change: Change, book: Book) -> Change:
    """A single cell with where it is now, instead of a column."""
    sheet, area = book.names.get(change.row, ("", None)) if change.table == CELLS else ("", None)
    return change._replace(column=f"{sheet}!{area.ref}") if area else change


def _place(columns: dict[int, str], key: str | None) -> int:
    return next((place for place, one in columns.items() if one == key), 1)


def _recorded(every: list[Entry], target: Target) -> Iterator[Found]:
    before: datetime | None = None
    for entry in every:
        for kept in entry.typed:
            if target.is_about(change := Change(*kept)):
                yield Found(change, entry.at, before or entry.at, entry)
        for kept in entry.changed:
            if target.is_about(change := Change(*kept)):
                yield Found(change, entry.at, None, entry)
        before = entry.at


def _in_backups(path: Path, now: Book, target: Target) -> Iterator[Found]:
    """What differs from one backup to the next: it was changed by the run before which the first was kept, or after it."""
    salt = bytes(16)
    backups = store.earlier(path)
    states = [(one.written, _state(one, salt)) for one in backups]
    stages = [(at, state) for at, state in states if state]
    for place, (at, state) in enumerate(stages):
        until = stages[place + 1] if place + 1 < len(stages) else (None, state_of(now, salt))
        for change in differences(state, until[1]):
            if target.is_about(change):
                yield Found(_hidden(change), until[0] or at, at, None)


def _state(one: store.Earlier, salt: bytes) -> State | None:
    with suppress(Exception):  # a backup that can't be read tells nothing
        book = read(one.content(), CONTROL).book
        return state_of(book, salt) if book else None
    return None


def _hidden(change: Change) -> Change:
    if change.column not in hidden_columns(change.table):
        return change
    values = (value if value is None else HIDDEN_MARK for value in (change.before, change.after))
    return Change(*change[:3], *values)
