"""Columns that are called otherwise from now on, or that go: on every host, and taken back by an undo."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from softenv_xl.errors import Stop
from softenv_xl.sheets.patch import Patch
from tests.hosts.contract.hosts import Host, LiveHost, live, look
from tests.support.packages import book, rows

if TYPE_CHECKING:
    from pathlib import Path

BANS = """
Id | 1 Fees | 2 Tutoring | 3 Neglect
T1 | a      | b          | c
T2 | d      | e          | f
"""
KEPT = "from | Id\n0 | =\n1 | ="


@pytest.fixture(autouse=True)
def own_records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The record of presses in a folder of the test's own."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def patch(text: str = KEPT, **more: Any) -> Patch:
    return Patch((replace(rows(text), **more),))


def block(seen: Any, width: int = 4) -> list[list[Any]]:
    return [row[:width] for row in seen.values[:3]]


RENAMED = patch(headers=(("2 Tutoring", "2 Paid tutoring"),), renamed=(("2 Tutoring", "2 Paid tutoring"),))


def test_a_column_keeps_its_cells_under_another_name(host: Host) -> None:
    seen = host.patched(book(BANS), RENAMED)
    assert block(seen) == [
        ["Id", "1 Fees", "2 Paid tutoring", "3 Neglect"],
        ["T1", "a", "b", "c"],
        ["T2", "d", "e", "f"],
    ]
    assert seen.tables == {"Staff": "A1:D3"}


def test_columns_may_change_places(host: Host) -> None:
    headers = (("1 Fees", "3 Neglect"), ("2 Tutoring", "1 Fees"), ("3 Neglect", "2 Tutoring"))
    text = "from | 1 Fees | 2 Tutoring | 3 Neglect\n0 | a | b | c\n1 | d | e | f"
    seen = host.patched(book(BANS), patch(text, headers=headers))
    assert block(seen) == [
        ["Id", "3 Neglect", "1 Fees", "2 Tutoring"],
        ["T1", "c", "a", "b"],
        ["T2", "f", "d", "e"],
    ]


def test_the_last_columns_go_with_their_cells(host: Host) -> None:
    headers = (("2 Tutoring", "3 Neglect"),)
    text = "from | 1 Fees | 3 Neglect\n0 | a | c\n1 | d | f\nnew | g | h"
    seen = host.patched(book(BANS), patch(text, headers=headers, dropped=("3 Neglect",)))
    assert seen.tables == {"Staff": "A1:C4"}
    assert [[*row, None][:4] for row in block(seen)] == [
        ["Id", "1 Fees", "3 Neglect", None],
        ["T1", "a", "c", None],
        ["T2", "d", "f", None],
    ]


def test_only_the_last_columns_can_go(host: Host) -> None:
    with pytest.raises((ValueError, Stop)):
        host.patched(book(BANS), patch(dropped=("1 Fees",)))


def test_a_header_that_is_not_there_stops_the_press(host: Host) -> None:
    with pytest.raises(Stop) as stop:
        host.patched(book(BANS), patch(headers=(("9 Gone", "9 New"),)))
    assert stop.value.code == "workbook.part-missing"


@pytest.mark.parametrize(
    "made",
    [
        RENAMED,
        patch("from | 1 Fees | 3 Neglect\n1 | x | y", headers=(("2 Tutoring", "3 Neglect"),), dropped=("3 Neglect",)),
        patch(
            "from | 1 Fees | 2 Tutoring\n0 | x | y\n1 | = | =",
            headers=(("1 Fees", "2 Tutoring"), ("2 Tutoring", "1 Fees")),
        ),
    ],
    ids=["renamed", "dropped", "swapped"],
)  # fmt: skip
def test_an_undo_brings_headers_and_columns_back(program: LiveHost, made: Patch) -> None:
    opened = program.open(book(BANS))
    try:
        before = look(opened)
        assert live(opened).write(made)
        assert block(look(opened)) != block(before)
        assert live(opened).undo().skipped == 0
        after = look(opened)
        assert block(after) == block(before)
        assert after.tables == before.tables
    finally:
        opened.close()


def test_formulas_that_name_the_column_follow(host: Host) -> None:
    def draw(_: Any, sheet: Any) -> None:
        sheet.write_formula("F2", '=COUNTIF(Staff[2 Tutoring],"b")&"Staff[2 Tutoring]"', None, "")

    seen = host.patched(book(BANS, more=draw), RENAMED)
    assert seen.formulas["F2"] == ('=COUNTIF(Staff[2 Paid tutoring],"b")&"Staff[2 Tutoring]"')


def with_formulas(_: Any, sheet: Any) -> None:
    said = ("Staff[2 Tutoring]", "Staff[3 Neglect]", "$C$2:$C$3", "D2:D3", "$B$2:$D$3", "$D:$D")
    for row, text in enumerate(said, 1):
        sheet.write_formula(row, 6, f"=COUNTA({text})", None, 0)
    sheet.write_formula("E2", "=Staff[[#This Row],[3 Neglect]]&Staff[[#This Row],[1 Fees]]", None, "")
    sheet.write_formula("E3", "=D3&B3", None, "")


WITHOUT_TUTORING = patch(
    "from | 1 Fees | 3 Neglect\n0 | a | c\n1 | d | f",
    headers=(("2 Tutoring", "3 Neglect"),),
    dropped=("3 Neglect",),
)


def counted(seen: Any) -> list[str]:
    return [seen.formulas.get(f"G{row}", "").replace(" ", "") for row in range(2, 8)]


def test_formulas_follow_a_column_that_stands_elsewhere_and_say_so_of_one_that_is_gone(host: Host) -> None:
    seen = host.patched(book(BANS, more=with_formulas), WITHOUT_TUTORING)
    gone, *rest = counted(seen)
    assert gone == "=COUNTA(#REF!)"
    assert rest == [
        "=COUNTA(Staff[3Neglect])",
        "=COUNTA(#REF!)",
        "=COUNTA(C2:C3)",
        "=COUNTA($B$2:$C$3)",
        "=COUNTA($C:$C)",
    ]
    assert seen.formulas["E3"] == "=C3&B3"
    assert "3 Neglect" in seen.formulas["E2"]


def test_an_undo_brings_those_formulas_back(program: LiveHost) -> None:
    opened = program.open(book(BANS, more=with_formulas))
    try:
        before = look(opened)
        assert live(opened).write(WITHOUT_TUTORING)
        assert counted(look(opened)) != counted(before)
        live(opened).undo()
        assert look(opened).formulas == before.formulas
    finally:
        opened.close()


WITH_MEALS = patch(
    "from | 1 Fees | 1a Meals | 2 Tutoring | 3 Neglect\n0 | a | - | b | c\n1 | d | - | e | f",
    headers=(("2 Tutoring", "1a Meals"), ("3 Neglect", "2 Tutoring")),
)


def named_beyond(made: Any, sheet: Any) -> None:
    for row, name in enumerate(("2 Tutoring", "3 Neglect"), 1):
        sheet.write_formula(row, 6, f"=COUNTA(Staff[{name}])", None, 0)
    sheet.write_formula("G8", "=COUNTA($D$2:$D$3)", None, 0)
    made.define_name("neglect", "=Staff[3 Neglect]")
    sheet.write_formula("G9", "=COUNTA(neglect)", None, 0)


def test_formulas_follow_bans_that_make_room_for_another(host: Host) -> None:
    seen = host.patched(book(BANS, more=named_beyond), WITH_MEALS)
    assert block(seen, 5)[0] == ["Id", "1 Fees", "1a Meals", "2 Tutoring", "3 Neglect"]
    assert [seen.formulas[at] for at in ("G2", "G3", "G8")] == [
        "=COUNTA(Staff[2 Tutoring])",
        "=COUNTA(Staff[3 Neglect])",
        "=COUNTA($E$2:$E$3)",
    ]


def test_names_follow_them_too(program: LiveHost) -> None:
    opened = program.open(book(BANS, more=named_beyond))
    try:
        assert live(opened).write(WITH_MEALS)
        assert opened.names["neglect"].refers_to == "=Staff[3 Neglect]"
        live(opened).undo()
        assert opened.names["neglect"].refers_to == "=Staff[3 Neglect]"
    finally:
        opened.close()


def test_an_undo_brings_those_back_too(program: LiveHost) -> None:
    opened = program.open(book(BANS, more=named_beyond))
    try:
        before = look(opened)
        assert live(opened).write(WITH_MEALS)
        live(opened).undo()
        assert look(opened).formulas == before.formulas
    finally:
        opened.close()
