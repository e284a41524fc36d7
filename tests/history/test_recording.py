"""What a run changed, and what people changed before it, is on record beside the workbook; and never more than that."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from softenv_xl import flow, history, store
from softenv_xl.cli import app
from softenv_xl.demo.corruptions import typed
from softenv_xl.history import recording
from softenv_xl.history.reading import changes_of, entries, target_of
from softenv_xl.history.state import after, differences, headers_of, state_of
from softenv_xl.hosts.file import apply
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.registers import cases, people, rectification, tasks
from softenv_xl.schema.check import check_table
from softenv_xl.schema.placed import Placed
from softenv_xl.sheets.patch import CellPatch, Patch
from softenv_xl.sheets.publish import publish
from softenv_xl.sheets.table_patch import table_patch
from softenv_xl.store import journal
from softenv_xl.words import LANGS, Lang, Text
from tests.support.small_school import NAMES, NUMBERS, changed, control_of, delivered, filled, register

DAY = date(2026, 10, 20)
COMPLAINANT = "Ms Complainant 139-0000-1111"
POSTPONED_OFTEN = "task.postponed-often"
TYPED = Text("另一个名字", "Another Name")


@pytest.fixture
def control(tmp_path: Path) -> Path:
    path = tmp_path / "control.xlsx"
    path.write_bytes(register("en"))
    return path


def by_hand(path: Path, table: Any, row: int, cells: dict[str, Any]) -> None:
    """Somebody types into a data row (the first is 0) and saves."""
    control = control_of(path.read_bytes())
    there = check_table(table, control.tables[table.key], control.context).rows
    rows = [Placed(one.index, cells if one.index == row else {}) for one in there]
    if row >= len(rows):
        rows.append(Placed(None, cells))
    path.write_bytes(apply(path.read_bytes(), Patch((table_patch(control, table, rows),)), path.name))


def changes(path: Path, place: str, table: str = "people") -> list[tuple[Any, Any, bool]]:
    """Before, after, and whether it was done by hand."""
    book = FileWorkbook(path).read()
    return [
        (one.change.before, one.change.after, one.since is not None)
        for one in changes_of(path, book, target_of(book, place))
        if one.change.table == table
    ]


def run(*arguments: str) -> list[dict[str, Any]]:
    result = CliRunner().invoke(app, [*arguments, "--json"])
    assert result.exit_code in (0, 1), result.output
    found: list[dict[str, Any]] = json.loads(result.stdout)
    return found


def test_a_run_says_who_did_what_with_which_files(control: Path, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "one.xlsx").write_bytes(filled("en"))
    run("collect", str(control), "--as-of", DAY.isoformat())
    (entry,) = run("history", str(control))
    assert (entry["what"], entry["files"], entry["file_count"]) == ("command collect", ["one.xlsx"], 1)
    assert entry["who"]
    assert entry["changed"] > 20
    assert entry["workbook"] == int(entry["workbook"])
    run("refresh", str(control), "--as-of", DAY.isoformat())
    assert len(run("history", str(control))) == 1, "a run that changes nothing leaves nothing"


def test_who_changed_this_cell_and_when(control: Path) -> None:
    flow.refresh(FileWorkbook(control), DAY)
    by_hand(control, people.SPEC, 1, {"name": TYPED.en})
    by_hand(control, people.SPEC, 2, {"duty": "Head"})
    flow.refresh(FileWorkbook(control), DAY)
    read = control_of(control.read_bytes()).tables["people"]
    cell = read.cell("name", read.header_row + 2).a1
    assert changes(control, f"People!{cell}") == [(NAMES[1].en, TYPED.en, True)]
    assert (None, "Head", True) in changes(control, NUMBERS[2])
    assert {before for before, _, _ in changes(control, "people")} >= {NAMES[1].en}
    told = run("history", str(control), f"People!{cell}")
    assert (told[0]["before"], told[0]["after"], told[0]["by"]) == (NAMES[1].en, TYPED.en, "hand")


def test_rows_that_are_sorted_are_not_changed(control: Path) -> None:
    flow.refresh(FileWorkbook(control), DAY)
    book = FileWorkbook(control).read()
    read = control_of(control.read_bytes())
    rows = [Placed(one.index, {}) for one in reversed(read.checked["people"].rows)]
    control.write_bytes(
        apply(control.read_bytes(), Patch((table_patch(read, people.SPEC, rows),)), control.name)
    )
    moved = FileWorkbook(control).read()
    assert list(differences(state_of(book, bytes(16)), state_of(moved, bytes(16)))) == []


@pytest.mark.parametrize("lang", LANGS)
def test_what_a_patch_leaves_is_what_is_read_afterwards(lang: Lang, tmp_path: Path) -> None:
    """Or else the next run would take the difference for something typed."""
    path = tmp_path / "control.xlsx"
    path.write_bytes(register(lang))
    wrong = changed(filled(lang, 1), typed("selfcheck", "C6", None), lang=lang)
    for deliveries in ([delivered(filled(lang))], [delivered(wrong, "wrong.xlsx")], []):
        book = FileWorkbook(path)
        before, salt = state_of(read := book.read(), bytes(16)), bytes(16)
        result, _ = flow.collect(book, deliveries, DAY)
        left = after(before, publish(result), headers_of(read))
        now = state_of(FileWorkbook(path).read(), salt)
        assert list(differences(left, now)) == []
    assert [entry.typed_count for entry in entries(path)] == [0] * len(entries(path))
    assert len(entries(path)) >= 2


def test_confidential_words_are_nowhere_in_it(control: Path) -> None:
    for text in (COMPLAINANT, f"{COMPLAINANT} again"):
        by_hand(control, cases.SPEC, 0, {"complainant": text, "contact": text, "received": DAY})
        flow.refresh(FileWorkbook(control), DAY)
    folder = next((control.parent / ".softenv").iterdir())
    kept = b"".join(path.read_bytes() for path in folder.iterdir() if "history" in path.name)
    state = recording._last(control)
    assert COMPLAINANT.encode() not in kept
    assert state is not None
    assert COMPLAINANT not in repr(state)
    assert ("***", "***", True) in changes(control, "CA-001", "cases")


def test_it_is_bounded_and_the_oldest_goes(control: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "LARGEST", 200)
    for number in range(40):
        store.append_line(control, b"%03d " % number + b"x" * 60)
    lines = [*store.lines(control)]
    assert len(lines) <= 4 * 3
    assert lines[-1].startswith(b"039")
    assert lines == sorted(lines)


def test_a_run_that_was_killed_while_it_wrote_spoils_no_other_entry(control: Path) -> None:
    flow.refresh(FileWorkbook(control), DAY)
    (path,) = (control.parent / ".softenv").rglob("history.jsonl")
    path.write_bytes(path.read_bytes()[:-1] + b'\n{"at": "2026-1')
    by_hand(control, people.SPEC, 0, {"duty": "Head"})
    flow.refresh(FileWorkbook(control), DAY)
    assert len(entries(control)) == 2


@pytest.mark.parametrize("trouble", ["folder", "state"])
def test_a_history_that_cannot_be_kept_is_no_reason_to_fail(control: Path, trouble: str) -> None:
    flow.refresh(FileWorkbook(control), DAY)
    (path,) = (control.parent / ".softenv").rglob("history.jsonl")
    path.unlink()
    if trouble == "folder":
        path.mkdir()
    else:
        (path.parent / "last-press.state").write_bytes(b"no state at all")
    by_hand(control, people.SPEC, 0, {"duty": "Head"})
    _, written = flow.refresh(FileWorkbook(control), date(2026, 10, 21))
    assert written
    assert len(entries(control)) == (0 if trouble == "folder" else 1)


def test_undo_is_on_record_with_what_it_brought_back(control: Path) -> None:
    flow.refresh(FileWorkbook(control), DAY)
    by_hand(control, people.SPEC, 1, {"name": TYPED.en})
    flow.collect(FileWorkbook(control), [delivered(filled("en"))], DAY)
    assert CliRunner().invoke(app, ["undo", str(control)]).exit_code == 0
    last = entries(control)[-1]
    assert last.what[1] == "command undo"
    assert last.changed_count == entries(control)[-2].changed_count
    assert last.typed_count == 0


def test_before_the_history_began_the_backups_tell(control: Path) -> None:
    flow.refresh(FileWorkbook(control), DAY)
    by_hand(control, people.SPEC, 1, {"name": TYPED.en})
    flow.refresh(FileWorkbook(control), DAY)
    for path in (control.parent / ".softenv").rglob("history*.jsonl"):
        path.unlink()
    book = FileWorkbook(control).read()
    found = changes_of(control, book, target_of(book, NUMBERS[1]))
    names = [one for one in found if (one.change.table, one.change.column) == ("people", "name")]
    assert [(one.change.before, one.change.after, one.entry) for one in names] == [
        (NAMES[1].en, TYPED.en, None)
    ]


@pytest.mark.parametrize("place", ["Nowhere!C5", "People!", "People!ZZZZ9", "People!A1"])
def test_a_place_that_is_none_is_told(control: Path, place: str) -> None:
    flow.refresh(FileWorkbook(control), DAY)
    result = CliRunner().invoke(app, ["history", str(control), place])
    assert isinstance(result.exception, Exception)
    assert "history." in str(getattr(result.exception, "code", ""))


def test_a_setting_is_followed(control: Path) -> None:
    flow.refresh(FileWorkbook(control), DAY)
    patch = Patch(cells=(CellPatch("settings_school", "Another school"),))
    control.write_bytes(apply(control.read_bytes(), patch, control.name))
    flow.collect(FileWorkbook(control), [delivered(filled("en"))], DAY)
    sheet, area = FileWorkbook(control).read().names["settings_school"]
    assert changes(control, f"{sheet}!{area.ref}", "") == [("School", "Another school", True)]
    assert rectification.SPEC.key in {each[0] for each in entries(control)[-1].changed}
    history.begins(Text("", ""))


def test_a_task_that_is_put_off_thrice_is_told(control: Path) -> None:
    """At the press after the third time, as what was typed is on record once a press has seen it; until it is done."""
    task = {"source": "plan", "task": "Report", "due": date(2026, 6, 1), "department": None}
    by_hand(control, tasks.SPEC, 0, task)
    told = []
    for month in (7, 8, 9, None, None):
        result, _ = flow.refresh(FileWorkbook(control), DAY)
        told.append([issue.arguments["times"] for issue in result.issues if issue.code == POSTPONED_OFTEN])
        if month:
            by_hand(control, tasks.SPEC, 0, {"revised": date(2026, month, 1)})
    assert told == [[], [], [], [], ["3"]]
    by_hand(control, tasks.SPEC, 0, {"done": DAY})
    assert POSTPONED_OFTEN not in [issue.code for issue in flow.inspect(FileWorkbook(control), DAY).issues]
