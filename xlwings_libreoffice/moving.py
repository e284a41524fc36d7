"""Cells that come, go, and move: the part of a range that changes where cells are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlwings_libreoffice.bulk_writing import Contents, rectangles
from xlwings_libreoffice.placed import Placed
from xlwings_libreoffice.references import MAX_COLUMN, MAX_ROW, Area, native_cell
from xlwings_libreoffice.uno_runtime import enum
from xlwings_libreoffice.values import read
from xlwings_libreoffice.writing import set_number_format

if TYPE_CHECKING:
    from xlwings_libreoffice.range import Range

_BEHIND = "format_from_right_or_below"


class Moving(Placed):
    """The part of a range that inserts, deletes, copies and moves."""

    def insert(self, shift: str | None = None, copy_origin: str | None = None) -> None:
        """Pushes cells `down` or to the `right`; by default, as Excel does, by the range's shape."""
        self.require_unlocked()
        rows, columns = self.shape
        down = shift == "down" or (shift is None and rows != MAX_ROW and columns >= rows)
        mode = self._line_mode(down) or ("DOWN" if down else "RIGHT")
        self.changed(down)
        self.sheet.api.insertCells(self.sheet.address(self.area), enum("sheet.CellInsertMode", mode))
        self.sheet.book.moves += 1
        self._take_looks(down, copy_origin == _BEHIND)

    def _take_looks(self, down: bool, from_behind: bool) -> None:
        """The new cells look like the ones before them, or behind them."""
        top, left, bottom, right = self.area
        if down:
            row = bottom + 1 if from_behind else top - 1
            source = Area(row, left, row, right)
        else:
            column = right + 1 if from_behind else left - 1
            source = Area(top, column, bottom, column)
        if source.top < 1 or source.left < 1 or source.bottom > MAX_ROW or source.right > MAX_COLUMN:
            return
        if from_behind:
            for offset in range((bottom - top if down else right - left) + 1):
                spot = Area(top + offset, left, top + offset, right)
                if not down:
                    spot = Area(top, left + offset, bottom, left + offset)
                self.sheet.at(spot).copy_from(self.sheet.at(source), "formats")

    def delete(self, shift: str | None = None) -> None:
        """Pulls cells `up` or to the `left`; by default, as Excel does, by the range's shape."""
        self.require_unlocked()
        rows, columns = self.shape
        up = shift == "up" or (shift is None and columns > rows)
        mode = self._line_mode(up) or ("UP" if up else "LEFT")
        self.changed(up)
        self.sheet.api.removeRange(self.sheet.address(self.area), enum("sheet.CellDeleteMode", mode))
        self.sheet.book.moves += 1

    def _line_mode(self, along_rows: bool) -> str | None:
        """How LibreOffice calls moving whole rows or columns; None for a part of them."""
        if along_rows:
            return "ROWS" if self.shape[1] == MAX_COLUMN else None
        return "COLUMNS" if self.shape[0] == MAX_ROW else None

    def copy(self, destination: Moving | None = None) -> None:
        """To the destination's first cell; without one it is put aside for `paste`."""
        if destination is None:
            self.sheet.book.app.clipboard = self
            return
        destination = getattr(destination, "impl", destination)
        self._target(destination).copy_from(self, "all")

    def _target(self, destination: Moving) -> Range:
        rows, columns = self.shape
        top, left = destination.area.top, destination.area.left
        return destination.sheet.at(Area(top, left, top + rows - 1, left + columns - 1))

    def copy_from(
        self,
        source_range: Moving,
        copy_type: str = "all",
        skip_blanks: bool = False,
        transpose: bool = False,
    ) -> None:
        """`copy_type`: all, values, formats or formulas."""
        if skip_blanks or transpose:
            raise NotImplementedError("Range.copy_from with skip_blanks or transpose")
        source = getattr(source_range, "impl", source_range)
        target = source._target(self)
        target.require_unlocked()
        target.changed()
        if copy_type == "values":
            Contents.of(source).as_values().put_into(target)
            _show_truths(source, target)
        elif copy_type == "formulas":
            rows, columns = target.row - source.row, target.column - source.column
            Contents.of(source).moved(rows, columns).put_into(target)
        elif copy_type == "formats":
            kept = Contents.of(target)
            _copy_all(source, target)
            kept.put_into(target)
        elif copy_type == "all":
            _copy_all(source, target)
        else:
            raise ValueError(f"not a kind of copy: {copy_type!r}")

    def paste(
        self,
        paste: str | None = None,
        operation: str | None = None,
        skip_blanks: bool = False,
        transpose: bool = False,
    ) -> None:
        """What `copy()` has put aside; ValueError where that is nothing."""
        if operation is not None:
            raise NotImplementedError("Range.paste with an operation")
        source = self.sheet.book.app.clipboard
        if source is None:
            raise ValueError("nothing was copied")
        self.copy_from(source, paste or "all", skip_blanks, transpose)

    def move(self, destination: Moving) -> None:
        """Cuts the cells and puts them at the destination's first cell; formulas that name them follow."""
        target = self._target(getattr(destination, "impl", destination))
        if target.sheet.book.uid != self.sheet.book.uid:
            raise NotImplementedError("Range.move into another book")
        self.require_unlocked()
        target.require_unlocked()
        self.changed()
        target.changed()
        place = native_cell(target.area, target.sheet.index - 1)
        self.sheet.api.moveRange(place, self.sheet.address(self.area))
        self.sheet.book.moves += 1


def _show_truths(source: Moving, target: Range) -> None:
    """A truth value is a number that is shown as one; as such it is copied too."""
    rows = read(source) if len(source) > 1 else ((read(source),),)
    truths = [(r, c) for r, row in enumerate(rows) for c, value in enumerate(row) if isinstance(value, bool)]
    if truths:
        set_number_format(target, rectangles(truths), target.sheet.book.kinds.truth_key)


def _copy_all(source: Moving, target: Moving) -> None:
    if source.sheet.book.uid == target.sheet.book.uid:
        place = native_cell(target.area, target.sheet.index - 1)
        target.sheet.api.copyRange(place, source.sheet.address(source.area))
        return
    # between documents only what the clipboard carries can go; the controllers hand it over directly
    _controller_at(target).insertTransferable(_controller_at(source).getTransferable())


def _controller_at(cells: Moving) -> Any:
    controller = cells.sheet.book.controller
    controller.setActiveSheet(cells.sheet.api)
    controller.select(cells.api)
    return controller
