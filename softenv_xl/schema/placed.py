"""A table row as it shall stand, between what was decided and how it is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from softenv_xl.grid.cell import Value


@dataclass(frozen=True, slots=True)
class Placed:
    """`source` is the index of the data row that it continues, None for a new one.

    `values` are typed, by column key; columns that it doesn't name stay as they are.
    """

    source: int | None
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class WholeRow(Placed):
    """`values` are the cells to write; `row` is the whole row as it then stands, by column key."""

    row: Mapping[str, Value]
