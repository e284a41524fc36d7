"""Every register has sample rows, good and bad, that are judged alike in Python and in the cell."""

from __future__ import annotations

from pathlib import Path

import pytest

from softenv_xl.grid.address import Address
from softenv_xl.grid.cell import Value
from softenv_xl.grid.grid import Grid
from softenv_xl.grid.table import Table
from softenv_xl.registers import COMPLETED, REGISTERS, Register
from softenv_xl.registers.settings import SPEC as SETTINGS
from softenv_xl.schema.check import Checked, Context, check_table
from tests.registers.samples import LISTS, Sample, samples_of, school

KEPT = [register for register in REGISTERS if register.key in COMPLETED]
EVERY = pytest.mark.parametrize("register", KEPT, ids=lambda register: register.key)


def _judged(register: Register) -> tuple[list[Sample], Checked]:
    spec = register.spec
    as_of, samples = samples_of(spec)
    rows: list[tuple[Value, ...]] = [()] * (spec.header_row - 1)
    rows.append(tuple(column.label("zh") for column in spec.columns))
    rows += [tuple(sample.cells[column.key] for column in spec.columns) for sample in samples]
    columns = {column.key: at for at, column in enumerate(spec.columns, 1)}
    texts = {column.key: column.label("zh") for column in spec.columns}
    table = Table(Grid("samples", tuple(rows)), spec.header_row, columns, texts, "zh", last=len(rows))
    around = school(as_of)
    complete = register.complete
    context = Context({SETTINGS.name("as_of"): as_of}, LISTS, 2026, formulas_allowed=True)
    return samples, check_table(
        spec, table, context, (lambda row: complete(row, around)) if complete else None
    )


@EVERY
def test_each_sample_raises_what_its_page_says(register: Register) -> None:
    samples, checked = _judged(register)
    told: dict[int, set[str]] = {}
    for issue in checked.issues:
        told.setdefault(Address.parse(issue.place.cell).row, set()).add(issue.code)
    first = register.spec.header_row + 1
    assert {at: told.get(at, set()) for at in range(first, first + len(samples))} == {
        at: set(sample.issues) for at, sample in enumerate(samples, first)
    }


@EVERY
def test_the_samples_have_clean_rows_and_break_every_rule(register: Register) -> None:
    _, samples = samples_of(register.spec)
    assert sum(not sample.issues for sample in samples) >= 2
    broken = {code for sample in samples for code in sample.issues}
    assert {rule.kind.code for rule in register.spec.rules} <= broken


def test_no_page_of_samples_is_left_over() -> None:
    pages = {page.stem for page in (Path(__file__).with_name("samples")).glob("*.md")}
    assert pages == {register.key for register in KEPT}
