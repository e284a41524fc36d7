"""Two processes at work on one workbook at the same time."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from softenv_xl import store
from softenv_xl.errors import Stop
from softenv_xl.store.backup_folder import BackupFolder, fingerprint
from tests.store.shelves import backups, outcome, rewrite

if TYPE_CHECKING:
    from pathlib import Path

    from tests.store.conftest import Worker

ROUNDS = 8
WRITES = 60  # against somebody who saves without pause; few of them go through


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "账.xlsx"
    path.write_bytes(b"first")
    return path


def both(worker: Worker, rival: Worker, do: str, path: Path, **request: object) -> list[str]:
    """The codes that the two come back with when asked at the same time for different contents."""
    worker.ask(do, path=path, content="worker's", **request)
    rival.ask(do, path=path, content="rival's", **request)
    return [answer.partition(" ")[0] for answer in (worker.answer(), rival.answer())]


def test_of_two_writers_one_is_told_that_the_workbook_changed(
    worker: Worker, rival: Worker, book: Path
) -> None:
    for number in range(ROUNDS):
        start = f"start {number}".encode()
        rewrite(book, start)
        codes = both(worker, rival, "replace", book, fingerprint=fingerprint(start))
        assert sorted(codes) == ["done", "file.changed"]
        assert book.read_bytes() == (b"worker's" if codes[0] == "done" else b"rival's")
        assert backups(book)[-1].read_bytes() == start


def test_of_two_creators_one_is_told_that_it_exists(worker: Worker, rival: Worker, tmp_path: Path) -> None:
    for number in range(ROUNDS):
        path = tmp_path / f"{number}.xlsx"
        codes = both(worker, rival, "create", path)
        assert sorted(codes) == ["done", "file.exists"]
        assert path.read_bytes() == (b"worker's" if codes[0] == "done" else b"rival's")


def test_two_undos_go_back_two_writes(worker: Worker, rival: Worker, book: Path) -> None:
    for _ in range(ROUNDS):
        rewrite(book, b"second", b"third")
        assert both(worker, rival, "undo", book) == ["done", "done"]
        assert book.read_bytes() == b"first"
        assert backups(book) == []


def test_what_a_rival_saves_without_asking_anybody_is_never_lost(
    rival: Worker, book: Path, tmp_path: Path
) -> None:
    """It saves all the time, so often between our last look and our move. What we put ours over, we have read."""
    rival.ask("save often", path=book, until=tmp_path / "enough")
    codes: list[str] = []
    while book.read_bytes() == b"first":
        pass
    try:
        while len(codes) < WRITES:
            snapshot = store.read(book)
            ours = f"ours {len(codes)}".encode()
            codes.append(outcome(partial(store.replace, snapshot, ours)))
            if codes[-1] == "done":
                assert backups(book)[-1].read_bytes() == snapshot.content
            else:
                assert codes[-1] == "file.changed"
                assert book.read_bytes() != ours
    finally:  # or it would go on for ever
        (tmp_path / "enough").touch()
    assert "file.changed" in codes
    assert rival.answer() == "done"


def test_a_writer_waits_until_the_other_has_finished(worker: Worker, book: Path) -> None:
    with BackupFolder(book).locked():
        worker.ask("replace", path=book, fingerprint=fingerprint(b"first"), content="worker's")
        book.write_bytes(b"ours")
    assert worker.answer().startswith("file.changed")
    assert book.read_bytes() == b"ours"


def test_a_writer_that_waits_too_long_says_so(book: Path) -> None:
    with BackupFolder(book).locked(), pytest.raises(Stop) as stop, BackupFolder(book).locked(wait=0):
        raise AssertionError("two hold it")
    assert stop.value.code == "file.busy"


def test_reading_does_not_wait_for_a_writer_nor_disturb_it(book: Path) -> None:
    rewrite(book, b"second")
    shelf = BackupFolder(book)
    with shelf.locked():
        draft = shelf.draft_new(b"third", like=book)
        assert store.read(book).content == b"second"
        assert draft.read_bytes() == b"third"
