"""Cases in a press of the real workbook: a veto reaches the matrix, a lapse the tracker, a rename every column."""

from __future__ import annotations

from datetime import date

import pytest

from softenv_xl import flow
from softenv_xl.compliance.state import State
from softenv_xl.control.workbook import read_control
from softenv_xl.grid.cell import Value
from softenv_xl.hosts.file import apply
from softenv_xl.hosts.workbook import Draft
from softenv_xl.registers import cases, departments
from softenv_xl.schema.placed import Placed
from softenv_xl.schema.table import TableSpec
from softenv_xl.sheets.patch import Patch
from softenv_xl.sheets.table_patch import table_patch
from softenv_xl.words import LANGS, Lang
from tests.support.small_school import GROUPS, NUMBERS, register

TODAY = date(2026, 10, 20)
BOTH = pytest.mark.parametrize("lang", LANGS)
ACCUSED: dict[str, Value] = {
    "received": date(2026, 9, 1),
    "channel": "letter",
    "matter": "accusation",
    "anonymous": "no",
    "complainant": "A. B.",
    "text": "What it says",
    "number": NUMBERS[0],
    "route": "accept",
    "accepted": date(2026, 9, 2),
    "informed": date(2026, 9, 3),
    "closed": date(2026, 10, 1),
    "replied": date(2026, 10, 2),
    "outcome": "true",
    "measure": "warning",
    "measure_from": date(2026, 10, 1),
    "head_duty": "talked",
    "head_on": date(2026, 10, 2),
}


def edited(package: bytes, spec: TableSpec, *rows: Placed) -> bytes:
    control = read_control(Draft("control.xlsx", package).read())
    return apply(package, Patch((table_patch(control, spec, list(rows)),)), "control.xlsx")


def tutoring(lang: Lang) -> Value:
    entry = read_control(Draft("control.xlsx", register(lang)).read()).rulebook.entry_with("tutoring")
    assert entry
    return entry.label(lang)


@BOTH
def test_a_veto_and_a_lapse_of_those_who_handle_it(lang: Lang) -> None:
    row = {**ACCUSED, "item": tutoring(lang), "department": GROUPS[1](lang)}
    late = {
        **row,
        "informed": date(2026, 9, 17),
        "finding": "substantiated",
        "number": NUMBERS[1],
        "outcome": "untrue",
        "measure": None,
    }
    draft = Draft("control.xlsx", edited(register(lang), cases.SPEC, Placed(None, row), Placed(None, late)))
    result, _ = flow.refresh(draft, TODAY)
    assert [whole.row["veto"] for whole in result.registers["cases"]] == ["yes", None]
    assert result.assessment.people[NUMBERS[0]].vetoes == ("3",)
    assert result.assessment.people[NUMBERS[1]].vetoes == ()
    assert result.assessment.departments[GROUPS[1](lang)].counts["10"][State.SUBSTANTIATED] == 1
    assert [item.row["id"] for item in result.tracker] == ["FX-CA-002"]
    assert flow.refresh(draft, TODAY)[1] is False


@BOTH
def test_harm_to_a_minor_that_nobody_reported_keeps_the_case_from_counting(lang: Lang) -> None:
    row = {**ACCUSED, "item": tutoring(lang), "department": GROUPS[1](lang), "minor": "yes"}
    result, _ = flow.refresh(
        Draft("control.xlsx", edited(register(lang), cases.SPEC, Placed(None, row))), TODAY
    )
    assert "case.minor-not-reported" in {issue.code for issue in result.issues}
    assert result.assessment.people[NUMBERS[0]].vetoes == ()


@BOTH
def test_a_renamed_department_is_followed_in_every_column(lang: Lang) -> None:
    row = {
        **ACCUSED,
        "item": tutoring(lang),
        "department": GROUPS[1](lang),
        "about_department": GROUPS[0](lang),
    }
    draft = Draft("control.xlsx", edited(register(lang), cases.SPEC, Placed(None, row)))
    flow.refresh(draft, TODAY)
    again = edited(draft.content, departments.SPEC, Placed(0, {"name": "New"}), Placed(1, {}))
    result, _ = flow.refresh(Draft("control.xlsx", again), TODAY)
    (whole,) = result.registers["cases"]
    assert (whole.row["about_department"], whole.counts) == ("New", True)
