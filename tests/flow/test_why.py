"""`why`: the evidence behind somebody's cells of the matrix, and what would change them."""

from __future__ import annotations

from datetime import date

import pytest

from softenv_xl import flow, reporting
from softenv_xl.errors import Stop
from softenv_xl.grid.cell import Value
from softenv_xl.hosts.workbook import Draft
from softenv_xl.registers import evidence
from softenv_xl.reporting import Reporter
from softenv_xl.sheets.explanation import whom
from softenv_xl.sheets.patch import Patch
from softenv_xl.sheets.result import Result
from tests.support import large_school
from tests.support.small_school import NUMBERS, TODAY, register

ROWS: list[tuple[Value, ...]] = [
    (NUMBERS[0], None, "3 Paid tutoring", "Inspection", "Substantiated", date(2026, 10, 1), "Record 4"),
    (NUMBERS[0], None, "3 Paid tutoring", "Complaint", "Alleged", date(2026, 10, 2), "Letter 7"),
    (NUMBERS[0], None, "6 Gifts and money", "Complaint", "Dismissed", date(2026, 10, 3), "Visit 2"),
]
KEYS = ("number", "department", "item", "source", "state", "date", "reference")


@pytest.fixture(scope="module")
def result() -> Result:
    draft = Draft("control.xlsx", register("en"))
    draft.read()
    draft.write(Patch((large_school.table(evidence.SPEC, KEYS, ROWS),)))
    before = draft.content
    found = flow.inspect(draft, TODAY)
    assert draft.content is before
    return found


def _lines(
    result: Result, capsys: pytest.CaptureFixture[str], who: str, entry: str | None = None
) -> list[str]:
    reporting.report_why(Reporter("en"), result, who, entry)
    return capsys.readouterr().out.splitlines()


def test_every_piece_of_evidence_is_told_with_what_would_change_it(
    result: Result, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    label = next(e.label("en") for e in result.control.rulebook.entries if e.number == "3")
    lines = _lines(result, capsys, NUMBERS[0])
    assert NUMBERS[0] in lines[0]
    assert lines[1:5] == [
        f"  {label}: ✗ Subst.",
        "      Substantiated, Inspection, 2026-10-01, Record 4",
        "      Alleged, Complaint, 2026-10-02, Letter 7",
        "      Counts as rectified once its item is closed; a finding that is wrong is changed where it stands.",
    ]
    assert lines[6] == "      Dismissed, Complaint, 2026-10-03, Visit 2"
    assert lines[7:] == ["      No return is accepted yet."]


def test_one_entry_is_told_though_nothing_speaks_of_it(
    result: Result, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = _lines(result, capsys, NUMBERS[1], "1")
    assert len(lines) == 3
    assert lines[1].endswith(": ○ Unknown")
    assert _lines(result, capsys, NUMBERS[1])[1:] == ["  There is no evidence."]


def test_a_person_is_known_by_name_and_a_department_by_its_own(result: Result) -> None:
    person = result.control.people[0]
    heading, every = whom(result, f" {person.name} ")
    assert person.number in heading.en
    assert [len(one.evidence) for one in every if one.evidence] == [2, 1]
    heading, every = whom(result, person.department)
    assert heading.en == person.department
    assert not any(one.evidence for one in every)


def test_for_programs_it_is_a_list(result: Result, capsys: pytest.CaptureFixture[str]) -> None:
    reporting.report_why(Reporter("en", json=True), result, NUMBERS[0], "3")
    assert '"state": "substantiated"' in capsys.readouterr().out


@pytest.mark.parametrize(
    ("who", "entry", "code"), [("Nobody", None, "why.nobody"), (NUMBERS[0], "77", "why.no-entry")]
)
def test_what_is_not_there_is_a_sentence(result: Result, who: str, entry: str | None, code: str) -> None:
    with pytest.raises(Stop) as stopped:
        reporting.report_why(Reporter("en"), result, who, entry)
    assert stopped.value.code == code
