"""The font of a range, and the lines around and inside it."""

from __future__ import annotations

from typing import Any

from xlwings import base_classes
from xlwings.base_classes import _UNSET, BORDER_GRID_SIDES

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


# The lines of com.sun.star.table.TableBorder2; diagonals are properties of the cells themselves.
_LINES = {
    "edge_top": "TopLine",
    "edge_bottom": "BottomLine",
    "edge_left": "LeftLine",
    "edge_right": "RightLine",
    "inside_vertical": "VerticalLine",
    "inside_horizontal": "HorizontalLine",
}
_DIAGONALS = {"diagonal_down": "DiagonalTLBR2", "diagonal_up": "DiagonalBLTR2"}
# com.sun.star.table.BorderLineStyle
_NONE, _DOUBLE = 0x7FFF, 15
_STYLES = {"continuous": 0, "dot": 1, "dash": 2, "double": _DOUBLE, "dash_dot": 16, "dash_dot_dot": 17}
_STYLE_NAMES = {style: name for name, style in _STYLES.items()} | {3: "double", 14: "dash"}
# Hundredths of a millimetre of 0.05, 0.75, 1.5 and 2.5 points; each name reaches halfway to the next.
_WIDTHS = {"hairline": 2, "thin": 26, "medium": 53, "thick": 88}
_UP_TO = {"hairline": 14, "thin": 39, "medium": 70}


class Border(Member, base_classes.Border):
    """One side. A range whose cells differ reads as one of them, as in Excel."""

    def __init__(self, cells: Cells, side: str) -> None:
        self.office = cells.office
        self._cells = cells
        self._side = side

    @property
    def api(self) -> Any:
        """A copy of the UNO border line."""
        if self._side in _DIAGONALS:
            return self._cells.api.getPropertyValue(_DIAGONALS[self._side])
        return getattr(self._cells.api.TableBorder2, _LINES[self._side])

    def _write(self, line: Any) -> None:
        cells = self._cells.api
        if self._side in _DIAGONALS:
            cells.setPropertyValue(_DIAGONALS[self._side], line)
            return
        border = cells.TableBorder2
        for name in _LINES.values():
            setattr(border, f"Is{name}Valid", name == _LINES[self._side])
        border.IsDistanceValid = False
        setattr(border, _LINES[self._side], line)
        cells.TableBorder2 = border

    @property
    def line_style(self) -> str:
        line = self.api
        return "none" if _missing(line) else _STYLE_NAMES.get(line.LineStyle, "continuous")

    @line_style.setter
    def line_style(self, value: str | None) -> None:
        self.set(line_style=value)

    @property
    def weight(self) -> str:
        """Excel calls a double line thick, and one that is not there thin."""
        line = self.api
        if _missing(line):
            return "thin"
        if _STYLE_NAMES.get(line.LineStyle) == "double":
            return "thick"
        return next((name for name, most in _UP_TO.items() if line.LineWidth <= most), "thick")

    @weight.setter
    def weight(self, value: str) -> None:
        self.set(weight=value)

    @property
    def color(self) -> Colour | None:
        line = self.api
        return None if _missing(line) else rgb(line.Color)

    @color.setter
    def color(self, color_or_rgb: Colour | str | int) -> None:
        self.set(color=color_or_rgb)

    def set(self, *, line_style: Any = _UNSET, weight: Any = _UNSET, color: Any = _UNSET) -> None:
        """Writes what is given, in one go; weight and colour make a missing line visible."""
        line = self.api
        if line_style is None:
            _draw(line, _NONE, 0)
        else:
            wanted = self.weight if weight is _UNSET else weight
            style = self.line_style if line_style is _UNSET else line_style
            # Excel's slanted dashes exist nowhere else
            style = {"none": "continuous", "slant_dash_dot": "dash_dot"}.get(style, style)
            if color is not _UNSET:
                line.Color = native_colour(color)
            _draw(line, _STYLES[style], _WIDTHS[wanted])
        self._write(line)


class Borders(Member, base_classes.Borders):
    """All sides of a range."""

    def __init__(self, cells: Any) -> None:
        self.office = cells.office
        self.parent = cells

    @property
    def api(self) -> Any:
        """A copy of the UNO table border."""
        return self.parent.api.TableBorder2

    def __getitem__(self, key: str) -> Border:
        return Border(self.parent, key)

    @property
    def line_style(self) -> str | None:
        """The style that all sides but the diagonals share, or None; so are weight and color."""
        return self._common("line_style")  # type: ignore[no-any-return]

    @line_style.setter
    def line_style(self, value: str | None) -> None:
        self.set(line_style=value)

    @property
    def weight(self) -> str | None:
        return self._common("weight")  # type: ignore[no-any-return]

    @weight.setter
    def weight(self, value: str) -> None:
        self.set(weight=value)

    @property
    def color(self) -> Colour | None:
        return self._common("color")  # type: ignore[no-any-return]

    @color.setter
    def color(self, color_or_rgb: Colour | str | int) -> None:
        self.set(color=color_or_rgb)

    def _sides(self) -> tuple[str, ...]:
        """The edges, and the inside lines that a range of its shape has."""
        return self._grid_sides()  # type: ignore[no-any-return, no-untyped-call]

    def _common(self, attribute: str) -> Any:
        values = {getattr(self[side], attribute) for side in self._sides()}
        return values.pop() if len(values) == 1 else None

    def set(
        self,
        which: Any = BORDER_GRID_SIDES,
        *,
        line_style: Any = _UNSET,
        weight: Any = _UNSET,
        color: Any = _UNSET,
    ) -> None:
        """`which`: names of sides; inside lines that the range is too small for are passed over."""
        present = {*self._sides(), *_DIAGONALS}
        for side in which:
            if side in present:
                self[side].set(line_style=line_style, weight=weight, color=color)


def _missing(line: Any) -> bool:
    return bool(line.LineStyle == _NONE or not (line.LineWidth or line.OuterLineWidth))


def _draw(line: Any, style: int, width: int) -> None:
    """A line of this style and width; LibreOffice parts the width of a double one by itself."""
    line.LineStyle = style
    line.LineWidth = _WIDTHS["medium"] if style == _DOUBLE else width
    line.OuterLineWidth = 0 if style == _DOUBLE else width
    line.InnerLineWidth = line.LineDistance = 0
