"""Where a number of the report is found in the workbook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from softenv_xl.grid.cell import Value
from softenv_xl.registers.school import Row
from softenv_xl.schema.table import TableSpec
from softenv_xl.words import Text
from softenv_xl.year_end.fact import Fact
from softenv_xl.year_end.filters import Condition, column, picked, said


@dataclass(frozen=True, slots=True)
class Named:
    """The cell with that defined name."""

    name: str

    @property
    def words(self) -> Text:
        return Text("单元格名称 {name}", "Cell named {name}").format(name=self.name)


@dataclass(frozen=True, slots=True)
class Entry:
    """One cell of a table: the row whose first column says `row`, in the column `key`; of all rows together where it says
    nothing.
    """

    spec: TableSpec
    row: str
    key: str

    @property
    def words(self) -> Text:
        table, cell = Text(*(f"“{word}”" for word in self.spec.title)), column(self.spec, self.key)
        if not self.row:
            return Text("{table}表，{cell}列合计", "Table {table}, sum of column {cell}").format(
                table=table, cell=cell
            )
        return Text("{table}表，“{row}”行，{cell}列", "Table {table}, row “{row}”, column {cell}").format(
            table=table, row=self.row, cell=cell
        )


@dataclass(frozen=True, slots=True)
class Filter:
    """The rows of a table for which all conditions hold: how many there are, or what the column `total` sums to. With
    `share`, each number is multiplied by the share in that column first, and rounded.
    """

    spec: TableSpec
    conditions: tuple[Condition, ...] = ()
    total: str = ""
    share: str = ""

    @property
    def words(self) -> Text:
        rows = said(self.spec, self.conditions)
        if not self.total:
            return Text("{rows}；计行数", "{rows}; count the rows").format(rows=rows)
        total = column(self.spec, self.total)
        if not self.share:
            return Text("{rows}；{total}合计", "{rows}; sum of {total}").format(rows=rows, total=total)
        return Text(
            "{rows}；{total}×{share}逐行取整后合计", "{rows}; sum of {total} × {share}, each rounded"
        ).format(rows=rows, total=total, share=column(self.spec, self.share))

    def value(self, rows: Sequence[Row]) -> int | float:
        found = picked(self.conditions, rows)
        if not self.total:
            return len(found)
        return _whole(sum(self._of(row) for row in found))

    def _of(self, row: Row) -> float:
        number = _number(row[self.total])
        return round(number * _number(row[self.share])) if self.share else number


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The rows in which the check has found an error."""

    spec: TableSpec

    @property
    def words(self) -> Text:
        return Text("检查列有“✗”的行；计行数", "Rows with ✗ in a check column; count them")


@dataclass(frozen=True, slots=True)
class Computed:
    """Follows from other numbers of the report."""

    name: Text
    of: tuple[Fact, ...]

    @property
    def words(self) -> Text:
        return self.name


def _number(value: Value) -> float:
    return value if isinstance(value, int | float) else 0


def _whole(number: float) -> int | float:
    """To the cent; without decimals where there are none."""
    rounded = round(number, 2)
    return int(rounded) if float(rounded).is_integer() else rounded
