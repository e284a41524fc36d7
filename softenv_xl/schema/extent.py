"""Where a table's rows end: what people type below a table is a row of it only where it looks like one.

Totals, signatures and remarks stand below tables as well; taken for rows they would become items, people, errors.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING
from unicodedata import normalize

from softenv_xl import catalogue
from softenv_xl.grid.address import Address
from softenv_xl.grid.cell import CellError, Value, display_text, is_blank
from softenv_xl.issues import Issue, Place
from softenv_xl.schema.column import Column, Kind
from softenv_xl.schema.repair import repair
from softenv_xl.schema.vocabulary import Vocabulary

if TYPE_CHECKING:
    from softenv_xl.grid.table import Table
    from softenv_xl.schema.table import TableSpec

# What a line below a table begins with that is no row of it: the whole cell, or up to a colon or a number.
_FOOTER = re.compile(
    r"(?:(?:grand|sub)?[ -]?totals?|sum|average|count|(?:prepared|checked|reviewed|approved|signed|filled in) by"
    r"|checked|approved|signed?|signatures?|dated?|notes?|n\.?b\.?|remarks?|page"
    r"|合计|总计|小计|共计|总和|累计|平均值?|汇总|制表人?|填表人?|填报人?|经办人?|审[核批阅]人?|复核人?|校长|主任|负责人"
    r"|签[字名章]|本人签[字名]|盖章|公章|日期|年月日|附?注|备注|说明|承诺人?|第\d*页|共\d*页)"
    r"(?:[(（][^)）]*[)）])?(?:$|[:：]|[-\d])",
    re.IGNORECASE,
)
# A label with what belongs to it in one cell, as “Date: …”. A time of day is none.
_LABEL = re.compile(r"[^:：\d][^:：]{0,20}[:：]")
_TO_FILL_IN = re.compile(r"年月日|_{3,}")
_ANY_YEAR = 2000
_ENOUGH = 2  # plausible cells that make a row


@dataclass(frozen=True, slots=True)
class _RowJudgement:
    """A filled-in row below a table: does it begin like a footer, how many cells fit their column, and do so
    in a column that every row needs?
    """

    footer: bool
    fits: int
    misfits: int
    key_fits: bool

    @property
    def looks_like_a_row(self) -> bool:
        return not self.footer and self.fits >= _ENOUGH and self.fits > self.misfits and self.key_fits


def with_end(spec: TableSpec, table: Table, *, gaps: bool = False) -> Table:
    """The table with its end: `last` and `passed_over`, and an issue about a line that may have been meant as a row.

    What stands in the real table's area is data. Below it, rows go on while they look like rows of this table,
    without a blank one between; where there are `gaps`, as in forms with rows that stand ready, blank ones
    may lie between. Below a totals row nothing is data. Without a real table all rows are judged so.
    """
    home = table.home
    inside = home.last if home else table.header_row + (spec.ready_rows if gaps else 0)
    if home is not None and not gaps:
        return _run_below(spec, table, inside, closed=home.totals)
    return _picked(spec, table, inside, closed=bool(home and home.totals))


def _run_below(spec: TableSpec, table: Table, inside: int, *, closed: bool) -> Table:
    last = inside
    while not closed and (seen := _judge_row(spec, table, last + 1)) and seen.looks_like_a_row:
        last += 1
    left_out = None
    for row in range(last + 1, len(table.grid.rows) + 1):
        seen = _judge_row(spec, table, row)
        if seen and not seen.footer and (seen.looks_like_a_row or row == last + 1):
            left_out = row
            break
    return _with_issue(spec, replace(table, last=last), left_out)


def _picked(spec: TableSpec, table: Table, inside: int, *, closed: bool) -> Table:
    passed_over: set[int] = set()
    above, left_out = table.home is None, None
    first = table.header_row + 1
    # Whatever stands in it is data; only whether its last row is blank counts below it.
    if table.home is not None:
        first = max(first, inside)
    for row in range(first, len(table.grid.rows) + 1):
        seen = _judge_row(spec, table, row)
        if seen is None:
            above = False
            continue
        if row <= inside:
            above = table.home is not None or not seen.footer
        else:
            above = not closed and (seen.looks_like_a_row or (above and seen.key_fits and not seen.footer))
        if not above:
            passed_over.add(row)
            if not seen.footer and left_out is None:
                left_out = row
    return _with_issue(spec, replace(table, passed_over=frozenset(passed_over)), left_out)


def _with_issue(spec: TableSpec, table: Table, row: int | None) -> Table:
    if row is None:
        return table
    cells = table.grid.rows[row - 1]
    column = min(
        column
        for key in spec.deciding_columns
        if (column := table.columns.get(key)) and column <= len(cells) and not is_blank(cells[column - 1])
    )
    place = Place(sheet=table.grid.sheet, cell=Address(row, column).a1)
    return replace(table, issues=(*table.issues, Issue(catalogue.TABLE_ROW_LEFT_OUT, place, {"row": row})))


def _judge_row(spec: TableSpec, table: Table, row: int) -> _RowJudgement | None:
    """None for a row that nobody has filled in."""
    cells = table.grid.rows[row - 1] if row <= len(table.grid.rows) else ()
    at = {key: number for key, number in table.columns.items() if number <= len(cells)}
    filled = {key: cells[number - 1] for key, number in at.items() if not is_blank(cells[number - 1])}
    if filled.keys().isdisjoint(spec.deciding_columns):
        return None
    judged = spec.columns if spec.prefilled else spec.inputs
    fits = {
        column.key: _fits(column, filled[column.key])
        and Address(row, at[column.key]) not in table.grid.formulas
        for column in judged
        if column.key in filled and column.kind is not Kind.CHECK
    }
    telling = {column.key for column in spec.columns if column.required or column.key == spec.id_column}
    needed = {spec.id_column} if spec.prefilled else telling
    return _RowJudgement(
        _is_footer(_first(table, cells)),
        sum(fits.values()),
        len(fits) - sum(fits.values()),
        any(fits.get(str(key), False) for key in needed),
    )


def _first(table: Table, cells: tuple[Value, ...]) -> Value:
    """The first text in the table's columns: before a signature's label a day may stand, or a sum."""
    columns = sorted([*table.columns.values(), *(column for _, column in table.extra)])
    values = (cells[column - 1] for column in columns if column <= len(cells))
    return next((value for value in values if isinstance(value, str) and not is_blank(value)), None)


def _is_footer(value: Value) -> bool:
    text = _plain(value)
    return bool(_FOOTER.match(text) or _FOOTER.match("".join(text.split())))


def _fits(column: Column, value: Value) -> bool:
    """Is it what such a column holds? Kinder than the rules: a slip of the keyboard makes no other row."""
    if isinstance(value, CellError | bool):
        return False
    text = _plain(value)
    if _LABEL.match(text) or _TO_FILL_IN.search("".join(text.split())):
        return False
    match column.kind:
        case Kind.DATE:
            return isinstance(repair(column, value, _ANY_YEAR, ()).value, date)
        case Kind.NUMBER | Kind.PERCENT:
            return isinstance(repair(column, value, None, ()).value, int | float)
        case Kind.CHOICE if isinstance(column.choices, Vocabulary):
            return repair(column, value, None, column.choices.accepted).value in column.choices.accepted
        case Kind.ID | Kind.CHOICE:
            return len(text) <= column.limit and len(text.split()) <= min(1 + column.limit // 12, 8)
        case _:
            return isinstance(value, str) and len(text) <= column.limit


def _plain(value: Value) -> str:
    return normalize("NFKC", display_text(value)).strip()
