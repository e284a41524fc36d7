"""Formulas whose cells stand elsewhere in another workbook: every cell that one names is said anew."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from softenv_xl.hosts.reference_words import WORD, Corner, title_of

Place = Callable[[str, int, int], tuple[str, int, int]]
"""From a sheet's title, a row and a column to where that cell is now; 0 stands for all rows or all columns."""


def relocated(text: str, home: str, place: Place) -> str:
    """The formula (with or without '=') with every cell that it names said as `place` says.

    `home` is the sheet where the formula names none. What `place` raises goes through. Other workbooks, ranges over
    several sheets and structured references stay as they are.
    """
    return WORD.sub(partial(_relocated, home=home, place=place), text)


def _relocated(match: re.Match[str], home: str, place: Place) -> str:
    first, last, colon = match["first"], match["last"], match["colon"] or ":"
    if match["lines"]:
        first, _, last = (part.strip() for part in match["lines"].partition(":"))
    title = title_of(match["sheet"]) if match["sheet"] else home
    if not first or "[" in title or match["again"]:
        return match[0]
    corners = [Corner.of(part) for part in (first, last) if part]
    there = [place(title, corner.row, corner.column) for corner in corners]
    reference = colon.join(
        corner.put(row, column) for corner, (_, row, column) in zip(corners, there, strict=True)
    )
    if not match["sheet"]:
        return reference
    return (match["sheet"] if there[0][0] == title else f"{quoted(there[0][0])}!") + reference


def quoted(title: str) -> str:
    """A sheet's title as a formula says it."""
    plain = re.fullmatch(r"[^\W\d]\w*", title) and not re.fullmatch(r"[A-Za-z]{1,3}\d+|[RrCc]\d*", title)
    return title if plain else "'" + title.replace("'", "''") + "'"
