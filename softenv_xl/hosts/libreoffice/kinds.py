"""What a number format makes of a number: a date, a truth value, a text; found in runs, never cell by cell."""

from __future__ import annotations

from enum import Enum
from typing import Any, NamedTuple

from softenv_xl.grid.address import Area
from softenv_xl.hosts.libreoffice.number_formats import number_format_key
from softenv_xl.hosts.libreoffice.references import area_at, area_of

_DATE_OR_TIME, _LOGICAL, _TEXT = 2 | 4, 1024, 256  # com.sun.star.util.NumberFormat
_GENERAL_EVERY = 10_000  # each language has a General of its own
GENERAL_KEY = 0


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

    def runs(self, cells: Any) -> list[Run]:
        """The kinds of a UNO cell range and where on the sheet each holds."""
        if cells.getPropertyState("NumberFormat").value != "AMBIGUOUS_VALUE":
            return [Run(self.of(cells.NumberFormat), [area_of(cells)])]
        found: dict[Kind, list[Area]] = {}
        groups = cells.getUniqueCellFormatRanges()
        for index in range(groups.Count):
            group = groups.getByIndex(index)
            places = found.setdefault(self.of(group.NumberFormat), [])
            places += [area_at(place) for place in group.RangeAddresses]
        return [Run(kind, areas) for kind, areas in found.items()]
