"""Tables in Markdown, read as data: of a page, so that page and code can't drift apart, or of a test's own text."""

from __future__ import annotations

from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"


def tables(page: Path) -> list[list[dict[str, str]]]:
    """Every table of the page in order, as rows by header."""
    return tables_in(page.read_text(encoding="utf-8"))


def tables_in(text: str) -> list[list[dict[str, str]]]:
    """The same of the page's text."""
    found: list[list[list[str]]] = [[]]
    for line in text.splitlines():
        if line.startswith("|"):
            found[-1].append([cell.strip() for cell in line.strip("|").split("|")])
        elif found[-1]:
            found.append([])
    return [
        [dict(zip(header, row, strict=True)) for row in rows]
        for header, _rule, *rows in (table for table in found if table)
    ]
