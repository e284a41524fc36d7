"""The leading group's page: by name, the gravest first, and never longer than a page."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from softenv_xl import flow
from softenv_xl.grid.cell import Value
from softenv_xl.hosts.workbook import Draft
from softenv_xl.registers import commitments, evidence, rectification
from softenv_xl.sheets.patch import Patch
from softenv_xl.views.leading import SPEC
from tests.support import large_school

DAY = date(2026, 12, 15)
SEEN = ("matter", "about", "whose", "department", "day", "days", "sheet")


def lines(draft: Draft) -> list[tuple[object, ...]]:
    book = draft.read()
    found = book.table(SPEC.key)
    assert found
    places = [next(i for i, column in enumerate(SPEC.columns) if column.key == key) for key in SEEN]
    rows = found[0].rows[SPEC.header_row : found[1].area.bottom]
    return [tuple(row[at] if at < len(row) else None for at in places) for row in rows]


@pytest.fixture
def school(tmp_path: Path) -> Draft:
    """Six people; one of them vetoed, fifteen items overdue, a commitment posted late."""
    path = tmp_path / "control.xlsx"
    large_school.control(path, 6)
    draft = Draft("control.xlsx", path.read_bytes())
    draft.read()
    proved = ("T0001", None, "3 Paid tutoring", "Inspection", "Substantiated", date(2026, 10, 1), "Record 4")
    keys = ("number", "department", "item", "source", "state", "date", "reference")
    items: list[tuple[Value, ...]] = [
        ("T0002", "9 Neglect of duty", f"Problem {n}", date(2026, 11, n), "Remediating") for n in range(1, 16)
    ]
    promised = ("Procedure", "Answers", "Department 1", "Within three days", date(2026, 10, 1))
    draft.write(
        Patch(
            (
                large_school.table(evidence.SPEC, keys, [proved]),
                large_school.table(
                    rectification.SPEC, ("number", "item", "problem", "deadline", "status"), items
                ),
                large_school.table(
                    commitments.SPEC, ("kind", "matter", "department", "text", "due"), [promised]
                ),
            )
        )
    )
    flow.refresh(draft, DAY)
    return draft


def test_who_is_vetoed_stands_first_then_whose_head_is_to_answer(school: Draft) -> None:
    assert lines(school)[:2] == [
        ("✗ Veto", "3 Paid tutoring", "Teacher 1", "Department 2", date(2026, 10, 1), None, "Evidence"),
        ("✗ Head to answer", "1 of the department under veto", "Head", "Department 2", None, None, None),
    ]


def test_the_longest_overdue_come_first_and_a_page_holds_them(school: Draft) -> None:
    overdue = [line for line in lines(school) if line[0] == "✗ Item overdue"]
    assert [line[1] for line in overdue] == [*(f"Problem {n}" for n in range(1, 12)), "and 4 more"]
    assert overdue[0][4:6] == (date(2026, 11, 1), -44)
    assert overdue[-1][2:] == (None, None, None, None, None)


def test_what_waits_for_a_decision_is_told(school: Draft) -> None:
    waiting = [line for line in lines(school) if line[0] == "△ To decide"]
    assert waiting == [
        ("△ To decide", "CM-001 not posted", "Head", "Department 1", None, None, "Commitments")
    ]


def test_a_second_press_changes_nothing(school: Draft) -> None:
    before = school.content
    assert not flow.refresh(school, DAY)[1]
    assert school.content == before
