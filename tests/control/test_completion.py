"""A register's computed cells, its breaches as claims, and whom it names: with one register more than there are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from softenv_xl.control import completion, people_with_past
from softenv_xl.control.claims import claims_of
from softenv_xl.control.completion import Completion, completed, school_of
from softenv_xl.control.people_with_past import with_past
from softenv_xl.control.workbook import Control
from softenv_xl.grid.cell import Value
from softenv_xl.grid.grid import Grid
from softenv_xl.grid.table import find_table
from softenv_xl.words import Lang
from tests.control.test_names_and_past import DEPARTMENTS, PEOPLE, control
from tests.registers.gifts import REGISTER, SPEC

DAY = date(2026, 10, 20)
GIFTS = """
id    | number | received   | handed_in  | asked | finding       | fix
-     | T01    | 2026-09-01 | 2026-09-05 | No    | -             | -
G-007 | T02    | 2026-09-01 | -          | No    | -             | -
-     | T03    | 2026-09-02 | -          | Yes   | Substantiated | -
G-002 | T02    | 2026-09-03 | -          | No    | Dismissed     | -
"""


@pytest.fixture(autouse=True)
def _one_register_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(completion, "REGISTERS", (REGISTER,))


def with_gifts(found: Control, text: str, lang: Lang = "en") -> Control:
    keys, *lines = ([word.strip() for word in line.split("|")] for line in text.strip().splitlines())
    header = [column.label(lang) for column in SPEC.columns]
    rows = [dict(zip(keys, words, strict=True)) for words in lines]
    cells = [tuple(_value(row.get(column.key, "-")) for column in SPEC.columns) for row in rows]
    grid = Grid("Gifts", (("Gifts",), (), (), (), tuple(header), *cells))
    table = find_table(grid, SPEC.headers)
    assert table
    return replace(found, tables={**found.tables, SPEC.key: table})


def _value(word: str) -> Value:
    if word[:4].isdecimal():
        return date.fromisoformat(word)
    return None if word == "-" else word


def completion_of(text: str = GIFTS) -> Completion:
    found = with_gifts(control(departments=DEPARTMENTS, people=PEOPLE), text)
    school = school_of(found, DAY)
    return completed(found, replace(school, options={**school.options, "fix_days": 10}))


def test_rows_get_ids_and_their_computed_cells() -> None:
    rows = completion_of().rows[SPEC.key]
    made = [(row.row["id"], row.row["name"], row.row["due"], row.row["breaches"]) for row in rows]
    assert made == [
        ("G-008", "Li Wei", date(2026, 9, 8), None),
        ("G-007", "Wang Yue", date(2026, 9, 8), "not handed in"),
        ("G-009", "Zhao Min", date(2026, 9, 9), "not handed in"),
        ("G-002", "Wang Yue", date(2026, 9, 10), "not handed in"),
    ]
    assert all("number" not in row.values for row in rows)


def test_cells_that_follow_from_all_rows_stand_in_each() -> None:
    rows = completion_of().rows[SPEC.key]
    assert [(row.values["of_person"], row.row["of_person"]) for row in rows] == [
        (1, 1),
        (2, 2),
        (1, 1),
        (2, 2),
    ]


def test_registers_that_come_later_know_what_was_claimed() -> None:
    found = completion_of()
    assert found.school.claims == (*claims_of(REGISTER, found.rows[SPEC.key], found.school),)


def test_a_duty_that_was_not_kept_is_claimed_as_the_office_decided() -> None:
    found = completion_of()
    claims = [
        (one.id, one.about, one.state, one.number, one.source, one.date, one.reference)
        for one in claims_of(REGISTER, found.rows[SPEC.key], found.school)
    ]
    day, of = date(2026, 9, 1), "inspection"
    assert claims == [
        ("G-009/asked", "gifts", "alleged", "T03", of, None, None),
        ("G-007/gifts.withheld", "levies", "alleged", "T02", of, day, "Gifts G-007"),
        ("G-009/gifts.withheld", "levies", "substantiated", "T03", of, date(2026, 9, 2), "Gifts G-009"),
        ("G-002/gifts.withheld", "levies", "dismissed", "T02", of, date(2026, 9, 3), "Gifts G-002"),
    ]


def test_a_breach_that_was_found_makes_an_item_once() -> None:
    found = completion_of()
    assert [(row.row["fix"], row.row["fix_state"]) for row in found.rows[SPEC.key]] == [
        (None, None),
        (None, None),
        ("FX-G-009", "open"),
        (None, None),
    ]
    (item,) = found.items
    assert (item.id, item.number, item.tag, item.deadline) == (
        "FX-G-009",
        "T03",
        "levies",
        date(2026, 10, 30),
    )
    assert item.problem == "Gifts G-009: not handed in"
    again = replace(found.school, items={"FX-G-009": "closed"})
    assert completed(found.control, again).items == ()


def test_an_item_that_a_row_names_in_the_press_that_makes_it_is_there() -> None:
    found = completion_of(GIFTS + "G-003 | T01 | 2026-09-01 | - | No | - | FX-G-009\n")
    row = found.rows[SPEC.key][-1].row
    assert (row["fix"], row["fix_state"]) == ("FX-G-009", "open")
    assert [item.id for item in found.items] == ["FX-G-009"]
    assert "link.gone" not in {issue.code for issue in found.control.checked[SPEC.key].issues}


def test_whom_a_register_names_is_there_after_their_row_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    matrix = "number | name | department | state\nT05 | Wu Tong | Arts | -"
    found = control(departments=DEPARTMENTS, people=PEOPLE, compliance=matrix)
    gone = with_gifts(found, "id | number | received\nG-001 | T01 | 2026-09-01\nG-002 | T05 | 2026-09-02")
    monkeypatch.setattr(people_with_past, "REGISTERS", (REGISTER,))
    monkeypatch.setattr(people_with_past, "COMPLETED", frozenset({SPEC.key}))
    people, issues = with_past(gone.tables, gone.checked)
    assert [person.number for person in people if person.vanished] == ["T05"]
    (issue,) = [one for one in issues if one.code == "person.vanished"]
    assert (issue.place.sheet, issue.place.cell, issue.place.row_id) == ("Gifts", "B7", "G-002")
