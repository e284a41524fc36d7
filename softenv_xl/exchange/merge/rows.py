"""Whole rows: those that are gone on one side, those that came, and ids that stand twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from softenv_xl.exchange.merge.cells import CellMerge
from softenv_xl.exchange.merge.conflict import Cell, Conflict, Kind, NoSide, Side
from softenv_xl.exchange.merge.memory import TAKEN, added_digest, content_digest, digest, row_digest
from softenv_xl.exchange.merge.new_rows import numbered, pairs_alike
from softenv_xl.exchange.merge.values import Returned, TableShape
from softenv_xl.exchange.merge.work import is_as_issued
from softenv_xl.exchange.snapshot import Cells, Normal


@dataclass
class TableMerge:
    """One table of a copy, merged row by row into the work."""

    cells: CellMerge
    shape: TableShape
    returned: Returned

    def __post_init__(self) -> None:
        self.work, self.copy = self.cells.work, self.cells.copy
        self.here = self.work.tables.setdefault(self.shape.key, {})
        base = self.copy.base
        self.edits = self.added = 0
        self.issued: Mapping[str, Cells] = base.tables.get(self.shape.key, {}) if base else {}

    def take(self) -> None:
        """Rows that were issued, then rows that are known by an id, then rows that came without one."""
        for row, base in sorted(self.issued.items()):
            if row in self.returned.rows:
                self._issued(row, base, self.returned.rows[row])
            else:
                self._missing(row, base)
        added = list(self.returned.new)
        for row, cells in sorted(self.returned.rows.items()):
            if row not in self.issued and not self._known_by_id(row, cells):
                added.append(cells)
        for row, cells in sorted(
            self.returned.extra, key=lambda pair: (pair[0], content_digest(cells=pair[1]))
        ):
            self._contest(Kind.ID_TWICE, row, cells)
        self._add(added)

    def _issued(self, row: str, base: Cells, theirs: Cells) -> None:
        base = {key: base[key] for key in self.shape.inputs if key in base}
        changed = {key: theirs[key] for key in base if key in theirs and theirs[key] != base[key]}
        self._tell_locked(row, changed)
        changed = {key: value for key, value in changed.items() if key in self.shape.open}
        self.edits += len(changed)
        if row not in self.here:
            said = (digest(self.shape.key, row, key, base[key], value) for key, value in changed.items())
            if changed and not all(self.work.knows(self.copy.pack, name) for name in said):
                self._contest(Kind.DELETED_HERE, row, {**base, **changed}, base)
            return
        for key in base:
            if key in changed:
                self.cells.take(self.shape, self._cell(row, key), base[key], changed[key])
            elif key in self.shape.open and key in theirs:
                self.cells.leave(self._cell(row, key), base[key])

    def _missing(self, row: str, base: Cells) -> None:
        """A row that was issued and didn't come back: whether it goes is the office's to decide."""
        if row in self.here:
            base = {key: base[key] for key in self.shape.inputs if key in base}
            same = is_as_issued(self.here[row], base)
            self._contest(Kind.MISSING if same else Kind.MISSING_CHANGED, row, NoSide.GONE, base)

    def _known_by_id(self, row: str, theirs: Cells) -> bool:
        """A row with an id that wasn't issued in this pack; False where it is a new one."""
        here = self.here.get(row)
        if here is None:
            return self._without_base(row, theirs) or self._came_before(row)
        inputs = {key: value for key, value in theirs.items() if key in self.shape.open}
        if self._came_before(row):
            self._again(row, inputs)
        elif self.copy.base is None:
            for key in sorted(self.shape.open & inputs.keys()):
                self.cells.without_base(self.shape, self._cell(row, key), inputs[key])
        elif any(here.get(key) != value for key, value in inputs.items()):
            self._contest(Kind.OTHER_ROW, row, inputs)
        return True

    def _without_base(self, row: str, theirs: Cells) -> bool:
        """Of a copy whose base isn't known, a row that doesn't stand here may be new, or have been deleted here."""
        if self.copy.base is not None:
            return False
        self._contest(Kind.NO_BASE_ROW, row, dict(theirs), NoSide.UNKNOWN)
        return True

    def _came_before(self, row: str) -> bool:
        """Did an earlier copy of the pack add that row?"""
        return self.work.knows(self.copy.pack, row_digest(self.shape.key, row))

    def _again(self, row: str, theirs: Cells) -> None:
        """A row that an earlier copy added, as it is by now: what it didn't hold then was issued blank."""
        for key, value in sorted(theirs.items()):
            if value is not None:
                self.cells.take(self.shape, self._cell(row, key), None, value)
            elif self.here[row].get(key) is not None:
                self.work.contest(self._cleared(row, key), self.copy)

    def _add(self, added: list[Cells]) -> None:
        """New rows; one that an earlier copy added, and that was written anew since, stays the row that it is."""
        rows = list(numbered(self.copy, self.shape, [cells for cells in map(self._own, added) if cells]))
        self.added = len(rows)
        fresh = {long: (short, cells) for short, long, cells in rows if not self._was_added(long)}
        own = f"{self.shape.prefix}-{self.copy.tag}-"
        said = {row for short, long, _ in rows if long not in fresh for row in (short, long)}
        earlier = [
            (row, {key: cells.get(key) for key in self.shape.open})
            for row, cells in (sorted(self.here.items()) if fresh else ())
            if row.startswith(own) and row not in said and self._came_before(row)
        ]
        anew = dict(pairs_alike(((long, cells) for long, (_, cells) in fresh.items()), earlier))
        for long, (short, cells) in sorted(fresh.items()):
            if long in anew:
                self._again(anew[long], {**dict.fromkeys(self.shape.open), **cells})
            elif self.shape.grows:
                self._new(long if short in self.here or self._came_before(short) else short, long, cells)
            else:
                self._contest(Kind.ADDED, short, cells)

    def _own(self, cells: Cells) -> dict[str, Normal]:
        """What of a new row is the department's to fill in; all of it where the office has to decide on the row."""
        own = self.shape.open if self.shape.grows else self.shape.inputs.keys()
        return {key: value for key, value in cells.items() if key in own and value is not None}

    def _was_added(self, longer: str) -> bool:
        return self.work.knows(self.copy.pack, added_digest(self.shape.key, longer))

    def _new(self, row: str, longer: str, cells: Cells) -> None:
        whose = {self.shape.whose: self.copy.department} if self.shape.whose else {}
        self.here[row] = {**dict.fromkeys(self.shape.inputs), **cells, **whose}
        known = self.cells.known
        self.work.mark(known, row_digest(self.shape.key, row), TAKEN)
        self.work.mark(known, added_digest(self.shape.key, longer), TAKEN)
        for key, value in cells.items():
            self.work.mark(known, digest(self.shape.key, row, key, None, value), TAKEN)
        self.work.tell("pack.new-row", Cell(self.shape.key, row), self.copy)

    def _tell_locked(self, row: str, changed: Cells) -> None:
        for key, value in changed.items():
            if key not in self.shape.open:
                self.work.tell("pack.locked-column", self._cell(row, key), self.copy, value=value)

    def _contest(self, kind: Kind, row: str, theirs: Side, base: Side = NoSide.UNKNOWN) -> None:
        cell = Cell(self.shape.key, row)
        ours = self.work.value(cell)
        self.work.contest(
            Conflict(kind, cell, self.copy.pack, self.copy.department, base, ours, theirs), self.copy
        )

    def _cleared(self, row: str, key: str) -> Conflict:
        cell = self._cell(row, key)
        return Conflict(
            Kind.NO_BASE,
            cell,
            self.copy.pack,
            self.copy.department,
            NoSide.UNKNOWN,
            self.work.value(cell),
            None,
        )

    def _cell(self, row: str, key: str) -> Cell:
        return Cell(self.shape.key, row, key)
