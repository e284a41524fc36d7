"""What each register says of what leaves the office."""

from __future__ import annotations

import pytest

from softenv_xl.registers import REGISTERS, Register, rectification
from softenv_xl.registers.packed import PEOPLE, TABLES, PackedTable, items_of_cases, rows_for
from softenv_xl.registers.people import Person
from softenv_xl.schema.column import Kind, Owner
from softenv_xl.schema.vocabulary import ListOf

_NEVER = {
    "appraisal",
    "appraisal_findings",
    "appraisal_mapping",
    "appraisal_rounds",
    "cases",
    "evidence",
    "followups",
    "honours",
    "opinion_cards",
}
_BY_KEY = {table.key: table for table in TABLES}


@pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.key)
def test_each_register_goes_or_never_leaves(register: Register) -> None:
    """A register that newly leaves the office is a decision: it is made here too."""
    assert (register.pack is None) == (register.key in _NEVER)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.key)
def test_what_it_says_is_true_of_its_columns(table: PackedTable) -> None:
    part, full = table.part, table.full
    assert part.whose in full.by_key
    assert set(part.office) <= set(full.by_key)
    inputs = {column.key for column in full.inputs if not column.confidential}
    assert set(part.open) <= inputs - set(part.office)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.key)
def test_the_packed_table_shows_all_but_what_stays(table: PackedTable) -> None:
    shown = set(table.spec.by_key)
    for column in table.full.columns:
        stays = column.confidential or column.hidden or column.key in table.part.office
        assert (column.key in shown) == (not stays) or column.kind is Kind.CHECK
    assert {column.key for column in table.spec.inputs} == set(table.part.open)
    assert table.spec.id_column in shown


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.key)
def test_rules_there_judge_what_is_there(table: PackedTable) -> None:
    for rule in table.spec.rules:
        assert table.is_open(rule.column)
        rule.fails.excel(lambda key: table.spec.by_key[key].key)


def test_no_confidential_column_goes() -> None:
    assert not any(column.confidential for table in TABLES for column in table.spec.columns)


def test_a_department_that_may_add_rows_can_fill_in_all_that_is_needed() -> None:
    for table in TABLES:
        if table.part.grows:
            needed = {column.key for column in table.full.columns if column.required}
            assert needed - {table.part.department} <= set(table.part.open)
            assert table.spec.column(table.part.whose).owner is (
                Owner.STAFF if table.part.person else Owner.COMPUTED
            )


_STAFF = {
    number: Person(number=number, name=name, department=department)
    for number, name, department in (("T1", "王芳", "数学组"), ("T2", "李强", "语文组"))
}


def _row(key: str, **cells: str) -> dict[str, str | None]:
    return {**dict.fromkeys(_BY_KEY[key].full.by_key), **cells}


def test_a_row_is_its_departments() -> None:
    rows = [_row("fees", id="FE-1", department="数学组"), _row("fees", id="FE-2", department="语文组")]
    rows.append(_row("fees", id="FE-3"))
    found = rows_for(_BY_KEY["fees"], rows, "数学组", _STAFF, ())
    assert [row["id"] for row in found] == ["FE-1"]


def test_a_row_is_the_department_of_its_person() -> None:
    rows = [_row("notes", id="NO-1", number="T2"), _row("notes", id="NO-2", number="T1", department="语文组")]
    found = rows_for(_BY_KEY["notes"], [*rows, _row("notes", id="NO-3", number="T9")], "语文组", _STAFF, ())
    assert [row["id"] for row in found] == ["NO-1"]


def test_what_belongs_to_a_case_stays() -> None:
    cases = next(register for register in REGISTERS if register.key == "cases")
    case = {**dict.fromkeys(cases.spec.by_key), "id": "CA-001", "fix": "T1-01", "conduct_fix": "T1-02"}
    of_cases = items_of_cases([case])
    assert of_cases == {"FX-CA-001", "T1-01", "T1-02"}
    items = [_row("tracker", id=key, department="数学组") for key in ("FX-CA-001", "T1-01", "T1-02", "T1-03")]
    assert [row["id"] for row in rows_for(_BY_KEY["tracker"], items, "数学组", _STAFF, of_cases)] == ["T1-03"]
    tasks = [
        _row("tasks", id=key, department="数学组", fix=fix)
        for key, fix in (("KT-1", "T1-01"), ("KT-2", "T1-03"))
    ]
    assert [row["id"] for row in rows_for(_BY_KEY["tasks"], tasks, "数学组", _STAFF, of_cases)] == ["KT-2"]
    opinions = [
        _row("opinions", id="OP-1", department="数学组", case="CA-009"),
        _row("opinions", id="OP-2", department="数学组", kind="complaint"),
        _row("opinions", id="OP-3", department="数学组", kind="praise"),
    ]
    assert [row["id"] for row in rows_for(_BY_KEY["opinions"], opinions, "数学组", _STAFF, ())] == ["OP-3"]


def test_every_column_that_names_a_case_is_looked_at() -> None:
    for table in TABLES:
        for column in table.full.columns:
            if "case" in column.key:
                assert column.choices == ListOf("case_ids")


def test_people_and_tracker_are_there() -> None:
    assert _BY_KEY["people"].part is PEOPLE
    assert _BY_KEY["tracker"].full is rectification.SPEC
