"""`python -m tests.hostile.files [COUNT [SEED]]`: the table of figures; ends with 1 where one isn't held."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.hostile.files.running import run

count, seed = (
    (int(word) for word in (*sys.argv[1:], "2080", "1")[:2]) if len(sys.argv) != 2 else (int(sys.argv[1]), 1)
)
with tempfile.TemporaryDirectory() as place:
    figures = run(range(count), seed, Path(place))
print(*figures.table(), *figures.broken, sep="\n")  # noqa: T201
sys.exit(not figures.hold())
