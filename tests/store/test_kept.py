"""What is kept beside a workbook until it is dropped, and files for nobody else to read."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from softenv_xl import store
from softenv_xl.errors import Stop


def test_what_is_kept_is_there_until_it_is_dropped(tmp_path: Path) -> None:
    workbook = tmp_path / "control.xlsx"
    workbook.write_bytes(b"one")
    assert store.kept(workbook, "a.json", 10) is None
    assert store.keep(workbook, "a.json", b"kept")
    assert store.kept(workbook, "a.json", 10) == b"kept"
    assert store.kept(workbook, "a.json", 3) is None
    store.replace(store.read(workbook), b"two")
    store.undo(workbook)
    assert store.kept(workbook, "a.json", 10) == b"kept"
    assert store.keep(workbook, "a.json", b"anew")
    assert store.kept(workbook, "a.json", 10) == b"anew"
    store.drop(workbook, "a.json")
    store.drop(workbook, "a.json")
    assert store.kept(workbook, "a.json", 10) is None


def test_where_nothing_can_be_kept_it_says_so(tmp_path: Path) -> None:
    assert not store.keep(tmp_path / "none" / "control.xlsx", "a.json", b"kept")


def test_a_private_file_is_made_once_and_read_by_nobody_else(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "school.key"
    store.create_private(path, b"secret")
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with pytest.raises(Stop, match="exists already"):
        store.create_private(path, b"another")
    assert path.read_bytes() == b"secret"
