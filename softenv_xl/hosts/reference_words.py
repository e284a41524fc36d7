"""The words of a formula that name cells: found among its texts, names and structured references, and taken apart."""

from __future__ import annotations

import re
from functools import partial
from typing import NamedTuple

from softenv_xl.grid.address import MAX_COLUMN, MAX_ROW, Area, column_letters, column_number

_TEXT = r'"(?:[^"]|"")*"'
_QUOTED = r"'(?:[^']|'')*'"
_BRACKETS = r"\[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.){0,600}\]){0,1200}\]"  # behind a table's name; ' escapes
_PLAIN = r"[^\s'!,;:()\[\]{}\"+*/&=<>^\-%@#$]"
_SHEET = rf"(?:{_QUOTED}|(?<!{_PLAIN})(?:\[[^\[\]]*\])?{_PLAIN}+(?::{_PLAIN}+)?)!"
_CELL = r"\$?[A-Za-z]{1,3}\$?[1-9]\d{0,6}"
_LINES = r"\$?[A-Za-z]{1,3}\s*:\s*\$?[A-Za-z]{1,3}|\$?[1-9]\d{0,6}\s*:\s*\$?[1-9]\d{0,6}"
_ENDS = r"(?![\w.(\[!?\\])"
_PLACE = rf"(?P<first>{_CELL})(?:(?P<colon>\s*:\s*)(?P<again>{_SHEET})?(?P<last>{_CELL}))?{_ENDS}(?!\s*:)"
_REFERENCE = (
    rf"(?P<sheet>{_SHEET})?(?(sheet)|(?<![\w.$\\?!'\]])(?<![^)]:))(?:(?P<lines>{_LINES}){_ENDS}|{_PLACE})"
)
WORD = re.compile(rf"{_TEXT}|{_REFERENCE}|{_QUOTED}|{_BRACKETS}")

_ONE = re.compile(rf"({_SHEET})({_CELL}(?::{_CELL})?)")
_ALL = re.compile(rf"\(?{_ONE.pattern}(?:,{_ONE.pattern})*\)?")
_CORNER = re.compile(r"(\$?)([A-Za-z]*)(\$?)(\d*)")
_ROW = re.compile(r"\d+$")
_LETTERS = re.compile(r"[A-Za-z]+")
_RELATIVE_ROW = re.compile(r"(?<![$\d])\d+")


class Reference(NamedTuple):
    """A rectangle on the sheet of that title."""

    sheet: str
    area: Area


def references(text: str) -> list[Reference] | None:
    """`Sheet1!$A$1:$A$9` or several of the kind; None for any other formula."""
    if not _ALL.fullmatch(text):
        return None
    try:
        return [Reference(title_of(match[1]), Area.parse(match[2])) for match in _ONE.finditer(text)]
    except ValueError:
        return None


def is_filled_down(text: str, above: str | None, below: str | None) -> bool:
    """Does the cell above or below hold the same formula, but for what moves along with it?"""
    return (above is not None and above != text and above == _moved(text, -1)) or (
        below is not None and below != text and below == _moved(text, 1)
    )


def _moved(text: str, rows: int) -> str:
    """The formula as it reads that many rows further down."""
    return WORD.sub(partial(_moved_reference, rows=rows), text)


def _moved_reference(match: re.Match[str], rows: int) -> str:
    words = match["lines"] or match["first"]
    if not words:
        return match[0]
    if match["last"]:
        words += f"{match['colon']}{match['again'] or ''}{match['last']}"
    return (match["sheet"] or "") + _RELATIVE_ROW.sub(lambda found: str(int(found[0]) + rows), words)


class Corner(NamedTuple):
    """One end of a reference: `$A$1`, `$A` or `$1`."""

    text: str
    column_fixed: bool
    row_fixed: bool
    column: int
    row: int

    @classmethod
    def of(cls, text: str) -> Corner:
        """A whole row is column 0, a whole column is row 0."""
        match = _CORNER.fullmatch(text)
        assert match is not None  # noqa: S101 - the reference's own pattern is narrower
        first, letters, second, digits = match.groups()
        fixed = bool(first) if letters else True
        return cls(text, fixed, bool(second if letters else first), column_number(letters), int(digits or 0))

    def at(self, row: int, column: int) -> str:
        """The same end in that row and column, spelt as it was; a whole row or column has no other."""
        text = _ROW.sub(str(row), self.text)
        return _LETTERS.sub(column_letters(column), text) if self.column not in (0, column) else text

    def put(self, row: int, column: int) -> str:
        """The same end at another cell, as fixed as it was."""
        letters = ("$" if self.column_fixed else "") + column_letters(column) if self.column else ""
        return letters + (("$" if self.row_fixed else "") + str(row) if self.row else "")


def area_of(corners: list[Corner]) -> Area | None:
    """The rectangle; None past the sheet's end."""
    rows = [corner.row for corner in corners]
    columns = [corner.column or end for corner, end in zip(corners, (1, MAX_COLUMN), strict=False)]
    area = Area(min(rows), min(columns), max(rows), max(columns))
    return area if area.bottom <= MAX_ROW and area.right <= MAX_COLUMN else None


def title_of(prefix: str) -> str:
    title = prefix.removesuffix("!")
    return title[1:-1].replace("''", "'") if title.startswith("'") else title
