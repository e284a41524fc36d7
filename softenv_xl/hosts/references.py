"""References to cells in defined names and charts: read, and rewritten when a table changes its length."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from softenv_xl.grid.address import Address, Area

if TYPE_CHECKING:
    from collections.abc import Iterable

    from softenv_xl.hosts.block import Block

_SHEET = r"(?:'(?:[^']|'')+'|[^\s'!,;:()\[\]{}\"+*/&=<>^]+)!"
_CELL = r"\$?[A-Za-z]{1,3}\$?[1-9]\d{0,6}"
_ONE = re.compile(rf"({_SHEET})({_CELL}(?::{_CELL})?)")
_ALL = re.compile(rf"\(?{_ONE.pattern}(?:,{_ONE.pattern})*\)?")


class Resize(NamedTuple):
    """A table on the sheet of that title got more or fewer data rows."""

    sheet: str
    before: Block
    after: Block


class Reference(NamedTuple):
    """A rectangle on the sheet of that title."""

    sheet: str
    area: Area


def references(text: str) -> list[Reference] | None:
    """`Sheet1!$A$1:$A$9` or several of the kind; None for any other formula."""
    if not _ALL.fullmatch(text):
        return None
    try:
        return [Reference(_title(match[1]), Area.parse(match[2])) for match in _ONE.finditer(text)]
    except ValueError:
        return None


def is_absolute(text: str) -> bool:
    """Do all references in the text have their dollar signs?"""
    return all(match[2].count("$") == 2 * len(match[2].split(":")) for match in _ONE.finditer(text))


def followed(text: str, resizes: Iterable[Resize], whole_rows: bool = False) -> str:
    """The text with every reference to a column's data rows (or header and data) at the new length.

    `whole_rows` takes in every rectangle that ends with the table's last row, as a print area does.
    """
    for resize in resizes:
        if references(text) is not None:
            text = _ONE.sub(partial(_followed, resize=resize, whole_rows=whole_rows), text)
    return text


def _followed(match: re.Match[str], resize: Resize, whole_rows: bool) -> str:
    if _title(match[1]).lower() != resize.sheet.lower():
        return match[0]
    area, before, after = Area.parse(match[2]), resize.before, resize.after
    concerned = area.meets(before.area) if whole_rows else _covers(area, before)
    if not concerned or area.bottom not in (before.last, before.bottom):
        return match[0]
    bottom = after.last if area.bottom == before.last else after.bottom
    if bottom < area.top:
        return match[0]
    longer = area._replace(bottom=bottom)
    return match[1] + (_absolute(longer) if "$" in match[2] else longer.ref)


def _covers(area: Area, block: Block) -> bool:
    """Is the area one or more whole columns of a table, with or without the header?"""
    if not (block.left <= area.left and area.right <= block.right):
        return False
    if area.top == block.first and block.rows == 1:  # several cells of a single row are that row
        return area.left == area.right or (area.left, area.right) == (block.left, block.right)
    return area.top in (block.top, block.first)


def _absolute(area: Area) -> str:
    """`$A$1:$B$9`, or `$A$1` for a single cell."""
    corners = dict.fromkeys((Address(area.top, area.left), Address(area.bottom, area.right)))
    return ":".join(re.sub(r"([A-Z]+)(\d+)", r"$\1$\2", corner.a1) for corner in corners)


def _title(prefix: str) -> str:
    title = prefix.removesuffix("!")
    return title[1:-1].replace("''", "'") if title.startswith("'") else title
