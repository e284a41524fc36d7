"""Links and special files that somebody puts where the store keeps its own: nothing else is read, written or changed."""

from __future__ import annotations

import os
import socket
import stat
from typing import TYPE_CHECKING

import pytest

from softenv_xl import regular_files, store
from softenv_xl.errors import Stop
from softenv_xl.lock_file import fields
from softenv_xl.store.lock_owners import libreoffice_person
from tests.store.shelves import backups, kept_files, outcome, rewrite

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SECRET = b"of somebody else"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "office" / "control.xlsx"
    path.parent.mkdir()
    store.create(path, b"first")
    rewrite(path, b"second", b"third")
    path.chmod(0o664)
    return path


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """A file that none of this is about."""
    path = tmp_path / "secret"
    path.write_bytes(SECRET)
    path.chmod(0o600)
    return path


def _untouched(other: Path) -> bool:
    found = other.stat()
    return (other.read_bytes(), stat.S_IMODE(found.st_mode)) == (SECRET, 0o600)


PLANT: dict[str, Callable[[Path, Path], None]] = {
    "symbolic link": lambda place, other: place.symlink_to(other),
    "hard link": lambda place, other: place.hardlink_to(other),
    "pipe": lambda place, _: os.mkfifo(place),
    "socket": lambda place, _: _listen(place),
    "folder": lambda place, _: place.mkdir(),
    "link to nothing": lambda place, _: place.symlink_to("nowhere"),
}


def _listen(place: Path) -> None:
    here = os.open(".", os.O_RDONLY)
    os.chdir(place.parent)  # a socket's path is short
    with socket.socket(socket.AF_UNIX) as planted:
        planted.bind(place.name)
    os.fchdir(here)
    os.close(here)


@pytest.mark.parametrize("kind", PLANT)
def test_a_planted_backup_is_told_and_changes_nothing(kind: str, book: Path, other: Path) -> None:
    latest = backups(book)[-1]
    latest.unlink()
    PLANT[kind](latest, other)
    with pytest.raises(Stop) as stop:
        store.undo(book)
    assert stop.value.code == "store.not-ours"
    assert str(latest) in stop.value.sentence("zh")
    assert str(latest) in stop.value.sentence("en")
    assert book.read_bytes() == b"third"
    assert _untouched(other)


@pytest.mark.parametrize("kind", PLANT)
def test_a_planted_lock_is_told_and_changes_nothing(kind: str, book: Path, other: Path) -> None:
    lock = next((book.parent / ".softenv").glob("*/lock"))
    lock.unlink()
    PLANT[kind](lock, other)
    snapshot = store.read(book)
    for work in (lambda: store.undo(book), lambda: store.replace(snapshot, b"fourth")):
        assert outcome(work) == "store.not-ours"
    assert book.read_bytes() == b"third"
    assert _untouched(other)


@pytest.mark.parametrize("kind", [kind for kind in PLANT if kind != "folder"])
@pytest.mark.parametrize("name", ["new.draft", "old.draft"])
def test_a_planted_draft_is_swept_away(kind: str, name: str, book: Path, other: Path) -> None:
    place = next((book.parent / ".softenv").glob("*")) / name
    PLANT[kind](place, other)
    rewrite(book, b"fourth")
    assert book.read_bytes() == b"fourth"
    assert name not in kept_files(book)
    assert _untouched(other)


@pytest.mark.parametrize("inner", [False, True], ids=["outer", "inner"])
@pytest.mark.parametrize("to", ["folder", "nothing", "file"])
def test_a_folder_of_the_store_that_is_a_link_is_told(
    inner: bool, to: str, book: Path, other: Path, tmp_path: Path
) -> None:
    folder = book.parent / ".softenv"
    folder = next(folder.iterdir()) if inner else folder
    elsewhere = tmp_path / "elsewhere"
    folder.rename(elsewhere)
    before = sorted(each.name for each in elsewhere.rglob("*"))
    folder.symlink_to({"folder": elsewhere, "nothing": tmp_path / "nowhere", "file": other}[to])
    snapshot = store.read(book)
    assert outcome(lambda: store.replace(snapshot, b"fourth")) == "store.not-ours"
    assert outcome(lambda: store.undo(book)) in ("store.not-ours", "undo.nothing")
    assert book.read_bytes() == b"third"
    assert sorted(each.name for each in elsewhere.rglob("*")) == before
    assert _untouched(other)


def test_a_new_workbook_beside_a_planted_folder_is_not_written(other: Path, tmp_path: Path) -> None:
    (tmp_path / ".softenv").symlink_to(tmp_path / "elsewhere")
    assert outcome(lambda: store.create(tmp_path / "new.xlsx", b"new")) == "store.not-ours"
    assert sorted(each.name for each in tmp_path.iterdir()) == [".softenv", "secret"]


def test_a_backup_gets_the_workbooks_permissions_and_comes_back(book: Path) -> None:
    book.chmod(0o640)
    store.undo(book)
    assert (book.read_bytes(), stat.S_IMODE(book.stat().st_mode)) == (b"second", 0o640)


@pytest.mark.parametrize("kind", ["pipe", "socket", "folder"])
def test_what_is_no_file_is_no_workbook(kind: str, tmp_path: Path, other: Path) -> None:
    place = tmp_path / "control.xlsx"
    PLANT[kind](place, other)
    with pytest.raises(Stop) as stop:
        store.read(place)
    assert stop.value.code == "file.not-readable"


@pytest.mark.parametrize("kind", ["symbolic link", "pipe", "socket", "folder", "link to nothing"])
@pytest.mark.parametrize("mark", ["~${}", ".~lock.{}#"])
def test_a_lock_file_that_is_none_is_not_opened(kind: str, mark: str, book: Path, other: Path) -> None:
    """It keeps the workbook from being written all the same: whoever put it there is asked about."""
    snapshot = store.read(book)
    PLANT[kind](book.with_name(mark.format(book.name)), other)
    with pytest.raises(Stop) as stop:
        store.replace(snapshot, b"fourth")
    assert stop.value.code == "file.in-use"
    assert SECRET.decode() not in stop.value.sentence("en")


def test_a_long_lock_file_is_read_in_part(book: Path) -> None:
    """In time that goes by its length: 60 KB without an end once took minutes."""
    snapshot = store.read(book)
    book.with_name(f".~lock.{book.name}#").write_bytes(b"name,account," + b"\\a" * (1 << 24))
    with pytest.raises(Stop) as stop:
        store.replace(snapshot, b"fourth")
    assert "(name)" in stop.value.sentence("en")
    assert fields(b"\\," * 1_000_000) == []
    assert libreoffice_person(b"a" * 1_000_000) == ""


def test_a_file_that_is_swapped_while_it_is_opened_is_none(
    tmp_path: Path, other: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "there"
    place.write_bytes(b"mine")
    whole = os.open

    def swapping(path: str, *arguments: int) -> int:
        place.unlink()
        place.hardlink_to(other)
        return whole(path, *arguments)

    monkeypatch.setattr(os, "open", swapping)
    with pytest.raises(regular_files.NotRegularError):
        regular_files.open_regular(place)
