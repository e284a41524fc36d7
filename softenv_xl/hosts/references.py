"""References to cells, and how they read after a table got longer, shorter, or its rows another order.

What Excel does when a table grows is the measure: `$A$2:$C$7` becomes `$A$2:$C$11` in formulas and conditional
formats (wmfexcel.com/2019/01/26/hard-coded-range-expands-automatically-with-excel-table), as in validations and
charts. Excel goes so far that it spoils running totals in a table's last row ("this kind of mixed reference becomes
corrupted in an Excel table as rows are added", exceljet.net/formulas/running-total-in-table); here a range that
ends in its formula's own row stays what it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import Enum
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from softenv_xl.grid.address import MAX_COLUMN, MAX_ROW, Area, column_letters, column_number

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Set as AbstractSet

    from softenv_xl.hosts.block import Block

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
_WORD = re.compile(rf"{_TEXT}|{_REFERENCE}|{_QUOTED}|{_BRACKETS}")

_ONE = re.compile(rf"({_SHEET})({_CELL}(?::{_CELL})?)")
_ALL = re.compile(rf"\(?{_ONE.pattern}(?:,{_ONE.pattern})*\)?")
_CORNER = re.compile(r"(\$?)([A-Za-z]*)(\$?)(\d*)")
_ROW = re.compile(r"\d+$")
_RELATIVE_ROW = re.compile(r"(?<![$\d])\d+")
_NOWHERE: Mapping[int, int] = MappingProxyType({})


class Resize(NamedTuple):
    """A table on the sheet of that title changed: its rectangle, or the order of its data rows.

    `moves` has new sheet rows by old ones, for the data rows that stand elsewhere now; `gone` the old sheet
    rows whose contents were removed. `below` says by how many rows that moved which stands below the table.
    The totals row is where `before` and `after` have it. `beside` and `under` are the first and the last column
    of what went with the rows, and of what moved below; the table's own if they say nothing.
    """

    sheet: str
    before: Block
    after: Block
    moves: Mapping[int, int] = _NOWHERE
    gone: AbstractSet[int] = frozenset()
    below: int = 0
    beside: tuple[int, int] | None = None
    under: tuple[int, int] | None = None

    def is_beside(self, row: int, column: int) -> bool:
        """Is a cell of the sheet in or beside a row of the table, so that its formula may be about just that row?"""
        before, after = self.before, self.after
        totals = row == after.bottom > after.last and after.left <= column <= after.right
        return before.first <= row <= max(before.last, after.last) and not totals


class Reference(NamedTuple):
    """A rectangle on the sheet of that title."""

    sheet: str
    area: Area


class Said(Enum):
    """Where a text is said, which is what its relative references mean."""

    CELL = "in one cell: they mean just these cells"
    BESIDE = (
        "beside the rows that it names, or for many cells as seen from the first one: a row means its own"
    )
    FILLED = "in cells that were filled down: they mean something else in each of them"
    NAME = "in a name: they mean something else wherever it is used"


class Standpoint(NamedTuple):
    """From where a text is read: the sheet that references without one mean, and the formula's row.

    `whole` is for what is drawn or named: there `$A$2` is all rows of a table that has only one, and grows.
    """

    sheet: str = ""
    row: int | None = None
    said: Said = Said.CELL
    whole: bool = False


DRAWN = Standpoint(said=Said.BESIDE, whole=True)
"""A chart's or a sparkline's reference: it shows its cells, or those of the row that it stands beside."""


def references(text: str) -> list[Reference] | None:
    """`Sheet1!$A$1:$A$9` or several of the kind; None for any other formula."""
    if not _ALL.fullmatch(text):
        return None
    try:
        return [Reference(_title(match[1]), Area.parse(match[2])) for match in _ONE.finditer(text)]
    except ValueError:
        return None


def followed(text: str, resizes: Iterable[Resize], seen: Standpoint = DRAWN) -> str:
    """The formula (with or without '=') as it reads after the tables changed.

    Ranges that ended with a table's last row end with the new one; those that took the totals row in still do;
    a single row is followed to where it stands now. One that is gone reads #REF!, but only if another row
    stands in its place: nothing silently means another row. Texts, names, structured references, whole columns,
    other workbooks and ranges over several sheets stay as they are.
    """
    resizes = tuple(resizes)
    return _WORD.sub(partial(_followed, resizes=resizes, seen=seen), text) if resizes else text


def placed(text: str, home: str, place: Callable[[str, int, int], tuple[str, int, int]]) -> str:
    """The formula (with or without '=') with every cell that it names said as `place` says.

    `place` takes the sheet's title (`home` where the formula names none), the row and the column, and returns the
    same three; 0 stands for all rows or all columns. What it raises goes through. Other workbooks, ranges over
    several sheets and structured references stay as they are.
    """
    return _WORD.sub(partial(_placed, home=home, place=place), text)


def _placed(match: re.Match[str], home: str, place: Callable[[str, int, int], tuple[str, int, int]]) -> str:
    first, last, colon = match["first"], match["last"], match["colon"] or ":"
    if match["lines"]:
        first, _, last = (part.strip() for part in match["lines"].partition(":"))
    title = _title(match["sheet"]) if match["sheet"] else home
    if not first or "[" in title or match["again"]:
        return match[0]
    corners = [_Corner.of(part) for part in (first, last) if part]
    there = [place(title, corner.row, corner.column) for corner in corners]
    said = colon.join(
        corner.put(row, column) for corner, (_, row, column) in zip(corners, there, strict=True)
    )
    if not match["sheet"]:
        return said
    return (match["sheet"] if there[0][0] == title else f"{quoted(there[0][0])}!") + said


def quoted(title: str) -> str:
    """A sheet's title as a formula says it."""
    plain = re.fullmatch(r"[^\W\d]\w*", title) and not re.fullmatch(r"[A-Za-z]{1,3}\d+|[RrCc]\d*", title)
    return title if plain else "'" + title.replace("'", "''") + "'"


def is_filled_down(text: str, above: str | None, below: str | None) -> bool:
    """Does the cell above or below hold the same formula, but for what moves along with it?"""
    return (above is not None and above != text and above == _moved(text, -1)) or (
        below is not None and below != text and below == _moved(text, 1)
    )


def _moved(text: str, rows: int) -> str:
    """The formula as it reads that many rows further down."""
    return _WORD.sub(partial(_moved_reference, rows=rows), text)


def _moved_reference(match: re.Match[str], rows: int) -> str:
    words = match["lines"] or match["first"]
    if not words:
        return match[0]
    if match["last"]:
        words += f"{match['colon']}{match['again'] or ''}{match['last']}"
    return (match["sheet"] or "") + _RELATIVE_ROW.sub(lambda found: str(int(found[0]) + rows), words)


class _Corner(NamedTuple):
    """One end of a reference: `$A$1`, `$A` or `$1`."""

    text: str
    column_fixed: bool
    row_fixed: bool
    column: int
    row: int

    @classmethod
    def of(cls, text: str) -> _Corner:
        """A whole row is column 0, a whole column is row 0."""
        match = _CORNER.fullmatch(text)
        assert match is not None  # noqa: S101 - the reference's own pattern is narrower
        first, letters, second, digits = match.groups()
        fixed = bool(first) if letters else True
        return cls(text, fixed, bool(second if letters else first), column_number(letters), int(digits or 0))

    def at(self, row: int) -> str:
        return _ROW.sub(str(row), self.text)

    def put(self, row: int, column: int) -> str:
        """The same end at another cell, as fixed as it was."""
        letters = ("$" if self.column_fixed else "") + column_letters(column) if self.column else ""
        return letters + (("$" if self.row_fixed else "") + str(row) if self.row else "")


def _followed(match: re.Match[str], resizes: tuple[Resize, ...], seen: Standpoint) -> str:
    first, last = match["first"], match["last"]
    if match["lines"]:
        first, _, last = (part.strip() for part in match["lines"].partition(":"))
    if not first:
        return match[0]
    title = _title(match["sheet"]) if match["sheet"] else seen.sheet
    if match["again"] and _title(match["again"]).lower() != title.lower():
        return match[0]
    corners = [_Corner.of(part) for part in (first, last) if part]
    if not all(corner.row for corner in corners):  # whole columns
        return match[0]
    if seen.said is Said.NAME and not all(corner.column_fixed and corner.row_fixed for corner in corners):
        return match[0]
    area = _area(corners)
    mine = [resize for resize in resizes if resize.sheet.lower() == title.lower()]
    if area is None or not mine:
        return match[0]
    if len(corners) == 1 and match.string.endswith("):", 0, match.start()):
        return _end_of_range(match, corners[0], area, mine)
    found = [
        rows for resize in mine if (rows := _rows(area, corners, resize, seen)) != (area.top, area.bottom)
    ]
    if not found:
        return match[0]
    rows = max(found, key=lambda rows: rows[1] if rows else 0)
    return _spelt(match, corners, area, rows, seen)


def _end_of_range(match: re.Match[str], corner: _Corner, area: Area, resizes: list[Resize]) -> str:
    """The cell where a range ends that begins with a function, `INDEX(…):A9`."""
    for before, after in ((resize.before, resize.after) for resize in resizes):
        ends = {before.bottom: after.bottom, before.last: after.last}
        if area.top in ends and before.left <= area.left <= before.right and before.rows:
            return match[0].removesuffix(corner.text) + corner.at(ends[area.top])
    return match[0]


def _area(corners: list[_Corner]) -> Area | None:
    """The rectangle; None past the sheet's end."""
    rows = [corner.row for corner in corners]
    columns = [corner.column or end for corner, end in zip(corners, (1, MAX_COLUMN), strict=False)]
    area = Area(min(rows), min(columns), max(rows), max(columns))
    return area if area.bottom <= MAX_ROW and area.right <= MAX_COLUMN else None


def _spelt(
    match: re.Match[str], corners: list[_Corner], area: Area, rows: tuple[int, int] | None, seen: Standpoint
) -> str:
    """The reference with its corners in other rows, spelt as it was."""
    sheet = match["sheet"] or ""
    if rows is None:
        return (
            "#REF!"  # with its sheet before it, as Excel has it too, LibreOffice doesn't take it when typed
        )
    top, bottom = rows
    if len(corners) == 1:
        corner = corners[0]
        return sheet + corner.at(top) + (f":{corner.at(bottom)}" if bottom > top else "")
    if seen.whole and top == bottom and corners[0].column == corners[1].column:
        return sheet + corners[0].at(top)
    upright = corners[0].row <= corners[1].row
    first, last = (
        corner.at(row) for corner, row in zip(corners, rows if upright else rows[::-1], strict=True)
    )
    colon = match["colon"] or ":"
    return f"{sheet}{first}{colon}{match['again'] or ''}{last}"


def _rows(area: Area, corners: list[_Corner], resize: Resize, seen: Standpoint) -> tuple[int, int] | None:
    """The area's first and last row after the change; None where its one row is gone."""
    before, after = resize.before, resize.after
    stays = (area.top, area.bottom)
    inside = _within(area, (before.left, before.right))
    moves = resize.below and _within(area, resize.under or (before.left, before.right))
    if area.top > before.bottom:
        # In a row of the table it means its own row, or one so many further on.
        relative = _in_a_row_of(resize, seen) and not all(corner.row_fixed for corner in corners)
        return (area.top + resize.below, area.bottom + resize.below) if moves and not relative else stays
    if area.top == area.bottom <= before.last and not inside:
        moves_along = area.top >= before.first and resize.beside and _within(area, resize.beside)
        return _row_of(area.top, corners, resize, seen) if moves_along else stays
    if not area.meets(before.area) or before.rows < 1:
        return stays
    if area.bottom > before.bottom:
        top = after.bottom if area.top > before.last else area.top
        return (top, area.bottom + resize.below) if moves else stays
    if area.bottom > before.last:  # it takes the totals in
        if area.top > before.last:
            return (after.bottom, after.bottom) if inside else stays
        return (area.top, after.bottom)
    if area.bottom == before.last and _is_range(area, corners, before, seen.whole):
        if _means_other_rows(corners, resize, seen) or after.last < area.top:
            return stays
        return (area.top, after.last)
    if area.top == area.bottom and inside and area.top >= before.first:
        return _row_of(area.top, corners, resize, seen)
    return stays


def _within(area: Area, columns: tuple[int, int]) -> bool:
    return columns[0] <= area.left and area.right <= columns[1]


def _is_range(area: Area, corners: list[_Corner], before: Block, whole: bool) -> bool:
    """Does it mean rows down to the last one, rather than cells of the last row?"""
    if area.top < area.bottom:
        return True
    if before.rows > 1 or not (whole or len(corners) > 1):
        return False
    # of a table's only row: a column, or all of them, but not a few cells side by side
    return area.left == area.right or (area.left, area.right) == (before.left, before.right)


def _means_other_rows(corners: list[_Corner], resize: Resize, seen: Standpoint) -> bool:
    """Does the range end where it does only because its formula stands where it stands, as a running total's?"""
    first, last = sorted((corners[0], corners[-1]), key=lambda corner: corner.row)
    if last.row_fixed or seen.said is Said.CELL:
        return False
    own = seen.row == last.row and seen.sheet.lower() == resize.sheet.lower()
    return own or (seen.said is Said.FILLED and first.row_fixed)


def _in_a_row_of(resize: Resize, seen: Standpoint) -> bool:
    """Is the text said in a data row of the table, as it is now?"""
    at_home = seen.sheet.lower() == resize.sheet.lower()
    return at_home and seen.row is not None and resize.after.first <= seen.row <= resize.after.last


def _row_of(row: int, corners: list[_Corner], resize: Resize, seen: Standpoint) -> tuple[int, int] | None:
    """Where one row of the table is now."""
    if seen.said is not Said.CELL and not all(corner.row_fixed for corner in corners):
        return row, row
    if row in resize.moves:
        return resize.moves[row], resize.moves[row]
    taken = row <= resize.after.last and row in resize.gone
    return None if taken else (row, row)


def _title(prefix: str) -> str:
    title = prefix.removesuffix("!")
    return title[1:-1].replace("''", "'") if title.startswith("'") else title
