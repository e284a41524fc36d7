"""How long LibreOffice takes to open a workbook, and what of it is for the header rows that are printed on every page."""

from __future__ import annotations

import shutil
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

from tests.libreoffice import quick_to_open
from tests.libreoffice.running import running


def opened(path: Path, runs: int) -> Iterator[tuple[str, float]]:
    """The median seconds of the workbook as it is, and of the same without those rows, each opened once before."""
    plain = quick_to_open(Path(shutil.copy(path, path.with_name("plain.xlsx"))))
    app = running()
    try:
        for what, file in (("", path), (", no header rows in print", plain)):
            taken = []
            for _ in range(runs + 1):
                start = time.perf_counter()
                book = app.books.open(str(file))
                taken.append(time.perf_counter() - start)
                book.close()
            yield what, statistics.median(taken[1:])
    finally:
        app.quit()
