"""The tables of the appraisal: what their rows compute and claim, and what tile and chart say of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from softenv_xl.grid.cell import Value
from softenv_xl.grid.grid import Grid
from softenv_xl.grid.table import Table
from softenv_xl.registers import appraisal_leads, appraisal_results, appraisal_rounds
from softenv_xl.registers.appraisal_figures import FIGURE, TILE
from softenv_xl.registers.appraisal_questions import LOOKUP
from softenv_xl.registers.appraisal_questions import SPEC as QUESTIONS
from softenv_xl.registers.school import Row, Snapshot
from softenv_xl.schema.check import Context, check_table
from softenv_xl.schema.table import TableSpec
from tests.registers.samples import LISTS, judged, school

AS_OF = date(2026, 10, 15)
AROUND = school(AS_OF)


def _row(spec: TableSpec, **cells: Value) -> Row:
    return {**dict.fromkeys(column.key for column in spec.columns), **cells}


def _result(number: str, department: str, respondents: int | None, satisfied: float | None) -> Row:
    shown = "hidden" if respondents is None else "shown"
    return _row(
        appraisal_results.SPEC,
        id=f"AP-001/{number}",
        round="AP-001",
        number=number,
        department=department,
        shown=shown,
        respondents=respondents,
        satisfied=satisfied,
    )


ROUND = _row(
    appraisal_rounds.SPEC,
    id="AP-001",
    opened=date(2026, 9, 20),
    target=1000,
    valid=812,
    received=820,
    invited=1640,
)
RESULTS = (
    _result("T0101", "语文组", 40, 0.9),
    _result("T0102", "语文组", 60, 0.75),
    _result("T0103", "语文组", None, None),
    _result("T0201", "数学组", 10, 1.0),
    _result("T0301", "总务处", None, None),
)
ROUNDS = Snapshot((ROUND,), replace(AROUND, rows={"appraisal": RESULTS}))


def test_shares_of_target_and_of_what_was_handed_out() -> None:
    complete = appraisal_rounds.REGISTER.complete
    assert complete
    assert complete(ROUND, AROUND) == {"coverage": 0.812, "response": 0.5}
    assert complete({**ROUND, "target": None, "invited": 0}, AROUND) == {"coverage": None, "response": None}


def test_the_tile_says_how_many_of_the_target_and_how_satisfied_those_shown_are() -> None:
    assert TILE.value
    value, below = TILE.value(ROUNDS)
    # 36 + 45 + 10 of 110
    assert (value, below.zh) == (812, "目标 1000 份\n满意 83%（75–89%）")
    assert TILE.value(Snapshot((), AROUND)).value is None
    nobody = Snapshot((ROUND,), AROUND)
    assert TILE.value(nobody).note.en == "of 1000\ntoo few to show"


def test_the_chart_has_every_department_in_its_order_and_says_where_nothing_is_shown() -> None:
    assert FIGURE.rows
    rows = FIGURE.rows(ROUNDS)
    assert rows[:3] == [
        ("语文组 81%，100 份", 72, 15),
        ("数学组 100%，10 份", 72, 28),
        ("总务处（不显示）", None, None),
    ]
    assert len(rows) == len(AROUND.departments)


def test_the_round_that_opened_last_is_shown() -> None:
    later = {**ROUND, "id": "AP-002", "opened": date(2026, 10, 1), "valid": 3}
    planned = {**ROUND, "id": "AP-003", "opened": date(2026, 12, 1), "valid": None}
    assert TILE.value
    assert TILE.value(Snapshot((later, ROUND, planned), AROUND)).value == 3


def _lead(**cells: Value) -> Row:
    confirmed: dict[str, Value] = {
        "id": "AL-001", "number": "T0101", "decision": "confirmed", "item": "3 有偿补课",
        "decided_on": date(2026, 10, 12),
    }  # fmt: skip
    return _row(appraisal_leads.SPEC, **{**confirmed, **cells})


@pytest.mark.parametrize(
    ("cells", "whom"),
    [
        ({}, "T0101"),
        ({"about": "T0102"}, "T0102"),
        ({"number": None, "about": "T0103"}, "T0103"),
        ({"number": None}, None),
        ({"decision": "not_ban"}, None),
        ({"decision": "waiting"}, None),
        ({"decision": None}, None),
        ({"case": "CA-0007"}, None),
    ],
)
def test_evidence_is_only_what_was_entered_as_a_lead_and_has_no_case(
    cells: dict[str, Value], whom: str | None
) -> None:
    claims = list(appraisal_leads.REGISTER.claims(Snapshot((_lead(**cells),), AROUND)))
    assert [claim.number for claim in claims] == ([whom] if whom else [])
    for claim in claims:
        assert (claim.state, claim.source, claim.about) == ("alleged", "appraisal", "3 有偿补课")
        assert (claim.id, claim.date, claim.by_tag) == ("AL-001/lead", date(2026, 10, 12), False)


def test_low_satisfaction_is_no_evidence() -> None:
    for register in (appraisal_results.REGISTER, appraisal_rounds.REGISTER):
        assert not list(register.claims(Snapshot(RESULTS, AROUND)))


def test_weights_that_dont_sum_to_100_are_told_once_a_round_has_begun() -> None:
    def codes(lookups: dict[str, list[Row]], rows: list[Row]) -> list[str]:
        around = replace(AROUND, lookups={**AROUND.lookups, **lookups})
        checked, _ = judged(appraisal_rounds.REGISTER, rows, around)
        return [issue.code for issue in checked.issues]

    questions = [dict(row) for row in AROUND.lookups[QUESTIONS.key]]
    one: list[Row] = [{"title": "评议", "opened": date(2026, 9, 1), "closed": date(2026, 10, 30)}]
    assert codes({}, one) == []
    questions[0]["weight"] = 30
    assert codes({QUESTIONS.key: [*questions]}, one) == ["appraisal.weights-not-100"]
    assert codes({QUESTIONS.key: [*questions]}, []) == []
    questions[1]["weight"] = 10
    assert codes({QUESTIONS.key: [*questions]}, one) == []


_SCALE = {"three": "三级满意度", "conduct": "有无", "text": "文字意见"}


@pytest.mark.parametrize(
    ("cells", "codes"),
    [
        ({"id": "Q1", "scale": _SCALE["three"], "weight": 20, "used": "是"}, []),
        ({"id": "C1", "scale": _SCALE["conduct"], "item": "3 有偿补课", "used": "是"}, []),
        ({"id": "T1", "scale": _SCALE["text"], "used": "否"}, []),
        ({"id": "C2", "scale": _SCALE["conduct"], "used": "是"}, ["cell.needed"]),
        (
            {"id": "C3", "scale": _SCALE["conduct"], "item": "3 有偿补课", "weight": 10, "used": "是"},
            ["cell.conflict"],
        ),
        ({"id": "Q2", "scale": "满意度", "weight": 20, "used": "是"}, ["choice.unknown"]),
        ({"id": "Q3", "scale": _SCALE["three"], "used": "是"}, ["cell.needed"]),
    ],
)
def test_questions_need_what_their_scale_needs(cells: dict[str, Value], codes: list[str]) -> None:
    typed = {"text_zh": "题", "text_en": "Question", **cells}
    rows = (
        *[()] * (QUESTIONS.header_row - 1),
        tuple(column.label.zh for column in QUESTIONS.columns),
        tuple(typed.get(column.key) for column in QUESTIONS.columns),
    )
    columns = {column.key: at for at, column in enumerate(QUESTIONS.columns, 1)}
    texts = {column.key: column.label.zh for column in QUESTIONS.columns}
    table = Table(Grid("题", rows), QUESTIONS.header_row, columns, texts, "zh", last=len(rows))
    found = check_table(QUESTIONS, table, Context(lists=LISTS, formulas_allowed=True)).issues
    assert [issue.code for issue in found] == codes


def test_the_questions_that_a_workbook_comes_with_are_weighed_to_100() -> None:
    weights = [row["weight"] for row in LOOKUP.rows("zh") if isinstance(row["weight"], int)]
    assert sum(weights) == 100
