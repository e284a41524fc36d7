"""Whole commands on real terminals, pipes, full disks and closed streams, in real locales of other code pages.

`session` is one Python, started in such a locale on such a stream, that runs command after command, each in a fork.
"""

from __future__ import annotations

import json
import os
import pty
import re
import shutil
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

SINKS = ("pty", "pipe", "full", "no reader", "closed")
GBK = "zh_CN.GBK"
LOCALES = {
    GBK: ("gbk", {"LC_ALL": GBK}),
    "C": ("ascii", {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}),
    "UTF-8": ("utf-8", {"LC_ALL": "C.UTF-8"}),
}
"""The encoding that Python finds there, and what sets it up."""

OBEYED = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What a terminal obeys, or what turns words about; told here once more, so that the product's list can't lack any."""

MARK = b"\n=== %d ===\n"


@dataclass(frozen=True)
class Ran:
    """What became of one command; `output` is empty where nobody could read it."""

    code: int
    output: bytes


def make_gbk(folder: Path) -> dict[str, str]:
    """Compiles the Chinese locale of old terminals. Without its sources the test is skipped; in CI it fails."""
    command = ["localedef", "-i", "zh_CN", "-f", "GBK", str(folder / GBK)]
    if not shutil.which("localedef") or subprocess.run(command, capture_output=True, check=False).returncode:
        reason = "the sources of locales are missing: sh tests/terminal/install.sh"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return {"LOCPATH": str(folder)}


def run(
    commands: Sequence[Sequence[bytes]], folder: Path, sink: str, environment: dict[str, str]
) -> list[Ran]:
    """Runs the commands one after the other in the folder, with both streams going to the sink."""
    note = folder / "codes.json"
    inherited = {
        name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHON"))
    }
    started = [sys.executable, "-m", "tests.terminal.session", str(note)]
    words = json.dumps([[word.hex() for word in command] for command in commands])
    environment = {
        **inherited,
        "PYTHONPATH": os.pathsep.join(sys.path),
        "TERM": "xterm",
        "COLUMNS": "80",
        "HOME": str(folder / "home"),
        "SOFTENV_COMMANDS": words,
        **environment,
    }
    said = _said(started, folder, sink, environment)
    codes = json.loads(note.read_text())
    note.unlink()
    parts = said.split(MARK.split(b"%d")[0])[1:] if said else [b""] * len(codes)
    assert len(parts) == len(codes) == len(commands)
    return [Ran(code, part.partition(b"===\n")[2]) for code, part in zip(codes, parts, strict=True)]


def _said(started: list[str], folder: Path, sink: str, environment: dict[str, str]) -> bytes:
    if sink == "closed":
        started = ["sh", "-c", 'exec "$@" >&- 2>&-', "sh", *started]
    reader, writer = {"pty": pty.openpty, "full": _full}.get(sink, os.pipe)()
    if sink in ("no reader", "closed"):
        os.close(reader)
        reader = -1
    with subprocess.Popen(
        started, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=writer, stderr=writer
    ):
        os.close(writer)
        return _all_of(reader) if reader >= 0 else b""


def _full() -> tuple[int, int]:
    return -1, os.open("/dev/full", os.O_WRONLY)


def _all_of(reader: int) -> bytes:
    said = b""
    with suppress(OSError):  # how Linux says that nobody writes to a terminal any more
        while chunk := os.read(reader, 65536):
            said += chunk
    os.close(reader)
    return said.replace(b"\r\n", b"\n")
