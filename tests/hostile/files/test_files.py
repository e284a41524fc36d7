"""Whatever comes by mail: each file has its word, the others are collected, and the workbook is whole."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.hostile.files.makers import MAKERS, made
from tests.hostile.files.running import BATCH, run

SEED = 1
IN_CI = 208
ALL = int(os.environ.get("SOFTENV_HOSTILE", "0"))
"""How many `make soak` has: two thousand and more. Each kind comes up as often as any other."""


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, max(ALL, IN_CI), BATCH))
def test_hostile_files_do_no_harm(first: int, tmp_path: Path) -> None:
    figures = run(range(first, min(first + BATCH, max(ALL, IN_CI))), SEED, tmp_path)
    print(*figures.table(), sep="\n")  # noqa: T201 - for the log
    assert figures.hold(), figures


def test_a_seed_makes_the_same_files_everywhere() -> None:
    for number in range(0, len(MAKERS), 9):
        assert made(number, SEED) == made(number, SEED)
    assert len({made(number, SEED)[0] for number in range(len(MAKERS))}) == len(set(MAKERS))
