"""One cell: what was issued, what stands here, what came back.

    issued → here | issued → back | result
    same          | changed       | what came back
    changed       | same          | what stands here
    changed to x  | changed to x  | x
    changed to x  | changed to y  | a conflict; what stands here stays until somebody has decided

Where what stands here came from another copy, and nobody in the office has touched it since, the copy that was saved later is
shown, and the other's word is the conflict: so no order of arrival makes a difference. Of one pack a later copy goes on from
the earlier one, and there is no conflict between the two; unless it lacks other edits of the earlier one, as two people's
copies do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from softenv_xl.exchange.merge.conflict import Cell, Conflict, Kind, NoSide
from softenv_xl.exchange.merge.memory import CONTESTED, SAID, TAKEN, digest
from softenv_xl.exchange.merge.values import Copy, TableShape
from softenv_xl.exchange.merge.work import Remembered, Work
from softenv_xl.exchange.snapshot import Normal


@dataclass
class CellMerge:
    """The cells of one copy, merged one by one into the work."""

    work: Work
    copy: Copy
    known: Remembered

    def take(self, shape: TableShape, cell: Cell, base: Normal, theirs: Normal) -> None:
        """A cell of a row that stands here, where what came back isn't what was issued."""
        work, here = self.work, self.work.tables[cell.table][cell.row]
        ours, edit = here.get(cell.column), digest(*cell, base, theirs)
        if ours == theirs:
            work.mark(self.known, edit, TAKEN if work.holders(edit) else SAID)
        elif not shape.fits(cell.column, theirs):
            work.contest(self._conflict(Kind.UNREADABLE, cell, base, ours, theirs), self.copy)
        elif work.holders(digest(*cell, base, ours)):
            self._compete(cell, base, theirs)
        elif work.knows(self.copy.pack, edit):
            if edit not in self.known.memory:
                work.mark(self.known, edit, SAID)
        elif ours == base:
            here[cell.column] = theirs
            work.mark(self.known, edit, TAKEN)
        else:
            work.contest(self._conflict(Kind.CHANGED, cell, base, ours, theirs), self.copy)

    def leave(self, cell: Cell, base: Normal) -> None:
        """A cell that came back as it was issued, and stands otherwise here: was that this pack's own word?"""
        ours = self.work.tables[cell.table][cell.row].get(cell.column)
        if ours != base and any(
            held.pack == self.copy.pack for held in self.work.holders(digest(*cell, base, ours))
        ):
            self.work.tell("pack.earlier-stays", cell, self.copy, value=ours)

    def without_base(self, shape: TableShape, cell: Cell, theirs: Normal) -> None:
        """What was issued isn't known: every difference is a conflict."""
        ours = self.work.tables[cell.table][cell.row].get(cell.column)
        if ours != theirs:
            fits = shape.fits(cell.column, theirs)
            kind = Kind.NO_BASE if fits else Kind.UNREADABLE
            self.work.contest(self._conflict(kind, cell, NoSide.UNKNOWN, ours, theirs), self.copy)

    def _compete(self, cell: Cell, base: Normal, theirs: Normal) -> None:
        """Several copies' different words, none of them the office's: that of the latest is shown, the others are conflicts."""
        work, here = self.work, self.work.tables[cell.table][cell.row]
        claims = {value: work.holders(digest(*cell, base, value)) for value in self._claimed(cell, base)}
        claims[theirs] = sorted({*claims.get(theirs, ()), self.known}, key=_age)
        for value, copy in self._superseded(claims, theirs):
            claims[value].remove(copy)
            work.mark(copy, digest(*cell, base, value), SAID)
            work.withdraw(Conflict(Kind.CHANGED, cell, copy.pack, copy.department, base, None, value))
        claims = {value: copies for value, copies in claims.items() if copies}
        shown = max(
            claims, key=lambda value: (max(copy.stamp for copy in claims[value]), digest(*cell, base, value))
        )
        here[cell.column] = shown
        for value, copies in claims.items():
            for copy in copies:
                work.mark(copy, digest(*cell, base, value), TAKEN if value == shown else CONTESTED)
                conflict = Conflict(Kind.CHANGED, cell, copy.pack, copy.department, base, shown, value)
                if value == shown:
                    work.withdraw(conflict)
                else:
                    work.contest(conflict, self.copy)

    def _claimed(self, cell: Cell, base: Normal) -> list[Normal]:
        ours = self.work.tables[cell.table][cell.row].get(cell.column)
        others = [
            conflict.theirs
            for conflict in self.work.open_conflicts(cell)
            if conflict.base == base and not isinstance(conflict.theirs, NoSide | Mapping)
        ]
        return list(dict.fromkeys([ours, *others]))

    def _superseded(
        self, claims: Mapping[Normal, Sequence[Remembered]], theirs: Normal
    ) -> list[tuple[Normal, Remembered]]:
        """What an earlier copy of this pack said, where a later one goes on from it: what this one says may be so itself."""
        others = [
            (value, copy)
            for value, copies in claims.items()
            for copy in copies
            if value != theirs and copy.pack == self.copy.pack
        ]
        found = [
            (value, copy) for value, copy in others if _age(copy) < _age(self.known) and not self._lacks(copy)
        ]
        if any(_age(copy) > _age(self.known) and not self._is_ahead_of(copy) for _, copy in others):
            found.append((theirs, self.known))
        return found

    def _lacks(self, earlier: Remembered) -> bool:
        """Did an earlier copy change a cell that is in this one as it was issued?"""
        return any(earlier.memory.get(name) in (TAKEN, CONTESTED) for name in self._standing[0])

    def _is_ahead_of(self, later: Remembered) -> bool:
        """Has this copy an edit that a later copy hasn't got?"""
        return any(name not in later.memory for name in self._standing[1])

    @cached_property
    def _standing(self) -> tuple[list[str], list[str]]:
        """Edits that stand in the workbook, of cells that are in this copy as they were issued; and this copy's edits of cells
        in which nothing else stands: a later copy without them lacks them.
        """
        unchanged, edits = list[str](), list[str]()
        for cell, base, theirs in self.cells():
            ours = self._ours(cell)
            if theirs == base:
                if ours != base:
                    unchanged.append(digest(*cell, base, ours))
            elif ours in (base, theirs):
                edits.append(digest(*cell, base, theirs))
        return unchanged, edits

    def look_ahead(self) -> None:
        """Has to be called before the first cell is taken: how the copy stands to others goes by the workbook as it was."""
        _ = self._standing

    def cells(self) -> Iterator[tuple[Cell, Normal, Normal]]:
        """Every open cell of a row that was issued, stands here and came back: base and theirs."""
        issued = self.copy.base.tables if self.copy.base else {}
        for table, returned in self.copy.tables.items():
            shape, here = self.work.shapes.get(table), self.work.tables.get(table, {})
            rows = issued.get(table, {}) if shape else {}
            for row, cells in returned.rows.items():
                base = rows.get(row)
                if base is None or row not in here:
                    continue
                for key, theirs in cells.items():
                    if shape and key in shape.open and key in base:
                        yield Cell(table, row, key), base[key], theirs

    def _ours(self, cell: Cell) -> Normal:
        return self.work.tables[cell.table][cell.row].get(cell.column)

    def _conflict(
        self, kind: Kind, cell: Cell, base: Normal | NoSide, ours: Normal, theirs: Normal
    ) -> Conflict:
        return Conflict(kind, cell, self.copy.pack, self.copy.department, base, ours, theirs)


def _age(copy: Remembered) -> tuple[str, str]:
    return copy.stamp, copy.id
