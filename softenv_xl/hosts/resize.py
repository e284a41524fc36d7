"""What became of a table: where it stands now, the order of its rows, and where its columns went."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from softenv_xl.hosts.block import Block

_NOWHERE: Mapping[int, int] = MappingProxyType({})
_STAY: Mapping[int, int | None] = MappingProxyType({})


class Resize(NamedTuple):
    """A table on the sheet of that title changed: its rectangle, or the order of its data rows.

    `moves` has new sheet rows by old ones, for the data rows that stand elsewhere now; `gone` the old sheet
    rows whose contents were removed. `below` says by how many rows that moved which stands below the table.
    The totals row is where `before` and `after` have it. `beside` and `under` are the first and the last column
    of what went with the rows, and of what moved below; the table's own if they say nothing.
    """

    sheet: str
    before: Block
    after: Block
    moves: Mapping[int, int] = _NOWHERE
    gone: AbstractSet[int] = frozenset()
    below: int = 0
    beside: tuple[int, int] | None = None
    under: tuple[int, int] | None = None
    columns: Mapping[int, int | None] = _STAY

    @property
    def stays(self) -> bool:
        """Nothing of the table or around it came to stand elsewhere: its cells alone may have changed."""
        return self.before == self.after and not (self.moves or self.gone or self.below or self.columns)

    def is_beside(self, row: int, column: int) -> bool:
        """Is a cell of the sheet in or beside a row of the table, so that its formula may be about just that row?"""
        before, after = self.before, self.after
        totals = row == after.bottom > after.last and after.left <= column <= after.right
        return before.first <= row <= max(before.last, after.last) and not totals
