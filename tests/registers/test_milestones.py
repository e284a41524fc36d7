"""Milestones and key tasks: the stage and the state of each, how tasks are counted, the chart by stage, and a press."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from softenv_xl import flow
from softenv_xl.control.workbook import read_control
from softenv_xl.grid.cell import Value
from softenv_xl.hosts.file import apply
from softenv_xl.hosts.workbook import Draft
from softenv_xl.registers import milestones, tasks
from softenv_xl.registers.register import Register
from softenv_xl.registers.school import Row, School, Snapshot
from softenv_xl.registers.settings import Campaign
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
APRIL, SEPTEMBER = date(2026, 4, 20), date(2026, 9, 20)


def _completed(register: Register, typed: Row, around: School) -> Row:
    blank: dict[str, Value] = dict.fromkeys(column.key for column in register.spec.columns)
    row = {**blank, **typed}
    assert register.complete
    return {**row, **register.complete(row, around)}


def _step(**cells: Value) -> Row:
    return _step_in(AROUND, **cells)


def _step_in(around: School, **cells: Value) -> Row:
    typed: Row = {"id": "MS-001", "kind": "regular", "department": "办公室", "planned": SEPTEMBER, **cells}
    return _completed(milestones.REGISTER, typed, around)


def _task(**cells: Value) -> Row:
    typed: Row = {"id": "KT-001", "source": "plan", "number": "T0101", "due": SEPTEMBER, **cells}
    return _completed(tasks.REGISTER, typed, AROUND)


@pytest.mark.parametrize(
    ("cells", "state", "overdue"),
    [
        ({}, "late", 25),
        ({"planned": AS_OF}, "near", 0),
        ({"planned": date(2026, 10, 22)}, "near", 0),
        ({"planned": date(2026, 10, 23)}, "planned", 0),
        ({"held": SEPTEMBER}, "held", 0),
        ({"held": AS_OF}, "held_late", 0),
        ({"dropped": "merged"}, "dropped", 0),
    ],
)
def test_the_state_follows_from_plan_and_day(cells: dict[str, Value], state: str, overdue: int) -> None:
    row = _step(**cells)
    assert (row["state"], row["overdue"]) == (state, overdue)


@pytest.mark.parametrize(
    ("planned", "stage"),
    [
        (date(2026, 4, 14), None),
        (date(2026, 4, 15), "宣传发动阶段"),
        (date(2026, 7, 30), "宣传发动阶段"),
        (date(2026, 7, 31), "查找问题阶段"),
        (date(2026, 12, 30), "集中整改阶段"),
        (None, None),
    ],
)
def test_a_step_belongs_to_the_stage_that_its_day_lies_in(planned: date | None, stage: str | None) -> None:
    assert _step(planned=planned)["stage"] == stage


def test_minutes_are_due_some_days_after_a_meeting_and_not_after_an_activity() -> None:
    assert _step(held=SEPTEMBER)["minutes_due"] == date(2026, 9, 27)
    assert _step()["minutes_due"] is None
    assert _step(kind="activity", held=SEPTEMBER)["minutes_due"] is None
    stricter = replace(AROUND, options={**AROUND.options, "minutes_days": 3})
    assert _step_in(stricter, held=SEPTEMBER)["minutes_due"] == date(2026, 9, 23)


def test_tasks_are_counted_by_the_meeting_unless_the_school_keeps_none() -> None:
    decided: list[Row] = [
        {"milestone": "MS-001"},
        {"milestone": "MS-001"},
        {"milestone": "MS-002"},
        {"milestone": None},
    ]
    around = replace(AROUND, rows={"tasks": decided})
    assert [_step_in(around, id=one)["tasks"] for one in ("MS-001", "MS-002", "MS-003", None)] == [2, 1, 0, 0]
    unused = replace(around, options={**around.options, "use_tasks": "no"})
    assert _step_in(unused)["tasks"] is None


STEPS = (
    _step(planned=APRIL, held=APRIL),
    _step(planned=APRIL, held=SEPTEMBER),
    _step(),
    _step(planned=AS_OF),
    _step(planned=date(2026, 12, 1)),
    _step(dropped="merged"),
)


def test_the_tile_counts_what_was_held_of_what_was_not_dropped() -> None:
    (tile,) = milestones.REGISTER.tiles
    assert tile.value
    value, below = tile.value(Snapshot(STEPS, AROUND))
    assert (value, below.zh, below.en) == (2, "共 5 个；逾期 1 个", "of 5; 1 late")
    assert tile.value(Snapshot((), AROUND)).value is None


def test_the_chart_has_the_stages_in_their_order() -> None:
    (figure,) = milestones.REGISTER.figures
    assert figure.rows
    assert figure.rows(Snapshot(STEPS, AROUND)) == [
        ("宣传发动阶段", 1, 1, 0, 0),
        ("查找问题阶段", 0, 0, 0, 0),
        ("▶ 集中整改阶段", 0, 0, 1, 2),
    ]
    outside = _step(planned=date(2027, 1, 9))
    assert figure.rows(Snapshot((*STEPS, outside), AROUND))[3:] == [("阶段之外", 0, 0, 0, 1)]
    without = replace(AROUND, campaign=Campaign())
    assert figure.rows(Snapshot((), without)) == []


@pytest.mark.parametrize(
    ("cells", "state", "overdue"),
    [
        ({}, "late", 25),
        ({"due": AS_OF}, "waiting", 0),
        ({"revised": AS_OF}, "waiting", 0),
        ({"revised": date(2026, 10, 14)}, "late", 1),
        ({"done": SEPTEMBER}, "done", 0),
        ({"done": AS_OF}, "done_late", 0),
        ({"done": AS_OF, "revised": AS_OF}, "done", 0),
    ],
)
def test_a_task_goes_by_its_revised_day(cells: dict[str, Value], state: str, overdue: int) -> None:
    row = _task(**cells)
    assert (row["name"], row["state"], row["overdue"]) == ("语文组1", state, overdue)


@pytest.mark.parametrize(
    ("times", "done", "told"), [(3, None, True), (2, None, False), (3, date(2026, 10, 1), False)]
)
def test_an_open_task_that_was_put_off_thrice_is_told(times: int, done: date | None, told: bool) -> None:
    task = _task(id="KT-001", revised=date(2026, 11, 1), done=done)
    (rule,) = [rule for rule in tasks.REGISTER.whole if rule.kind.code == "task.postponed-often"]
    around = replace(
        AROUND, retyped={("tasks", "KT-001", "revised"): times, ("tasks", "KT-002", "revised"): 9}
    )
    assert [found.arguments for found in rule.broken(Snapshot((task,), around))] == [{"times": "3"}] * told


def test_the_tile_counts_open_tasks() -> None:
    (tile,) = tasks.REGISTER.tiles
    assert tile.value
    rows = (_task(), _task(due=AS_OF), _task(done=SEPTEMBER), _task(done=AS_OF))
    value, below = tile.value(Snapshot(rows, AROUND))
    assert (value, below.zh, below.en) == (2, "共 4 项；逾期 1 项", "of 4; 1 overdue")
    assert tile.value(Snapshot((), AROUND)).value is None


def _pressed(lang: Lang, *off: str) -> tuple[Result, Draft]:
    """A meeting in September with a task from it, which is overdue, entered without ids as people do; then the task's."""
    department = GROUPS[0](lang)
    step: dict[str, Value] = {
        "kind": "regular",
        "title": "September",
        "department": department,
        "planned": SEPTEMBER,
        "held": SEPTEMBER,
    }
    task: dict[str, Value] = {
        "source": "meeting",
        "milestone": "MS-001",
        "task": "Board",
        "department": department,
        "number": NUMBERS[2],
        "due": SEPTEMBER,
    }
    draft = Draft("control.xlsx", register(lang))
    for spec, row in ((milestones.SPEC, step), (tasks.SPEC, task)):
        table = table_patch(read_control(draft.read()), spec, [Placed(None, row)])
        cells = tuple(CellPatch(f"options_use_{key}", Text("否", "No")(lang)) for key in off)
        draft = Draft("control.xlsx", apply(draft.content, Patch((table,), cells=cells), "control.xlsx"))
        result, _ = flow.refresh(draft, AS_OF)
    return result, draft


def _codes(result: Result) -> set[str]:
    return {issue.code for issue in result.issues if issue.code.startswith(("late.", "meeting.", "link."))}


def _sheets_on_today(draft: Draft, lang: Lang) -> list[object]:
    sheet = values(draft.content)[today.SHEET.name(lang)]
    at = [column.key for column in today.SPEC.columns].index("sheet")
    return [row[at].value for row in sheet.iter_rows(min_row=today.SPEC.header_row + 1)]


@pytest.mark.parametrize("lang", LANGS)
def test_a_task_and_missing_minutes_stand_on_today(lang: Lang) -> None:
    result, draft = _pressed(lang)
    assert flow.refresh(draft, AS_OF)[1] is False
    assert _codes(result) == {"meeting.no-minutes", "late.open"}
    (step,) = result.registers["milestones"]
    assert (step.row["id"], step.row["tasks"]) == ("MS-001", 1)
    on_today = _sheets_on_today(draft, lang)
    assert on_today.count(milestones.SHEET.name(lang)) == 1
    assert on_today.count(tasks.SHEET.name(lang)) == 1


@pytest.mark.parametrize("lang", LANGS)
def test_what_the_school_does_not_use_is_not_asked_for(lang: Lang) -> None:
    result, draft = _pressed(lang, "tasks")
    assert _codes(result) == {"meeting.no-minutes"}
    assert tasks.SHEET.name(lang) not in _sheets_on_today(draft, lang)
    result, draft = _pressed(lang, "tasks", "milestones")
    assert _codes(result) == set()
    assert milestones.SHEET.name(lang) not in _sheets_on_today(draft, lang)
