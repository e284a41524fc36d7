"""The fuzz targets on their seeds, on random bytes, and on all that fuzzing ever found."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from tests.hostile.fuzz import books
from tests.hostile.fuzz.campaign import seeds
from tests.hostile.fuzz.files import file_of
from tests.hostile.fuzz.targets import TARGETS
from tests.support import small_school

FOUND = Path(__file__).parent / "found"


@pytest.mark.parametrize("name", TARGETS)
def test_nothing_that_was_found_comes_back(name: str) -> None:
    target, random = TARGETS[name], Random(name)
    kept = [path.read_bytes() for path in sorted((FOUND / name).glob("*")) if path.suffix != ".log"]
    some = random.sample(target.seeds(), 12)
    for data in (b"", random.randbytes(40), *some, *kept):
        target.run(data)


def test_bytes_become_files_of_every_kind() -> None:
    heads = {file_of(bytes((kind, which)) + b"<a/>")[:4] for kind in range(5) for which in range(5)}
    assert {b"PK\3\4", b"\xd0\xcf\x11\xe0", b"<a/>"} <= heads


def test_bytes_become_edits_of_every_kind() -> None:
    book = small_school.delivered(small_school.filled()).book
    assert book
    assert books.edited(book, b"") == book
    changed = [seed for seed in seeds() if books.edited(book, seed) != book]
    assert len(changed) > len(seeds()) * 3 // 4
