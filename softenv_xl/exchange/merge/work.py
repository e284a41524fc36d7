"""The merge as far as it has got: tables, conflicts, what is remembered, what is to be told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from softenv_xl.exchange.merge.conflict import OF_CELLS, OF_MISSING, Cell, Conflict, Kind, NoSide, Side
from softenv_xl.exchange.merge.memory import CONTESTED, SAID, TAKEN, digest
from softenv_xl.exchange.merge.values import Copy, MergedCopy, Rows, TableShape
from softenv_xl.exchange.snapshot import Tables
from softenv_xl.words import Text


class Event(NamedTuple):
    """Something to be told of one cell or row: `code` is that of an issue, `copy` the file that it is about."""

    code: str
    cell: Cell
    copy: Copy | None = None
    conflict: Conflict | None = None
    value: Side = None
    why: Text | None = None


@dataclass(frozen=True)
class State:
    """All that a merge starts from and comes to: the tables, the conflicts by id, the copies merged so far by id."""

    tables: Tables
    conflicts: Mapping[str, Conflict] = field(default_factory=dict)
    copies: Mapping[str, MergedCopy] = field(default_factory=dict)


@dataclass(eq=False)
class Remembered:
    """A MergedCopy that may still change."""

    id: str
    pack: str
    department: str
    stamp: str
    memory: dict[str, str]
    came: date | None = None
    edits: int = 0
    rows: int = 0
    told: str = ""

    @property
    def kept(self) -> MergedCopy:
        return MergedCopy(**vars(self))


class Work:
    """The merge as far as it has got."""

    def __init__(self, before: State, shapes: Mapping[str, TableShape], day: date) -> None:
        self.shapes, self.day = shapes, day
        self.tables: dict[str, Rows] = {
            key: {row: dict(cells) for row, cells in rows.items()} for key, rows in before.tables.items()
        }
        self.conflicts = dict(before.conflicts)
        self._contested: dict[Cell, set[str]] = {}
        for identity, conflict in self.conflicts.items():
            self._contested.setdefault(conflict.cell, set()).add(identity)
        self.copies = {
            key: Remembered(**{**vars(copy), "memory": dict(copy.memory)})
            for key, copy in before.copies.items()
        }
        self.events: list[Event] = []
        self._holders: dict[str, set[str]] = {}
        self._sayers: dict[str, set[str]] = {}
        for remembered in self.copies.values():
            for name, mark in remembered.memory.items():
                self._index(remembered, name, mark)

    def state(self) -> State:
        """What it came to."""
        copies = {key: copy.kept for key, copy in sorted(self.copies.items())}
        return State(self.tables, dict(sorted(self.conflicts.items())), copies)

    def remembered(self, copy: Copy) -> Remembered:
        """The copy among those that were merged: equal contents are one, saved when they were saved last."""
        identity = copy.identity
        known = self.copies.setdefault(
            identity, Remembered(identity, copy.pack, copy.department, copy.stamp, {}, self.day)
        )
        known.stamp = max(known.stamp, copy.stamp)
        return known

    def mark(self, copy: Remembered, name: str, mark: str) -> None:
        """Remembers of an edit what became of it."""
        copy.memory[name] = mark
        self._index(copy, name, mark)

    def knows(self, pack: str, name: str) -> bool:
        """Did any copy of that pack say so before, and was it taken or answered?"""
        sayers = (self.copies[identity] for identity in self._sayers.get(name, ()))
        return any(copy.pack == pack and copy.memory[name] != CONTESTED for copy in sayers)

    def holders(self, name: str) -> list[Remembered]:
        """The copies by which the edit came into the workbook; those that say it stands there."""
        return [self.copies[identity] for identity in sorted(self._holders.get(name, ()))]

    def settle(self, conflict: Conflict) -> None:
        """What stands in the conflict's cell is the office's from now on: no copy's word takes its place."""
        if conflict.kind not in OF_CELLS or isinstance(conflict.base, NoSide | Mapping):
            return
        for side in (self.value(conflict.cell), conflict.theirs):
            if not isinstance(side, NoSide | Mapping):
                name = digest(*conflict.cell, conflict.base, side)
                for copy in self.holders(name):
                    self.mark(copy, name, SAID)

    def value(self, cell: Cell) -> Side:
        """What stands there now; GONE where the row is."""
        row = self.tables.get(cell.table, {}).get(cell.row)
        if row is None:
            return NoSide.GONE
        return row.get(cell.column) if cell.column else dict(row)

    def contest(self, conflict: Conflict, copy: Copy | None = None) -> None:
        """Lists the conflict, unless it is there: then it is open still, or was decided."""
        if conflict.id not in self.conflicts:
            self.conflicts[conflict.id] = replace(conflict, came=self.day)
            self._contested.setdefault(conflict.cell, set()).add(conflict.id)
        listed = self.conflicts[conflict.id]
        if listed.is_open:
            self.tell(code_of(listed), conflict.cell, copy, listed)

    def withdraw(self, conflict: Conflict) -> None:
        """Takes the conflict from the list, where nobody has decided on it yet."""
        listed = self.conflicts.get(conflict.id)
        if listed and listed.is_open:
            del self.conflicts[conflict.id]
            self._contested[conflict.cell].discard(conflict.id)

    def open_conflicts(self, cell: Cell) -> list[Conflict]:
        """Those about that very cell."""
        listed = (self.conflicts[identity] for identity in sorted(self._contested.get(cell, ())))
        return [conflict for conflict in listed if conflict.is_open]

    def tell(
        self,
        code: str,
        cell: Cell,
        copy: Copy | None = None,
        conflict: Conflict | None = None,
        value: Side = None,
        why: Text | None = None,
    ) -> None:
        self.events.append(Event(code, cell, copy, conflict, value, why))

    def bring_up_to_date(self, *, typed: bool) -> None:
        """Conflicts about which both sides have come to say the same are none any more. `typed`: it is the office that did so
        since the last merge; otherwise, after a merge, the open ones show what stands here now.
        """
        for identity, conflict in list(self.conflicts.items()):
            if not conflict.is_open:
                continue
            now = self.value(conflict.cell)
            if _is_agreed(conflict, now):
                self.withdraw(conflict)
                if typed:
                    self.settle(conflict)
                else:
                    self._taken_after_all(conflict)
            elif not typed:
                self.conflicts[identity] = _as_it_stands(conflict, now)

    def _taken_after_all(self, conflict: Conflict) -> None:
        if not isinstance(conflict.base, NoSide | Mapping) and not isinstance(
            conflict.theirs, NoSide | Mapping
        ):
            name = digest(*conflict.cell, conflict.base, conflict.theirs)
            for copy in self.holders(name):
                if copy.pack == conflict.pack:
                    self.mark(copy, name, TAKEN)

    def _index(self, copy: Remembered, name: str, mark: str) -> None:
        self._sayers.setdefault(name, set()).add(copy.id)
        holders = self._holders.setdefault(name, set())
        if mark == SAID:
            holders.discard(copy.id)
        else:
            holders.add(copy.id)


def code_of(conflict: Conflict) -> str:
    """The issue that tells of it."""
    if conflict.kind is Kind.UNREADABLE:
        return "pack.unreadable"
    if conflict.kind is Kind.MISSING:
        return "pack.row-deleted"
    return "pack.conflict" if conflict.kind in OF_CELLS else "pack.row-conflict"


def is_as_issued(now: Side, base: Side) -> bool:
    """Does the row still hold what was issued of it?"""
    if isinstance(now, Mapping) and isinstance(base, Mapping):
        return all(now.get(key) == value for key, value in base.items())
    return now == base


def _is_agreed(conflict: Conflict, now: Side) -> bool:
    if conflict.kind in OF_MISSING:
        return now is NoSide.GONE
    return conflict.kind in OF_CELLS and now == conflict.theirs


def _as_it_stands(conflict: Conflict, now: Side) -> Conflict:
    kind = conflict.kind
    if kind in OF_MISSING:
        kind = Kind.MISSING if is_as_issued(now, conflict.base) else Kind.MISSING_CHANGED
    return replace(conflict, kind=kind, ours=now)
