"""The school's figures above those of its departments, in the columns that they are the sums of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from softenv_xl.registers.departments import OF_SCHOOL, SCHOOL, SPEC, school_name
from softenv_xl.templates.canvas import put
from softenv_xl.templates.conditional_formats import add_cell_formats
from softenv_xl.templates.formats import BLUE, PALE_BLUE

if TYPE_CHECKING:
    from softenv_xl.templates.canvas import Canvas
    from softenv_xl.templates.sheet import Sheet

_ROW = SPEC.header_row - 2


def draw_school(canvas: Canvas, sheet: Sheet) -> None:
    """One row between the sheet's title and the headers: it stays in view, and no department pushes it away."""
    places = {column.key: place for place, column in enumerate(SPEC.columns)}
    lined = {"bold": True, "valign": "vcenter", "top": 2, "top_color": BLUE, "bg_color": PALE_BLUE}
    label = canvas.formats.format(**lined, align="right", indent=1)
    sheet.write_string(_ROW, places[OF_SCHOOL[0]] - 1, SCHOOL(canvas.lang), label)
    for key in OF_SCHOOL:
        column, at = SPEC.column(key), (_ROW, places[key])
        put(sheet, *at, canvas.filling.values.get(school_name(key)), canvas.formats.figure(column, **lined))
        canvas.name_cell(school_name(key), sheet, *at)
        add_cell_formats(canvas, sheet, column, (*at, *at))
