"""Tables of a Markdown page, read as data, so that the page and the code can't drift apart."""

from __future__ import annotations

from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"


def tables(page: Path) -> list[list[dict[str, str]]]:
    """Every table of the page in order, as rows by header."""
    found: list[list[list[str]]] = [[]]
    for line in page.read_text(encoding="utf-8").splitlines():
        if line.startswith("|"):
            found[-1].append([cell.strip() for cell in line.strip("|").split("|")])
        elif found[-1]:
            found.append([])
    return [
        [dict(zip(header, row, strict=True)) for row in rows]
        for header, _rule, *rows in (table for table in found if table)
    ]
