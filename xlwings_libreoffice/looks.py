"""How a range looks: everything about its cells but what they hold."""

from __future__ import annotations

from typing import Any

from xlwings_libreoffice.borders import Borders
from xlwings_libreoffice.cells import Colour, common, native_colour, rgb
from xlwings_libreoffice.conditional_formats import ConditionalFormats
from xlwings_libreoffice.fonts import Font
from xlwings_libreoffice.hyperlinks import add_hyperlink, hyperlink_of
from xlwings_libreoffice.merging import Merging
from xlwings_libreoffice.notes import Note, add_note, note_of
from xlwings_libreoffice.number_formats import number_format_code, number_format_key
from xlwings_libreoffice.sizes import Sizes

# com.sun.star.table.CellHoriJustify; its last value but one is Excel's justify or, by method, distributed
_HORIZONTAL = {"general": 0, "left": 1, "center": 2, "right": 3, "justify": 4, "distributed": 4, "fill": 5}
_HORIZONTAL_NAMES = {
    "STANDARD": "general",
    "LEFT": "left",
    "CENTER": "center",
    "RIGHT": "right",
    "BLOCK": "justify",
    "REPEAT": "fill",
}
# com.sun.star.table.CellVertJustify2; its standard stands at the bottom
_VERTICAL = {"top": 1, "center": 2, "bottom": 3, "justify": 4, "distributed": 4}
_VERTICAL_NAMES = {0: "bottom", 1: "top", 2: "center", 3: "bottom", 4: "justify"}
_EVENLY, _AUTOMATIC = 1, 0  # com.sun.star.table.CellJustifyMethod


class Looks(Sizes, Merging):
    """The part of a range that speaks of looks. Getters give None where the cells differ."""

    @property
    def number_format(self) -> str | None:
        """Excel's format code, such as `0.00` or `yyyy-mm-dd`."""
        key = common(self.api, "NumberFormat")
        return None if key is None else number_format_code(self.document, key)

    @number_format.setter
    def number_format(self, value: str) -> None:
        self.api.NumberFormat = number_format_key(self.document, value)

    @property
    def color(self) -> Colour | None:
        """The fill as (red, green, blue); None where there is none."""
        return rgb(common(self.api, "CellBackColor"))

    @color.setter
    def color(self, color_or_rgb: Colour | str | int | None) -> None:
        self.api.CellBackColor = native_colour(color_or_rgb)

    def set_colors(self, colors: Any) -> None:
        """A fill for each cell, rows of colours; `...` leaves a cell as it is."""
        for row, line in enumerate(colors):
            for column, colour in enumerate(line):
                if colour is not ...:
                    self.api.getCellByPosition(column, row).CellBackColor = native_colour(colour)

    @property
    def font(self) -> Font:
        return Font(self)

    @property
    def borders(self) -> Borders:
        return Borders(self)

    @property
    def conditional_formats(self) -> ConditionalFormats:
        return ConditionalFormats(self)

    @property
    def wrap_text(self) -> bool | None:
        return common(self.api, "IsTextWrapped")  # type: ignore[no-any-return]

    @wrap_text.setter
    def wrap_text(self, value: bool) -> None:
        self.api.IsTextWrapped = bool(value)

    @property
    def horizontal_alignment(self) -> str | None:
        justify, method = common(self.api, "HoriJustify"), common(self.api, "HoriJustifyMethod")
        if justify is None or method is None:
            return None
        name = _HORIZONTAL_NAMES[getattr(justify, "value", justify)]
        return "distributed" if name == "justify" and method == _EVENLY else name

    @horizontal_alignment.setter
    def horizontal_alignment(self, value: str) -> None:
        if value not in _HORIZONTAL:
            raise NotImplementedError(f"horizontal_alignment = {value!r}")
        self.api.HoriJustify = _HORIZONTAL[value]
        self.api.HoriJustifyMethod = _EVENLY if value == "distributed" else _AUTOMATIC

    @property
    def vertical_alignment(self) -> str | None:
        justify, method = common(self.api, "VertJustify"), common(self.api, "VertJustifyMethod")
        if justify is None or method is None:
            return None
        name = _VERTICAL_NAMES[justify]
        return "distributed" if name == "justify" and method == _EVENLY else name

    @vertical_alignment.setter
    def vertical_alignment(self, value: str) -> None:
        self.api.VertJustify = _VERTICAL[value]
        self.api.VertJustifyMethod = _EVENLY if value == "distributed" else _AUTOMATIC

    @property
    def note(self) -> Note | None:
        return note_of(self)

    def add_note(self, text: str) -> Note:
        return add_note(self, text)

    @property
    def hyperlink(self) -> str:
        return hyperlink_of(self.api)

    def add_hyperlink(
        self, address: str, text_to_display: str | None = None, screen_tip: str | None = None
    ) -> None:
        add_hyperlink(self.document, self.api, address, text_to_display or address)
