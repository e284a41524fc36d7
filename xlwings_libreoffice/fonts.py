"""The font of a range."""

from __future__ import annotations

from typing import Any

from xlwings import base_classes

from xlwings_libreoffice.cells import Cells, Colour, common, native_colour, rgb
from xlwings_libreoffice.member import Member

_NORMAL, _BOLD = 100.0, 150.0
_UPRIGHT, _ITALIC = 0, 2
# LibreOffice keeps a font for each kind of writing; Excel's one font is all three of them.
_SCRIPTS = ("", "Asian", "Complex")
_BLACK = (0, 0, 0)


class Font(Member, base_classes.Font):
    """Read from Western text; None where the cells differ. Written for every script."""

    def __init__(self, cells: Cells) -> None:
        self.office = cells.office
        self._cells = cells.api

    @property
    def api(self) -> Any:
        """The UNO object whose `Char…` properties are the font."""
        return self._cells

    def _write(self, name: str, value: Any) -> None:
        for script in _SCRIPTS:
            self._cells.setPropertyValue(name + script, value)

    @property
    def bold(self) -> bool | None:
        weight = common(self._cells, "CharWeight")
        return None if weight is None else weight > _NORMAL

    @bold.setter
    def bold(self, value: bool) -> None:
        self._write("CharWeight", _BOLD if value else _NORMAL)

    @property
    def italic(self) -> bool | None:
        posture = common(self._cells, "CharPosture")
        return None if posture is None else posture.value != "NONE"

    @italic.setter
    def italic(self, value: bool) -> None:
        self._write("CharPosture", _ITALIC if value else _UPRIGHT)

    @property
    def size(self) -> float | None:
        """In points."""
        size = common(self._cells, "CharHeight")
        return None if size is None else float(size)

    @size.setter
    def size(self, value: float) -> None:
        self._write("CharHeight", float(value))

    @property
    def color(self) -> Colour | None:
        """(red, green, blue); the automatic colour is black, as in Excel."""
        native = common(self._cells, "CharColor")
        return None if native is None else rgb(native) or _BLACK

    @color.setter
    def color(self, color_or_rgb: Colour | str | int) -> None:
        self._cells.setPropertyValue("CharColor", native_colour(color_or_rgb))

    @property
    def name(self) -> str | None:
        name = common(self._cells, "CharFontName")
        return None if name is None else str(name)

    @name.setter
    def name(self, value: str) -> None:
        self._write("CharFontName", value)
