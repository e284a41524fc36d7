"""A pipe, a socket or a device in a control workbook's place is told; it is never opened, which could wait for ever."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

COMMANDS = (
    ("refresh", "@"),
    ("mark", "@"),
    ("undo", "@"),
    ("distribute", "@", "outbox"),
    ("collect", "@", "."),
    ("validate", "--control", "@", "there.xlsx"),
)


@pytest.mark.parametrize("kind", ["pipe", "device", "link to a device"])
@pytest.mark.parametrize("words", COMMANDS, ids=[words[0] for words in COMMANDS])
def test_what_is_no_file_is_told(kind: str, words: tuple[str, ...], tmp_path: Path) -> None:
    place = tmp_path / "control.xlsx"
    (tmp_path / "there.xlsx").write_bytes(b"")
    if kind == "pipe":
        os.mkfifo(place)
    elif kind == "link to a device":
        place.symlink_to("/dev/zero")
    else:
        place = Path("/dev/zero")
    named = [word.replace("@", str(place)) for word in words]
    run = [sys.executable, "-c", "from softenv_xl.cli import main; main()", *named]
    done = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2, done
    assert "Traceback" not in done.stderr
    assert any(words in done.stderr for words in ("not a regular file", "不是普通文件"))
