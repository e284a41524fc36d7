"""What every part of a range builds on, and what its cells have in common."""

from __future__ import annotations

from typing import Any

from xlwings_libreoffice.office import Office
from xlwings_libreoffice.references import Area

Colour = tuple[int, int, int]
_AUTOMATIC = -1


class Cells:
    """A rectangle of one sheet: `api` is the UNO cell range, `sheet` the sheet of this engine."""

    office: Office
    sheet: Any
    area: Area
    api: Any

    @property
    def document(self) -> Any:
        """The UNO document that the cells belong to."""
        return self.sheet.book.api


def common(cells: Any, name: str) -> Any:
    """The value of a UNO property that all the cells share; None where they differ."""
    if cells.getPropertyState(name).value == "AMBIGUOUS_VALUE":
        return None
    return cells.getPropertyValue(name)


def native_colour(colour: Colour | str | int | None) -> int:
    """0xRRGGBB from (red, green, blue), `#rrggbb` or Excel's integer (blue first); -1 for None.

    Raises ValueError for anything that is not a colour.
    """
    if colour is None:
        return _AUTOMATIC
    if isinstance(colour, str):
        digits = colour.removeprefix("#")
        if len(digits) != 6:
            raise ValueError(f"not a colour: {colour!r}")
        return int(digits, 16)
    if isinstance(colour, int):
        red, green, blue = colour & 255, colour >> 8 & 255, colour >> 16 & 255
    else:
        red, green, blue = colour
    if not all(0 <= channel <= 255 for channel in (red, green, blue)):
        raise ValueError(f"not a colour: {colour!r}")
    return red << 16 | green << 8 | blue


def rgb(native: int | None) -> Colour | None:
    """(red, green, blue) of a UNO colour; None where there is none."""
    if native is None or native == _AUTOMATIC:
        return None
    return native >> 16 & 255, native >> 8 & 255, native & 255
