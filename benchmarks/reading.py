"""Reads every file of a folder: with the gate and its checks, or with calamine alone.

Usage: reading.py gate|calamine FOLDER
"""

from __future__ import annotations

import sys
from pathlib import Path


def main() -> None:
    """Reads the values of all sheets; what is read is counted so that nothing is left out."""
    kind, folder = sys.argv[1:]
    paths = sorted(Path(folder).glob("*.xlsx"))
    cells = 0
    if kind == "gate":
        from softenv_xl.gate.limits import RETURN
        from softenv_xl.gate.read import read

        for path in paths:
            book = read(path.read_bytes(), RETURN).book
            assert book
            cells += sum(len(row) for grid in book.grids for row in grid.rows)
    else:
        from io import BytesIO

        from python_calamine import CalamineWorkbook

        for path in paths:
            workbook = CalamineWorkbook.from_filelike(BytesIO(path.read_bytes()))
            for name in workbook.sheet_names:
                cells += sum(len(row) for row in workbook.get_sheet_by_name(name).to_python())
    assert cells > 100 * len(paths)


if __name__ == "__main__":
    main()
