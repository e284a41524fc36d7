"""Killed, or refused by the system, at every single step: the workbook stays whole, and the next run goes on."""

from __future__ import annotations

import shutil
from itertools import count
from typing import TYPE_CHECKING

import pytest

from softenv_xl import store
from softenv_xl.store.backup_folder import fingerprint
from tests.store.shelves import BACKUP, kept_files, outcome, rewrite

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.store.conftest import Worker

NAME = "总 台账.xlsx"
HISTORY = [b"first", b"second", b"third"]
LARGE = "x" * 300_000
LEAST_STEPS = 30  # of any operation; fewer would mean that the watch in worker.py misses most
STEPS_OF_THE_MOVE = 10

Work = tuple[str, dict[str, object], list[bytes]]
REPLACE: Work = ("replace", {"fingerprint": fingerprint(b"third"), "content": "other"}, [*HISTORY, b"other"])
UNDO: Work = ("undo", {}, HISTORY[:-1])


def folder_with_history(folder: Path) -> Path:
    folder.mkdir()
    store.create(folder / NAME, HISTORY[0])
    rewrite(folder / NAME, *HISTORY[1:])
    return folder


def picture(folder: Path) -> frozenset[tuple[str, int, bytes]]:
    """All that a folder holds."""
    return frozenset(
        (str(file.relative_to(folder)), file.stat().st_mode, b"" if file.is_dir() else file.read_bytes())
        for file in folder.rglob("*")
    )


def undo_all(path: Path) -> list[bytes]:
    """The contents that one undo after the other brings back, the present one first."""
    seen = [path.read_bytes()]
    while (code := outcome(lambda: store.undo(path))) == "done":
        seen.append(path.read_bytes())
    assert code == "undo.nothing"
    return seen


def undo_only(path: Path) -> None:
    """The undos that every check ends with come first."""


def read_first(path: Path) -> None:
    store.read(path)
    check_nothing_stray(path)


def replace_first(path: Path) -> None:
    """With a snapshot from before: the write itself has to clear up."""
    content = path.read_bytes()
    store.replace(store.Snapshot(path, content, fingerprint(content)), b"later")
    check_nothing_stray(path)
    store.undo(path)


def check_nothing_stray(path: Path) -> None:
    assert {entry.name for entry in path.parent.iterdir()} == {NAME, ".softenv"}
    assert all(BACKUP.fullmatch(name) for name in kept_files(path))


def check_whole(path: Path, before: list[bytes], after: list[bytes], go_on: Callable[[Path], None]) -> None:
    """The workbook is at the end of one of the two histories, and everything that follows works."""
    content = path.read_bytes()
    assert content in (before[-1], after[-1])
    history = after if content == after[-1] else before
    go_on(path)
    assert undo_all(path) == history[::-1]
    check_nothing_stray(path)


@pytest.mark.parametrize("swaps", [True, False], ids=["swapped", "moved"])
@pytest.mark.parametrize("work", [REPLACE, UNDO], ids=["replace", "undo"])
def test_killed_at_any_step(worker: Worker, tmp_path: Path, work: Work, swaps: bool) -> None:
    do, request, after = work
    pattern, place = folder_with_history(tmp_path / "pattern"), tmp_path / "place"
    left: dict[frozenset[tuple[str, int, bytes]], Path] = {}
    for step in count(1):
        shutil.copytree(pattern, place)
        answer = worker.result(do, path=place / NAME, at=step, act="kill", swaps=swaps, **request)
        if answer == "finished":
            break
        assert answer == "killed"
        place.rename(tmp_path / str(step))
        left.setdefault(picture(tmp_path / str(step)), tmp_path / str(step))
    assert (place / NAME).read_bytes() == after[-1]
    assert step > LEAST_STEPS
    assert {(folder / NAME).read_bytes() for folder in left.values()} == {HISTORY[-1], after[-1]}

    for folder in left.values():
        for go_on in (undo_only, read_first, replace_first):
            shutil.copytree(folder, tmp_path / go_on.__name__)
            check_whole(tmp_path / go_on.__name__ / NAME, HISTORY, after, go_on)
            shutil.rmtree(tmp_path / go_on.__name__)


def test_created_whole_or_not_at_all_when_killed_at_any_step(worker: Worker, tmp_path: Path) -> None:
    created = set()
    for step in count(1):
        (tmp_path / str(step)).mkdir()
        path = tmp_path / str(step) / NAME
        if worker.result("create", path=path, content="new", at=step, act="kill") == "finished":
            break
        created.add(path.exists())
        if not path.exists():
            store.create(path, b"new")
        assert path.read_bytes() == b"new"
        rewrite(path, b"next")
        check_nothing_stray(path)
        assert undo_all(path) == [b"next", b"new"]
    assert created == {False, True}
    assert step > LEAST_STEPS


@pytest.mark.parametrize(("before", "after"), [("old", LARGE), (LARGE, "new")], ids=["draft", "backup"])
def test_killed_in_the_middle_of_writing_a_file(
    worker: Worker, tmp_path: Path, before: str, after: str
) -> None:
    path = tmp_path / NAME
    store.create(path, before.encode())
    wanted = fingerprint(before.encode())
    request = {"path": path, "content": after, "fingerprint": wanted, "swaps": len(after) > len(before)}
    assert worker.result("replace", **request, file_limit=len(LARGE) // 2, limit_kills=True) == "killed"
    assert any(0 < file.stat().st_size < len(LARGE) for file in tmp_path.glob(".softenv/*/*.draft"))
    check_whole(path, [before.encode()], [b"never reached"], read_first)


@pytest.mark.parametrize("swaps", [True, False], ids=["swapped", "moved"])
@pytest.mark.parametrize("work", [REPLACE, UNDO], ids=["replace", "undo"])
def test_refused_at_any_step(worker: Worker, tmp_path: Path, work: Work, swaps: bool) -> None:
    """Whatever the system refuses, a Stop means that nothing was written, and no Stop that all was."""
    do, request, after = work
    pattern, place = folder_with_history(tmp_path / "pattern"), tmp_path / "place"
    codes = []
    for step in count(1):
        shutil.copytree(pattern, place)
        answer = worker.result(do, path=place / NAME, at=step, act="refuse", swaps=swaps, **request)
        if answer == "finished":
            break
        codes.append(answer.partition(" ")[0])
        expected = after if answer == "done" else HISTORY
        assert (place / NAME).read_bytes() == expected[-1], f"step {step}: {answer}"
        check_whole(place / NAME, HISTORY, after, read_first)
        shutil.rmtree(place)
    assert set(codes) == {"done", "file.not-writable", "file.not-readable"}
    assert len(codes) > LEAST_STEPS


def test_create_refused_at_any_step(worker: Worker, tmp_path: Path) -> None:
    """Also the refusal of a hard link, which some disks don't have: there the draft is moved instead."""
    codes = []
    for step in count(1):
        (tmp_path / str(step)).mkdir()
        path = tmp_path / str(step) / NAME
        answer = worker.result("create", path=path, content="new", at=step, act="refuse")
        if answer == "finished":
            break
        codes.append(answer.partition(" ")[0])
        assert (path.read_bytes() if path.exists() else None) == (b"new" if answer == "done" else None)
        if answer != "done":
            store.create(path, b"new")
        rewrite(path, b"next")
        check_nothing_stray(path)
    assert set(codes) == {"done", "file.not-writable"}
    assert len(codes) > LEAST_STEPS


@pytest.mark.parametrize("work", [REPLACE, UNDO], ids=["replace", "undo"])
def test_what_people_save_meanwhile_is_never_lost(worker: Worker, tmp_path: Path, work: Work) -> None:
    """Before whichever step: it stands in the workbook, unless they saved before anybody looked at it again."""
    do, request, after = work
    pattern, place = folder_with_history(tmp_path / "pattern"), tmp_path / "place"
    answers = set()
    for step in count(1):
        shutil.copytree(pattern, place)
        answer = worker.result(do, path=place / NAME, at=step, act="people save", **request)
        if answer == "finished":
            break
        answers.add(answer.partition(" ")[0])
        assert (place / NAME).read_bytes() == b"theirs", f"step {step}: {answer}"
        shutil.rmtree(place)
    assert answers == {"done", "file.changed" if do == "replace" else "undo.changed-since"}
    assert (place / NAME).read_bytes() == after[-1]


@pytest.mark.parametrize("work", [REPLACE, UNDO], ids=["replace", "undo"])
def test_without_an_exchange_all_is_kept_but_what_is_saved_in_one_instant(
    worker: Worker, tmp_path: Path, work: Work
) -> None:
    """The one between the last look and the move, which can't be closed there."""
    do, request, _ = work
    pattern, place = folder_with_history(tmp_path / "pattern"), tmp_path / "place"
    overwritten = 0
    for step in count(1):
        shutil.copytree(pattern, place)
        answer = worker.result(do, path=place / NAME, at=step, act="people save", swaps=False, **request)
        if answer == "finished":
            break
        assert answer.partition(" ")[0] in {"done", "file.changed", "undo.changed-since"}
        overwritten += (place / NAME).read_bytes() != b"theirs"
        shutil.rmtree(place)
    assert 0 < overwritten <= STEPS_OF_THE_MOVE


def test_people_who_save_a_new_file_meanwhile_are_never_overwritten(worker: Worker, tmp_path: Path) -> None:
    for step in count(1):
        (tmp_path / str(step)).mkdir()
        path = tmp_path / str(step) / NAME
        answer = worker.result("create", path=path, content="new", at=step, act="people save")
        if answer == "finished":
            break
        assert answer == "done" or answer.startswith("file.exists")
        assert path.read_bytes() == b"theirs"
    assert step > LEAST_STEPS
