"""Nothing that stands in a register counts for nothing in silence: an issue at its cell, the same in the check
column, and a sentence on the dashboard.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from softenv_xl import books, flow
from softenv_xl.bans.default import ENTRIES
from softenv_xl.control.workbook import Control
from softenv_xl.grid.cell import Value
from softenv_xl.hosts.file import apply
from softenv_xl.intake.returns import check_return
from softenv_xl.registers import evidence, people, rectification, rulebook
from softenv_xl.registers.words import EVIDENCE_SOURCE, EVIDENCE_STATE
from softenv_xl.schema.table import TableSpec
from softenv_xl.sheets.patch import CellPatch, Patch, RowPatch, TablePatch
from softenv_xl.sheets.publish import publish
from softenv_xl.sheets.result import Result
from softenv_xl.views.dashboard import BASIS
from softenv_xl.words import LANGS, Lang, Text
from tests.support import small_school
from tests.support.small_school import NAMES, NUMBERS, TODAY

GOOD: dict[str, Value] = {
    "number": NUMBERS[0],
    "source": EVIDENCE_SOURCE.word("inspection", "zh"),
    "state": EVIDENCE_STATE.word("substantiated", "zh"),
    "date": date(2026, 10, 1),
    "reference": "No. 5",
}


def typed(spec: TableSpec, *rows: dict[str, Value], lang: Lang = "zh", there: int = 1) -> TablePatch:
    """Rows of a register with just what somebody typed; the first of them continue the rows that are `there`."""
    keys = list(dict.fromkeys(key for row in rows for key in row))
    labels = tuple(spec.column(key).label(lang) for key in keys)
    sources = [i if i < there else None for i in range(len(rows))]
    values = (tuple(row.get(key) for key in keys) for row in rows)
    return TablePatch(spec.key, labels, tuple(map(RowPatch, sources, values)))


def control_with(*tables: TablePatch, lang: Lang = "zh") -> Control:
    return small_school.control_of(apply(small_school.register(lang), Patch(tables), "control.xlsx"))


def label(lang: Lang) -> str:
    return f"{ENTRIES[2].number} {ENTRIES[2].title(lang)}"


def said(**cells: Value) -> dict[str, Value]:
    return {**GOOD, "item": label("zh"), **cells}


def press(control: Control) -> Result:
    return flow.compute(control, [], TODAY)


def found(result: Result) -> list[tuple[str, str]]:
    return [(issue.code, issue.place.cell) for issue in result.issues]


def shown(result: Result, table: str, key: str) -> list[Any]:
    """What the press writes into one column of a table."""
    spec = next(spec for _, spec in books.CONTROL.tables() if spec.key == table)
    patch = next(patch for patch in publish(result).tables if patch.table == table)
    at = patch.columns.index(spec.column(key).label(result.control.lang))
    return [row.values[at] for row in patch.rows]


def basis(result: Result) -> str:
    return next(
        str(cell.value)
        for cell in publish(result).cells
        if isinstance(cell, CellPatch) and cell.name == BASIS
    )


def test_a_good_statement_counts_and_nothing_is_said() -> None:
    result = press(control_with(typed(evidence.SPEC, said())))
    assert found(result) == []
    assert result.assessment.people[NUMBERS[0]].states["3"] == "substantiated"
    assert shown(result, "evidence", "check") == ["✓"]
    assert "无法归属" not in basis(result)


@pytest.mark.parametrize(
    ("cells", "issue", "check"),
    [
        ({"number": "2009O17"}, ("id.unlisted-near", "B5"), "✗ 教职工号：不在人员表中"),
        ({"number": "9999999"}, ("id.unlisted", "B5"), "✗ 教职工号：不在人员表中"),
        ({"number": None}, ("evidence.nobody", "B5"), "✗ 教职工号：未写人或部门"),
        ({"number": None, "department": "语文祖"}, ("choice.near", "D5"), "✗ 部门：不在选项内"),
        ({"number": None, "department": "后勤"}, ("choice.unknown", "D5"), "✗ 部门：不在选项内"),
        ({"item": "99 旧条目"}, ("choice.unknown", "E5"), "✗ 项目：不在选项内"),
        ({"item": None}, ("cell.missing", "E5"), "✗ 项目：未填"),
        ({"state": "待定"}, ("choice.unknown", "G5"), "✗ 认定：不在选项内"),
        ({"state": None}, ("cell.missing", "G5"), "✗ 认定：未填"),
    ],
)
def test_what_counts_for_nothing_is_an_error_in_its_cell(
    cells: dict[str, Value], issue: tuple[str, str], check: str
) -> None:
    result = press(control_with(typed(evidence.SPEC, said(), said(**cells))))
    code, cell = issue
    assert found(result) == [(code, cell.replace("5", "6"))]
    assert shown(result, "evidence", "check") == ["✓", check]
    assert shown(result, "evidence", "standing")[1] is None
    assert result.assembled_evidence.unattributed == 1
    assert "1 条无法归属" in basis(result)


def test_it_is_told_in_both_languages() -> None:
    for lang in LANGS:
        state = EVIDENCE_STATE.word("substantiated", lang)
        row = {
            **GOOD,
            "item": label(lang),
            "number": "2009O17",
            "state": state,
            "source": EVIDENCE_SOURCE.word("other", lang),
        }
        result = press(control_with(typed(evidence.SPEC, row, row, lang=lang), lang=lang))
        words = Text("有 2 条无法归属", "2 statements of the evidence could not be attributed")
        assert words(lang) in basis(result)
        near = [issue.message(lang) for issue in result.issues]
        assert len(near) == 2
        assert all(NUMBERS[0] in words for words in near)


def test_a_number_typed_as_a_number_is_the_same_number() -> None:
    """As a number in the evidence, on the register, or in both."""
    for table in (
        typed(people.SPEC, {"number": 2009017}, {"number": NUMBERS[1]}, {"number": NUMBERS[2]}, there=3),
        None,
    ):
        for number in (2009017, "2009017"):
            tables = [typed(evidence.SPEC, said(number=number)), *([table] if table else [])]
            control = small_school.control_of(_with(small_school.register("zh"), tables))
            result = press(control)
            assert {code for code, _ in found(result)} <= {"id.as-number"}
            assert result.assessment.people[NUMBERS[0]].states["3"] == "substantiated"
            verdict = "✓" if isinstance(number, str) else "△ 教职工号：编号是数字格式"
            assert shown(result, "evidence", "check") == [verdict]


def test_a_person_or_an_entry_whose_own_row_is_not_complete() -> None:
    package = small_school.register("zh")
    rows: list[dict[str, Value]] = [{"name": None}, {"name": NAMES[1].zh}, {"name": NAMES[2].zh}]
    nameless = small_school.control_of(
        _with(package, [typed(evidence.SPEC, said()), typed(people.SPEC, *rows, there=3)])
    )
    result = press(nameless)
    assert ("evidence.not-counted", "B5") in found(result)
    whose = [issue.place.row_id for issue in result.issues if issue.code == "evidence.not-counted"]
    assert whose == shown(result, "evidence", "id")
    assert result.assembled_evidence.unattributed == 1
    weights: list[dict[str, Value]] = [
        {"severity": None if i == 2 else entry.severity} for i, entry in enumerate(ENTRIES)
    ]
    unweighed = small_school.control_of(
        _with(package, [typed(evidence.SPEC, said()), typed(rulebook.SPEC, *weights, there=len(weights))])
    )
    result = press(unweighed)
    assert ("evidence.not-counted", "E5") in found(result)
    assert "1 条" in basis(result)


def test_a_self_report_that_was_taken_back_is_no_loss() -> None:
    """It counts for nothing because the newest return says so."""
    control = small_school.control()
    first = small_school.delivered(small_school.filled(), "a.xlsx")
    result = flow.compute(control, [check_return(first, control, TODAY)], TODAY)
    assert result.assembled_evidence.unattributed == 0
    assert [row.values["state"] for row in result.registers["evidence"]] == ["self_reported"] * 2


@pytest.mark.parametrize(
    ("cells", "issue", "check"),
    [
        ({"number": "2OO9017"}, ("id.unlisted-near", "B5"), "✗ 教职工号：不在人员表中"),
        ({"number": None, "department": "语文祖"}, ("choice.near", "D5"), "✗ 责任部门：不在选项内"),
        ({"number": None, "department": "语文组"}, None, "✓"),
    ],
)
def test_an_item_of_nobody_is_an_error_in_its_cell(
    cells: dict[str, Value], issue: tuple[str, str] | None, check: str
) -> None:
    item: dict[str, Value] = {
        "number": NUMBERS[0],
        "item": label("zh"),
        "problem": "补课",
        "deadline": date(2026, 12, 1),
    }
    result = press(control_with(typed(rectification.SPEC, {**item, **cells})))
    assert found(result) == ([issue] if issue else [])
    assert shown(result, "tracker", "check") == [check]


def test_a_person_of_no_department_is_an_error() -> None:
    rows: list[dict[str, Value]] = [
        {"department": "语文祖"},
        {"department": "语文组"},
        {"department": "后勤"},
    ]
    result = press(control_with(typed(people.SPEC, *rows, there=3)))
    assert found(result) == [("choice.near", "C5"), ("choice.unknown", "C7")]
    assert shown(result, "people", "check") == ["✗ 部门：不在选项内", "✓", "✗ 部门：不在选项内"]


def _with(package: bytes, tables: list[TablePatch]) -> bytes:
    return apply(package, Patch(tuple(tables)), "control.xlsx")


def test_a_later_no_takes_back_no_more_than_ones_own_word() -> None:
    """What the office found out stays, whatever it was typed as coming from."""
    admitted = said(source=EVIDENCE_SOURCE.word("self_check", "zh"))
    control = control_with(typed(evidence.SPEC, admitted))
    clean = check_return(small_school.delivered(small_school.filled("zh", 0, ())), control, TODAY)
    assert clean.state == "accepted"
    result = flow.compute(control, [clean], TODAY)
    assert result.assessment.people[NUMBERS[0]].states["3"] == "substantiated"
