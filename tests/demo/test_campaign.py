"""The weeks of the campaign: what the demo leaves, that it is always the same, and that nothing else is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copytree

import pytest

from softenv_xl.control.workbook import Control
from softenv_xl.demo import School, make_school
from softenv_xl.demo.school import open_control
from softenv_xl.errors import Stop
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.intake.delivery import INBOX, OUTBOX
from softenv_xl.registers import REGISTERS, tracker_figures
from softenv_xl.sheets.result import Result
from softenv_xl.views import dashboard
from softenv_xl.words import Lang
from tests.demo.conftest import Command, collect

pytestmark = pytest.mark.xdist_group("demo")


_APPRAISAL = ("appraisal_rounds", "appraisal", "appraisal_findings", "appraisal_mapping")


def _files(folder: Path) -> Iterator[tuple[Path, bytes, float]]:
    """Every file but those of the store, which are for undoing."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and ".softenv" not in path.parts:
            yield path.relative_to(folder), path.read_bytes(), path.stat().st_mtime


@pytest.fixture(scope="module")
def control(collected: tuple[School, Result]) -> Control:
    return open_control(collected[0].control)[1]


def test_collecting_twice_changes_nothing(collected: tuple[School, Result]) -> None:
    school, result = collected
    before = school.control.read_bytes()
    again, changed = collect(school)
    assert not changed
    assert school.control.read_bytes() == before
    assert Counter(one.state for one in again.outcomes) == Counter(one.state for one in result.outcomes)


def test_every_file_has_become_something(collected: tuple[School, Result]) -> None:
    school, result = collected
    outcomes = {one.file: one.state for one in result.outcomes}
    assert outcomes.keys() == {mail.name for mail in school.mails}
    assert set(outcomes.values()) == {"accepted", "changes_requested", "superseded", "rejected", "duplicate"}
    seen: set[bytes] = set()
    for mail in sorted(school.mails, key=lambda mail: mail.name):
        assert (outcomes[mail.name] == "duplicate") == (mail.content in seen)
        seen.add(mail.content)
        if mail.newer:
            assert outcomes[mail.name] == "accepted"
            first = next(m.name for m in school.mails if m.sender is mail.sender and not m.newer)
            assert outcomes[first] == "superseded"
    silent = {teacher.number for teacher in school.teachers if teacher.owes_return}
    silent -= {mail.sender.number for mail in school.mails}
    assert len(silent) == 4
    assert {person.number for person in result.missing} == silent
    assert result.people_in_state("unreadable")


def test_there_is_something_to_see_on_every_sheet(control: Control) -> None:
    standing = Counter(row.values["standing"] for row in control.checked["tracker"].rows)
    assert standing["closed"] > 30
    assert standing["remediating"] > 10
    assert standing["deviation_approved"] + standing["deviation_requested"] > 0
    assert standing["withdrawn"] == 1
    assert sum(person.left is not None for person in control.people) == 1
    by_hand = [row for row in control.checked["tracker"].rows if str(row.values["id"]).startswith("K-")]
    assert len(by_hand) > 3
    evidence = Counter(row.values["standing"] for row in control.checked["evidence"].rows)
    assert {"self_reported", "rectified", "substantiated", "alleged", "dismissed"} <= evidence.keys()
    codes = {row.values["code"] for row in control.checked["issues"].rows}
    assert {"tracker.conflict", "tracker.dropped", "tracker.close-unsigned", "return.late"} <= codes


def test_the_dashboard_has_a_bar_in_every_chart(collected: tuple[School, Result]) -> None:
    """But for those of a register in which the made-up school has entered nothing."""
    school, result = collected
    book = FileWorkbook(school.control).read()
    empty = [one.table for each in REGISTERS if not result.registers[each.key] for one in each.figures]
    for spec in dashboard.TABLES:
        found = book.table(spec.key)
        assert found
        grid, table = found
        body = [
            row[table.area.left - 1 : table.area.right]
            for row in grid.rows[table.area.top : table.area.bottom]
        ]
        for column in range(1, len(spec.columns)):
            shown = {row[column] for row in body if len(row) > column} - {None}
            assert shown == {0} if spec in empty else len(shown) > 1, (spec.key, column)
        if spec is tracker_figures.AGEING:
            assert all(row[-1] for row in body)


def test_what_is_planted_in_the_parents_sheets_is_found_once(collected: tuple[School, Result]) -> None:
    school, result = collected
    rows = {key: [row.row for row in result.registers[key]] for key in _APPRAISAL}
    (one,) = rows["appraisal_rounds"]
    # Eleven sheets are about the two who aren't shown, one has a code that was used before.
    assert (one["received"], one["valid"], one["rejected"], one["files"]) == (1034, 1033, 1, 3)
    hidden = [row["number"] for row in rows["appraisal"] if row["shown"] == "hidden"]
    assert hidden == sorted(teacher.number for teacher in school.teachers[1:3])
    answers, comment = rows["appraisal_findings"]
    assert (answers["kind"], answers["count"], answers["suggested"]) == ("answers", 3, "6 收受财物")
    assert (comment["kind"], comment["suggested"]) == ("comment", "3 有偿补课")
    assert "139" not in str(comment["text"])
    asked = [row["found"] for row in rows["appraisal_mapping"] if not row["proposed"]]
    assert asked == ["实习的老师"]
    assert sum(bool(row["unsure"]) for row in rows["appraisal"]) > 20


def test_somebody_elses_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_bytes(b"months of work")
    with pytest.raises(Stop) as stop:
        make_school(tmp_path, "en")
    assert stop.value.code == "file.exists"
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]
    with pytest.raises(Stop) as stop:
        make_school(tmp_path / "thesis.docx", "en")
    assert stop.value.code == "file.exists"


def test_its_own_folder_starts_afresh(schools: Callable[[Lang], School], tmp_path: Path) -> None:
    school, folder = schools("en"), tmp_path / "demo"
    copytree(school.folder, folder)
    (folder / "inbox" / "mine.xlsx").write_bytes(b"tried something")
    (folder / "control.xlsx").write_bytes(b"broken")
    (folder / "notes.txt").write_text("kept", encoding="utf-8")
    make_school(folder, "en")
    contents = {path: content for path, content, _ in _files(folder)}
    assert contents.pop(Path("notes.txt")) == b"kept"
    assert contents == {path: content for path, content, _ in _files(school.folder)}


def test_a_demo_that_is_open_is_not_replaced(schools: Callable[[Lang], School]) -> None:
    school = schools("en")
    lock = school.folder / ".~lock.control.xlsx#"
    lock.write_text(",clerk,office,24.11.2026 09:00,file:///home/clerk;", encoding="utf-8")
    before = school.control.read_bytes()
    with pytest.raises(Stop) as stop:
        make_school(school.folder, "en")
    lock.unlink()
    assert stop.value.code == "file.in-use"
    assert school.control.read_bytes() == before


def test_the_command_tells_what_became_of_it_and_where_to_look(command: Command) -> None:
    code, out, err = command.ended()
    assert (code, err) == (0, "")
    for words in (
        "90 份文件以前都已收过，没有新文件。",
        "收到 90 份：已接收 48，退回修改 5，",
        "尚未交表 4 人",
        "来件无法识别 ",
        "退回修改 5 人：",
        str(command.folder / "control.xlsx"),
    ):
        assert words in out
    assert "自查" not in [line.split("：")[0] for line in out.splitlines()]


def test_the_same_files_every_time(command: Command, collected: tuple[School, Result]) -> None:
    assert command.ended()[0] == 0
    ours, theirs = (list(_files(folder)) for folder in (collected[0].folder, command.folder))
    assert [path for path, *_ in ours] == [path for path, *_ in theirs]
    different = [
        path
        for (path, content, moment), (_, other, then) in zip(ours, theirs, strict=True)
        if content != other or (moment != then and path.parts[0] in (*INBOX, *OUTBOX))
    ]
    assert not different
    assert len(ours) > 140
