"""The sheet of figures that the charts are drawn from: its tables side by side, a blank column between."""

from __future__ import annotations

from typing import TYPE_CHECKING

from softenv_xl.templates import page
from softenv_xl.templates.canvas import put, reference
from softenv_xl.templates.table_drawing import draw_table, ignore_text_numbers, set_widths
from softenv_xl.views.dashboard import FIGURES_SHEET, TABLES, title_name
from softenv_xl.words import Text

if TYPE_CHECKING:
    from softenv_xl.schema.table import TableSpec
    from softenv_xl.templates.canvas import Canvas
    from softenv_xl.templates.sheet import Sheet

SHEET = FIGURES_SHEET
_GUIDE = Text("总览中各图的数据，由程序计算。", "What the dashboard's charts are drawn from; computed.")


def left_of(table: TableSpec) -> int:
    """The zero-based column where a table of figures starts."""
    before = TABLES[: TABLES.index(table)]
    return sum(len(other.columns) + 1 for other in before)


def title_of(canvas: Canvas, table: TableSpec) -> str:
    """The formula of a chart's title: the cell above the table that it is drawn from."""
    at = _title_at(table)
    return f"={reference(SHEET(canvas.lang), (*at, *at))}"


def _title_at(table: TableSpec) -> tuple[int, int]:
    return table.header_row - 2, left_of(table)


def draw_figures(canvas: Canvas, sheet: Sheet) -> None:
    page.head(canvas, sheet, _GUIDE)
    for table in TABLES:
        left = left_of(table)
        put(sheet, *_title_at(table), canvas.filling.values.get(title_name(table)), canvas.formats.label())
        canvas.name_cell(title_name(table), sheet, *_title_at(table))
        set_widths(canvas, sheet, table, left)
        draw_table(canvas, sheet, table, left)
        if left:
            sheet.set_column(left - 1, left - 1, 3)
        ignore_text_numbers(sheet, table, left)
    sheet.freeze_panes(TABLES[0].header_row, 0)
    page.print_setup(canvas, sheet, one_page=True)
