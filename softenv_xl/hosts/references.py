"""References to cells, and how they read after a table got longer, shorter, or its rows or columns another order.

What Excel does when a table grows is the measure: `$A$2:$C$7` becomes `$A$2:$C$11` in formulas and conditional
formats (wmfexcel.com/2019/01/26/hard-coded-range-expands-automatically-with-excel-table), as in validations and
charts. Excel goes so far that it spoils running totals in a table's last row ("this kind of mixed reference becomes
corrupted in an Excel table as rows are added", exceljet.net/formulas/running-total-in-table); here a range that
ends in its formula's own row stays what it is.
"""

from __future__ import annotations

from enum import Enum
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from softenv_xl.grid.address import Area
from softenv_xl.hosts.moved_columns import columns_now
from softenv_xl.hosts.reference_words import WORD, Corner, area_of, title_of

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable

    from softenv_xl.hosts.block import Block
    from softenv_xl.hosts.resize import Resize


class FormulaUse(Enum):
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
    `across`: the text is read in cells of several columns, and a relative column means another one in each.
    """

    sheet: str = ""
    row: int | None = None
    use: FormulaUse = FormulaUse.CELL
    whole: bool = False
    across: bool = False


DRAWN = Standpoint(use=FormulaUse.BESIDE, whole=True)
"""A chart's or a sparkline's reference: it shows its cells, or those of the row that it stands beside."""


def updated_references(text: str, resizes: Iterable[Resize], standpoint: Standpoint = DRAWN) -> str:
    """The formula (with or without '=') as it reads after the tables changed.

    Ranges that ended with a table's last row end with the new one; those that took the totals row in still do;
    a single row is followed to where it stands now, and so are columns. What is gone reads #REF!, a row only if
    another one stands in its place: nothing silently means another row or column. Texts, names, structured
    references, other workbooks and ranges over several sheets stay as they are.
    """
    resizes = tuple(resizes)
    return (
        WORD.sub(partial(_updated_reference, resizes=resizes, standpoint=standpoint), text)
        if resizes
        else text
    )


def _updated_reference(match: re.Match[str], resizes: tuple[Resize, ...], standpoint: Standpoint) -> str:
    first, last = match["first"], match["last"]
    if match["lines"]:
        first, _, last = (part.strip() for part in match["lines"].partition(":"))
    if not first:
        return match[0]
    title = title_of(match["sheet"]) if match["sheet"] else standpoint.sheet
    if match["again"] and title_of(match["again"]).lower() != title.lower():
        return match[0]
    mine = [resize for resize in resizes if resize.sheet.lower() == title.lower()]
    if not mine:
        return match[0]
    corners = [Corner.of(part) for part in (first, last) if part]
    if standpoint.use is FormulaUse.NAME and not all(
        corner.column_fixed and corner.row_fixed for corner in corners
    ):
        return match[0]
    area = area_of(corners)
    if area is None:
        return match[0]
    rows = _rows_now(match, area, corners, mine, standpoint)
    columns = columns_now(area, corners, mine, fixed_alone=standpoint.across)
    if rows is None or columns is None:
        return (
            "#REF!"  # with its sheet before it, as Excel has it too, LibreOffice doesn't take it when typed
        )
    if (*rows, *columns) == (area.top, area.bottom, area.left, area.right):
        return match[0]
    return _spelt(match, corners, rows, columns, standpoint)


def _rows_now(
    match: re.Match[str], area: Area, corners: list[Corner], resizes: list[Resize], standpoint: Standpoint
) -> tuple[int, int] | None:
    """The area's first and last row after the changes; None where its one row is gone."""
    stays = (area.top, area.bottom)
    if not all(corner.row for corner in corners):  # whole columns
        return stays
    if len(corners) == 1 and match.string.endswith("):", 0, match.start()):
        return _end_of_range(area, resizes)
    found = [rows for resize in resizes if (rows := _rows(area, corners, resize, standpoint)) != stays]
    return max(found, key=lambda rows: rows[1] if rows else 0) if found else stays


def _end_of_range(area: Area, resizes: list[Resize]) -> tuple[int, int]:
    """The row of the cell where a range ends that begins with a function, `INDEX(…):A9`."""
    for before, after in ((resize.before, resize.after) for resize in resizes):
        ends = {before.bottom: after.bottom, before.last: after.last}
        if area.top in ends and before.left <= area.left <= before.right and before.rows:
            return ends[area.top], ends[area.top]
    return area.top, area.top


def _spelt(
    match: re.Match[str],
    corners: list[Corner],
    rows: tuple[int, int],
    columns: tuple[int, int],
    standpoint: Standpoint,
) -> str:
    """The reference with its corners elsewhere, spelt as it was."""
    sheet = match["sheet"] or ""
    (top, bottom), (left, right) = rows, columns
    if len(corners) == 1:
        corner = corners[0]
        return sheet + corner.at(top, left) + (f":{corner.at(bottom, left)}" if bottom > top else "")
    if standpoint.whole and top == bottom and left == right:
        return sheet + corners[0].at(top, left)
    if corners[0].row > corners[1].row:
        top, bottom = bottom, top
    if corners[0].column > corners[1].column:
        left, right = right, left
    first, last = corners[0].at(top, left), corners[1].at(bottom, right)
    colon = match["colon"] or ":"
    return f"{sheet}{first}{colon}{match['again'] or ''}{last}"


def _rows(
    area: Area, corners: list[Corner], resize: Resize, standpoint: Standpoint
) -> tuple[int, int] | None:
    """The area's first and last row after the change; None where its one row is gone."""
    before, after = resize.before, resize.after
    stays = (area.top, area.bottom)
    inside = _within(area, (before.left, before.right))
    moves = resize.below and _within(area, resize.under or (before.left, before.right))
    if area.top > before.bottom:
        # In a row of the table it means its own row, or one so many further on.
        relative = _in_a_row_of(resize, standpoint) and not all(corner.row_fixed for corner in corners)
        return (area.top + resize.below, area.bottom + resize.below) if moves and not relative else stays
    if area.top == area.bottom <= before.last and not inside:
        moves_along = area.top >= before.first and resize.beside and _within(area, resize.beside)
        return _row_of(area.top, corners, resize, standpoint) if moves_along else stays
    if not area.meets(before.area) or before.rows < 1:
        return stays
    if area.bottom > before.bottom:
        top = after.bottom if area.top > before.last else area.top
        return (top, area.bottom + resize.below) if moves else stays
    if area.bottom > before.last:  # it takes the totals in
        if area.top > before.last:
            return (after.bottom, after.bottom) if inside else stays
        return (area.top, after.bottom)
    if area.bottom == before.last and _is_range(area, corners, before, standpoint.whole):
        if _means_other_rows(corners, resize, standpoint) or after.last < area.top:
            return stays
        return (area.top, after.last)
    if area.top == area.bottom and inside and area.top >= before.first:
        return _row_of(area.top, corners, resize, standpoint)
    return stays


def _within(area: Area, columns: tuple[int, int]) -> bool:
    return columns[0] <= area.left and area.right <= columns[1]


def _is_range(area: Area, corners: list[Corner], before: Block, whole: bool) -> bool:
    """Does it mean rows down to the last one, rather than cells of the last row?"""
    if area.top < area.bottom:
        return True
    if before.rows > 1 or not (whole or len(corners) > 1):
        return False
    # of a table's only row: a column, or all of them, but not a few cells side by side
    return area.left == area.right or (area.left, area.right) == (before.left, before.right)


def _means_other_rows(corners: list[Corner], resize: Resize, standpoint: Standpoint) -> bool:
    """Does the range end where it does only because its formula stands where it stands, as a running total's?"""
    first, last = sorted((corners[0], corners[-1]), key=lambda corner: corner.row)
    if last.row_fixed or standpoint.use is FormulaUse.CELL:
        return False
    own = standpoint.row == last.row and standpoint.sheet.lower() == resize.sheet.lower()
    return own or (standpoint.use is FormulaUse.FILLED and first.row_fixed)


def _in_a_row_of(resize: Resize, standpoint: Standpoint) -> bool:
    """Is the text said in a data row of the table, as it is now?"""
    at_home = standpoint.sheet.lower() == resize.sheet.lower()
    return (
        at_home and standpoint.row is not None and resize.after.first <= standpoint.row <= resize.after.last
    )


def _row_of(
    row: int, corners: list[Corner], resize: Resize, standpoint: Standpoint
) -> tuple[int, int] | None:
    """Where one row of the table is now."""
    if standpoint.use is not FormulaUse.CELL and not all(corner.row_fixed for corner in corners):
        return row, row
    if row in resize.moves:
        return resize.moves[row], resize.moves[row]
    taken = row <= resize.after.last and row in resize.gone
    return None if taken else (row, row)
