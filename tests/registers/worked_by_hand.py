"""Rows of a register with what it computes, worked out by hand and written as a text table."""

from __future__ import annotations

from softenv_xl.control.claims import claims_of
from softenv_xl.control.completion import snapshot
from softenv_xl.grid.cell import Value, display_text
from softenv_xl.registers import Register
from softenv_xl.registers.register import Claim, School, Snapshot
from softenv_xl.schema.column import Owner, worded
from softenv_xl.schema.placed import WholeRow
from tests.registers.samples import judged, value_of
from tests.support.text_tables import tables_in


def rows_of(register: Register, text: str, school: School) -> tuple[WholeRow, ...]:
    """The rows as they shall stand after a press."""
    return judged(register, _typed(register, text), school)[1]


def _typed(register: Register, text: str) -> list[dict[str, Value]]:
    """What people type: everything but the computed cells, of which only the id is theirs to keep."""
    spec = register.spec
    computed = {c.key for c in spec.columns if c.owner is Owner.COMPUTED and c.key != spec.id_column}
    (table,) = tables_in(text)
    return [
        {key: value_of(spec, key, cell) for key, cell in row.items() if key not in computed} for row in table
    ]


def computed_otherwise(register: Register, text: str, school: School) -> list[tuple[int, str, str, str]]:
    """Where the register computes something else than its table's cell says: row, column, the table's, the register's."""
    spec, found = register.spec, rows_of(register, text, school)
    (table,) = tables_in(text)
    return [
        (at, key, cell, shown)
        for at, (row, whole) in enumerate(zip(table, found, strict=True), 1)
        for key, cell in row.items()
        if cell != (shown := display_text(worded(spec.column(key), whole.row[key], school.lang)))
    ]


def counted(register: Register, text: str, school: School) -> Snapshot:
    """What tiles and charts see."""
    return snapshot(rows_of(register, text, school), school)


def claimed(register: Register, text: str, school: School) -> set[tuple[str, str, str, str]]:
    """What the rows claim: the claim's id, its tag, its state, and the department."""
    claims: list[Claim] = [*claims_of(register, rows_of(register, text, school), school)]
    assert {claim.source for claim in claims} <= {register.source}
    return {(claim.id, claim.about, claim.state, claim.department or "") for claim in claims}
