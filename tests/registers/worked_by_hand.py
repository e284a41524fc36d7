"""Rows of a register with what it computes, worked out by hand and written as a text table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from softenv_xl.control.claims import claims_of, snapshot
from softenv_xl.grid.cell import Value, display_text
from softenv_xl.registers import Register
from softenv_xl.registers.register import Shown
from softenv_xl.registers.school import School, Snapshot
from softenv_xl.schema.check import Checked
from softenv_xl.schema.column import Owner, worded
from softenv_xl.schema.placed import WholeRow
from tests.registers.samples import judged, value_of
from tests.support.text_tables import tables_in


@dataclass(frozen=True)
class Worked:
    """`text` is a table with columns by key: what people type, and what the computed cells come to. `alike` is typed into
    every row.
    """

    register: Register
    school: School
    text: str
    alike: Mapping[str, Value] = field(default_factory=dict)

    @cached_property
    def _table(self) -> list[dict[str, str]]:
        (table,) = tables_in(self.text)
        return table

    @cached_property
    def _judged(self) -> tuple[Checked, tuple[WholeRow, ...]]:
        spec = self.register.spec
        computed = {c.key for c in spec.columns if c.owner is Owner.COMPUTED and c.key != spec.id_column}
        rows = [
            {**self.alike, **{key: value_of(spec, key, row[key]) for key in row if key not in computed}}
            for row in self._table
        ]
        return judged(self.register, rows, self.school)

    def first(self, count: int) -> Worked:
        """Only the first of its rows, or none of them."""
        head = self.text.strip().splitlines()[: count + 2]
        return Worked(self.register, self.school, "\n".join(head), self.alike)

    def otherwise(self) -> list[tuple[str, str, str, str]]:
        """Where the register comes to something else: the row's first cell, the column, the table's cell, the register's."""
        spec, lang = self.register.spec, self.school.lang
        return [
            (next(iter(row.values())), key, cell, shown)
            for row, whole in zip(self._table, self._judged[1], strict=True)
            for key, cell in row.items()
            if cell != (shown := display_text(worded(spec.column(key), whole.row[key], lang)))
        ]

    def named(self, code: str) -> list[str]:
        """What each issue of that code is about: the row's id, or what is missing."""
        return [issue.place.row_id for issue in self._judged[0].issues if issue.code == code]

    @cached_property
    def counted(self) -> Snapshot:
        """What tiles and charts see."""
        return snapshot(self._judged[1], self.school)

    def claimed(self) -> set[tuple[str, str, str, str]]:
        """What the rows claim: the claim's id, its tag, its state, and the department."""
        claims = [*claims_of(self.register, self._judged[1], self.school)]
        assert {claim.source for claim in claims} == {self.register.source}
        return {(claim.id, claim.about, claim.state, claim.department or "") for claim in claims}

    def shown(self) -> Shown:
        """Its tile's figure, and the line below it."""
        (tile,) = self.register.tiles
        assert tile.value
        return tile.value(self.counted)

    def drawn(self) -> list[tuple[str, ...]]:
        """Its chart's rows as text."""
        (figure,) = self.register.figures
        assert figure.rows
        return [tuple(map(display_text, row)) for row in figure.rows(self.counted)]


def lines(text: str) -> list[tuple[str, ...]]:
    """A text table's rows as they stand in it."""
    (table,) = tables_in(text)
    return [tuple(row.values()) for row in table]
