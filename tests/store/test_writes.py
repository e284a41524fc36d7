from __future__ import annotations

import os
import stat
import sys
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from softenv_xl import store
from softenv_xl.errors import Stop
from softenv_xl.store import disk
from softenv_xl.store.backup_folder import MAX_BACKUPS
from tests.store.shelves import BACKUP, backups, kept_files, rewrite

if TYPE_CHECKING:
    from pathlib import Path
    from types import FrameType

LONGEST = "台" * 83 + ".xlsx"  # 254 bytes, where 255 are allowed
NAMES = [
    "总台账.xlsx",
    "总台账.xlsx.",
    " a b.xlsx",
    'it\'s “a” "b".xlsx',
    "a.xls",
    "a.xlsx",
    "a.xlsm",
    "a",
    LONGEST,
]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "总台账.xlsx"
    path.write_bytes(b"first")
    return path


def test_replace_and_undo(book: Path) -> None:
    rewrite(book, b"second")
    assert book.read_bytes() == b"second"
    undone = store.undo(book)
    assert book.read_bytes() == b"first"
    assert (undone.path, undone.earlier) == (book, 0)
    assert undone.written.tzinfo
    assert abs(datetime.now(undone.written.tzinfo) - undone.written) < timedelta(minutes=5)


def test_undo_goes_back_one_write_at_a_time(book: Path) -> None:
    rewrite(book, b"second", b"third", b"second")
    for content, earlier in ((b"third", 2), (b"second", 1), (b"first", 0)):
        assert store.undo(book).earlier == earlier
        assert book.read_bytes() == content
    with pytest.raises(Stop) as stop:
        store.undo(book)
    assert stop.value.code == "undo.nothing"


def test_writes_after_an_undo_can_be_undone_in_turn(book: Path) -> None:
    rewrite(book, b"second", b"third")
    store.undo(book)
    rewrite(book, b"fourth")
    assert [store.undo(book).earlier, book.read_bytes()] == [1, b"second"]
    assert [store.undo(book).earlier, book.read_bytes()] == [0, b"first"]


def test_the_last_ten_writes_are_kept(book: Path) -> None:
    rewrite(book, *(f"write {n}".encode() for n in range(15)))
    assert len(backups(book)) == MAX_BACKUPS == 10
    for _ in range(10):
        store.undo(book)
    assert book.read_bytes() == b"write 4"
    with pytest.raises(Stop, match="no earlier write"):
        store.undo(book)


def test_backups_can_be_opened_by_hand(book: Path) -> None:
    rewrite(book, b"second", b"third")
    assert [backup.read_bytes() for backup in backups(book)] == [b"first", b"second"]
    assert all(BACKUP.fullmatch(backup.name) for backup in backups(book))
    assert backups(book)[0].parent.name.startswith("总台账.xlsx-")


def test_the_same_content_is_not_written(book: Path) -> None:
    before = book.stat()
    store.replace(store.read(book), b"first")
    assert book.stat() == before
    assert list(book.parent.iterdir()) == [book]


def test_reading_leaves_nothing_behind(book: Path) -> None:
    snapshot = store.read(book)
    assert (snapshot.path, snapshot.content) == (book, b"first")
    assert list(book.parent.iterdir()) == [book]


def test_people_s_changes_are_not_overwritten(book: Path) -> None:
    snapshot = store.read(book)
    book.write_bytes(b"theirs")
    with pytest.raises(Stop) as stop:
        store.replace(snapshot, b"ours")
    assert stop.value.code == "file.changed"
    assert book.read_bytes() == b"theirs"
    assert kept_files(book) == []


def test_people_s_changes_are_not_undone(book: Path) -> None:
    rewrite(book, b"ours")
    book.write_bytes(b"theirs")
    with pytest.raises(Stop) as stop:
        store.undo(book)
    assert stop.value.code == "undo.changed-since"
    assert book.read_bytes() == b"theirs"
    assert str(backups(book)[0]) in stop.value.sentence("zh")
    assert backups(book)[0].read_bytes() == b"first"


def test_undo_stops_at_people_s_changes_between_two_writes(book: Path) -> None:
    rewrite(book, b"second")
    book.write_bytes(b"theirs")
    rewrite(book, b"third")
    store.undo(book)
    assert book.read_bytes() == b"theirs"
    with pytest.raises(Stop) as stop:
        store.undo(book)
    assert stop.value.code == "undo.changed-since"


def test_what_people_took_back_by_hand_counts_as_undone(book: Path) -> None:
    rewrite(book, b"second", b"third")
    book.write_bytes(b"second")
    store.undo(book)
    assert book.read_bytes() == b"first"


def test_create(tmp_path: Path) -> None:
    path = tmp_path / "new.xlsx"
    store.create(path, b"new")
    assert path.read_bytes() == b"new"
    assert path.stat().st_nlink == 1
    assert kept_files(path) == []
    with pytest.raises(Stop) as stop:
        store.undo(path)
    assert stop.value.code == "undo.nothing"


def test_create_gives_the_usual_permissions(tmp_path: Path) -> None:
    (tmp_path / "usual").touch()
    store.create(tmp_path / "new.xlsx", b"new")
    assert (tmp_path / "new.xlsx").stat().st_mode == (tmp_path / "usual").stat().st_mode


@pytest.mark.parametrize("kind", ["file", "folder", "dangling link"])
def test_create_never_overwrites(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "new.xlsx"
    if kind == "file":
        path.write_bytes(b"theirs")
    elif kind == "folder":
        path.mkdir()
    else:
        path.symlink_to(tmp_path / "gone.xlsx")
    with pytest.raises(Stop) as stop:
        store.create(path, b"new")
    assert stop.value.code == "file.exists"
    assert list(tmp_path.iterdir()) == [path]


def test_a_symbolic_link_stays_and_the_file_behind_it_is_written(book: Path, tmp_path: Path) -> None:
    (tmp_path / "desk").mkdir()
    link = tmp_path / "desk" / "link.xlsx"
    link.symlink_to(book)
    rewrite(link, b"second")
    assert link.is_symlink()
    assert book.read_bytes() == b"second"
    assert list(link.parent.iterdir()) == [link]
    store.undo(book)
    assert link.read_bytes() == b"first"


def test_permissions_and_owner_stay_and_backups_are_as_private(book: Path) -> None:
    if os.geteuid() == 0:
        os.chown(book, 1234, 5678)
    book.chmod(0o640)
    before = book.stat()
    rewrite(book, b"second")
    after = book.stat()
    assert (after.st_uid, after.st_gid, after.st_mode) == (before.st_uid, before.st_gid, before.st_mode)
    assert [stat.S_IMODE(backup.stat().st_mode) for backup in backups(book)] == [0o640]

    book.chmod(0o600)
    store.undo(book)
    assert stat.S_IMODE(book.stat().st_mode) == 0o600
    assert (book.stat().st_uid, book.stat().st_gid) == (before.st_uid, before.st_gid)


def test_the_store_s_folder_is_open_to_whom_the_workbook_s_folder_is(book: Path) -> None:
    book.parent.chmod(0o2770)
    rewrite(book, b"second")
    folder = book.parent / ".softenv"
    assert {stat.S_IMODE(place.stat().st_mode) for place in (folder, *folder.iterdir())} == {0o2770}
    assert [stat.S_IMODE(lock.stat().st_mode) for lock in folder.glob("*/lock")] == [0o660]


def test_an_undone_workbook_is_newer_than_before(book: Path) -> None:
    """Else programs that copy changed files would miss it."""
    rewrite(book, b"second")
    os.utime(book, (1_000_000_000, 1_000_000_000))
    store.undo(book)
    assert book.stat().st_mtime > 1_000_000_000


@pytest.mark.parametrize("swaps", [True, False])
def test_new_bytes_and_backup_are_on_the_disk_before_the_workbook_is_replaced(
    book: Path, monkeypatch: pytest.MonkeyPatch, swaps: bool
) -> None:
    """A power cut can't be had here; the order of the system's calls can."""
    rewrite(book, b"second")
    snapshot, calls = store.read(book), []

    def note(_: FrameType, event: str, called: object) -> None:
        if event == "c_call" and called in (os.fsync, os.rename, os.replace):
            calls.append(called)

    with monkeypatch.context() as patched:
        if not swaps:
            patched.setattr(disk, "exchange", lambda one, other: False)
        sys.setprofile(note)
        store.replace(snapshot, b"third")
        sys.setprofile(None)
    if swaps:  # the draft; to the backup's place, and its folder; the exchange, and the workbook's folder
        assert calls == [os.fsync, os.rename, os.fsync, os.fsync]
    else:  # the same and back; then the copy; to the backup's place, and its folder; the workbook and its folder
        there_and_back = [os.rename, os.fsync, os.rename]
        assert calls == [os.fsync, *there_and_back, os.fsync, os.rename, os.fsync, os.replace, os.fsync]


def test_workbooks_of_one_folder_keep_apart(tmp_path: Path) -> None:
    books = [tmp_path / name for name in NAMES]
    for number, book in enumerate(books):
        store.create(book, f"first {number}".encode())
        rewrite(book, f"second {number}".encode())
    assert {entry.name for entry in tmp_path.iterdir()} == {*NAMES, ".softenv"}
    for number, book in enumerate(books):
        assert store.undo(book).earlier == 0
        assert [other.read_bytes().split()[0] for other in books] == (
            [b"first"] * (number + 1) + [b"second"] * (len(books) - number - 1)
        )


def test_only_the_workbook_s_own_stray_files_are_cleared(tmp_path: Path) -> None:
    mine, other = tmp_path / "a.xlsx", tmp_path / "a.xls"
    for book in (mine, other):
        store.create(book, b"first")
        rewrite(book, b"second")
    shelves = sorted((tmp_path / ".softenv").iterdir())
    for shelf in shelves:
        (shelf / "new.draft").write_bytes(b"half")
    store.read(mine)
    assert [shelf.name for shelf in shelves if (shelf / "new.draft").exists()] == [
        shelf.name for shelf in shelves if shelf.name.startswith("a.xls-")
    ]
    store.read(other)
    assert not list(tmp_path.glob(".softenv/*/*.draft"))


def test_a_draft_never_goes_over_a_file(tmp_path: Path) -> None:
    """It could be the workbook itself, under a second name."""
    (tmp_path / "new.draft").write_bytes(b"theirs")
    with pytest.raises(FileExistsError):
        disk.write_draft(tmp_path / "new.draft", b"ours", like=None)
    assert (tmp_path / "new.draft").read_bytes() == b"theirs"


def test_files_of_others_in_the_store_s_folder_are_left_alone(book: Path) -> None:
    rewrite(book, b"second")
    note = backups(book)[0].with_name("note.txt")
    note.write_text("mine")
    store.undo(book)
    assert note.read_text() == "mine"


def test_a_new_workbook_stands_alone_in_its_folder(tmp_path: Path) -> None:
    store.create(tmp_path / "return.xlsx", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["return.xlsx"]
