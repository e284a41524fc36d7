"""Which files does LibreOffice open, without asking anything? Of files that nobody can vouch for.

Some make it hang, some make it die, and either takes the rest of its batch along. So batches are small, one that
gets stuck is ended with all its processes, and what it leaves behind is asked one by one.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from enum import Enum
from pathlib import Path

AT_ONCE = 12
PATIENCE = 30.0  # seconds from one opened file to the next, LibreOffice's start among them
MEMORY = 8_000_000  # KiB of addresses: who wants more than that ends, rather than the machine

# LibreOffice starts through scripts and a splash: only the group of all its processes can be ended for certain.
_START = [
    "sh",
    "-c",
    f'ulimit -v {MEMORY}; exec soffice "$@"',
    "soffice",
    "--headless",
    "--convert-to",
    "ods",
]


class Answer(Enum):
    """What became of one file."""

    OPENS = "LibreOffice opens it"
    TEXT = "LibreOffice takes it for text"
    REFUSES = "LibreOffice refuses it"
    STUCK = "LibreOffice hangs or dies"


def ask(files: Sequence[Path], seconds: float) -> dict[Path, Answer]:
    """An answer for every file that could be asked in so many seconds."""
    ends = time.monotonic() + seconds
    answers: dict[Path, Answer] = {}
    for at in range(0, len(files), AT_ONCE):
        answers |= _answers(files[at : at + AT_ONCE], ends)
        opened = sum(answer is Answer.OPENS for answer in answers.values())
        print(f"LibreOffice: {len(answers)} of {len(files)} asked, {opened} opened", file=sys.stderr)
    return answers


def _answers(files: Sequence[Path], ends: float) -> dict[Path, Answer]:
    if time.monotonic() > ends:
        return {}
    answers, is_whole = _opened(files)
    left = [file for file in files if file not in answers]
    if is_whole or len(files) == 1:
        return answers | dict.fromkeys(left, Answer.REFUSES if is_whole else Answer.STUCK)
    for file in left:
        answers |= _answers([file], ends)
    return answers


def _opened(files: Sequence[Path]) -> tuple[dict[Path, Answer], bool]:
    """Those that were opened in one run of LibreOffice; and did it come to its own end?"""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        out = place / "out"
        copies = {place / f"_public_{n}_{file.suffix}": file for n, file in enumerate(files)}
        for copy, file in copies.items():
            shutil.copy(file, copy)
        office = subprocess.Popen(
            [*_START, f"-env:UserInstallation={(place / 'profile').as_uri()}", "--outdir", out, *copies],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            is_whole = _watch(office, out) == 0
        finally:
            _end(office)
        made = {out / f"{copy.stem}.ods": file for copy, file in copies.items()}
        return {file: _as_what(ods) for ods, file in made.items() if ods.exists()}, is_whole


def _as_what(ods: Path) -> Answer:
    """Any bytes at all can be taken for text: its one sheet is then called like the file."""
    with zipfile.ZipFile(ods) as package, package.open("content.xml") as content:
        named = f'table:name="{ods.stem}"'.encode() in content.read()
    return Answer.TEXT if named else Answer.OPENS


def _watch(office: subprocess.Popen[bytes], out: Path) -> int | None:
    """What it ended with; None where nothing was opened for too long."""
    known, since = 0, time.monotonic()
    while time.monotonic() - since < PATIENCE:
        try:
            return office.wait(timeout=0.5)
        except subprocess.TimeoutExpired:
            done = len(list(out.glob("*.ods")))
        if done != known:
            known, since = done, time.monotonic()
    return None


def _end(office: subprocess.Popen[bytes]) -> None:
    """Ends what may be left of its processes, also after it came to its end itself."""
    with suppress(ProcessLookupError):  # nothing is left
        os.killpg(office.pid, signal.SIGKILL)
    office.wait()
