"""How a range looks: everything about its cells but what they hold."""

from __future__ import annotations

from typing import Any

from xlwings_libreoffice.bulk_writing import Contents
from xlwings_libreoffice.cells import Cells, Colour, common, native_colour, rgb
from xlwings_libreoffice.conditional_formats import ConditionalFormats
from xlwings_libreoffice.notes import Note, add_note, note_of
from xlwings_libreoffice.number_formats import number_format_code, number_format_key
from xlwings_libreoffice.references import Area, area_of
from xlwings_libreoffice.sizes import Sizes
from xlwings_libreoffice.styles import Borders, Font

_FIELD = "com.sun.star.text.TextField.URL"


def hyperlink_of(cells: Any) -> str:
    """The address that the first cell leads to. Raises Exception where there is none, as xlwings does."""
    fields = cells.getCellByPosition(0, 0).TextFields.createEnumeration()
    if not fields.hasMoreElements():
        raise Exception("The cell doesn't seem to contain a hyperlink!")
    return str(fields.nextElement().URL)


def add_hyperlink(document: Any, cells: Any, address: str, shown: str) -> None:
    """Makes the first cell a link. LibreOffice has no screen tips for links in cells."""
    field = document.createInstance(_FIELD)
    field.URL, field.Representation = address, shown
    cell = cells.getCellByPosition(0, 0)
    cell.setString("")
    cell.insertTextContent(cell.createTextCursor(), field, False)


class Merging(Cells):
    """The part of a range that speaks of merged cells."""

    @property
    def merge_area(self) -> Any:
        """The merged range that holds the first cell; that cell's own range where none does."""
        top, left, _, _ = self.area
        return self.sheet.at(self._around(Area(top, left, top, left)))

    @property
    def merge_cells(self) -> bool | None:
        """Whether the cells are merged ones; None where some are."""
        at_the_corner = self.area.top == self.area.left == 1  # nothing reaches in from outside
        around = self.area if at_the_corner else self._around(self.area)
        cells = self.api if around == self.area else self.sheet.native(around)
        if not cells.IsMerged:
            return False
        cursor = self.sheet.api.createCursorByRange(self.api)
        covered: list[Area] = []
        for row in range(self.area.top, self.area.bottom + 1):
            column = self.area.left
            while column <= self.area.right:
                merged = next((a for a in covered if a.holds(row, column)), None)
                if merged is None:
                    merged = self._merged_at(cursor, row, column)
                    if merged == (row, column, row, column):
                        return None
                    covered.append(merged)
                column = merged.right + 1
        return True

    def _merged_at(self, cursor: Any, row: int, column: int) -> Area:
        """The merged cells around one cell: moving a cursor is cheaper than making a range."""
        cursor.collapseToSize(1, 1)
        now = area_of(cursor)
        cursor.gotoOffset(column - now.left, row - now.top)
        cursor.collapseToMergedArea()
        return area_of(cursor)

    def merge(self, across: bool) -> None:
        """Makes one cell of the range, or with `across` one of each row; the first filled cell's content stays."""
        self.unmerge()
        top, left, bottom, right = self.area
        bands = [(row, row) for row in range(top, bottom + 1)] if across else [(top, bottom)]
        for first, last in bands:
            cells = self.sheet.at(Area(first, left, last, right))
            contents = Contents.of(cells)
            if contents.filled() - {(0, 0)}:  # a merged cell hides no others in Excel
                contents.first_alone().put_into(cells)
            cells.api.merge(True)

    def unmerge(self) -> None:
        """Takes apart every merged cell that the range touches."""
        self.sheet.native(self._around(self.area)).merge(False)

    def _around(self, area: Area) -> Area:
        """The area grown so that it cuts through no merged cell."""
        cells = self.api if area == self.area else self.sheet.native(area)
        cursor = self.sheet.api.createCursorByRange(cells)
        cursor.collapseToMergedArea()
        return area_of(cursor)


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


class Formatting(Sizes, Merging):
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
