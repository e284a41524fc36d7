"""Writing values into cells as Excel takes them."""

from __future__ import annotations

import datetime as dt
import decimal
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from xlwings_libreoffice.bulk_writing import Cell, put_constants, put_formulas, rectangles
from xlwings_libreoffice.number_formats import GENERAL_KEY, Kind, Run
from xlwings_libreoffice.references import Area, native
from xlwings_libreoffice.values import CellError, code, serial

if TYPE_CHECKING:
    from xlwings_libreoffice.range import Range

_LIKE_A_NUMBER = re.compile(r"\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?\s*")
_LIKE_A_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_LONGEST = 32_767  # characters in a cell
_TYPED = frozenset("'=+-.0123456789 ")  # a text that begins otherwise can only mean itself, or TRUE, FALSE
_TRUTHS = {"TRUE": True, "FALSE": False}
_GENERAL, _TEXT, _TRUTH = Kind.GENERAL, Kind.TEXT, Kind.TRUTH

Content = float | str  # what UNO's data arrays hold; "" empties a cell


def write(cells: Range, data: Any) -> None:
    """One value for all cells, one row for all rows, or rows of values from the range's first cell on.

    None empties a cell. Text is taken as typed: `=…` is a formula, an apostrophe makes it literal, plain
    numbers and TRUE become values; in a cell of text format all is text. Raises TypeError for a value
    that no cell can hold.
    """
    cells.require_few()
    rows = shaped(data, cells.shape)
    top, left = cells.area.top, cells.area.left
    area = Area(top, left, top + len(rows) - 1, left + len(rows[0]) - 1)
    target = cells if area == cells.area else cells.sheet.at(area)
    target.require_unlocked()
    Entry(target, rows).carry_out()


def shaped(data: Any, shape: tuple[int, int]) -> Sequence[Sequence[Any]]:
    """Rows of values; a single value or row is repeated over the shape."""
    if not isinstance(data, list | tuple):
        return [[data] * shape[1]] * shape[0]
    if data and not isinstance(data[0], list | tuple):
        return [data] * shape[0]
    if not data or len({len(row) for row in data}) != 1 or not data[0]:
        raise ValueError("the rows must have values, and all as many")
    return data


class Entry:
    """Rows of values on their way into a range of the same shape."""

    def __init__(self, target: Range, rows: Sequence[Sequence[Any]]) -> None:
        self._target, self._rows = target, rows
        self._book = target.sheet.book
        self._formulas: dict[Cell, str] = {}
        self._formats: dict[int, list[Cell]] = {}

    def carry_out(self) -> None:
        runs = self._book.kinds.runs(self._target)
        if len(runs) == 1:
            contents = self._contents_of(runs[0].kind)
        else:
            kinds = _spread(runs, self._target.area)
            contents = [
                [self._content(value, kinds[r][c], (r, c)) for c, value in enumerate(row)]
                for r, row in enumerate(self._rows)
            ]
        put_constants(self._target, contents)
        # formats come first: a formula's result takes after the cells that it names
        for key, cells in self._formats.items():
            set_number_format(self._target, rectangles(cells), key)
        if self._formulas:
            spelling = self._target.sheet.spelling(self._target.area)
            native_texts = {cell: spelling.native(text) for cell, text in self._formulas.items()}
            put_formulas(self._target, native_texts)

    def _contents_of(self, kind: Kind) -> list[list[Content]]:
        """In cells of one kind. What needs no second look is known without a call for each."""
        plain = kind not in (_TEXT, _TRUTH)
        return [
            [
                value
                if plain
                and (
                    (type_ := type(value)) is float
                    or (type_ is str and 5 < len(value) <= _LONGEST and value[0] not in _TYPED)
                )
                else self._content(value, kind, (r, c))
                for c, value in enumerate(row)
            ]
            for r, row in enumerate(self._rows)
        ]

    def _content(self, value: Any, kind: Kind, cell: Cell) -> Content:
        """What to put into the cell; formulas and number formats are noted on the way."""
        if value is None or value == "":
            return ""
        if isinstance(value, str):
            return self._text(value, kind, cell)
        if kind is _TEXT:
            return _as_text(value)
        if isinstance(value, bool):
            if kind is not _TRUTH:
                self._formats.setdefault(self._book.kinds.truth_key, []).append(cell)
            return float(value)
        if isinstance(value, int | float | decimal.Decimal):
            if kind is _TRUTH:
                self._formats.setdefault(GENERAL_KEY, []).append(cell)
            return float(value)
        if isinstance(value, dt.date | dt.time | dt.timedelta):
            if kind is _GENERAL or kind is _TRUTH:
                self._formats.setdefault(self._book.kinds.key(code(value)), []).append(cell)
            return serial(value, self._book.date1904)
        raise TypeError(f"a cell cannot hold {type(value).__name__}: {value!r}")

    def _text(self, text: str, kind: Kind, cell: Cell) -> Content:
        if len(text) > _LONGEST:
            raise ValueError(f"a cell holds at most {_LONGEST} characters, not {len(text)}")
        first = text[0]
        if first == "'":
            if kind is _GENERAL:  # LibreOffice makes it a text cell where the text looks like something else
                self._formats.setdefault(GENERAL_KEY, []).append(cell)
            return text[1:]
        if kind is _TEXT:
            return text
        if first == "=" and len(text) > 1:
            self._formulas[cell] = text
            if kind is _TRUTH:  # only in a General cell does a formula's result choose the format
                self._formats.setdefault(GENERAL_KEY, []).append(cell)
            return ""
        if isinstance(text, CellError):
            self._formulas[cell] = f"={text}"
            return ""
        meant = _meant(text)
        return text if meant is None else self._content(meant, kind, cell)


def _meant(text: str) -> float | bool | dt.date | None:
    """The value that Excel takes a typed text for; None for a text."""
    if text[0] in " +-.0123456789":
        if _LIKE_A_NUMBER.fullmatch(text):
            number = float(text)
            return number if abs(number) != float("inf") else None
        if match := _LIKE_A_DATE.fullmatch(text):
            try:
                return dt.date(*map(int, match.groups()))
            except ValueError:
                return None
    return _TRUTHS.get(text.upper()) if len(text) <= 5 else None


def _as_text(value: Any) -> str:
    """A value as Excel shows it when it is entered into a cell of text format."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, dt.datetime):
        return f"{value.month}/{value.day}/{value.year} {value:%H:%M:%S}".removesuffix(" 00:00:00")
    if isinstance(value, dt.date):
        return f"{value.month}/{value.day}/{value.year}"
    return str(value)


def _spread(runs: Iterable[Run], area: Area) -> list[list[Kind]]:
    width = area.right - area.left + 1
    kinds = [[_GENERAL] * width for _ in range(area.bottom - area.top + 1)]
    for run in runs:
        if run.kind is _GENERAL:
            continue
        for place in run.areas:
            left, right = place.left - area.left, place.right - area.left + 1
            for row in kinds[place.top - area.top : place.bottom - area.top + 1]:
                row[left:right] = [run.kind] * (right - left)
    return kinds


def set_number_format(target: Range, places: Iterable[tuple[int, int, int, int]], key: int) -> None:
    """Gives rectangles of the target, counted from zero, a number format."""
    origin, sheet = target.area, target.sheet.index - 1
    addresses = tuple(
        native(Area(origin.top + top, origin.left + left, origin.top + bottom, origin.left + right), sheet)
        for top, left, bottom, right in places
    )
    together = target.sheet.book.api.createInstance("com.sun.star.sheet.SheetCellRanges")
    together.addRangeAddresses(addresses, False)
    together.NumberFormat = key
