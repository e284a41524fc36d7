from __future__ import annotations

from softenv_xl.bans.rulebook import Entry, Rulebook
from softenv_xl.tracker import closed_entries
from softenv_xl.words import Text
from tests.tracker.sheet import Sheet, said

RULES = Rulebook(
    tuple(
        Entry.model_validate(
            {"number": n, "kind": "ban", "title": t, "text": t, "severity": 1, "veto": False}
        )
        for n, t in (("1", Text("违规收费", "Unlawful fees")), ("3", Text("有偿补课", "Paid tutoring")))
    ),
    "2026",
)


def close(sheet: Sheet, *rows: int) -> None:
    for status in ("整改中", "已销号"):
        for row in rows:
            sheet.type(row, "decision", "属实，已整改")
            sheet.type(row, "signed_off", "孙")
            sheet.type(row, "status", status)
        sheet.merge()


def test_an_entry_is_closed_once_all_its_items_are() -> None:
    sheet = Sheet()
    sheet.merge(
        [
            said("T01-01", "s", item="1 违规收费"),
            said("T01-02", "s", item="1 Unlawful fees"),
            said("T01-03", "s", item="3 有偿补课"),
            said("T02-01", "s", item="1 违规收费"),
            said("T02-02", "s", item="9 另一条"),
            said("T02-03", "s", problem="没有选项目"),
        ]
    )
    assert closed_entries(sheet.merge().rows, RULES) == frozenset()
    close(sheet, 1, 2, 4, 5)
    assert closed_entries(sheet.merge().rows, RULES) == {("T01", "3")}
    close(sheet, 0)
    assert closed_entries(sheet.merge().rows, RULES) == {("T01", "1"), ("T01", "3")}


def test_a_withdrawn_item_neither_rectifies_an_entry_nor_stands_in_the_way() -> None:
    sheet = Sheet()
    sheet.merge([said(row_id, "s", item="1 违规收费") for row_id in ("T01-01", "T01-02", "T02-01")])
    for row in (1, 2):
        sheet.type(row, "decision", "重复列入")
        sheet.type(row, "status", "已撤回")
    assert closed_entries(sheet.merge().rows, RULES) == frozenset()
    close(sheet, 0)
    assert closed_entries(sheet.merge().rows, RULES) == {("T01", "1")}


def test_items_of_nobody_in_particular_rectify_nothing() -> None:
    sheet = Sheet()
    sheet.enter(item="1 违规收费", problem="公示栏过期")
    sheet.merge()
    close(sheet, 0)
    assert sheet.cells[0]["standing"] == "已销号"
    assert closed_entries(sheet.merge().rows, RULES) == frozenset()
