"""What stops a write: files that are missing, read-only or full disks. The old workbook stays as it was."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from softenv_xl import store
from softenv_xl.errors import Stop
from softenv_xl.store.backup_folder import fingerprint
from tests.store.shelves import kept_files, rewrite

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.store.conftest import Worker

READ = fingerprint(b"old")


@pytest.fixture
def public() -> Iterator[Path]:
    """A folder that a user without rights can reach, with a workbook in it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o777)
        (folder / "账.xlsx").write_bytes(b"old")
        (folder / "账.xlsx").chmod(0o666)
        yield folder
        folder.chmod(0o700)


@pytest.mark.parametrize("name", ["gone.xlsx", "gone/账.xlsx", "账.xlsx/inside.xlsx"])
def test_nothing_there(public: Path, name: str) -> None:
    path = public / name
    snapshot = store.Snapshot(path, b"", READ)
    for work in (lambda: store.read(path), lambda: store.replace(snapshot, b"new"), lambda: store.undo(path)):
        with pytest.raises(Stop) as stop:
            work()
        assert stop.value.code == "file.not-found"
        assert str(path) in str(stop.value)
    assert [entry.name for entry in public.iterdir()] == ["账.xlsx"]


def test_a_folder_is_no_workbook(tmp_path: Path) -> None:
    with pytest.raises(Stop, match="it is a folder") as stop:
        store.read(tmp_path)
    assert stop.value.code == "file.not-readable"


def test_links_in_a_circle(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.symlink_to(path)
    with pytest.raises(Stop) as stop:
        store.read(path)
    assert stop.value.code == "file.not-readable"


def test_create_in_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Stop, match="folder does not exist") as stop:
        store.create(tmp_path / "gone" / "a.xlsx", b"new")
    assert stop.value.code == "file.not-writable"
    assert "文件夹不存在" in stop.value.sentence("zh")


def test_nothing_was_ever_written_by_this_tool(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"theirs")
    with pytest.raises(Stop) as stop:
        store.undo(tmp_path / "a.xlsx")
    assert stop.value.code == "undo.nothing"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.xlsx"]


def test_read_only_folder(worker: Worker, public: Path) -> None:
    public.chmod(0o555)
    path = public / "账.xlsx"
    assert worker.result("read", path=path, as_nobody=True) == "done"
    for answer in (
        worker.result("replace", path=path, fingerprint=READ, content="new", as_nobody=True),
        worker.result("create", path=public / "new.xlsx", content="new", as_nobody=True),
    ):
        assert answer.startswith("file.not-writable")
        assert "：没有权限。" in answer
        assert ": permission is denied." in answer
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in public.iterdir()] == ["账.xlsx"]


def test_folder_made_read_only_after_a_write(worker: Worker, public: Path) -> None:
    path = public / "账.xlsx"
    assert worker.result("replace", path=path, fingerprint=READ, content="new", as_nobody=True) == "done"
    public.chmod(0o555)
    answers = (
        worker.result("undo", path=path, as_nobody=True),
        worker.result("replace", path=path, fingerprint=fingerprint(b"new"), content="x", as_nobody=True),
    )
    assert [answer.partition(" ")[0] for answer in answers] == ["file.not-writable"] * 2
    assert path.read_bytes() == b"new"
    public.chmod(0o777)
    assert worker.result("undo", path=path, as_nobody=True) == "done"
    assert path.read_bytes() == b"old"
    assert kept_files(path) == []


def test_read_only_workbook(worker: Worker, public: Path) -> None:
    path = public / "账.xlsx"
    path.chmod(0o444)
    answer = worker.result("replace", path=path, fingerprint=READ, content="new", as_nobody=True)
    assert answer.startswith("file.not-writable")
    assert "文件是只读的" in answer
    assert path.read_bytes() == b"old"
    assert kept_files(path) == []


def test_unreadable_workbook(worker: Worker, public: Path) -> None:
    path = public / "账.xlsx"
    path.chmod(0o000)
    answer = worker.result("read", path=path, as_nobody=True)
    assert answer.startswith("file.not-readable")
    assert "没有权限" in answer


@pytest.mark.parametrize(("before", "after"), [(3, 200_000), (200_000, 3)], ids=["draft", "backup"])
def test_no_space_left(worker: Worker, tmp_path: Path, before: int, after: int) -> None:
    path, old = tmp_path / "账.xlsx", b"o" * before
    store.create(path, old)
    answer = worker.result(
        "replace",
        path=path,
        fingerprint=fingerprint(old),
        content="n" * after,
        file_limit=100_000,
        swaps=after > before,
    )
    assert answer.startswith("file.not-writable")
    assert "磁盘空间不足" in answer
    assert "the disk is full" in answer
    assert path.read_bytes() == old
    assert kept_files(path) == []
    rewrite(path, b"next")
