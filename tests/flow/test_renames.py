"""Renames and people who leave change no verdict in silence: the whole press, on a file."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from softenv_xl import flow, store
from softenv_xl.control.workbook import Control, read_control
from softenv_xl.grid.cell import Value
from softenv_xl.hosts.file import apply
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.registers import appraisal_questions, departments, evidence, people, rectification, rulebook
from softenv_xl.registers.known_as import former_names, former_names_cell
from softenv_xl.schema.placed import Placed
from softenv_xl.schema.table import TableSpec
from softenv_xl.sheets.patch import KEEP, Patch, RowPatch, TablePatch
from softenv_xl.sheets.result import Result
from softenv_xl.sheets.table_patch import table_patch
from softenv_xl.views import compliance_matrix, submissions
from tests.support import small_school
from tests.support.small_school import GROUPS, NAMES, NUMBERS, TODAY, delivered, filled

SAVED = datetime(2026, 9, 2, 10)  # noqa: DTZ001 - naive UTC
FIXED = [column.label.zh for column in compliance_matrix.SPEC.columns]
OLD, NEW = "3 有偿补课", "3 违规补课"


@pytest.fixture
def workbook(tmp_path: Path) -> FileWorkbook:
    path = tmp_path / "control.xlsx"
    store.create(path, small_school.register("zh"))
    return FileWorkbook(path)


def read(workbook: FileWorkbook) -> Control:
    return read_control(workbook.read(), workbook.name)


def collect(workbook: FileWorkbook, *packages: bytes) -> Result:
    inbox = [delivered(package, f"{n}.xlsx", SAVED + timedelta(days=n)) for n, package in enumerate(packages)]
    return flow.collect(workbook, inbox, TODAY)[0]


def edit(workbook: FileWorkbook, spec: TableSpec, row: int | None, **values: Value) -> None:
    """Somebody types into one row, or into a new one."""
    control = read(workbook)
    rows = [Placed(r.index, values if r.index == row else {}) for r in control.checked[spec.key].rows]
    rows += [Placed(None, values)] if row is None else []
    workbook.write(Patch((table_patch(control, spec, rows),)))


def delete(workbook: FileWorkbook, spec: TableSpec, *gone: int) -> None:
    """Somebody deletes rows."""
    control = read(workbook)
    rows = control.checked[spec.key].rows
    header = control.tables[spec.key].texts[spec.columns[0].key]
    kept = tuple(RowPatch(row.index, (KEEP,)) for row in rows if row.index not in gone)
    workbook.write(Patch((TablePatch(spec.key, (header,), kept),)))


def rename_ban(workbook: FileWorkbook, number: str = "3", title: str = "违规补课") -> None:
    rows = read(workbook).checked["rulebook"].rows
    row = next(row.index for row in rows if row.values["number"] == number)
    edit(workbook, rulebook.SPEC, row, title_zh=title)


def rows(workbook: FileWorkbook, spec: TableSpec) -> list[dict[str, Value]]:
    return [row.values for row in read(workbook).checked[spec.key].rows]


def states(result: Result) -> list[tuple[str, str]]:
    return [(outcome.file, outcome.state) for outcome in result.outcomes]


def told(result: Result) -> list[tuple[str, str, str]]:
    return sorted((issue.code, issue.place.sheet, issue.place.cell) for issue in result.issues)


def headers(workbook: FileWorkbook) -> list[str]:
    table = workbook.read().table("compliance")
    assert table
    grid, found = table
    return [str(value) for value in grid.rows[found.area.top - 1][: found.area.right]]


def figures(result: Result) -> Any:
    assessment = result.assessment
    return assessment.school, assessment.departments, {n: p.states for n, p in assessment.people.items()}


def test_a_renamed_ban_sends_nothing_back_and_revives_nothing(workbook: FileWorkbook) -> None:
    older = filled(plans=(), day=date(2026, 9, 1))
    newer = filled()
    before = collect(workbook, older, newer)
    assert states(before) == [("0.xlsx", "superseded"), ("1.xlsx", "accepted")]
    rename_ban(workbook)
    after = collect(workbook, older, newer)
    assert states(after) == states(before)
    assert figures(after)[2] == figures(before)[2]
    assert not [
        issue for checked in after.returns for issue in checked.issues if issue.code == "choice.unknown"
    ]
    flow.refresh(workbook, TODAY)  # the notes leave the list
    assert not flow.refresh(workbook, TODAY)[1]


def test_what_was_accepted_is_not_sent_back_because_the_register_changed(workbook: FileWorkbook) -> None:
    older, newer = filled(plans=(), day=date(2026, 9, 1)), filled()
    before = collect(workbook, older, newer)
    submitted = [row for row in rows(workbook, submissions.SPEC) if row["sha"]]
    edit(workbook, people.SPEC, 0, department=GROUPS[1].zh)
    after = collect(workbook, older, newer)
    assert states(after) == states(before) == [("0.xlsx", "superseded"), ("1.xlsx", "accepted")]
    assert figures(after)[2] == figures(before)[2]
    assert [issue.code for checked in after.returns for issue in checked.issues] == ["return.kept"] * 2
    assert [row for row in rows(workbook, submissions.SPEC) if row["sha"]] == submitted
    assert not flow.collect(workbook, [], TODAY)[1]


def test_of_what_is_still_accepted_nothing_is_told_when_it_comes_once_more(workbook: FileWorkbook) -> None:
    assert states(collect(workbook, filled())) == [("0.xlsx", "accepted")]
    again = collect(workbook, filled())
    assert states(again) == [("0.xlsx", "accepted")]
    assert not any(checked.kept_accepted for checked in again.returns)
    assert "return.kept" not in [issue.code for checked in again.returns for issue in checked.issues]


def test_a_renamed_bans_returns_that_come_later_are_read_by_its_number(workbook: FileWorkbook) -> None:
    collect(workbook)
    rename_ban(workbook)
    result = collect(workbook, filled())
    assert states(result) == [("0.xlsx", "accepted")]
    assert {row["item"] for row in rows(workbook, rectification.SPEC)} == {NEW, "S7 事难办"}
    codes = {issue.code for issue in result.returns[0].issues}
    assert "choice.unknown" not in codes
    assert "answer.without-problem" not in codes


def test_items_and_statements_are_called_as_the_ban_is_now(workbook: FileWorkbook) -> None:
    collect(workbook, filled())
    edit(
        workbook, evidence.SPEC, None,
        number=NUMBERS[1], item=OLD, source="complaint", state="substantiated", date=date(2026, 9, 9),
    )  # fmt: skip
    before = collect(workbook)
    rename_ban(workbook)
    after, _ = flow.refresh(workbook, TODAY)
    assert figures(after)[2] == figures(before)[2]
    assert [row["item"] for row in rows(workbook, evidence.SPEC)].count(NEW) == 2
    assert [row["item"] for row in rows(workbook, rectification.SPEC)].count(NEW) == 1
    assert [row["item"] for row in rows(workbook, appraisal_questions.SPEC)].count(NEW) == 1
    assert told(after) == [
        ("rulebook.renamed", "整改台账", "E5"),
        ("rulebook.renamed", "证据", "E5"),
        ("rulebook.renamed", "评议题目", "F10"),
    ]
    again, changed = flow.refresh(workbook, TODAY)
    assert told(again) == []
    assert changed  # the notes leave the list
    assert not flow.refresh(workbook, TODAY)[1]


def test_the_offices_choice_of_an_item_stays_and_a_newer_return_still_has_its_say(
    workbook: FileWorkbook,
) -> None:
    collect(workbook, filled())
    rename_ban(workbook)
    result = collect(workbook, filled(), filled(day=date(2026, 9, 4)))
    assert not [issue for issue in result.issues if issue.code == "tracker.conflict"]
    assert rows(workbook, rectification.SPEC)[0]["item"] == NEW


def test_free_words_that_begin_with_a_number_are_left_alone(workbook: FileWorkbook) -> None:
    edit(workbook, rectification.SPEC, None, item="3 个月未整改", problem="…", deadline=date(2026, 12, 1))
    result, _ = flow.refresh(workbook, TODAY)
    assert rows(workbook, rectification.SPEC)[0]["item"] == "3 个月未整改"
    assert "choice.unknown" in {issue.code for issue in result.issues}


def test_titles_that_change_places_are_for_people_to_sort_out(workbook: FileWorkbook) -> None:
    collect(workbook, filled())
    titles = {row["number"]: row["title_zh"] for row in rows(workbook, rulebook.SPEC)}
    rename_ban(workbook, "3", str(titles["4"]))
    rename_ban(workbook, "4", str(titles["3"]))
    result, _ = flow.refresh(workbook, TODAY)
    assert rows(workbook, rectification.SPEC)[0]["item"] == OLD
    codes = {issue.code for issue in result.issues}
    assert codes
    assert codes <= {"choice.unknown", "choice.near"}


def test_the_matrix_keeps_a_renamed_bans_column(workbook: FileWorkbook) -> None:
    collect(workbook, filled())
    before = headers(workbook)
    rename_ban(workbook)
    collect(workbook, filled())
    assert headers(workbook) == [NEW if header == OLD else header for header in before]


def test_a_removed_bans_column_goes(workbook: FileWorkbook) -> None:
    collect(workbook, filled())
    before = headers(workbook)
    delete(workbook, rulebook.SPEC, 2)
    collect(workbook, filled())
    assert headers(workbook) == [header for header in before if header != OLD]
    grid = workbook.read().grid("合规矩阵")
    assert grid
    assert all(len(row) <= len(before) - 1 for row in grid.rows[3:])


def test_a_new_ban_stands_where_the_rulebook_has_it(workbook: FileWorkbook) -> None:
    collect(workbook, filled())
    row = next(row for row in rows(workbook, rulebook.SPEC) if row["number"] == "3")
    edit(workbook, rulebook.SPEC, None, **{**row, "number": "3a", "title_zh": "新禁令"})
    control = read(workbook)
    order = [r.index for r in control.checked["rulebook"].rows]
    order.insert(3, order.pop())
    header = control.tables["rulebook"].texts["number"]
    workbook.write(Patch((TablePatch("rulebook", (header,), tuple(RowPatch(i, (KEEP,)) for i in order)),)))
    result = collect(workbook, filled())
    labels = [ban.label("zh") for ban in result.control.rulebook.bans]
    assert labels[3] == "3a 新禁令"
    assert headers(workbook) == [*FIXED, *labels]


OWN = "办公室看法"


def with_own_column(workbook: FileWorkbook, *values: Value) -> None:
    """The office adds a column of its own at the matrix's right end."""
    own = tuple(RowPatch(i, (value,)) for i, value in enumerate(values))
    workbook.path.write_bytes(
        apply(workbook.path.read_bytes(), Patch((TablePatch("compliance", (OWN,), own),)), "control.xlsx")
    )


@pytest.mark.parametrize("words", [("很好", None, "待议"), ("✓ 合规", "✗ 查实", None)])
def test_the_offices_own_column_stays_as_it_is(workbook: FileWorkbook, words: tuple[Value, ...]) -> None:
    collect(workbook, filled())
    before = headers(workbook)
    with_own_column(workbook, *words)
    rename_ban(workbook)
    delete(workbook, rulebook.SPEC, 4)
    collect(workbook, filled())
    after = headers(workbook)
    assert after.index(OWN) == len(before)
    assert [NEW if h == OLD else h for h in before if not h.startswith("5 ")] == [
        header for header in after if header not in (OWN, "（已删除的禁令）")
    ]
    found = workbook.read().table("compliance")
    assert found
    grid, table = found
    column = [
        row[len(before)] if len(row) > len(before) else None
        for row in grid.rows[table.area.top : table.area.bottom]
    ]
    assert tuple(column) == words
    flow.refresh(workbook, TODAY)  # the notes leave the list
    assert not flow.refresh(workbook, TODAY)[1]


def test_columns_that_an_earlier_version_left_dead_go(workbook: FileWorkbook) -> None:
    collect(workbook, filled())
    dead = tuple(RowPatch(i, ("○ 未知",)) for i in range(3))
    package = apply(
        workbook.path.read_bytes(), Patch((TablePatch("compliance", ("3 老名称",), dead),)), "c.xlsx"
    )
    before = headers(workbook)
    workbook.path.write_bytes(package)
    assert headers(workbook) == [*before, "3 老名称"]
    collect(workbook, filled())
    assert headers(workbook) == before


def test_a_renamed_department_takes_its_people_and_returns_along(workbook: FileWorkbook) -> None:
    collect(workbook, filled())
    edit(
        workbook, evidence.SPEC, None,
        department=GROUPS[0].zh, item=OLD, source="inspection", state="substantiated", date=date(2026, 9, 9),
    )  # fmt: skip
    edit(
        workbook,
        rectification.SPEC,
        None,
        department=GROUPS[0].zh,
        problem="…",
        item=OLD,
        deadline=date(2026, 12, 1),
    )
    before = collect(workbook)
    edit(workbook, departments.SPEC, 0, name="大语文组")
    after = collect(workbook, filled(), filled(who=2))
    assert states(after) == [("0.xlsx", "accepted"), ("1.xlsx", "accepted")]
    assert {row["department"] for row in rows(workbook, people.SPEC)} == {"大语文组", GROUPS[1].zh}
    assert {row["department"] for row in rows(workbook, evidence.SPEC)} == {"大语文组"}
    assert {row["department"] for row in rows(workbook, rectification.SPEC)} == {"大语文组"}
    assert ("department.renamed", "人员", "C5") in told(after)
    assert {code for code, *_ in told(after)} == {"department.renamed"}
    assert GROUPS[0].zh in before.assessment.departments
    assert set(after.assessment.departments) == {"大语文组", GROUPS[1].zh}
    later = collect(workbook, filled(who=2, day=date(2026, 9, 9)))
    assert states(later) == [("0.xlsx", "superseded")]


def test_two_departments_that_swap_names_are_no_rename(workbook: FileWorkbook) -> None:
    collect(workbook)
    edit(workbook, departments.SPEC, 0, name=GROUPS[1].zh)
    edit(workbook, departments.SPEC, 1, name=GROUPS[0].zh)
    flow.refresh(workbook, TODAY)
    assert [row["department"] for row in rows(workbook, people.SPEC)] == [GROUPS[i % 2].zh for i in range(3)]


def test_a_copied_department_is_no_rename(workbook: FileWorkbook) -> None:
    collect(workbook)
    known = read(workbook).checked["departments"].rows[0].raw["known_as"]
    edit(workbook, departments.SPEC, None, name="新组", head="某", known_as=known)
    flow.refresh(workbook, TODAY)
    assert [row["department"] for row in rows(workbook, people.SPEC)] == [GROUPS[i % 2].zh for i in range(3)]


def test_a_person_whose_name_was_corrected_keeps_the_returns(workbook: FileWorkbook) -> None:
    before = collect(workbook, filled())
    edit(workbook, people.SPEC, 0, name="欧阳娜")
    after = collect(workbook, filled(), filled(day=date(2026, 9, 9)))
    assert states(after) == [("0.xlsx", "superseded"), ("1.xlsx", "accepted")]
    assert told(after) == [("person.renamed", "人员", "B5")]
    assert {row["name"] for row in rows(workbook, rectification.SPEC)} == {"欧阳娜"}
    assert figures(after)[2] == figures(before)[2]
    again = collect(workbook, filled(day=date(2026, 9, 10)))
    assert told(again) == []
    assert again.returns[0].state == "accepted"


def test_a_copied_person_does_not_inherit_the_name(workbook: FileWorkbook) -> None:
    collect(workbook)
    known = read(workbook).checked["people"].rows[0].raw["known_as"]
    edit(workbook, people.SPEC, None, number="2030001", name="新人", department=GROUPS[0].zh, known_as=known)
    assert read(workbook).person("2030001").former == ()  # type: ignore[union-attr]


def test_a_row_that_vanished_from_the_register_changes_no_figure(workbook: FileWorkbook) -> None:
    before = collect(workbook, filled(), filled(who=1))
    names = [(row["id"], row["name"], row["department"]) for row in rows(workbook, rectification.SPEC)]
    statements = rows(workbook, evidence.SPEC)
    delete(workbook, people.SPEC, 0)
    for _ in range(2):
        after = collect(workbook, filled(), filled(who=1))
        assert figures(after) == figures(before)
        assert states(after) == states(before)
        assert [sheet for code, sheet, _ in told(after) if code == "person.vanished"] == ["收表台账"]
        assert [(r["id"], r["name"], r["department"]) for r in rows(workbook, rectification.SPEC)] == names
        assert rows(workbook, evidence.SPEC) == statements
    issue = next(issue for issue in after.issues if issue.code == "person.vanished")
    assert NAMES[0].zh in issue.message("zh")
    assert NUMBERS[0] in issue.message("zh")
    edit(workbook, people.SPEC, None, number=NUMBERS[0], name=NAMES[0].zh, department=GROUPS[0].zh)
    assert told(collect(workbook)) == []


def test_a_row_that_nothing_refers_to_may_go(workbook: FileWorkbook) -> None:
    collect(workbook, filled())
    delete(workbook, people.SPEC, 2)
    result = collect(workbook)
    assert told(result) == []
    assert result.assessment.school.due == 2


def test_whoever_left_owes_nothing_more_and_keeps_what_was_found(
    workbook: FileWorkbook, tmp_path: Path
) -> None:
    before = collect(workbook, filled())
    assert (before.assessment.school.due, before.assessment.school.accepted) == (3, 1)
    for row in (0, 1):
        edit(workbook, people.SPEC, row, left=TODAY)
    after, _ = flow.refresh(workbook, TODAY)
    assert told(after) == []
    assert (after.assessment.school.due, after.assessment.school.accepted) == (2, 1)
    assert [person.number for person in after.missing] == [NUMBERS[2]]
    assert figures(after)[2] == figures(before)[2]
    assert after.assessment.school.compliance == before.assessment.school.compliance
    assert flow.distribute(read(workbook), tmp_path / "sent", as_of=TODAY) == (1, 0)
    assert states(collect(workbook, filled(who=1))) == [("0.xlsx", "accepted")]


def test_until_that_day_a_return_is_owed(workbook: FileWorkbook) -> None:
    edit(workbook, people.SPEC, 0, left=TODAY + timedelta(days=1))
    assert len(collect(workbook).missing) == 3


def test_a_deleted_item_that_comes_back_is_told(workbook: FileWorkbook) -> None:
    collect(workbook, filled())
    delete(workbook, rectification.SPEC, 0)
    result = collect(workbook, filled(), filled(who=1))
    assert told(result) == [("tracker.came-back", "整改台账", "A6")]
    assert len(rows(workbook, rectification.SPEC)) == 4


def test_a_deleted_statement_that_comes_back_is_told(workbook: FileWorkbook) -> None:
    collect(workbook, filled())
    assert told(collect(workbook, filled())) == []
    delete(workbook, evidence.SPEC, 0)
    result = collect(workbook, filled(), filled(who=1))
    assert told(result) == [("evidence.came-back", "证据", "A6")]
    row = next(row for row in read(workbook).checked["evidence"].rows if row.number == 6)
    (issue,) = [one for one in result.issues if one.code == "evidence.came-back"]
    assert row.values["id"] == issue.place.row_id == f"SC-{NUMBERS[0]}-3"


def test_a_withdrawn_item_is_in_no_count(workbook: FileWorkbook) -> None:
    collect(workbook, filled())
    edit(workbook, rectification.SPEC, 0, status="withdrawn")
    assert told(collect(workbook)) == [("tracker.withdrawn-unexplained", "整改台账", "O5")]
    edit(workbook, rectification.SPEC, 0, decision="重复列入")
    result = collect(workbook, filled())
    assert told(result) == []
    row = rows(workbook, rectification.SPEC)[-1]  # what is at rest comes last
    assert (row["standing"], row["overdue"]) == ("withdrawn", 0)
    grid = workbook.read().grid("总览")
    assert grid
    words = [str(value) for cells in grid.rows for value in cells if value is not None]
    assert any("整改 1 项，已销号 0 项" in word for word in words)


def test_a_memory_is_its_own_rows_alone() -> None:
    cell = former_names_cell("1", ["甲", "乙", "甲", "丙"])
    assert former_names(cell, "1") == ("乙", "甲", "丙")
    assert former_names(cell, "2") == former_names("坏了", "1") == former_names(None, "1") == ()
