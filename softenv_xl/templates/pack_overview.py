"""The pack's page of the dashboard: the department's figures on the day on which it was made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from softenv_xl.templates import page
from softenv_xl.templates.canvas import put
from softenv_xl.templates.formats import ALARMS, LINE
from softenv_xl.words import NO_DATA

if TYPE_CHECKING:
    from softenv_xl.schema.table import SheetSpec
    from softenv_xl.templates.canvas import Canvas
    from softenv_xl.templates.pack import PackDrawing
    from softenv_xl.templates.sheet import Sheet

_WIDTHS = (38, 20)
_FIRST, _POINTS = 4, 22


def draw_overview(pack: PackDrawing, canvas: Canvas, sheet: Sheet, spec: SheetSpec) -> None:
    """One protected page of figures, each with what it counts."""
    for place, width in enumerate(_WIDTHS):
        sheet.set_column(place, place, width)
    page.head(canvas, sheet, spec.guide)
    sheet.write_string(
        2, 0, f"{pack.school} · {pack.department} · {pack.issued.isoformat()}", canvas.formats.guide()
    )
    lined = {"border": 1, "border_color": LINE, "valign": "vcenter"}
    for row, figure in enumerate(pack.figures, start=_FIRST):
        alarming = figure.column.key in ALARMS and isinstance(figure.value, int) and figure.value > 0
        tone = ALARMS[figure.column.key] if alarming else None
        more = {"font_color": tone.ink, "bg_color": tone.ground} if tone and tone.ground else {}
        sheet.set_row(row, _POINTS)
        sheet.write_string(row, 0, figure.column.label(canvas.lang), canvas.formats.format(indent=1, **lined))
        style = canvas.formats.figure(figure.column, font_size=13, bold=True, **lined, **more)
        put(sheet, row, 1, NO_DATA if figure.value is None else figure.value, style)
    sheet.hide_gridlines(2)
    sheet.protect()
    page.print_setup(canvas, sheet, landscape=False, one_page=True)
