"""The dashboard's charts, each over exactly the rows of its table of figures."""

from __future__ import annotations

from itertools import cycle
from typing import TYPE_CHECKING, Any

from softenv_xl.templates import figures
from softenv_xl.templates.formats import BLUE, GREY, INK, LINE, ORANGE, PURPLE, SKY, VERMILION
from softenv_xl.words import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from xlsxwriter.chart import Chart

    from softenv_xl.registers.register import Figure, Shade
    from softenv_xl.schema.table import TableSpec
    from softenv_xl.templates.canvas import Canvas

_TITLE_SIZE, _TEXT_SIZE = 11, 8
# Parts of the chart's width and height: the title at the top left, the legend below or beside it, then the plot.
_TITLE_PLACE = {"x": 0.02, "y": 0.03}
_LEGEND_BELOW = {"x": 0.02, "y": 0.1, "width": 0.96, "height": 0.09}
_LEGEND_BESIDE = {"x": 0.56, "y": 0.02, "width": 0.42, "height": 0.1}
_BARS_PLACE = {"x": 0.26, "y": 0.2, "width": 0.71, "height": 0.77}
_AXES_PLACE = {"x": 0.06, "y": 0.26, "width": 0.91, "height": 0.6}
# What a fill is for, and those on which white ink is read.
_FILLS: dict[Shade, str] = {
    "good": BLUE,
    "mended": SKY,
    "attention": ORANGE,
    "doubtful": PURPLE,
    "bad": VERMILION,
    "none": GREY,
}
_DARK = {BLUE, VERMILION}
# Dash and marker of the first line, the second …: told apart without colour too.
_LINES = (("solid", "square"), ("square_dot", "circle"), ("dash", "triangle"), ("long_dash", "diamond"))


def chart_of(canvas: Canvas, figure: Figure) -> Chart:
    """The chart over exactly the rows of its table of figures."""
    return _KINDS[figure.chart.kind](canvas, figure)


def _lines(canvas: Canvas, figure: Figure) -> Chart:
    """Lines, because the weeks to come are blank: an area would fall to zero there."""
    chart = _chart(canvas, figure.table, {"type": "line"})
    for (key, shade), (dash, marker) in zip(figure.chart.series.items(), cycle(_LINES), strict=False):
        color = _FILLS[shade]
        dot = {"type": marker, "size": 4, "fill": {"color": color}, "border": {"color": color}}
        line = {"color": color, "width": 2.25, "dash_type": dash}
        chart.add_series(_series(canvas, figure.table, key) | {"line": line, "marker": dot})
    days = Text('m"月"', "mmm")(canvas.lang)
    chart.set_x_axis(
        {
            "date_axis": True,
            "num_format": days,
            "major_unit": 1,
            "major_unit_type": "months",
            "num_font": canvas.formats.chart_font(_TEXT_SIZE),
            "line": {"color": LINE},
        }
    )
    # No label between 0 and 1: items are whole.
    chart.set_y_axis(_counts(canvas, visible=True) | {"num_format": '[=0]0;[<1]"";0'})
    return chart


def _columns(canvas: Canvas, figure: Figure) -> Chart:
    chart = _chart(canvas, figure.table, {"type": "column"})
    labels = {
        "value": True,
        "num_format": "0",
        "position": "outside_end",
        "font": canvas.formats.chart_font(_TITLE_SIZE, bold=True),
    }
    for key, shade in figure.chart.series.items():
        bars = _series(canvas, figure.table, key) | {"fill": {"color": _FILLS[shade]}}
        chart.add_series(bars | {"data_labels": labels, "gap": 60})
    chart.set_x_axis({"num_font": canvas.formats.chart_font(_TEXT_SIZE), "line": {"color": LINE}})
    chart.set_y_axis(_counts(canvas, visible=False))
    if len(figure.chart.series) == 1:
        chart.set_legend({"none": True})
    return chart


def _bars(canvas: Canvas, figure: Figure) -> Chart:
    """Lying stacked bars, so that long names stay readable; the first row stands at the top."""
    chart = _chart(canvas, figure.table, {"type": "bar", "subtype": "stacked"})
    for key, shade in figure.chart.series.items():
        fill = _FILLS[shade]
        ink = "#FFFFFF" if fill in _DARK else INK
        labels = {
            "value": True,
            "num_format": "0;;",
            "font": canvas.formats.chart_font(_TEXT_SIZE, color=ink),
        }
        chart.add_series(
            _series(canvas, figure.table, key) | _filled(fill) | {"data_labels": labels, "gap": 25}
        )
    chart.set_y_axis(
        {
            "reverse": True,
            "interval_unit": 1,
            "num_font": canvas.formats.chart_font(_TEXT_SIZE),
            "line": {"color": LINE},
            "major_tick_mark": "none",
        }
    )
    chart.set_x_axis(_counts(canvas, visible=False))
    _set_legend(canvas, chart, _LEGEND_BELOW)
    chart.set_plotarea({"layout": _BARS_PLACE})
    return chart


_KINDS: dict[str, Callable[[Canvas, Figure], Chart]] = {"bars": _bars, "columns": _columns, "lines": _lines}


def _chart(canvas: Canvas, table: TableSpec, kind: dict[str, str]) -> Chart:
    chart: Chart = canvas.workbook.add_chart(kind)
    chart.set_title(
        {
            "name": figures.title_of(canvas, table),
            "name_font": canvas.formats.chart_font(_TITLE_SIZE, bold=True),
            "layout": _TITLE_PLACE,
        }
    )
    _set_legend(canvas, chart, _LEGEND_BESIDE)
    chart.set_plotarea({"layout": _AXES_PLACE})
    chart.set_chartarea({"border": {"color": LINE, "width": 1}})
    return chart


def _set_legend(canvas: Canvas, chart: Chart, place: dict[str, float]) -> None:
    chart.set_legend({"position": "top", "layout": place, "font": canvas.formats.chart_font(_TEXT_SIZE)})


def _filled(color: str) -> dict[str, Any]:
    return {"fill": {"color": color}, "border": {"color": "#FFFFFF", "width": 0.75}}


def _series(canvas: Canvas, table: TableSpec, key: str) -> dict[str, Any]:
    sheet, left = figures.SHEET(canvas.lang), figures.left_of(table)
    column = left + [c.key for c in table.columns].index(key)
    top, bottom = table.header_row, table.header_row + len(canvas.filling.rows(table)) - 1
    return {
        "name": [sheet, top - 1, column],
        "categories": [sheet, top, left, bottom, left],
        "values": [sheet, top, column, bottom, column],
    }


def _counts(canvas: Canvas, *, visible: bool) -> dict[str, Any]:
    """An axis of counts from zero; without its labels where every bar says its number."""
    return {
        "min": 0,
        "visible": visible,
        "num_font": canvas.formats.chart_font(_TEXT_SIZE),
        "major_gridlines": {"visible": visible, "line": {"color": "#E3E3E3"}},
        "line": {"none": True},
    }
