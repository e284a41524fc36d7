"""Packs as they really come back: whatever was done to the file, the workbook says the same, and nothing is lost."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from softenv_xl import store
from tests.exchange.merge.departments import PackFile, saved_by_libreoffice
from tests.exchange.merge.school import CHINESE, MATHS, Office, codes, issue, split, waiting
from tests.support import small_school

LATER = datetime(2026, 10, 15, 16, 0)  # noqa: DTZ001 - as files tell it


def worked_in(pack: PackFile) -> PackFile:
    """What the department of Chinese did: edits, a row of its own, one thing that nobody can read."""
    pack.type("tracker", "K-001", measure="停止推荐，\n并向家长说明", progress="整改中")
    pack.type("fees", "FE-001", charged=280, received=5600.5, settled=date(2026, 10, 9))
    pack.type("fees", "FE-002", start="九月底")
    pack.type("people", "2009017", email="wang@school.cn")
    pack.type("opinions", "OP-001", reply="已调整放学时间", replied=date(2026, 9, 20))
    pack.add("disclosure", matter="作息时间", title="放学时间调整", formed=date(2026, 9, 20))
    pack.add("commitments", matter="办理转学", text="三日内办结")
    return pack


def test_everything_that_a_department_wrote_arrives(office: Office) -> None:
    office.came(worked_in(office.pack(CHINESE)))
    merged = office.merge()
    assert merged.changed
    assert codes(merged) == ["pack.new-row", "pack.new-row", "pack.unreadable"]
    item, fee, opinion = (
        office.row("tracker", "K-001"),
        office.row("fees", "FE-001"),
        office.row("opinions", "OP-001"),
    )
    assert (item["measure"], item["progress"]) == ("停止推荐，\n并向家长说明", "整改中")
    assert (fee["charged"], fee["received"], fee["settled"]) == (280, 5600.5, date(2026, 10, 9))
    assert (opinion["reply"], opinion["replied"], opinion["giver"]) == (
        "已调整放学时间",
        date(2026, 9, 20),
        "某家长",
    )
    assert office.row("people", "2009017")["email"] == "wang@school.cn"
    assert office.row("fees", "FE-002")["start"] == date(2026, 9, 1)
    (notice,), (commitment,) = office.rows("disclosure"), office.rows("commitments")
    assert str(notice["id"]).startswith("DI-语文")
    assert (notice["department"], notice["title"]) == (CHINESE, "放学时间调整")
    assert (commitment["department"], commitment["matter"]) == (CHINESE, "办理转学")
    assert [*waiting(office)] == [
        ("填写无法读取", "FE-002", "开始收取日期", "2026-09-01", "2026-09-01", "九月底")
    ]
    (ledger,) = office.rows("packs_merged")
    assert (ledger["department"], ledger["edits"], ledger["rows"], ledger["open"]) == (CHINESE, 9, 2, 1)


def _sorted(pack: PackFile) -> None:
    for table in ("tracker", "fees", "people", "disclosure", "commitments"):
        pack.reorder(table)


def _with_blank_rows(pack: PackFile) -> None:
    for table in ("tracker", "fees", "people"):
        pack.reorder(table, blanks=True)


def _filtered(pack: PackFile) -> None:
    pack.hide("fees", "FE-001")
    pack.hide("tracker", "K-001")


def _with_columns_moved(pack: PackFile) -> None:
    pack.swap_columns("fees", "name", "charged")
    pack.swap_columns("tracker", "measure", "remarks")


def _with_columns_of_its_own(pack: PackFile) -> None:
    pack.write_beside("fees", "本组自记")
    pack.write_beside("tracker", "经办人")


def _with_other_sheet_names(pack: PackFile) -> None:
    for number, sheet in enumerate(pack.book.worksheets):
        sheet.title = f"Sheet{number}"


def _without_real_tables(pack: PackFile) -> None:
    for sheet in pack.book.worksheets:
        for name in list(sheet.tables):
            del sheet.tables[name]


def _with_an_id_lost(pack: PackFile) -> None:
    pack.type("fees", "FE-001", id=None)


_DONE: dict[str, tuple[Callable[[PackFile], None], ...]] = {
    "sorted, columns moved, columns of its own": (_sorted, _with_columns_moved, _with_columns_of_its_own),
    "blank rows between, sheets renamed": (_with_blank_rows, _with_other_sheet_names),
    "filtered, an id lost, no real tables": (_filtered, _with_an_id_lost, _without_real_tables),
}


@pytest.fixture(scope="module")
def expected(issued: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    office = Office(issued).copy(tmp_path_factory.mktemp("expected") / "office")
    office.came(worked_in(office.pack(CHINESE)))
    office.merge()
    return dict(office.shown())


@pytest.mark.parametrize("done", _DONE)
def test_whatever_was_done_to_the_file_makes_no_difference(
    office: Office, expected: dict[str, object], done: str
) -> None:
    pack = worked_in(office.pack(CHINESE))
    for does in _DONE[done]:
        does(pack)
    office.came(pack, "副本(1) 语文组 最终版.xlsx")
    office.merge()
    assert office.shown() == expected


@pytest.mark.libreoffice
@pytest.mark.xdist_group("office")
def test_saved_by_libreoffice_it_says_the_same(
    office: Office, expected: dict[str, object], tmp_path: Path
) -> None:
    path = worked_in(office.pack(CHINESE)).save(tmp_path / "p.xlsx")
    office.merge(saved_by_libreoffice(path, tmp_path / "saved"))
    assert office.shown() == expected


def test_the_order_of_packs_makes_no_difference_to_the_byte(office: Office, tmp_path: Path) -> None:
    first = office.came(worked_in(office.pack(CHINESE)), "1.xlsx")
    maths = office.pack(MATHS)
    maths.type("fees", "FE-003", charged=13, start="下周")
    maths.add("disclosure", matter="午餐", title="午餐收费", formed=date(2026, 9, 1))
    maths.delete("tracker", "K-002")
    second = office.came(maths, "2.xlsx")
    other, third = office.copy(tmp_path / "other"), office.copy(tmp_path / "third")
    office.merge()
    for path in (second, first, second):
        other.merge(path)
    third.merge(first)
    third.merge(second)
    assert other.parts() == office.parts()
    assert third.parts() == office.parts()


def test_merging_twice_changes_nothing(office: Office) -> None:
    office.came(worked_in(office.pack(CHINESE)))
    office.merge()
    before = office.control.read_bytes()
    assert not office.merge().changed
    assert office.control.read_bytes() == before


def test_a_dry_run_tells_all_and_writes_nothing(office: Office) -> None:
    office.came(worked_in(office.pack(CHINESE)))
    before = office.control.read_bytes()
    merged = office.merge(dry_run=True)
    assert office.control.read_bytes() == before
    assert (merged.counts["cells"], merged.counts["added"], merged.counts["open"]) == (8, 2, 1)
    assert ("FE-001", "280") in [(line.row, line.after.zh) for line in merged.lines]


def test_undo_brings_back_all_that_was_there(office: Office) -> None:
    before = office.control.read_bytes()
    office.came(worked_in(office.pack(CHINESE)))
    office.merge()
    store.undo(office.control)
    assert office.control.read_bytes() == before
    assert office.merge().counts["cells"] == 8


def test_what_both_changed_waits_for_a_decision_that_is_carried_out_and_remembered(office: Office) -> None:
    pack = office.pack(CHINESE)
    pack.type("fees", "FE-001", charged=280)
    pack.type("fees", "FE-002", charged=100)
    pack.type("tracker", "K-001", measure="部门的措施")
    office.came(pack)
    office.type("fees", "FE-001", charged=290)
    office.type("fees", "FE-002", charged=110)
    office.type("tracker", "K-001", measure="办公室的措施")
    office.merge()
    assert [each[1:] for each in waiting(office)] == [
        ("K-001", "整改措施", "停止", "办公室的措施", "部门的措施"),
        ("FE-001", "实收标准", "300", "290", "280"),
        ("FE-002", "实收标准", "120", "110", "100"),
    ]
    office.decide("theirs", row_id="FE-001")
    office.decide("ours", row_id="FE-002")
    office.decide("own", "两边商定的措施", row_id="K-001")
    merged = office.merge()
    assert merged.counts["decided"] == 3
    assert [office.row("fees", row)["charged"] for row in ("FE-001", "FE-002")] == [280, 110]
    assert office.row("tracker", "K-001")["measure"] == "两边商定的措施"
    assert not [*waiting(office)]
    office.type("fees", "FE-001", charged=285)
    assert not office.merge().counts["open"]
    assert office.row("fees", "FE-001")["charged"] == 285
    pack.type("fees", "FE-001", charged=270)
    office.came(pack, "later.xlsx")
    office.merge()
    assert [each[1:] for each in waiting(office)] == [("FE-001", "实收标准", "300", "285", "270")]


def test_a_decision_about_something_that_has_changed_since_is_asked_for_again(office: Office) -> None:
    pack = office.pack(CHINESE)
    pack.type("fees", "FE-001", charged=280)
    office.came(pack)
    office.type("fees", "FE-001", charged=290)
    office.merge()
    office.decide("theirs", row_id="FE-001")
    office.type("fees", "FE-001", charged=295)
    assert "pack.decision-overtaken" in codes(office.merge())
    assert office.row("fees", "FE-001")["charged"] == 295
    assert [each[4:] for each in waiting(office)] == [("295", "280")]
    assert office.rows("conflicts")[0]["decision"] is None


def test_own_words_that_the_column_cannot_hold_are_told(office: Office) -> None:
    pack = office.pack(CHINESE)
    pack.type("fees", "FE-002", start="九月底")
    office.came(pack)
    office.merge()
    office.decide("own", "十月初吧", row_id="FE-002")
    assert "pack.decision-unfit" in codes(office.merge())
    assert office.row("fees", "FE-002")["start"] == date(2026, 9, 1)
    office.decide("own", "2026年10月8日", row_id="FE-002")
    office.merge()
    assert office.row("fees", "FE-002")["start"] == date(2026, 10, 8)
    assert not [*waiting(office)]


def test_own_words_that_are_the_number_of_a_day_are_that_day(office: Office) -> None:
    pack = office.pack(CHINESE)
    pack.type("fees", "FE-002", start="九月底")
    office.came(pack)
    office.merge()
    office.decide("own", 46303, row_id="FE-002")
    office.merge()
    assert office.row("fees", "FE-002")["start"] == date(2026, 10, 8)


def test_a_deleted_row_stays_until_the_office_lets_it_go(office: Office) -> None:
    pack = office.pack(CHINESE)
    pack.delete("fees", "FE-002")
    office.came(pack)
    assert codes(office.merge()) == ["pack.row-deleted"]
    ((_, _, _, base, ours, theirs),) = waiting(office)
    assert (base, theirs) == ("（与本台账相同）", "（已删除）")
    assert "教辅" in str(ours)
    assert len(str(ours)) <= 61  # the sheet's row is no higher than a screen
    assert office.row("fees", "FE-002")["name"] == "教辅"
    office.decide("theirs", row_id="FE-002")
    office.merge()
    assert [row["id"] for row in office.rows("fees")] == ["FE-001", "FE-003"]
    assert not office.merge().changed


def test_deleting_against_editing_is_a_conflict_on_either_side(office: Office) -> None:
    chinese, maths = office.pack(CHINESE), office.pack(MATHS)
    chinese.delete("fees", "FE-001")
    maths.type("fees", "FE-003", charged=13)
    office.came(chinese, "1.xlsx")
    office.came(maths, "2.xlsx")
    office.type("fees", "FE-001", charged=310)
    office.delete("fees", "FE-003")
    office.merge()
    assert {each[:2] for each in waiting(office)} == {
        ("对方删了，此处改了", "FE-001"),
        ("此处已删，对方改了", "FE-003"),
    }
    assert [row["id"] for row in office.rows("fees")] == ["FE-001", "FE-002"]
    office.decide("theirs", row_id="FE-003")
    office.merge()
    back = office.row("fees", "FE-003")
    assert (back["name"], back["charged"], back["department"]) == ("午餐", 13, MATHS)


def test_a_row_that_moved_to_another_department_is_merged_from_either_pack(office: Office) -> None:
    pack = office.pack(CHINESE)
    pack.type("fees", "FE-001", charged=280)
    first = office.came(pack, "1.xlsx")
    office.type("fees", "FE-001", department=MATHS)
    split(office.control, office.folder / "packs2")
    (path,) = (office.folder / "packs2").glob(f"{MATHS}*")
    later = PackFile(path)
    later.type("fees", "FE-001", charged=270)
    second = office.came(later, "2.xlsx", LATER)
    other = office.copy(office.folder.parent / "other")
    for path in (first, second):
        office.merge(path)
    for path in (second, first):
        other.merge(path)
    assert office.parts() == other.parts()
    row = office.row("fees", "FE-001")
    assert (row["department"], row["charged"]) == (MATHS, 270)
    assert [(each[1], each[5]) for each in waiting(office)] == [("FE-001", "280")]


def test_a_stale_pack_is_merged_and_told(office: Office) -> None:
    office.came(worked_in(office.pack(CHINESE)))
    office.type("fees", "FE-002", charged=125)
    split(office.control, office.folder / "packs2", date(2026, 10, 21))
    merged = office.merge()
    assert "passport.stale" in codes(merged)
    assert merged.counts["cells"] == 8
    assert office.row("fees", "FE-002")["charged"] == 125


def test_a_corrected_pack_that_comes_again_takes_the_place_of_the_first(office: Office) -> None:
    pack = office.pack(CHINESE)
    pack.type("fees", "FE-001", charged=280)
    pack.add("commitments", matter="办理转学", text="三日内办结")
    first = office.came(pack, "1.xlsx")
    pack.type("fees", "FE-001", charged=275)
    pack.type_where("commitments", matter="办理转学", text="两日内办结")
    second = office.came(pack, "2.xlsx", LATER)
    office.merge(first)
    office.merge(second)
    assert office.row("fees", "FE-001")["charged"] == 275
    assert [row["text"] for row in office.rows("commitments")] == ["两日内办结"]
    assert not [*waiting(office)]


def test_without_its_base_every_difference_is_a_conflict_and_nothing_is_lost(office: Office) -> None:
    pack = worked_in(office.pack(CHINESE))
    path = office.came(pack)  # openpyxl keeps no XML parts
    for kept in (office.folder / ".softenv").rglob("snapshot-*"):
        kept.unlink()
    before = office.shown()
    merged = office.merge(path)
    assert "pack.base-missing" in codes(merged)
    assert {each[1] for each in waiting(office)} == {"K-001", "FE-001", "FE-002", "2009017", "OP-001"}
    for table in ("people", "tracker", "fees", "opinions"):
        assert office.shown()[table] == before[table]
    office.decide("theirs", row_id="FE-001", column="实收标准")
    office.merge(path)
    assert office.row("fees", "FE-001")["charged"] == 280


def test_a_copied_row_is_asked_about(office: Office) -> None:
    pack = office.pack(CHINESE)
    pack.add("fees", id="FE-001", name="校服（冬）", charged=320)
    office.came(pack)
    office.merge()
    assert [each[:2] for each in waiting(office)] == [("编号重复的行", "FE-001")]
    office.decide("theirs", row_id="FE-001")
    office.merge()
    (new,) = [row for row in office.rows("fees") if row["name"] == "校服（冬）"]
    assert new["department"] == CHINESE
    assert len(office.rows("fees")) == 4


def test_what_is_locked_computed_or_confidential_never_comes_from_a_pack(office: Office) -> None:
    pack = office.pack(CHINESE)
    pack.type("opinions", "OP-001", text="改了意见内容", state="已答复")
    pack.type("people", "2009017", name="王某")
    sheet, _ = pack._table("opinions")
    right = sheet.max_column + 1
    sheet.cell(pack._top("opinions"), right).value = "提出人"
    sheet.cell(pack._row("opinions", "OP-001"), right).value = "打听到的人"
    office.came(pack)
    before = office.shown()
    merged = office.merge()
    assert codes(merged) == ["pack.locked-column", "pack.locked-column"]
    assert office.shown() == before
    (ledger,) = office.rows("packs_merged")
    assert "王某" in str(ledger["told"])
    assert "改了意见内容" in str(ledger["told"])


def test_what_is_no_pack_is_told_and_stops_nothing(office: Office, tmp_path: Path) -> None:
    back = office.folder / "back"
    office.came(worked_in(office.pack(CHINESE)))
    (back / "return.xlsx").write_bytes(small_school.sent("zh"))
    (back / "broken.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    (back / "notes.txt").write_text("说明", encoding="utf-8")
    shutil.copy(office.control, back / "control copy.xlsx")
    merged = office.merge()
    assert (merged.files, merged.unread) == (1, 4)
    told = {issue.place.file for issue in merged.issues if issue.code.startswith(("file.", "pack.not"))}
    assert told == {"return.xlsx", "broken.xlsx", "notes.txt", "control copy.xlsx"}
    assert office.row("fees", "FE-001")["charged"] == 280


def test_a_pack_of_another_school_changes_nothing(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (path,) = (office.folder / "packs").glob(f"{CHINESE}*")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "elsewhere"))
    stranger = Office(tmp_path / "stranger")
    issue(stranger.folder)
    merged = stranger.merge(path)
    assert codes(merged) == ["passport.foreign"]
    assert (merged.files, merged.unread) == (0, 1)
    assert not stranger.rows("packs_merged")
