"""Thousands of hostile contents: nothing is uncaught, and the other returns of the batch are as without them.

`make soak` runs 100,000; each case is known by its seed: `python -m tests.hostile.contents return 17`.
"""

from __future__ import annotations

import os

import pytest

from tests.hostile.contents.judged import KINDS

CASES = int(os.environ.get("SOFTENV_CONTENTS", "500"))
_SHARES = {"return": 0.5, "return-file": 0.05, "control": 0.4, "control-file": 0.05}
_CHUNKS = {"return": 5, "return-file": 1, "control": 4, "control-file": 1}


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "chunk"), [(kind, at) for kind in KINDS for at in range(_CHUNKS[kind])])
def test_whatever_a_workbook_holds(kind: str, chunk: int) -> None:
    count = int(CASES * _SHARES[kind])
    for seed in range(chunk, count, _CHUNKS[kind]):
        _judged(kind, seed)


@pytest.mark.parametrize("kind", KINDS)
def test_a_few_of_each(kind: str) -> None:
    for seed in range(1_000_000, 1_000_005):
        _judged(kind, seed)


def _judged(kind: str, seed: int) -> None:
    try:
        KINDS[kind](seed)
    except Exception as error:
        error.add_note(f"python -m tests.hostile.contents {kind} {seed}")
        raise
