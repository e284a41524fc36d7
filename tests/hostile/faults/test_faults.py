"""A sample of the faults; `make soak` has them all."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random

import pytest

from tests.hostile.faults.commands import COMMANDS
from tests.hostile.faults.injecting import Bench
from tests.libreoffice import missing

SAMPLE = 1
"""Of each command; another for each, the same every time."""


@pytest.mark.slow
@pytest.mark.parametrize("name", COMMANDS)
def test_old_or_new_and_nothing_stray(name: str, tmp_path: Path) -> None:
    if not shutil.which("strace"):
        missing("strace is missing: apt-get install strace")
    bench = Bench(COMMANDS[name], tmp_path)
    every = list(bench.faults())
    assert len(every) > 100, every
    kinds = {fault.call for fault in every}
    assert {"openat", "write", "fsync"} <= kinds or name == "undo", kinds
    found = {str(fault): bench.wrong_with(fault) for fault in Random(name).sample(every, SAMPLE)}
    assert not {fault: wrong for fault, wrong in found.items() if wrong}
