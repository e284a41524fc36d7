"""Ended by Ctrl-C, a shutdown or a closed terminal, or failing itself: old or new, and what is said of it is true."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest

from softenv_xl import flow, store
from softenv_xl.hosts.workbook import FileWorkbook
from tests.support import large_school

if TYPE_CHECKING:
    from pathlib import Path

ACTS = ("SIGINT", "fail", "SIGTERM", "SIGHUP")
NOTHING = "Nothing was changed."


def tries(
    folder: Path, *words: str, last: int, spread: int = 8
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What came of the command undisturbed, and of every try that was ended."""
    request = {
        "pattern": str(folder / "pattern"),
        "place": str(folder / "place"),
        "words": [*words, "--lang", "en"],
        "acts": ACTS,
        "last": last,
        "spread": spread,
    }
    command = [sys.executable, "-m", "tests.terminal.ending"]
    run = subprocess.run(command, input=json.dumps(request), capture_output=True, text=True, check=True)
    usual, *ended = map(json.loads, run.stdout.splitlines())
    for one in ended:
        code = 2 if one["act"] == "fail" else 128 + signal.Signals[one["act"]]
        # An error where it makes no difference (clearing up, the clock of a file, printing) is none.
        assert one["code"] == code or (one["act"] == "fail" and one["code"] == usual["code"]), one
        assert "Traceback" not in one["said"], one
    return usual, ended


def is_told(one: dict[str, Any]) -> bool:
    """Was it told that the program didn't end by itself?"""
    return "✗ Stopped." in one["said"] or "✗ The program failed." in one["said"]


@pytest.fixture
def pattern(tmp_path: Path) -> Path:
    folder = tmp_path / "pattern"
    folder.mkdir()
    large_school.control(folder / "c.xlsx", 5)
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("command", ["refresh", "undo"])
def test_the_workbook_is_old_or_new_and_it_is_said_which(tmp_path: Path, pattern: Path, command: str) -> None:
    book = pattern / "c.xlsx"
    if command == "undo":
        flow.refresh(FileWorkbook(book), large_school.AS_OF)
    before = store.read(book).content
    # Of an undo, which is short, it takes more of them to come upon both.
    tried = {"refresh": (16, 8), "undo": (24, 12)}
    last, spread = tried[command]
    usual, ended = tries(tmp_path, command, "c.xlsx", last=last, spread=spread)
    old = sha256(before).hexdigest()
    new = usual["files"]["c.xlsx"]
    assert old != new
    done = "had been written before; “softenv-xl undo”" if command == "refresh" else "had been brought back"
    told = [one for one in ended if is_told(one)]
    assert len(told) > len(ended) // 2
    for one in ended:
        if (
            one not in told
        ):  # refused with a sentence; or ended after all was told, or before anything was begun
            assert one["files"]["c.xlsx"] == (new if "✗" not in one["said"] and one["said"] else old), one
    for one in told:
        assert one["files"]["c.xlsx"] in (old, new), one
        assert (NOTHING in one["said"]) is (one["files"]["c.xlsx"] == old), one
        assert (done in one["said"]) is (one["files"]["c.xlsx"] == new), one
    assert {one["files"]["c.xlsx"] for one in told} == {old, new}


@pytest.mark.slow
def test_returns_are_whole_and_counted(tmp_path: Path, pattern: Path) -> None:
    usual, ended = tries(tmp_path, "distribute", "c.xlsx", last=8, spread=8)
    whole = {name: content for name, content in usual["files"].items() if name.startswith("outbox/")}
    assert len(whole) == 5
    counts = set()
    for one in ended:
        made = {name: content for name, content in one["files"].items() if name.startswith("outbox/T")}
        assert made.items() <= whole.items(), one
        counts.add(len(made))
        if is_told(one):
            assert (NOTHING in one["said"]) is (not made), one
            assert len(made) < 2 or f" {len(made)} files had been made in outbox" in one["said"].replace(
                "\n", " "
            ), one
    assert {0, 4, 5} <= counts
