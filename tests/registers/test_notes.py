"""Study notes: what is computed of them, what they claim, what the dashboard counts, who is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from softenv_xl import flow
from softenv_xl.control.workbook import read_control
from softenv_xl.grid.cell import Value
from softenv_xl.hosts.file import apply
from softenv_xl.hosts.workbook import Draft
from softenv_xl.registers import notes
from softenv_xl.registers.notes import REGISTER
from softenv_xl.registers.school import Row, Snapshot
from softenv_xl.schema.placed import Placed
from softenv_xl.sheets.patch import Patch
from softenv_xl.sheets.table_patch import table_patch
from softenv_xl.words import LANGS, Lang
from tests.registers.samples import PEOPLE, school
from tests.support.small_school import NUMBERS, register

AS_OF = date(2026, 10, 15)
AROUND = school(AS_OF)
DUE = date(2026, 9, 28)


def _row(**cells: Value) -> Row:
    """A row as it stands after a press; a study note of 2026-09 where nothing else is said."""
    blank: dict[str, Value] = dict.fromkeys(column.key for column in notes.SPEC.columns)
    typed = {
        **blank,
        "id": "NO-001",
        "period": "2026-09",
        "number": "T0101",
        "kind": "study",
        "due": DUE,
        **cells,
    }
    assert REGISTER.complete
    return {**typed, **REGISTER.complete(typed, AROUND)}


def _snapshot(*rows: Row) -> Snapshot:
    return Snapshot(rows, AROUND)


ROWS = (
    _row(result="excellent"),
    _row(id="NO-002", number="T0102", result="pass"),
    _row(id="NO-003", number="T0103", result="missing", recheck="made_good"),
    _row(id="NO-004", number="T0104", result="fail"),
    _row(id="NO-005", number="T0201", result="fail", recheck="still", checked=date(2026, 9, 30)),
    _row(id="NO-006", number="T0202", result="exempt"),
    _row(id="NO-007", number="T0203"),
    _row(id="NO-008", number="T0204", due=AS_OF),
)


def test_name_and_department_follow_the_number() -> None:
    row = _row(number="T0203")
    assert (row["name"], row["department"]) == ("数学组3", "数学组")
    stranger = _row(number="T9999")
    assert (stranger["name"], stranger["department"]) == (None, None)


@pytest.mark.parametrize(
    ("kind", "needed"),
    [
        ("study", 5000),
        ("political", 5000),
        ("professional", 5000),
        ("lessons", 0),
        ("reading", 0),
        (None, None),
    ],
)
def test_settings_say_how_many_characters_study_notes_need(kind: str | None, needed: int | None) -> None:
    assert _row(kind=kind)["needed"] == needed


def test_another_number_of_characters_may_be_set() -> None:
    options = {**AROUND.options, "notes_words": 3000}
    assert REGISTER.complete
    assert REGISTER.complete(_row(), replace(AROUND, options=options))["needed"] == 3000


def test_the_state_follows_from_result_recheck_and_day() -> None:
    states = [row["state"] for row in ROWS]
    assert states == ["pass", "pass", "pass", "open", "still", "exempt", "late", "waiting"]


def test_each_row_that_failed_or_is_missing_is_one_claim() -> None:
    claims = list(REGISTER.claims(_snapshot(*ROWS)))
    assert [(claim.id, claim.number, claim.state) for claim in claims] == [
        ("NO-003/note.not-handed-in", "T0103", "rectified"),
        ("NO-004/note.failed", "T0104", "alleged"),
        ("NO-005/note.failed", "T0201", "substantiated"),
    ]
    assert {(claim.about, claim.by_tag, claim.source) for claim in claims} == {("notes", True, "notes")}
    assert (claims[2].date, claims[2].reference) == (date(2026, 9, 30), "笔记检查 NO-005")


def test_the_tile_tells_how_many_were_checked_and_are_to_be_rechecked() -> None:
    (tile,) = REGISTER.tiles
    assert tile.value
    value, below = tile.value(_snapshot(*ROWS))
    assert (value, below.zh, below.en) == (6, "共 8 份；待补查 1", "of 8; 1 to recheck")
    assert tile.value(_snapshot()).value is None


def test_the_chart_counts_each_department() -> None:
    (figure,) = REGISTER.figures
    assert figure.rows
    counts = {name: numbers for name, *numbers in figure.rows(_snapshot(*ROWS))}
    assert list(counts) == [department.name for department in AROUND.departments]
    assert counts["语文组"] == [2, 1, 1, 0, 0]
    assert counts["数学组"] == [0, 0, 0, 1, 2]  # the exempt one is in no series
    assert counts["办公室"] == [0] * 5


def test_a_second_row_of_the_same_person_period_and_kind_is_found() -> None:
    again, other_kind, other_period = _row(id="NO-009"), _row(kind="reading"), _row(period="2026-10")
    twice, _ = REGISTER.whole
    found = list(twice.broken(_snapshot(ROWS[0], other_kind, other_period, again, _row(id="NO-010"))))
    assert [(each.row and each.row["id"], each.arguments["first"]) for each in found] == [
        ("NO-009", "NO-001"),
        ("NO-010", "NO-001"),
    ]
    blank = _row(number=None), _row(number=None)
    assert list(twice.broken(_snapshot(*blank))) == []


def test_people_without_a_record_are_told_of_each_period() -> None:
    exempted = PEOPLE[0].model_copy(update={"owes_return": False})
    around = replace(AROUND, people=(exempted, *PEOPLE[1:4]))
    rows = (_row(number="T0102"), _row(number="T0103"), _row(number="T0102", period="2026-10"))
    _, absent = REGISTER.whole
    found = list(absent.broken(Snapshot(rows, around)))
    assert [(each.row, each.about, each.arguments["count"]) for each in found] == [
        (None, "2026-09", 1),
        (None, "2026-10", 2),
    ]
    assert "语文组4" in str(found[0].arguments["people"])
    everybody = [_row(number=person.number) for person in PEOPLE]
    assert list(absent.broken(_snapshot(*everybody))) == []


@pytest.mark.parametrize("lang", LANGS)
def test_a_press_counts_each_row_once_and_none_that_is_entered_twice(lang: Lang) -> None:
    due: dict[str, Value] = {
        "period": "2026-09",
        "kind": "study",
        "due": DUE,
        "checker": NUMBERS[2],
        "checked": DUE,
    }
    missing: dict[str, Value] = {**due, "result": "missing"}
    rows: list[dict[str, Value]] = [
        {**missing, "number": NUMBERS[0]},
        {**missing, "number": NUMBERS[1], "rechecked": AS_OF, "recheck": "made_good"},
        {**missing, "number": NUMBERS[0], "rechecked": AS_OF, "recheck": "still"},
    ]
    control = read_control(Draft("control.xlsx", register(lang)).read())
    patch = Patch((table_patch(control, notes.SPEC, [Placed(None, row) for row in rows]),))
    draft = Draft("control.xlsx", apply(register(lang), patch, "control.xlsx"))
    first, _ = flow.refresh(draft, AS_OF)
    again, changed = flow.refresh(draft, AS_OF)
    assert not changed
    for result in (first, again):
        found = {(i.code, i.place.row_id) for i in result.issues if i.code.startswith("note.")}
        assert found == {
            ("note.not-handed-in", "NO-001"),
            ("note.not-handed-in", "NO-003"),
            ("note.twice", "NO-003"),
            ("note.absent", "2026-09"),
        }
        states = [result.assessment.people[number].states["9"].value for number in NUMBERS]
        assert states == ["alleged", "rectified", "unknown"]
