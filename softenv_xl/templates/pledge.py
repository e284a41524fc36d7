"""The lines at the foot of a return's first form: what the teacher pledges, and who signs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from softenv_xl.sheets.heights import points
from softenv_xl.templates.formats import INK
from softenv_xl.words import Text

if TYPE_CHECKING:
    from softenv_xl.templates.canvas import Canvas
    from softenv_xl.templates.sheet import Sheet

_PLEDGE = Text(
    "本人承诺：本表所填内容属实，并按所列措施和期限整改。",
    "I declare that what I have filled in is true, and I will carry out the measures by the dates that I named.",
)
_SIGNATURES = (
    Text("本人签字、日期", "Signature, date"),
    Text("部门负责人签字、日期", "Head of department, date"),
)
_LABEL, _LINE = 0, 1
_SIGNATURE_POINTS, _MARGIN_POINTS = 34, 8


def draw_pledge(canvas: Canvas, sheet: Sheet, row: int, width: float) -> None:
    """From the row (zero-based) on; `width` is that of the first two columns together."""
    words, looks = _PLEDGE(canvas.lang), canvas.formats
    line = looks.line_points
    style = looks.format(text_wrap=True, valign="vcenter")
    sheet.merge_range(row, _LABEL, row, _LINE, words, style)
    sheet.set_row(row, (points([(words, width)], line) or line) + _MARGIN_POINTS)
    for offset, label in enumerate(_SIGNATURES, start=1):
        sheet.set_row(row + offset, _SIGNATURE_POINTS)
        sheet.write_string(row + offset, _LABEL, label(canvas.lang), looks.label(valign="bottom"))
        signed = looks.format(bottom=1, bottom_color=INK, locked=False, valign="bottom")
        sheet.write_blank(row + offset, _LINE, None, signed)
