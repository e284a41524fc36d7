"""Sets of cells, and their way as bytes, `A1 B2 C3`: quick to collect, to send and to share."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from softenv_xl.gate.cached import SMALL, cached_if
from softenv_xl.gate.reading import Refused
from softenv_xl.gate.tally import cell_count
from softenv_xl.grid.address import Address

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from softenv_xl.grid.address import Area


@cached_if(lambda refs: len(refs) <= SMALL)
def addresses(refs: bytes) -> frozenset[Address]:
    """The cells that the refs name, separated by spaces; raises ValueError for what is no ref."""
    return frozenset(map(_address, refs.decode().split()))


_address = lru_cache(maxsize=1 << 14)(Address.parse)


@cached_if(lambda cells: len(cells) <= SMALL // 8)
def refs_of(cells: frozenset[Address]) -> bytes:
    """The other way round."""
    return " ".join([cell.a1 for cell in cells]).encode()


def spread(areas: Iterable[Area], last: Address, most: int) -> Iterator[Address]:
    """The cells of array formulas, as far as the sheet has cells; raises Refused where they overlap much, or cover
    more than `most` cells.
    """
    room = last.row * last.column
    for whole in areas:
        area = whole._replace(bottom=min(whole.bottom, last.row), right=min(whole.right, last.column))
        room -= cell_count(area)
        most -= cell_count(area)
        if room < 0:
            raise Refused.suspicious("数组公式互相重叠", "its array formulas overlap")
        if most < 0:
            raise Refused.suspicious("数组公式覆盖的单元格过多", "its array formulas cover too many cells")
        for row in range(area.top, area.bottom + 1):
            for column in range(area.left, area.right + 1):
                yield Address(row, column)
