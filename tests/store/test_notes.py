"""The note that is kept beside a workbook: of use where it is there, and never in anybody's way."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from softenv_xl import store


def _workbook(folder: Path) -> Path:
    path = folder / "control.xlsx"
    path.write_bytes(b"workbook")
    return path


def test_a_note_is_what_was_kept_last(tmp_path: Path) -> None:
    path = _workbook(tmp_path)
    assert store.recall(path, 10) == b""
    for note in (b"one", b"another"):
        store.remember(path, note)
        assert store.recall(path, 10) == note
    assert store.recall(path, 3) == b""
    assert path.read_bytes() == b"workbook"


def test_a_note_is_as_private_as_its_workbook_and_outlives_writes_and_undo(tmp_path: Path) -> None:
    path = _workbook(tmp_path)
    path.chmod(0o600)
    store.remember(path, b"note")
    (note,) = (tmp_path / ".softenv").rglob("returns.known")
    if sys.platform != "win32":
        assert stat.S_IMODE(note.stat().st_mode) == 0o600
    store.replace(store.read(path), b"written")
    store.undo(path)
    assert (path.read_bytes(), store.recall(path, 10)) == (b"workbook", b"note")


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_in_its_place_is_not_followed(tmp_path: Path) -> None:
    path = _workbook(tmp_path)
    store.remember(path, b"note")
    (note,) = (tmp_path / ".softenv").rglob("returns.known")
    other = tmp_path / "other"
    other.write_bytes(b"theirs")
    note.unlink()
    note.symlink_to(other)
    assert store.recall(path, 10) == b""
    store.remember(path, b"again")
    assert (other.read_bytes(), store.recall(path, 10)) == (b"theirs", b"again")
