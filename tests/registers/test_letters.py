"""Letters: where each stands, who has to sign, what the dashboard counts, and a press with some in both languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from softenv_xl import flow
from softenv_xl.control.workbook import read_control
from softenv_xl.grid.cell import Value
from softenv_xl.hosts.file import apply
from softenv_xl.hosts.workbook import Draft
from softenv_xl.registers import letters
from softenv_xl.registers.letter_words import LETTER_KIND
from softenv_xl.registers.letters import REGISTER
from softenv_xl.registers.school import Row, Snapshot
from softenv_xl.schema.placed import Placed
from softenv_xl.sheets.patch import CellPatch, Patch
from softenv_xl.sheets.result import Result
from softenv_xl.sheets.table_patch import table_patch
from softenv_xl.views import today
from softenv_xl.words import LANGS, Lang, Text
from tests.registers.samples import school
from tests.support.small_school import GROUPS, NUMBERS, register, values

AS_OF = date(2026, 10, 15)
AROUND = school(AS_OF)
MAY, EARLIER = date(2026, 5, 31), date(2026, 5, 12)


def _row(**cells: Value) -> Row:
    """A department's letter as it stands after a press."""
    blank: dict[str, Value] = dict.fromkeys(column.key for column in letters.SPEC.columns)
    typed = {
        **blank,
        "id": "LT-001",
        "kind": "department",
        "department": "语文组",
        "number": "T0101",
        "due": MAY,
        **cells,
    }
    assert REGISTER.complete
    return {**typed, **REGISTER.complete(typed, AROUND)}


@pytest.mark.parametrize(
    ("cells", "state", "overdue"),
    [
        ({}, "not_issued", 137),
        ({"due": AS_OF}, "not_issued", 0),
        ({"issued": EARLIER}, "late", 137),
        ({"issued": EARLIER, "due": AS_OF}, "waiting", 0),
        ({"issued": EARLIER, "signed": AS_OF}, "signed", 0),
        ({"signed": EARLIER, "valid_until": AS_OF}, "signed", 0),
        ({"signed": EARLIER, "valid_until": date(2026, 10, 14)}, "expired", 0),
    ],
)
def test_the_state_follows_from_its_days(cells: dict[str, Value], state: str, overdue: int) -> None:
    row = _row(**cells)
    assert (row["state"], row["overdue"]) == (state, overdue)


def test_the_signer_is_named_by_number() -> None:
    assert _row()["name"] == "语文组1"
    assert _row(number="T9999")["name"] is None


def test_the_tile_counts_signed_letters_and_those_past_their_day() -> None:
    (tile,) = REGISTER.tiles
    assert tile.value
    rows = (_row(), _row(issued=EARLIER), _row(due=AS_OF), _row(signed=EARLIER, valid_until=EARLIER))
    value, below = tile.value(Snapshot(rows, AROUND))
    assert (value, below.zh, below.en) == (1, "共 4 份；逾期 2 份", "of 4; 2 late")
    assert tile.value(Snapshot((), AROUND)).value is None


def test_departments_without_a_letter_are_named_once_somebody_began() -> None:
    none, _ = REGISTER.whole
    rows = (_row(), _row(department="数学组", kind="fees"))
    assert [found.about for found in none.broken(Snapshot(rows, AROUND))] == [
        "数学组",
        "总务处",
        "教务处",
        "德育处",
        "办公室",
    ]
    assert list(none.broken(Snapshot((), AROUND))) == []


def test_only_a_departments_letter_has_to_be_its_heads() -> None:
    _, not_the_head = REGISTER.whole
    other = _row(number="T0102")
    rows = (_row(), other, _row(number="T0102", kind="personal"), _row(number="T9999"))
    (found,) = not_the_head.broken(Snapshot(rows, AROUND))
    assert found.row is other
    assert found.arguments == {"name": "语文组2", "head": "语文组1"}
    headless = replace(AROUND, departments=[d.model_copy(update={"head": None}) for d in AROUND.departments])
    assert list(not_the_head.broken(Snapshot(rows, headless))) == []


def _pressed(lang: Lang, used: bool = True) -> tuple[Result, Draft]:
    rows: list[dict[str, Value]] = [
        {"kind": "personal", "department": GROUPS[0](lang), "number": NUMBERS[0], "due": MAY},
        {
            "kind": "personal",
            "department": GROUPS[0](lang),
            "number": NUMBERS[1],
            "due": MAY,
            "signed": EARLIER,
        },
    ]
    control = read_control(Draft("control.xlsx", register(lang)).read())
    table = table_patch(control, letters.SPEC, [Placed(None, row) for row in rows])
    off = () if used else (CellPatch("options_use_letters", Text("否", "No")(lang)),)
    draft = Draft("control.xlsx", apply(register(lang), Patch((table,), cells=off), "control.xlsx"))
    result, _ = flow.refresh(draft, AS_OF)
    return result, draft


@pytest.mark.parametrize("lang", LANGS)
def test_who_has_not_signed_stands_on_today(lang: Lang) -> None:
    result, draft = _pressed(lang)
    assert flow.refresh(draft, AS_OF)[1] is False
    assert [issue.code for issue in result.issues if issue.code.startswith("letter.")] == [
        "letter.not-issued",
        "letter.filed-nowhere",
        *["letter.none"] * 2,
    ]
    sheet = values(draft.content)[today.SHEET.name(lang)]
    lines = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=today.SPEC.header_row + 1)]
    mine = [line for line in lines if letters.SHEET.name(lang) in line]
    assert len(mine) == 1
    assert result.school.people[0].name in mine[0]
    assert LETTER_KIND.word("personal", lang) in mine[0]


@pytest.mark.parametrize("lang", LANGS)
def test_a_school_without_letters_is_told_nothing_of_them(lang: Lang) -> None:
    result, draft = _pressed(lang, used=False)
    assert [issue for issue in result.issues if issue.code.startswith("letter.")] == []
    sheet = values(draft.content)[today.SHEET.name(lang)]
    assert letters.SHEET.name(lang) not in [cell.value for row in sheet.iter_rows() for cell in row]
