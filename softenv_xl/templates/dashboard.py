"""The dashboard: a sentence, figures in large type and the campaign's charts on one printed page; the registers' charts
on the next.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from softenv_xl.schema.column import Column, Kind, Owner
from softenv_xl.templates import page
from softenv_xl.templates.canvas import put
from softenv_xl.templates.charts import chart_of
from softenv_xl.templates.conditional_formats import add_cell_formats
from softenv_xl.templates.formats import BLUE, FAINT_INK, NUMBER_FORMATS
from softenv_xl.views.dashboard import BASIS, FIGURES, HEADLINE, TILES, TITLE

if TYPE_CHECKING:
    from softenv_xl.registers.register import Tile
    from softenv_xl.templates.canvas import Canvas
    from softenv_xl.templates.sheet import Sheet

# Rows, zero-based, and their heights in pixels.
_TITLE, _HEADLINE, _BASIS = 0, 1, 2
GAP_ROW = 3
"""The empty row above the figures."""
_HEIGHTS = {_TITLE: 36, _HEADLINE: 46, _BASIS: 20, GAP_ROW: 8}
# Of each band of tiles: label, number, note, and the gap below.
_TILE_HEIGHTS = (25, 46, 42, 10)
_IN_A_BAND = 7
# Bars need room for every name; other charts don't.
_CHART_ROWS, _ROW = {"bars": 12, "columns": 8, "lines": 8}, 23
# Pixels of a tile and of the gap between two tiles.
_TILE, _GAP = 132, 12
# Between a chart and the edge of what is printed, so that its border isn't cut.
_RIM = 2
# So many charts stand on the first printed page, and so many percent of their size let seven tiles fit across A4.
_ON_FIRST_PAGE, _SCALE = 6, 68
_LAST_COLUMN = 2 * _IN_A_BAND - 2
WIDTH = _IN_A_BAND * _TILE + (_IN_A_BAND - 1) * _GAP


def draw_dashboard(canvas: Canvas, sheet: Sheet) -> None:
    """Rows of fixed heights, so that the charts stay where they belong."""
    for row, pixels in _HEIGHTS.items():
        sheet.set_row_pixels(row, pixels)
    for place in range(_LAST_COLUMN + 1):
        sheet.set_column_pixels(place, place, _GAP if place % 2 else _TILE)
    _draw_words(canvas, sheet)
    below = _draw_tiles(canvas, sheet, GAP_ROW + 1)
    last = _draw_charts(canvas, sheet, below)
    sheet.hide_gridlines(2)
    page.print_setup(canvas, sheet, landscape=False)
    sheet.set_print_scale(_SCALE)  # a page that is fitted knows no breaks
    sheet.center_horizontally()
    sheet.print_area(0, 0, last, _LAST_COLUMN)


def _draw_words(canvas: Canvas, sheet: Sheet) -> None:
    looks, values = canvas.formats, canvas.filling.values
    title = looks.format(font_size=20, bold=True, valign="vcenter")
    put(sheet, _TITLE, 0, values.get(TITLE, sheet.get_name()), title)
    canvas.name_cell(TITLE, sheet, _TITLE, 0)
    headline = looks.format(font_size=13, text_wrap=True, valign="vcenter", font_color=BLUE, bold=True)
    sheet.merge_range(_HEADLINE, 0, _HEADLINE, _LAST_COLUMN, "", headline)
    put(sheet, _HEADLINE, 0, values.get(HEADLINE), headline)
    canvas.name_cell(HEADLINE, sheet, _HEADLINE, 0)
    put(sheet, _BASIS, 0, values.get(BASIS), looks.guide())
    canvas.name_cell(BASIS, sheet, _BASIS, 0)


def _draw_tiles(canvas: Canvas, sheet: Sheet, top: int) -> int:
    """In bands of seven; returns the first row below them."""
    for first in range(0, len(TILES), _IN_A_BAND):
        for down, pixels in enumerate(_TILE_HEIGHTS):
            sheet.set_row_pixels(top + down, pixels)
        for place, tile in enumerate(TILES[first : first + _IN_A_BAND]):
            _draw_tile(canvas, sheet, tile, top, 2 * place)
        top += len(_TILE_HEIGHTS)
    return top


def _draw_tile(canvas: Canvas, sheet: Sheet, tile: Tile, top: int, place: int) -> None:
    looks, values = canvas.formats, canvas.filling.values
    ground = {"bg_color": "#F2F5F8", "align": "center"}
    label = looks.format(**ground, font_size=11, bold=True, valign="vcenter", top=5, top_color=BLUE)
    number = looks.format(
        **ground, font_size=26, bold=True, valign="vcenter", num_format=NUMBER_FORMATS[tile.kind]
    )
    note = looks.format(**ground, font_size=9, font_color=FAINT_INK, text_wrap=True, valign="top")
    target = canvas.book.sheet(tile.sheet).name(canvas.lang)
    sheet.write_url(top, place, page.inside(target), label, tile.label(canvas.lang), f"→ {target}")
    put(sheet, top + 1, place, values.get(tile.name), number)
    put(sheet, top + 2, place, values.get(tile.note), note)
    canvas.name_cell(tile.name, sheet, top + 1, place)
    canvas.name_cell(tile.note, sheet, top + 2, place)
    counted = Column(tile.key, tile.label, Kind.NUMBER, Owner.COMPUTED)
    add_cell_formats(canvas, sheet, counted, (top + 1, place, top + 1, place))


def _draw_charts(canvas: Canvas, sheet: Sheet, top: int) -> int:
    """Two by two; returns the last row that a chart covers."""
    width = (WIDTH - _GAP) // 2
    for first in range(0, len(FIGURES), 2):
        if first == _ON_FIRST_PAGE:
            sheet.set_h_pagebreaks([top])
        pair = FIGURES[first : first + 2]
        rows = max(_CHART_ROWS[figure.chart.kind] for figure in pair)
        for row in range(top, top + rows):
            sheet.set_row_pixels(row, _ROW)
        sheet.set_row_pixels(top + rows, _GAP)
        for right, figure in enumerate(pair):
            chart = chart_of(canvas, figure)
            chart.set_size({"width": width - 2 * _RIM, "height": rows * _ROW - 2 * _RIM})
            options = {
                "x_offset": right * (width + _GAP) + _RIM,
                "y_offset": _RIM,
                "object_position": 1,
                "description": figure.chart.alt(canvas.lang),
            }
            sheet.insert_chart(top, 0, chart, options)
        top += rows + 1
    return top - 2
