"""A file that is known isn't read again, and whatever a check would find now is found all the same."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from softenv_xl import flow
from softenv_xl.demo.corruptions import typed
from softenv_xl.errors import Stop
from softenv_xl.fault_localization import read_control_or_stop
from softenv_xl.gate.limits import RETURN
from softenv_xl.hosts.file import apply
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.intake import delivery
from softenv_xl.intake.arrivals import Arrivals
from softenv_xl.intake.delivery import deliveries, files_in
from softenv_xl.intake.known import Known
from softenv_xl.intake.spool import Spool
from softenv_xl.registers import people, rulebook
from softenv_xl.sheets.patch import KEEP, CellPatch, Patch, RowPatch, TablePatch
from softenv_xl.sheets.result import Result
from softenv_xl.words import LANGS, Lang
from tests.support import small_school
from tests.support.small_school import TODAY

CONTROL = "control.xlsx"


@pytest.fixture(autouse=True)
def _files_of_long_ago(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests' files were written a moment ago; nobody can give a file an earlier time of change."""
    monkeypatch.setattr(delivery, "_COARSE", -1e12)


def school(folder: Path, lang: Lang) -> Path:
    """Three returns: one accepted, two to be sent back, one of these for a day that has still to come."""
    (folder / "inbox").mkdir(parents=True)
    (folder / CONTROL).write_bytes(small_school.register(lang))
    future = TODAY + timedelta(3)
    sent = {
        "0.xlsx": small_school.filled(lang, 0),
        "1.xlsx": small_school.changed(
            small_school.filled(lang, 1), typed("problems", "D5", future), lang=lang
        ),
        "2.xlsx": small_school.changed(
            small_school.filled(lang, 2), typed("selfcheck", "C6", "maybe"), lang=lang
        ),
    }
    for name, content in sent.items():
        (folder / "inbox" / name).write_bytes(content)
        os.utime(folder / "inbox" / name, (1_790_000_000, 1_790_000_000))
    return folder


def collected(folder: Path, day: date, known: Known | None) -> Result:
    came = deliveries(files_in([folder / "inbox"]), 1, known=known)
    return flow.collect(FileWorkbook(folder / CONTROL), came, day, known)[0]


def first(folder: Path) -> bytes:
    """Collects once, and gives what is known then."""
    known = Known()
    collected(folder, TODAY, known)
    note = known.content()
    assert note
    return note


def told(result: Result) -> str:
    return repr((result.returns, result.all_issues, result.outcomes, result.ledger.rows, result.tracker))


def same_as_read(folder: Path, note: bytes, day: date = TODAY) -> bool:
    """Is all the same with what is known as without, in the workbook, too?"""
    copy = folder.parent / "copy"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder, copy)
    ours, theirs = collected(folder, day, Known(note)), collected(copy, day, None)
    return told(ours) == told(theirs) and (folder / CONTROL).read_bytes() == (copy / CONTROL).read_bytes()


def read(folder: Path, note: bytes, day: date = TODAY) -> list[str]:
    """The files that are still read: no reader can be started here, so one at most is named."""
    known = Known(note)
    book = FileWorkbook(folder / CONTROL)
    known.hold(read_control_or_stop(book.read(), CONTROL), day)
    paths = files_in([folder / "inbox"])
    came = Arrivals(paths, None, Spool(), RETURN)
    return sorted(arrival.name for arrival in came if delivery._recalled(arrival, known) is None)


@pytest.mark.parametrize("lang", LANGS)
def test_what_is_known_is_found_again_to_the_letter(tmp_path: Path, lang: Lang) -> None:
    folder = school(tmp_path / "school", lang)
    note = first(folder)
    assert read(folder, note) == []
    assert same_as_read(folder, note)


def test_nothing_is_read_where_everything_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = school(tmp_path / "school", "en")
    note = first(folder)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no such program"))
    result = collected(folder, TODAY, Known(note))
    assert [checked.state for checked in result.returns] == [
        "accepted",
        "changes_requested",
        "changes_requested",
    ]
    with pytest.raises(Stop, match="does not start"):
        collected(folder, TODAY, Known())


def test_what_goes_by_the_day_is_read_on_another(tmp_path: Path) -> None:
    folder = school(tmp_path / "school", "zh")
    note = first(folder)
    assert read(folder, note, TODAY + timedelta(1)) == ["1.xlsx"]
    assert read(folder, note, TODAY - timedelta(1)) == ["0.xlsx", "1.xlsx", "2.xlsx"]
    for day in (1, 10, -1):
        assert same_as_read(folder, note, TODAY + timedelta(day))


def _person(folder: Path) -> None:
    labels = tuple(people.SPEC.column(key).label("en") for key in ("name",))
    rows = (RowPatch(0, ("Somebody Else",)), RowPatch(1, (KEEP,)), RowPatch(2, (KEEP,)))
    _patched(folder, Patch((TablePatch(people.SPEC.key, labels, rows),)))


def _rule(folder: Path) -> None:
    control = small_school.control_of((folder / CONTROL).read_bytes())
    count = len(control.checked[rulebook.SPEC.key].rows)
    label = rulebook.SPEC.column("title_en").label("en")
    rows = tuple(RowPatch(at, ("Another title" if at == 2 else KEEP,)) for at in range(count))
    _patched(folder, Patch((TablePatch(rulebook.SPEC.key, (label,), rows),)))


def _due(folder: Path) -> None:
    _patched(folder, Patch((), (CellPatch("settings_returns_due", date(2026, 8, 1)),)))


def _patched(folder: Path, patch: Patch) -> None:
    path = folder / CONTROL
    path.write_bytes(apply(path.read_bytes(), patch, CONTROL))


def _renamed(folder: Path) -> None:
    (folder / "inbox" / "0.xlsx").rename(folder / "inbox" / "9.xlsx")


def _another(folder: Path) -> None:
    (folder / "inbox" / "0.xlsx").write_bytes(small_school.filled("en", 0, ()))


CHANGES: dict[Callable[[Path], None], list[str]] = {
    _person: ["0.xlsx", "1.xlsx", "2.xlsx"],
    _rule: ["0.xlsx", "1.xlsx", "2.xlsx"],
    _due: ["0.xlsx", "1.xlsx", "2.xlsx"],
    _renamed: ["9.xlsx"],
    _another: ["0.xlsx"],
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_checked_against_something_else_is_read(
    tmp_path: Path, change: Callable[[Path], None]
) -> None:
    folder = school(tmp_path / "school", "en")
    note = first(folder)
    change(folder)
    assert read(folder, note) == CHANGES[change]
    assert same_as_read(folder, note)


def test_a_note_that_was_damaged_or_made_up_is_no_note(tmp_path: Path) -> None:
    folder = school(tmp_path / "school", "en")
    note = first(folder)
    for at in range(0, len(note), 61):
        Known(note[:at])
        read(folder, note[:at] + bytes([note[at] ^ 0x5A]) + note[at + 1 :])
    for other in (b"\x93", b"\xff" * 1000, b"[]", b"\x92\xa0\x90", note + note):
        assert read(folder, other) == ["0.xlsx", "1.xlsx", "2.xlsx"]
    unknown = note.replace(b"date.in-future", b"date.in-futurf")
    assert unknown != note
    assert read(folder, unknown) == ["1.xlsx"]


def test_nothing_is_known_of_a_file_that_was_written_while_it_was_read(tmp_path: Path) -> None:
    folder = school(tmp_path / "school", "en")
    coming = deliveries(files_in([folder / "inbox"]), 1)
    origins = [next(coming).origin is not None]
    _touch(folder / "inbox" / "1.xlsx")
    origins += [came.origin is not None for came in coming]
    assert origins == [True, False, True]


def _touch(path: Path) -> None:
    path.write_bytes(path.read_bytes())


def test_nothing_is_known_of_a_file_that_was_written_just_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = school(tmp_path / "school", "en")
    monkeypatch.setattr(delivery, "_COARSE", 1e15)
    assert [came.origin for came in deliveries(files_in([folder / "inbox"]), 1)] == [None] * 3
