"""A lookup: a small table that registers look things up in, filled when the workbook is made, and the office's from then on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from softenv_xl.grid.cell import Value
from softenv_xl.schema.table import SheetSpec, TableSpec
from softenv_xl.words import Lang


@dataclass(frozen=True, slots=True)
class Lookup:
    """`rows` are those of a new workbook, by column key, in the words of its language.

    `lists` are dropdown lists and lists of words that are read from it: the list's defined name and the column.
    """

    sheet: SheetSpec
    rows: Callable[[Lang], Sequence[Mapping[str, Value]]]
    lists: Mapping[str, str] = field(default_factory=dict)

    @property
    def spec(self) -> TableSpec:
        """Its table. Raises ValueError for a sheet that has none."""
        if self.sheet.table is None:
            raise ValueError(self.sheet.key)
        return self.sheet.table

    @property
    def key(self) -> str:
        return self.spec.key
