"""Reading what cells hold, as Excel's object model gives it: days as numbers, and what sort of value a formula gives."""

from __future__ import annotations

import datetime as dt
import re
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from xlwings_libreoffice.number_formats import Kind, Run, narrowing
from xlwings_libreoffice.references import Area, common_part

if TYPE_CHECKING:
    from xlwings_libreoffice.placed import Placed


_EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - cells know no time zones
_EPOCH_1904 = dt.datetime(1904, 1, 1)  # noqa: DTZ001
_DAY_MS = 86_400_000
_LAST = 2_958_466.0  # the day after 9999-12-31
Moment = dt.datetime | dt.date | dt.time | dt.timedelta


def moment(number: float, date1904: bool = False) -> dt.datetime | float:
    """The moment, to the millisecond; the number itself where the calendar has no such day."""
    if not -693_593 < number < _LAST:
        return number
    epoch = _EPOCH_1904 if date1904 else _EPOCH
    try:
        return epoch + dt.timedelta(milliseconds=round(number * _DAY_MS))
    except OverflowError:
        return number


def serial(value: Moment, date1904: bool = False) -> float:
    """The number of days; a time zone is left out of account, as in Excel."""
    if isinstance(value, dt.timedelta):
        return value / dt.timedelta(days=1)
    if isinstance(value, dt.time):
        since = dt.timedelta(
            hours=value.hour, minutes=value.minute, seconds=value.second, microseconds=value.microsecond
        )
        return since / dt.timedelta(days=1)
    if not isinstance(value, dt.datetime):
        value = dt.datetime.combine(value, dt.time())
    return (value.replace(tzinfo=None) - (_EPOCH_1904 if date1904 else _EPOCH)) / dt.timedelta(days=1)


def code(value: Moment) -> str:
    """The number format that Excel gives a General cell into which this is entered."""
    if isinstance(value, dt.timedelta):
        return "[h]:mm:ss"
    if isinstance(value, dt.time):
        return "h:mm:ss"
    if isinstance(value, dt.datetime) and (value.hour, value.minute, value.second) != (0, 0, 0):
        return "m/d/yyyy h:mm"
    return "m/d/yyyy"


_QUIET = re.compile(r'"[^"]*"|\'[^\']*\'|\[[^\]]*\]')
_CALL = re.compile(r"([A-Z][A-Z0-9_.]*)\(")
_COMPARISON = re.compile(r"[<>=]")
_TRUTHS = frozenset(
    (
        *("AND", "OR", "NOT", "XOR", "TRUE", "FALSE", "EXACT", "ISBLANK", "ISERR", "ISERROR", "ISEVEN"),
        *("ISFORMULA", "ISLOGICAL", "ISNA", "ISNONTEXT", "ISNUMBER", "ISODD", "ISREF", "ISTEXT"),
    )
)
_MOMENTS = frozenset(("TODAY", "NOW", "DATE", "TIME"))
# these hand on what they are given
_PASSING = frozenset(
    (
        *("IF", "IFERROR", "IFNA", "IFS", "SWITCH", "CHOOSE", "INDEX", "OFFSET", "INDIRECT"),
        *("LOOKUP", "VLOOKUP", "HLOOKUP", "XLOOKUP", "LET"),
    )
)


class Result(Enum):
    TRUTH = "true or false"
    MOMENT = "date or time"
    NUMBER = "number"
    UNKNOWN = "the text doesn't tell"


@lru_cache(maxsize=65_536)
def result(formula: str) -> Result:
    """For a formula in LibreOffice's own spelling that gives a number."""
    outer = _without_arguments(_QUIET.sub("_", formula[1:]))
    if _COMPARISON.search(outer):
        return Result.TRUTH
    call = _CALL.fullmatch(outer.strip().removesuffix(")"))
    name = call[1] if call else None
    if name in _TRUTHS:
        return Result.TRUTH
    if name in _MOMENTS:
        return Result.MOMENT
    if name in _PASSING or not re.search(r"[-+*/^%&(]", outer):
        return Result.UNKNOWN
    return Result.NUMBER


def _without_arguments(text: str) -> str:
    """The formula's outermost level: `IF(a>b;1;2)` → `IF()`; a formula all in parentheses, its inside."""
    while text.startswith("(") and _closing(text, 0) == len(text) - 1:
        text = text[1:-1]
    kept, depth = [], 0
    for character in text:
        if character == ")":
            depth -= 1
        if depth == 0:
            kept.append(character)
        if character == "(":
            depth += 1
    return "".join(kept)


def _closing(text: str, opening: int) -> int:
    depth = 0
    for position in range(opening, len(text)):
        depth += {"(": 1, ")": -1}.get(text[position], 0)
        if depth == 0:
            return position
    return -1


_DAYS = 2  # com.sun.star.sheet.CellFlags.DATETIME
_BITS = (0.0, 1.0)
_CLIPPED = 20_000  # cells; a range of more is read only as far as the sheet is used
_ERROR = re.compile(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!)")
_ERRORS = {
    502: "#NUM!",
    503: "#NUM!",
    519: "#VALUE!",
    521: "#NULL!",
    524: "#REF!",
    525: "#NAME?",
    532: "#DIV/0!",
    32767: "#N/A",
}

Rows = list[list[Any]]


class CellError(str):
    """An error that a cell shows, `#N/A` for instance; bare `#ERROR!` where nobody asked which one."""

    __slots__ = ()


def read(cells: Placed) -> Any:
    """One value, or a tuple of rows: None, bool, float, str, datetime, CellError."""
    cells.require_few()
    area = cells.area
    if len(cells) <= _CLIPPED:
        rows = _read(cells)
    else:
        used = common_part(area, cells.sheet.used_area)
        rows = _padded(_read(cells.sheet.at(used)) if used else [], used or area, area)
    if area.top == area.bottom and area.left == area.right:
        return rows[0][0]
    return tuple(map(tuple, rows))


def _padded(rows: Rows, used: Area, area: Area) -> Rows:
    width = area.right - area.left + 1
    before, after = [None] * (used.left - area.left), [None] * (area.right - used.right)
    if before or after:
        rows = [before + row + after for row in rows]
    missing = area.bottom - area.top + 1 - len(rows)
    above = used.top - area.top if rows else 0
    empty: list[Any] = [None] * width
    return [empty[:] for _ in range(above)] + rows + [empty[:] for _ in range(missing - above)]


def _read(cells: Placed) -> Rows:
    area, book = cells.area, cells.sheet.book
    rows = [[None if value == "" else value for value in row] for row in _filled(cells)]
    if not any(map(_has_number, rows)):
        return rows

    def to_moment(number: float) -> Any:
        return moment(number, book.date1904)

    # One question finds every day that was typed in, whatever its format.
    _convert(rows, area, cells.content_areas(_DAYS), to_moment)
    formulas = cells.formula_areas()
    undecided = _undecided(rows, area, formulas)
    if not any(map(_has_number, undecided)):
        return rows
    runs = book.kinds.runs(cells, narrowing(undecided, area, _is_number))
    for run in runs:
        if run.kind is Kind.MOMENT:
            _convert(rows, area, run.areas, to_moment)
        elif run.kind is Kind.TRUTH:
            _convert(rows, area, run.areas, bool)
    _read_formula_results(cells, rows, runs, formulas)
    return rows


def _is_number(value: Any) -> bool:
    return type(value) is float


def _has_number(row: list[Any]) -> bool:
    return float in map(type, row)


def _undecided(rows: Rows, origin: Area, formulas: list[Area]) -> Rows:
    """The numbers that may be something else: what a formula gives can be anything, and 0 or 1 a truth value."""
    found = [[value if type(value) is float and value in _BITS else None for value in row] for row in rows]
    for place in formulas:
        columns = slice(place.left - origin.left, place.right - origin.left + 1)
        for row in range(place.top - origin.top, place.bottom - origin.top + 1):
            found[row][columns] = rows[row][columns]
    return found


def _filled(cells: Placed) -> Any:
    """The cells' numbers and texts; a CellError in the place of an error, "" in an empty cell's."""
    array = cells.api.getDataArray()
    if not any(None in row for row in array):
        return array
    wanted = bool(getattr(cells, "options", {}).get("err_to_str"))
    rows = [list(row) for row in array]
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if value is None:
                row[c] = CellError(error(cells.api.getCellByPosition(c, r)) if wanted else "#ERROR!")
    return rows


def error(cell: Any) -> str:
    """The error that a UNO cell shows, by Excel's name."""
    number = cell.getError()
    if number in _ERRORS:
        return _ERRORS[number]
    shown = _ERROR.match(cell.String)
    return shown[0] if shown else "#VALUE!"


def _convert(rows: Rows, origin: Area, areas: list[Area], convert: Any) -> None:
    for area in areas:
        left, right = area.left - origin.left, area.right - origin.left
        for row in rows[area.top - origin.top : area.bottom - origin.top + 1]:
            for column in range(left, right + 1):
                if isinstance(row[column], float):
                    row[column] = convert(row[column])


def _read_formula_results(cells: Placed, rows: Rows, runs: list[Run], formulas: list[Area]) -> None:
    """Dates and truth values that formulas give in cells of General format, which nothing else tells."""
    general = [area for run in runs if run.kind is Kind.GENERAL for area in run.areas]
    if not general:
        return
    for place in formulas:
        for area in general:
            if part := common_part(place, area):
                _read_results(cells, rows, part)


def _read_results(cells: Placed, rows: Rows, part: Area) -> None:
    top, left = part.top - cells.area.top, part.left - cells.area.left
    native = cells.sheet.native(part)
    for r, formulas in enumerate(native.getFormulaArray()):
        row = rows[top + r]
        for c, formula in enumerate(formulas):
            value = row[left + c]
            if not isinstance(value, float):
                continue
            found = result(formula)
            if found is Result.MOMENT:
                row[left + c] = moment(value, cells.sheet.book.date1904)
            elif value in (0.0, 1.0) and (
                found is Result.TRUTH
                or (found is Result.UNKNOWN and native.getCellByPosition(c, r).String in ("TRUE", "FALSE"))
            ):
                row[left + c] = bool(value)
