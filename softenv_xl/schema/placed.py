"""A table row as it shall stand, between what was decided and how it is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from softenv_xl.grid.cell import Value
from softenv_xl.schema.column import Rule


@dataclass(frozen=True, slots=True)
class Placed:
    """`source` is the index of the data row that it continues, None for a new one.

    `values` are typed, by column key; columns that it doesn't name stay as they are.
    """

    source: int | None
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class WholeRow(Placed):
    """`values` are the cells to write; `row` is the whole row as it then stands, by column key. One with an error doesn't
    count. `breaches` are the rules of duties that it breaks.
    """

    row: Mapping[str, Value]
    counts: bool = True
    breaches: tuple[Rule, ...] = ()
