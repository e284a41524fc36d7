from __future__ import annotations

from datetime import date

import pytest

from softenv_xl.grid.cell import CellError, Value
from softenv_xl.issues import Issue
from softenv_xl.tracker import item_id
from tests.tracker.sheet import Sheet, said

SEPTEMBER, OCTOBER = date(2026, 9, 30), date(2026, 10, 31)
PLAN: dict[str, Value] = {
    "item": "1 违规收费",
    "problem": "多收资料费",
    "found": date(2026, 8, 20),
    "measure": "全部退还",
    "owner": "李薇",
    "deadline": SEPTEMBER,
    "progress": "not_started",
}


@pytest.fixture
def sheet() -> Sheet:
    sheet = Sheet()
    sheet.merge([said("T01-01", "2026-09-01·a", **PLAN)], as_of=date(2026, 9, 2))
    return sheet


def codes(issues: tuple[Issue, ...]) -> list[tuple[str, str, str]]:
    return [(issue.code, issue.place.row_id, issue.place.column) for issue in issues]


def test_an_id_is_made_of_the_person_and_the_number() -> None:
    assert [item_id("T01", number) for number in (1, 12, 123)] == ["T01-01", "T01-12", "T01-123"]


def test_a_new_item_is_entered_with_all_that_follows_from_it(sheet: Sheet) -> None:
    (cells,) = sheet.cells
    assert {key: value for key, value in cells.items() if value is not None and key != "memory"} == {
        **PLAN,
        "progress": "未开始",
        "id": "T01-01",
        "number": "T01",
        "name": "李薇",
        "department": "数学组",
        "head": "孙主任",
        "status": "待整改",
        "standing": "待整改",
        "since": date(2026, 9, 2),
        "received": date(2026, 9, 2),
        "overdue": 0,
    }


def test_new_items_stand_below_the_old_ones_by_id(sheet: Sheet) -> None:
    sheet.merge([said(row_id, "s", problem="…") for row_id in ("T02-02", "T01-02", "T02-01")])
    assert [cells["id"] for cells in sheet.cells] == ["T01-01", "T01-02", "T02-01", "T02-02"]


def test_rows_stay_where_people_sorted_them(sheet: Sheet) -> None:
    sheet.merge([said("T02-01", "s", problem="…")])
    sheet.cells.reverse()
    merged = sheet.merge([said("T01-01", "2026-09-09·a", problem="新的说法")])
    assert [row.source for row in merged.rows] == [0, 1]
    assert [cells["problem"] for cells in sheet.cells] == ["…", "新的说法"]


def test_a_blank_row_between_others_keeps_its_place(sheet: Sheet) -> None:
    sheet.enter()
    sheet.enter(problem="走廊无公示栏")
    merged = sheet.merge()
    assert [row.source for row in merged.rows] == [0, 2]
    assert [cells["id"] for cells in sheet.cells] == ["T01-01", None, "K-001"]


def test_only_what_changes_is_written_into_the_teachers_cells(sheet: Sheet) -> None:
    (row,) = sheet.merge([said("T01-01", "2026-09-09·a", **{**PLAN, "progress": "done"})]).rows
    assert row.values.keys() & PLAN.keys() == {"progress"}
    assert row.row["problem"] == "多收资料费"
    assert (row.row["progress"], row.row["status"]) == ("done", "open")


def test_a_conflict_names_both_in_the_words_of_the_sheet(sheet: Sheet) -> None:
    sheet.type(0, "progress", "整改中")
    sheet.type(0, "deadline", OCTOBER)
    late = said("T01-01", "2026-09-09·a", progress="done", deadline=date(2026, 12, 30))
    issues = sheet.merge([late]).issues
    assert codes(issues) == [
        ("tracker.conflict", "T01-01", "原定期限"),
        ("tracker.conflict", "T01-01", "教师自报进展"),
    ]
    assert [issue.place.sheet for issue in issues] == ["整改台账"] * 2
    assert issues[0].message("zh") == "“原定期限”：办公室改为“2026-10-31”，教师新交的是“2026-12-30”。"
    assert (
        issues[1].message("en")
        == "“教师自报进展”: the office has “Under way”, the teacher's newer return says “Done”."
    )


def test_a_conflict_over_something_too_long_to_remember_still_shows() -> None:
    sheet = Sheet()
    long = {
        key: letter * 4_000 for key, letter in {"problem": "甲", "measure": "乙", "evidence": "丙"}.items()
    }
    sheet.merge([said("T01-01", "1", **long)])
    sheet.type(0, "problem", "办公室缩写")
    newer = said("T01-01", "2", problem="丁" * 4_000, measure="戊" * 4_000)
    message = sheet.merge([newer]).issues[0].message("zh")
    assert "丁" * 500 + "…" in message
    assert len(message) < 1_000
    assert "内容过长" in sheet.merge().issues[0].message("zh")
    sheet.type(0, "problem", None)
    sheet.merge()
    assert sheet.cells[0]["problem"] is None
    sheet.merge([newer])
    assert sheet.cells[0]["problem"] == "丁" * 4_000
    assert sheet.merge().issues == ()


def test_what_cannot_be_read_is_not_taken_for_blank(sheet: Sheet) -> None:
    sheet.type(0, "deadline", "国庆以后")
    sheet.type(0, "problem", CellError("#NAME?"))
    sheet.merge([said("T01-01", "2026-09-01·a", **PLAN)])
    assert (sheet.cells[0]["deadline"], sheet.cells[0]["problem"]) == ("国庆以后", CellError("#NAME?"))
    issues = sheet.merge(
        [said("T01-01", "2026-09-09·a", deadline=OCTOBER, problem="多收资料费和水费")]
    ).issues
    assert codes(issues) == [
        ("tracker.conflict", "T01-01", "存在问题"),
        ("tracker.conflict", "T01-01", "原定期限"),
    ]


def test_rows_entered_by_hand_get_ids_after_the_last_one(sheet: Sheet) -> None:
    sheet.enter(problem="门卫态度生硬", department="总务处")
    sheet.enter(problem="收费未公示", number="T02", department="教务处", status="整改中")
    sheet.merge(as_of=date(2026, 9, 5))
    _, school, person = sheet.cells
    assert (school["id"], person["id"]) == ("K-001", "K-002")
    assert (school["department"], school["head"], school["name"]) == ("总务处", None, None)
    assert (person["department"], person["head"], person["name"]) == ("语文组", "石主任", "王芳")
    assert (school["standing"], person["standing"], person["since"]) == ("待整改", "整改中", date(2026, 9, 5))
    assert (school["memory"], school["received"]) == (None, date(2026, 9, 5))
    del sheet.cells[1]
    sheet.enter(problem="又一件")
    sheet.merge()
    assert [cells["id"] for cells in sheet.cells] == ["T01-01", "K-002", "K-003"]


def test_a_school_item_is_answered_for_by_the_department_typed(sheet: Sheet) -> None:
    sheet.enter(problem="公示栏过期", department="数学组")
    sheet.merge()
    assert (sheet.cells[1]["department"], sheet.cells[1]["head"]) == ("数学组", "孙主任")


def test_a_copied_row_with_its_id_cleared_starts_afresh(sheet: Sheet) -> None:
    sheet.enter(**{**sheet.cells[0], "id": None, "problem": "同类问题"})
    sheet.merge([said("T01-01", "2026-09-09·a", problem="新的说法")], as_of=date(2026, 9, 10))
    original, copy = sheet.cells
    assert (original["problem"], copy["problem"]) == ("新的说法", "同类问题")
    assert (copy["id"], copy["memory"], copy["received"]) == ("K-001", None, date(2026, 9, 10))


def test_of_two_rows_with_one_id_the_second_is_left_alone(sheet: Sheet) -> None:
    sheet.enter(**{**sheet.cells[0], "evidence": "收据"})
    memory = sheet.cells[0]["memory"]
    sheet.merge([said("T01-01", "2026-09-09·a", problem="新的说法", evidence="公示照片")])
    first, second = sheet.cells
    assert (first["problem"], first["evidence"]) == ("新的说法", "公示照片")
    assert (second["id"], second["problem"], second["evidence"]) == ("T01-01", "多收资料费", "收据")
    assert second["memory"] == memory
    assert len(sheet.cells) == 2


def test_an_item_that_the_newest_return_dropped_stays_with_a_note(sheet: Sheet) -> None:
    newest = {"T01": "2026-09-09·b", "K": "9"}
    kept = said("T01-02", "2026-09-09·b", problem="另一件")
    assert codes(sheet.merge([kept], newest).issues) == [("tracker.dropped", "T01-01", "编号")]
    assert [cells["problem"] for cells in sheet.cells] == ["多收资料费", "另一件"]
    sheet.enter(problem="手工登记")
    assert codes(sheet.merge((), newest).issues) == [("tracker.dropped", "T01-01", "编号")]
    for status in ("整改中", "已销号"):
        sheet.type(0, "status", status)
        sheet.type(0, "decision", "属实，已退")
        sheet.type(0, "signed_off", "孙")
        issues = sheet.merge((), newest).issues
    assert issues == ()


def test_the_standing_follows_the_life_cycle(sheet: Sheet) -> None:
    sheet.type(0, "status", "已销号")
    issues = sheet.merge(as_of=date(2026, 10, 3)).issues
    assert codes(issues) == [("tracker.transition", "T01-01", "状态")]
    assert (sheet.cells[0]["standing"], sheet.cells[0]["overdue"]) == ("待整改", 3)
    assert (sheet.cells[0]["since"], sheet.cells[0]["status"]) == (date(2026, 9, 2), "已销号")
    sheet.type(0, "status", "整改中")
    sheet.merge(as_of=date(2026, 10, 4))
    sheet.type(0, "status", "已销号")
    assert codes(sheet.merge(as_of=date(2026, 10, 5)).issues) == [
        ("tracker.close-unsigned", "T01-01", "验收意见")
    ]
    sheet.type(0, "decision", "属实，已退")
    sheet.type(0, "signed_off", "孙")
    assert sheet.merge(as_of=date(2026, 10, 6)).issues == ()
    cells = sheet.cells[0]
    assert (cells["standing"], cells["since"], cells["overdue"]) == ("已销号", date(2026, 10, 6), 0)
    assert (cells["status"], cells["received"]) == ("已销号", date(2026, 9, 2))


def test_computed_cells_that_people_spoilt_are_put_right(sheet: Sheet) -> None:
    spoilt: dict[str, Value] = {
        "name": "某某",
        "head": None,
        "standing": "快完成",
        "since": "昨天",
        "overdue": -3,
    }
    for key, words in spoilt.items():
        sheet.type(0, key, words)
    sheet.merge(as_of=date(2026, 10, 3))
    cells = sheet.cells[0]
    assert (cells["name"], cells["head"], cells["standing"]) == ("李薇", "孙主任", "待整改")
    assert (cells["since"], cells["overdue"]) == (date(2026, 10, 3), 3)


def test_somebody_who_left_the_register_keeps_the_item(sheet: Sheet) -> None:
    sheet.type(0, "number", "T77")
    sheet.merge()
    assert (sheet.cells[0]["name"], sheet.cells[0]["department"]) == (None, "数学组")
