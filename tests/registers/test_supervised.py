"""Supervised items: what they take from the tracker and from their follow-ups, their light, and a press with one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from softenv_xl import flow
from softenv_xl.control.workbook import read_control
from softenv_xl.grid.cell import Value
from softenv_xl.hosts.file import apply
from softenv_xl.hosts.workbook import Draft
from softenv_xl.registers import followups, rectification, supervised
from softenv_xl.registers.school import Row, School, Snapshot
from softenv_xl.registers.supervised import REGISTER
from softenv_xl.schema.placed import Placed
from softenv_xl.schema.table import TableSpec
from softenv_xl.sheets.patch import CellPatch, Patch
from softenv_xl.sheets.result import Result
from softenv_xl.sheets.table_patch import table_patch
from softenv_xl.views import today
from softenv_xl.words import LANGS, Lang, Text
from tests.registers.samples import school
from tests.support.small_school import GROUPS, NUMBERS, register, values

AS_OF = date(2026, 10, 15)
AROUND = school(AS_OF)
LISTED, DUE = date(2026, 10, 1), date(2026, 11, 30)


def _around(*looks: tuple[date, str]) -> School:
    """The school with those follow-ups of SU-001."""
    rows: list[Row] = [
        {"id": f"FU-{at}", "supervised": "SU-001", "on": on, "result": result}
        for at, (on, result) in enumerate(looks, 1)
    ]
    return replace(AROUND, rows={**AROUND.rows, "followups": rows})


def _row(around: School, **cells: Value) -> Row:
    """An item of the tracker, looked at every two weeks."""
    blank: dict[str, Value] = dict.fromkeys(column.key for column in supervised.SPEC.columns)
    typed = {
        **blank,
        "id": "SU-001",
        "fix": "T0201-01",
        "fix_state": "remediating",
        "supervisor": "T0601",
        "listed": LISTED,
        "due": DUE,
        "every": 14,
        **cells,
    }
    assert REGISTER.complete
    return {**typed, **REGISTER.complete(typed, around)}


def test_what_it_is_about_comes_from_the_tracker() -> None:
    row = _row(AROUND)
    assert [row[key] for key in ("name", "problem", "department", "owner")] == [
        "办公室1",
        "公示不全",
        "数学组",
        "数学组1",
    ]
    assert _row(AROUND, fix="K001")["problem"] is None


@pytest.mark.parametrize(
    ("looks", "last", "following", "missed"),
    [
        ((), None, date(2026, 10, 15), 0),
        (
            ((date(2026, 10, 2), "slow"), (date(2026, 10, 1), "on_track")),
            date(2026, 10, 2),
            date(2026, 10, 16),
            0,
        ),
        (((date(2026, 9, 30), "on_track"),), None, date(2026, 10, 15), 0),  # before it was listed
        (((date(2026, 10, 16), "on_track"),), None, date(2026, 10, 15), 0),  # to come
    ],
)
def test_the_next_look_follows_from_the_last_that_counts(
    looks: tuple[tuple[date, str], ...], last: date | None, following: date, missed: int
) -> None:
    row = _row(_around(*looks))
    assert (row["last"], row["next"], row["missed"]) == (last, following, missed)


@pytest.mark.parametrize(
    ("listed", "missed"),
    [(date(2026, 10, 1), 0), (date(2026, 9, 30), 1), (date(2026, 9, 17), 1), (date(2026, 9, 16), 2)],
)
def test_a_look_is_missed_the_day_after(listed: date, missed: int) -> None:
    assert _row(_around(), listed=listed)["missed"] == missed


@pytest.mark.parametrize("cells", [{"lifted": AS_OF}, {"fix_state": "closed"}, {"fix_state": "withdrawn"}])
def test_nothing_is_to_be_looked_at_once_it_rests(cells: dict[str, Value]) -> None:
    row = _row(_around(), listed=date(2026, 8, 1), **cells)
    assert (row["next"], row["missed"], row["colour"]) == (None, 0, "green")


def test_a_school_without_the_sheet_of_follow_ups_misses_none() -> None:
    around = replace(AROUND, options={**AROUND.options, "use_followups": "no"})
    row = _row(around, listed=date(2026, 8, 1))
    assert (row["next"], row["missed"], row["colour"]) == (None, 0, "grey")


@pytest.mark.parametrize(
    ("due", "looks", "colour"),
    [
        (date(2026, 10, 14), (), "red"),
        (AS_OF, (), "blue"),
        (date(2026, 10, 22), (), "blue"),
        (date(2026, 10, 23), (), "grey"),
        (DUE, ((date(2026, 10, 2), "stalled"),), "yellow"),
        (DUE, ((date(2026, 10, 2), "stalled"), (date(2026, 10, 3), "on_track")), "grey"),
    ],
)
def test_the_light(due: date, looks: tuple[tuple[date, str], ...], colour: str) -> None:
    assert _row(_around(*looks), due=due)["colour"] == colour
    if colour in ("grey", "blue"):
        assert _row(_around(), due=due, listed=date(2026, 9, 1))["colour"] == "yellow"


def test_the_tile_counts_what_is_under_supervision_and_its_lights() -> None:
    (tile,) = REGISTER.tiles
    assert tile.value
    rows = (_row(AROUND), _row(AROUND, due=LISTED), _row(AROUND, fix_state="closed"))
    value, below = tile.value(Snapshot(rows, AROUND))
    assert (value, below.zh, below.en) == (2, "共 3 项；红 1，黄 0", "of 3; 1 red, 0 yellow")
    assert tile.value(Snapshot((), AROUND)).value is None


def _typed_in(package: bytes, spec: TableSpec, *rows: dict[str, Value]) -> bytes:
    control = read_control(Draft("control.xlsx", package).read())
    table = table_patch(control, spec, [Placed(None, row) for row in rows])
    return apply(package, Patch((table,)), "control.xlsx")


def _pressed(lang: Lang, *, used: bool = True) -> tuple[Result, Draft]:
    """An item of the tracker, under supervision since August, looked at once: both typed before the row has its id."""
    item: dict[str, Value] = {
        "department": GROUPS[0](lang),
        "item": read_control(Draft("c", register(lang)).read()).rulebook.entries[0].label(lang),
        "problem": "Board",
        "deadline": DUE,
        "owner": "Wang",
    }
    draft = Draft("control.xlsx", _typed_in(register(lang), rectification.SPEC, item))
    result, _ = flow.refresh(draft, date(2026, 8, 1))
    (entered,) = result.tracker
    row: dict[str, Value] = {
        "fix": entered.row["id"],
        "level": "school",
        "supervisor": NUMBERS[0],
        "reason": "asked for",
        "listed": date(2026, 8, 1),
        "due": DUE,
        "every": 30,
    }
    look: dict[str, Value] = {
        "supervised": "SU-001",
        "on": date(2026, 9, 1),
        "result": "on_track",
        "note": "half",
        "by": "office",
    }
    content = _typed_in(_typed_in(draft.content, supervised.SPEC, row), followups.SPEC, look)
    if not used:
        no = Text("否", "No")(lang)
        off = (CellPatch("options_use_supervised", no),)
        content = apply(content, Patch(cells=off), "control.xlsx")
    draft = Draft("control.xlsx", content)
    return flow.refresh(draft, AS_OF)[0], draft


def _lines(draft: Draft, lang: Lang) -> list[list[object]]:
    sheet = values(draft.content)[today.SHEET.name(lang)]
    rows = ([*(cell.value for cell in row)] for row in sheet.iter_rows(min_row=today.SPEC.header_row + 1))
    return [[*row] for row in rows if supervised.SHEET.name(lang) in row]


@pytest.mark.parametrize("lang", LANGS)
def test_a_missed_look_is_told_and_stands_on_today(lang: Lang) -> None:
    result, draft = _pressed(lang)
    assert flow.refresh(draft, AS_OF)[1] is False
    told = {i.code: i.message(lang) for i in result.issues if i.code.startswith(("super.", "link."))}
    assert told.keys() == {"super.follow-up-missed"}
    assert "2026-10-01" in told["super.follow-up-missed"]
    (row,) = result.registers["supervised"]
    assert [row.row[key] for key in ("fix_state", "problem", "owner", "missed", "colour")] == [
        "open",
        "Board",
        "Wang",
        1,
        "yellow",
    ]
    # By when the problem itself is to be put right is more than a month ahead.
    assert [str(line[0])[:10] for line in _lines(draft, lang)] == ["2026-10-01"]


@pytest.mark.parametrize("lang", LANGS)
def test_a_school_that_supervises_nothing_is_told_nothing(lang: Lang) -> None:
    result, draft = _pressed(lang, used=False)
    assert [issue for issue in result.issues if issue.code.startswith("super.")] == []
    assert _lines(draft, lang) == []
