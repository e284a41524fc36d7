"""New rows get their ids before anything is looked up by one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from softenv_xl.control import new_ids
from softenv_xl.control.new_ids import with_new_ids
from softenv_xl.control.workbook import Control
from softenv_xl.grid.cell import Value
from softenv_xl.grid.table import Table
from tests.control.test_completion import with_gifts
from tests.control.test_names_and_past import DEPARTMENTS, PEOPLE, control
from tests.registers.gifts import REGISTER, SPEC


@pytest.fixture(autouse=True)
def _one_register_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(new_ids, "REGISTERS", (REGISTER,))


@pytest.fixture(scope="module")
def school() -> Control:
    return control(departments=DEPARTMENTS, people=PEOPLE)


def ids(table: Table) -> list[Value]:
    return list(with_new_ids({SPEC.key: table})[SPEC.key].column("id"))


def test_rows_in_use_get_the_next_ids(school: Control) -> None:
    table = with_gifts(
        school,
        """
        id    | number | received
        -     | T01    | 2026-09-01
        G-007 | T02    | 2026-09-01
        -     | -      | -
        -     | T03    | 2026-09-02
        """,
    ).tables[SPEC.key]
    assert ids(table) == ["G-008", "G-007", None, "G-009"]


def test_an_id_typed_in_wide_letters_is_taken(school: Control) -> None:
    table = with_gifts(
        school,
        """
        id    | number | received
        Ｇ－００７ | T02 | 2026-09-01
        -     | T03    | 2026-09-02
        """,
    ).tables[SPEC.key]
    assert ids(table)[1] == "G-008"


def test_a_row_that_ends_before_its_id_gets_one(school: Control) -> None:
    table = with_gifts(school, "number | received\nT01 | 2026-09-01").tables[SPEC.key]
    *above, header, row = table.grid.rows
    turned = replace(
        table,
        grid=replace(table.grid, rows=(*above, header[::-1], row[1:3])),
        columns={"number": 1, "received": 2, "id": len(row)},
    )
    assert with_new_ids({SPEC.key: turned})[SPEC.key].grid.rows[-1][-1] == "G-001"


def test_a_table_whose_ids_are_gone_stays_as_it_is(school: Control) -> None:
    table = with_gifts(school, "number | received\nT01 | 2026-09-01").tables[SPEC.key]
    without = replace(table, columns={key: at for key, at in table.columns.items() if key != "id"})
    assert with_new_ids({SPEC.key: without})[SPEC.key] is without
