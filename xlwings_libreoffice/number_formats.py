"""Number formats: Excel's codes and LibreOffice's numbered ones, and what a format makes of a number.

LibreOffice keeps a code once per document and language and hands out its number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from xlwings_libreoffice.references import Area, area_at, native
from xlwings_libreoffice.uno_runtime import struct

if TYPE_CHECKING:
    from xlwings_libreoffice.placed import Placed


# LibreOffice numbers its formats in blocks, one a language; each block begins with General.
_BLOCK = 10_000
_PIECES = re.compile(
    r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|General|AM/PM|A/P|E[+-]|[A-Za-z]+|.', re.IGNORECASE | re.DOTALL
)
_AS_WRITTEN = re.compile(r'["\\_*]|am/pm$|a/p$|e[+-]$', re.IGNORECASE)
_COLOURS = ("Black", "Blue", "Cyan", "Green", "Magenta", "Red", "White", "Yellow")
_WEEKDAYS = {"nn": "ddd", "nnn": "dddd", "nnnn": "dddd, "}


def _english() -> Any:
    """The language in which Excel's object model spells codes."""
    return struct("lang.Locale", Language="en", Country="US")


def number_format_key(document: Any, code: str) -> int:
    """The number of the document's format with this Excel code, added where it is new.

    Raises ValueError where LibreOffice cannot read the code.
    """
    if code.lower() == "general":
        return 0
    try:
        # kept in the office's own language: in another one it would be saved with a mark of that language
        return int(document.NumberFormats.addNewConverted(code, _english(), struct("lang.Locale")))
    except Exception as error:
        # UNO's exceptions share no base class of their own
        if type(error).__name__ != "MalformedNumberFormatException":
            raise
        raise ValueError(f"not a number format: {code!r}") from error


def number_format_code(document: Any, key: int) -> str:
    """The Excel code of the document's format with this number."""
    if key % _BLOCK == 0:
        return "General"
    formats = document.NumberFormats
    entry = formats.getByKey(key)
    if entry.Locale.Language != "en":
        entry = formats.getByKey(formats.addNewConverted(entry.FormatString, entry.Locale, _english()))
    return "".join(_spelt(piece) for piece in _PIECES.findall(entry.FormatString))


def _spelt(piece: str) -> str:
    """One piece of a code in the case that Excel gives it."""
    if piece.startswith("["):
        return _bracket(piece)
    if _AS_WRITTEN.match(piece):
        return piece
    if piece.lower() == "general":
        return "General"
    return _WEEKDAYS.get(piece.lower(), piece.lower())


def _bracket(piece: str) -> str:
    """`[RED]` → `[Red]`, `[H]` → `[h]`; currencies and conditions stay."""
    inner = piece[1:-1]
    if inner.capitalize() in _COLOURS or inner.upper().startswith("COLOR"):
        return f"[{inner.capitalize()}]"
    if set(inner.lower()) in ({"h"}, {"m"}, {"s"}):
        return piece.lower()
    return piece


_DATE_OR_TIME, _LOGICAL, _TEXT = 2 | 4, 1024, 256  # com.sun.star.util.NumberFormat
_GENERAL_EVERY = 10_000  # each language has a General of its own
GENERAL_KEY = 0
_MOST_QUESTIONS = 100

Narrowing = Callable[[Area], Area | None]
"""Takes an area in one column and gives the part of it that matters; None for no part."""


class Kind(Enum):
    GENERAL = "General"
    NUMBER = "number"
    MOMENT = "date or time"
    TRUTH = "truth value"
    TEXT = "text"


class Run(NamedTuple):
    """Areas that share one number format."""

    kind: Kind
    areas: list[Area]


class Kinds:
    """The number formats of one document, each looked up once."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._known: dict[int, Kind] = {}
        self._keys: dict[str, int] = {}

    def of(self, key: int) -> Kind:
        if key not in self._known:
            self._known[key] = self._looked_up(key)
        return self._known[key]

    def _looked_up(self, key: int) -> Kind:
        if key % _GENERAL_EVERY == 0:
            return Kind.GENERAL
        type_ = self._document.NumberFormats.getByKey(key).Type
        if type_ & _DATE_OR_TIME:
            return Kind.MOMENT
        if type_ & _LOGICAL:
            return Kind.TRUTH
        return Kind.TEXT if type_ & _TEXT else Kind.NUMBER

    def key(self, code: str) -> int:
        """The key of a format by Excel's code."""
        if code not in self._keys:
            self._keys[code] = number_format_key(self._document, code)
        return self._keys[code]

    @property
    def truth_key(self) -> int:
        """The key of the format that shows TRUE and FALSE."""
        if "TRUE" not in self._keys:
            formats = self._document.NumberFormats
            self._keys["TRUE"] = formats.getStandardFormat(_LOGICAL, self._document.CharLocale)
        return self._keys["TRUE"]

    def runs(self, cells: Placed, narrowed: Narrowing | None = None) -> list[Run]:
        """The kinds of some cells and where on the sheet each holds.

        `narrowed` leaves out cells whose kinds are of no interest; some of those may be told all the same.
        """
        key = _common(cells.api)
        if key is not None:
            return [Run(self.of(key), [cells.area])]
        found: dict[Kind, list[Area]] = {}
        open_ = [_columns(cells.area, narrowed) if narrowed else _halves(cells.area)]
        sheet, questions = cells.sheet.index - 1, 0
        while open_:
            areas = open_.pop()
            questions += 1
            if questions > _MOST_QUESTIONS:
                return self._by_group(cells.api)
            key = _common_of(self._asked, tuple(native(area, sheet) for area in areas)) if areas else None
            if key is not None:
                found.setdefault(self.of(key), []).extend(areas)
            elif len(areas) > 1:
                open_ += [areas[: len(areas) // 2], areas[len(areas) // 2 :]]
            else:
                halves = (narrowed(half) if narrowed else half for area in areas for half in _halves(area))
                open_ += [[half] for half in halves if half]
        return [Run(kind, areas) for kind, areas in found.items()]

    @cached_property
    def _asked(self) -> Any:
        """Holds the cells that are asked about, and none in between."""
        return self._document.createInstance("com.sun.star.sheet.SheetCellRanges")

    def _by_group(self, cells: Any) -> list[Run]:
        """By asking for all areas of equal looks: slow where there are few looks, but never slower."""
        found: dict[Kind, list[Area]] = {}
        groups = cells.getUniqueCellFormatRanges()
        for index in range(groups.Count):
            group = groups.getByIndex(index)
            places = found.setdefault(self.of(group.NumberFormat), [])
            places += [area_at(place) for place in group.RangeAddresses]
        return [Run(kind, areas) for kind, areas in found.items()]


def narrowing(rows: Sequence[Sequence[Any]], origin: Area, counts: Callable[[Any], bool]) -> Narrowing:
    """Narrows to the cells that count; `rows` are what the cells of the area `origin` hold."""

    def narrowed(area: Area) -> Area | None:
        column = area.left - origin.left
        numbers = range(area.top - origin.top, area.bottom - origin.top + 1)
        first = next((r for r in numbers if counts(rows[r][column])), None)
        if first is None:
            return None
        last = next(r for r in reversed(numbers) if counts(rows[r][column]))
        return area._replace(top=origin.top + first, bottom=origin.top + last)

    return narrowed


def _common(cells: Any) -> int | None:
    """The number format of UNO cells; None where they have several."""
    if cells.getPropertyState("NumberFormat").value == "AMBIGUOUS_VALUE":
        return None
    return int(cells.NumberFormat)


def _common_of(asked: Any, places: tuple[Any, ...]) -> int | None:
    """The same for these UNO addresses: an object made for each would take ten times as long."""
    asked.addRangeAddresses(places, False)
    try:
        return _common(asked)
    finally:
        asked.removeRangeAddresses(places)


def _columns(area: Area, narrowed: Narrowing) -> list[Area]:
    columns = (area._replace(left=column, right=column) for column in range(area.left, area.right + 1))
    return [column for column in map(narrowed, columns) if column]


def _halves(area: Area) -> list[Area]:
    """By columns as long as there are several, for those are where number formats change."""
    top, left, bottom, right = area
    if left < right:
        middle = (left + right) // 2
        return [area._replace(right=middle), area._replace(left=middle + 1)]
    middle = (top + bottom) // 2
    return [area._replace(bottom=middle), area._replace(top=middle + 1)]
