"""Rows as high as what they show, measured once after many changes instead of after each.

LibreOffice measures every row of a block that is written, whether anything is drawn or not, and writing long texts takes
nearly all of its time for that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from xlwings_libreoffice.office import OfficeError

if TYPE_CHECKING:
    from xlwings_libreoffice.references import Area
    from xlwings_libreoffice.sheets import Sheet

_NEAR = 3  # rows: to measure a few more takes no longer than another call


class RowHeights:
    """Of one document. While they wait, whoever changes what cells hold says so."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._waiting = False
        self._changed: list[tuple[Sheet, int, int]] = []

    def wait(self) -> bool:
        """Whether they wait from now on: not where they did before, or are never measured."""
        if self._waiting or not self._document.IsAdjustHeightEnabled:
            return False
        self._document.IsAdjustHeightEnabled = False
        self._waiting = True
        return True

    def changed(self, sheet: Sheet, area: Area) -> None:
        if self._waiting:
            self._changed.append((sheet, area.top, area.bottom))

    def measure(self) -> None:
        """Ends the waiting, where there is any. A height that somebody set stays."""
        if not self._waiting:
            return
        rows, self._changed, self._waiting = self._rows(), [], False
        self._document.IsAdjustHeightEnabled = True
        steps = self._document.UndoManager
        steps.lock()  # nobody wants it back by itself
        try:
            for sheet, stretches in rows.values():
                for top, bottom in _joined(stretches):
                    sheet.measure_rows(top, bottom)
        finally:
            steps.unlock()

    def _rows(self) -> dict[int, tuple[Sheet, list[tuple[int, int]]]]:
        """By the place of their sheet."""
        found: dict[int, tuple[Sheet, list[tuple[int, int]]]] = {}
        for sheet, top, bottom in self._changed:
            with suppress(OfficeError):  # the sheet was deleted
                found.setdefault(sheet.index, (sheet, []))[1].append((top, bottom))
        return found


def _joined(stretches: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """First and last rows, in order; what overlaps or is near is one stretch."""
    first, last = 0, -_NEAR
    for top, bottom in sorted(stretches):
        if top > last + _NEAR:
            if first:
                yield first, last
            first = top
        last = max(last, bottom)
    if first:
        yield first, last
