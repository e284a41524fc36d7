"""What the registers were called before, and who is gone from them: read from a control workbook typed as text tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from softenv_xl import templates
from softenv_xl.books import CONTROL
from softenv_xl.control.workbook import Control, read_control
from softenv_xl.grid.cell import Value
from softenv_xl.grid.grid import Book
from softenv_xl.hosts.workbook import Draft
from softenv_xl.words import Lang

DEPARTMENTS = """
name        | known_as
Arts        | ["", "Arts"]
Mathematics | ["", "Maths", "Mathematics"]
Sports      | ["", "Arts", "Music"]
"""
PEOPLE = """
number | name     | department  | known_as
T01    | Li Wei   | Maths       | ["T01", "Li Wei"]
T02    | Wang Yue | Mathematics | ["T02", "Wang Fang", "Wang Yue"]
T03    | Zhao Min | MATHS       | ["T03", "Zhao Ming"]
"""


@cache
def empty(lang: Lang) -> Book:
    return Draft("control.xlsx", templates.path("control", lang).read_bytes()).read()


def typed(book: Book, key: str, text: str) -> Book:
    """The book with those rows in the table, by columns' keys; `-` is an empty cell."""
    found = book.table(key)
    assert found
    grid, place = found
    spec = next(spec for _, spec in CONTROL.tables() if spec.key == key)
    keys, *lines = ([word.strip() for word in line.split("|")] for line in text.strip().splitlines())
    rows = [list(row) for row in grid.rows]
    for number, words in enumerate(lines, place.area.top):
        row: list[Value] = [None] * len(spec.columns)
        for column, word in zip(keys, words, strict=True):
            at = [one.key for one in spec.columns].index(column)
            row[at] = None if word == "-" else _value(word)
        rows[number : number + 1] = [row]
    reaching = replace(place, area=place.area._replace(bottom=place.area.top + len(lines)))
    tables = tuple(reaching if one is place else one for one in grid.tables)
    changed = replace(grid, rows=tuple(map(tuple, rows)), tables=tables)
    return replace(book, grids=tuple(changed if one is grid else one for one in book.grids))


def _value(word: str) -> Value:
    try:
        return date.fromisoformat(word)
    except ValueError:
        return word


def control(lang: Lang = "en", **pages: str) -> Control:
    book = empty(lang)
    for key, text in pages.items():
        book = typed(book, key, text)
    return read_control(book)


def told(found: Control, *codes: str) -> list[tuple[str, str, str, str, dict[str, object]]]:
    return [
        (one.code, one.place.sheet, one.place.cell, one.place.row_id, dict(one.arguments))
        for one in found.issues
        if one.code in codes
    ]


def test_a_department_is_read_by_its_new_name_and_the_cell_says_so() -> None:
    found = control(departments=DEPARTMENTS, people=PEOPLE)
    assert [person.department for person in found.people] == ["Mathematics"] * 3
    assert found.renames.cells["people"] == {
        0: {"department": "Mathematics"},
        2: {"department": "Mathematics"},
    }
    arguments = {"found": "Maths", "read": "Mathematics", "rows": 1}
    assert told(found, "department.renamed") == [
        ("department.renamed", "People", "C5", "", arguments),
        ("department.renamed", "People", "C7", "", {**arguments, "found": "MATHS"}),
    ]


@pytest.mark.parametrize(
    ("page", "read"),
    [
        (
            'name | known_as\nMathematics | ["", "Maths"]\nPhysics | ["", "Maths"]',
            "Maths",
        ),  # which of the two?
        ('name | known_as\nMaths | ["", "Maths"]\nMathematics | ["", "Maths"]', "Maths"),  # it is there still
        ('name | known_as\nMathematics | ["T01", "Maths"]', "Maths"),  # another row's memory
        ("name | known_as\nMathematics | Maths", "Maths"),  # no memory at all
        ('name | known_as\nMathematics | ["", "Numbers", "Maths"]\n- | ["", "Maths"]', "Mathematics"),
    ],
)
def test_a_former_name_counts_where_it_can_mean_only_one_department(page: str, read: str) -> None:
    assert control(departments=page, people=PEOPLE).renames.department("Maths") == read


RULEBOOK = """
number | kind | title_zh | title_en         | known_as
3      | Ban  | 有偿补课 | Paid tutoring    | ["3", "3 Coaching for money"]
4      | Ban  | 打骂学生 | Beating          | ["4", "4 Blows", "4 Bullying"]
5      | Ban  | 欺凌     | Bullying         | -
"""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("3 Coaching for money", "3 Paid tutoring"),
        ("3 有偿补课", "3 有偿补课"),  # so it is called today, in the other language
        ("4 Corporal punishment", "4 Beating"),  # as new workbooks have it
        ("4 体罚学生", "4 Beating"),
        ("4 Blows", "4 Beating"),
        ("4 Bullying", "4 Bullying"),  # so another one is called now: somebody has to look
        ("7 Coaching for money", "7 Coaching for money"),
    ],
)
def test_an_item_is_read_by_its_entrys_number(old: str, new: str) -> None:
    assert control(rulebook=RULEBOOK).renames.item(old) == new


def test_what_people_were_called_goes_with_them() -> None:
    found = control(departments=DEPARTMENTS, people=PEOPLE)
    assert {person.number: person.former for person in found.people} == {
        "T01": (),
        "T02": ("Wang Fang",),
        "T03": ("Zhao Ming",),
    }
    arguments = {"number": "T03", "found": "Zhao Ming", "read": "Zhao Min"}
    assert told(found, "person.renamed") == [("person.renamed", "People", "B7", "T03", arguments)]


SUBMISSIONS = """
id | number | name     | department  | state
a  | T09    | Sun Hao  | Arts        | ✓ Accepted
b  | T08    | Qian Yi  | Arts        | ○ Not received
c  | T07    | Zhou Jie | Mathematics | ↺ Superseded
"""


def test_who_sent_a_return_and_is_gone_is_there_all_the_same() -> None:
    found = control(departments=DEPARTMENTS, people=PEOPLE, submissions=SUBMISSIONS)
    lost = [(person.number, person.name, person.department) for person in found.people if person.vanished]
    assert lost == [("T09", "Sun Hao", "Arts"), ("T07", "Zhou Jie", "Mathematics")]
    assert told(found, "person.vanished") == [
        ("person.vanished", "Submissions", "B5", "a", {"number": "T09", "name": "Sun Hao"}),
        ("person.vanished", "Submissions", "B7", "c", {"number": "T07", "name": "Zhou Jie"}),
    ]


def test_whom_only_the_matrix_knows_is_there_once_something_names_them() -> None:
    matrix = "number | name | department | state\nT05 | Wu Tong | Arts | ○ Not received"
    evidence = (
        "id | number | item | source | state | date | reference\nE-1 | T05 | 3 Paid tutoring | - | - | - | -"
    )
    assert all(
        person.number != "T05" for person in control(departments=DEPARTMENTS, compliance=matrix).people
    )
    found = control(departments=DEPARTMENTS, compliance=matrix, evidence=evidence)
    person = found.person("T05")
    assert person
    assert (person.name, person.department, person.vanished, person.owes_return) == (
        "Wu Tong",
        "Arts",
        True,
        True,
    )
    assert [(cell, row) for _, _, cell, row, _ in told(found, "person.vanished")] == [("B5", "E-1")]
