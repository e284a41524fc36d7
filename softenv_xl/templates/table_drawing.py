"""A sheet's table: a real Excel table with its formulas, dropdowns and marks, ready to grow downwards."""

from __future__ import annotations

from functools import cached_property
from itertools import cycle
from math import ceil
from typing import TYPE_CHECKING, Any

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from softenv_xl.grid.shared_formula import FEWEST, can_be_shared
from softenv_xl.schema.column import Kind
from softenv_xl.schema.listing import NOTHING
from softenv_xl.schema.verdict import Judge, formula
from softenv_xl.sheets.heights import BOLD, MARGIN, points, text_units
from softenv_xl.templates.canvas import put
from softenv_xl.templates.conditional_formats import add_table_formats
from softenv_xl.templates.inputs import guard

if TYPE_CHECKING:
    from softenv_xl.grid.cell import Value
    from softenv_xl.schema.column import Column
    from softenv_xl.schema.table import TableSpec
    from softenv_xl.templates.canvas import Canvas, Row
    from softenv_xl.templates.sheet import Sheet

# The filter's arrow takes this much of a header, in characters.
_ARROW = 2.5
_HEADER_MARGIN_POINTS = 9
# Chinese headers of so many characters are one word.
_WORD = 3
# Pale grounds of neighbouring blocks.
_BANDS = ("#DCE9F5", "#FBEBD9", "#E3F1E4", "#EFE3F1")
# Stands in a formula for the row's number.
_ROW = "\ue000"
# So many ready rows are enough for nearly everyone; those beyond them step back.
_PLENTY = 10


def draw_table(
    canvas: Canvas, sheet: Sheet, table: TableSpec, left: int = 0, *, tinted: bool = False
) -> None:
    """The table with its header at `header_row`, from column `left` (zero-based) on."""
    rows, computed = canvas.filling.rows(table), _Computed(canvas, table, left)
    top, bottom = table.header_row, table.header_row + len(rows) - 1
    sheet.add_table(
        top - 1, left, bottom, left + len(table.columns) - 1,
        {"name": table.key, "style": None, "columns": [_declared(canvas, column, computed, top) for column in table.columns]},
    )  # fmt: skip
    sheet.fit_row(top - 1, _header_points(canvas, table))
    for offset, row in enumerate(rows):
        sheet.fit_row(top + offset, _row_points(canvas, table, row))
        pale = tinted and not table.prefilled and not table.unfolded and offset >= _PLENTY
        _draw_row(canvas, sheet, computed, row, (top + offset, left), tinted=tinted, pale=pale)
    for place, column in enumerate(table.columns, start=left):
        if len(rows) >= FEWEST and computed.can_be_shared(column):
            sheet.share_formula(top, bottom, place)
        guard(canvas, sheet, column, (top, place, table.reach - 1, place))
    add_table_formats(canvas, sheet, table, table.reach - 1)
    if len(table.blocks) > 1:
        _draw_bands(canvas, sheet, table, left)


def _draw_bands(canvas: Canvas, sheet: Sheet, table: TableSpec, left: int) -> None:
    """A band above the headers of each block, with its name where it begins, and where it shows while it is closed."""
    row = table.header_row - 2
    for block, fill in zip(table.blocks, cycle(_BANDS), strict=False):
        style = canvas.formats.format(bg_color=fill, bold=True, valign="vcenter")
        closed = block is not table.blocks[0] and not table.unfolded
        named = (block.columns[0], block.check) if closed else block.columns[:1]
        for column in block.columns:
            place = left + table.columns.index(column)
            put(sheet, row, place, block.title(canvas.lang) if column in named else None, style)


def set_widths(canvas: Canvas, sheet: Sheet, table: TableSpec, left: int = 0) -> None:
    """The columns' widths and default formats, from top to bottom of the sheet; those that stand aside are in
    closed groups, each with its plus sign above the column that follows.
    """
    closed = False
    for place, column in enumerate(table.columns, start=left):
        options: dict[str, Any] = {} if table.in_view(column, canvas.lang) else {"hidden": True}
        before, closed = closed, not (column.hidden or table.in_view(column, canvas.lang))
        if closed:
            options["level"] = 1
        elif before:
            options["collapsed"] = True
        sheet.set_column(place, place, width(canvas, column), canvas.formats.column(column), options)
    if closed:
        after = left + len(table.columns)
        sheet.set_column(after, after, None, None, {"collapsed": True})


def width(canvas: Canvas, column: Column) -> float:
    """As declared, but never so narrow that a word of the header is broken inside. A short header in Chinese is one word; a
    longer one may be broken anywhere.
    """
    label = column.label(canvas.lang)
    broken_anywhere = canvas.lang == "zh" and len(label) > _WORD
    if broken_anywhere or _bold_units(label) + MARGIN <= column.width:
        return column.width
    longest = max(_bold_units(word) for word in label.split())
    return max(column.width, ceil(2 * (longest + MARGIN + _ARROW)) / 2)


def ignore_text_numbers(sheet: Sheet, table: TableSpec, left: int = 0) -> None:
    """Ids are text on purpose: no green corners."""
    places = [place for place, column in enumerate(table.columns, start=left) if column.kind is Kind.ID]
    ranges = [
        f"{xl_rowcol_to_cell(table.header_row, at)}:{xl_rowcol_to_cell(table.reach - 1, at)}" for at in places
    ]
    if ranges:
        sheet.ignore_errors({"number_stored_as_text": " ".join(ranges)})


def check_area(table: TableSpec) -> tuple[int, int, int, int]:
    """Where the table's verdicts stand: top, left, bottom, right, zero-based."""
    place = [column.kind for column in table.columns].index(Kind.CHECK)
    return table.header_row, place, table.reach - 1, place


def verdicts(canvas: Canvas, table: TableSpec) -> list[str]:
    """What the check column shows before anybody recalculates."""
    computed, (check, *_) = _Computed(canvas, table, 0), (c for c in table.columns if c.kind is Kind.CHECK)
    return [str(computed.shown(check, row)) for row in canvas.filling.rows(table)]


def _header_points(canvas: Canvas, table: TableSpec) -> float:
    """The filter's arrow takes some of every header's room."""
    shown = [column for column in table.columns if table.in_view(column, canvas.lang)]
    labels = [(column.label(canvas.lang), _header_room(canvas, column)) for column in shown]
    return (points(labels, canvas.formats.line_points) or canvas.formats.line_points) + _HEADER_MARGIN_POINTS


def _header_room(canvas: Canvas, column: Column) -> float:
    """The width in which plain letters wrap as the header's bold ones do: beside the arrow, unless they fit one line."""
    room = width(canvas, column)
    if _bold_units(column.label(canvas.lang)) + MARGIN > room:
        room -= _ARROW
    return (room - MARGIN) / BOLD + MARGIN


def _bold_units(text: str) -> float:
    return text_units(text) * BOLD


def _row_points(canvas: Canvas, table: TableSpec, row: Row) -> float | None:
    shown = [column for column in table.columns if table.in_view(column, canvas.lang)]
    texts = ((str(row.get(column.key) or ""), width(canvas, column)) for column in shown)
    return points(texts, canvas.formats.line_points)


class _Computed:
    """The formulas of a table's columns, worked out once for all rows, and what they come to."""

    def __init__(self, canvas: Canvas, table: TableSpec, left: int) -> None:
        self.table, self._canvas = table, canvas
        self._keys = [column.key for column in table.columns]
        self._letters = dict(
            zip(self._keys, map(xl_col_to_name, range(left, left + len(self._keys))), strict=True)
        )
        listing = NOTHING if canvas.lists_issues else None
        self._judges = {block.check.key: Judge(table, canvas.lang, listing, block) for block in table.blocks}

    @cached_property
    def _formulas(self) -> dict[str, str | None]:
        return {column.key: self._formula(column) for column in self.table.columns}

    def formula(self, column: Column, row: int) -> str | None:
        """The column's formula in that row (zero-based), with its equals sign; None where people type."""
        text = self._formulas[column.key]
        return f"={text.replace(_ROW, str(row + 1))}" if text else None

    def can_be_shared(self, column: Column) -> bool:
        text = self._formulas[column.key]
        return text is not None and can_be_shared(text.split(_ROW))

    def shown(self, column: Column, row: Row) -> Value:
        """What the formula shows before anybody recalculates: mail previews and phones never do."""
        if judge := self._judges.get(column.key):
            return judge.verdict(self._canvas.filling.scope(row, self._keys))
        return row.get(column.key, 0 if column.kind is Kind.NUMBER else "")

    def _formula(self, column: Column) -> str | None:
        lang = self._canvas.lang
        if column.kind is Kind.CHECK:
            block = self.table.block_of(column.key)
            return formula(self.table, self._ref, lang, listed=self._canvas.lists_issues, block=block)
        return column.formula.excel(self._ref, lang) if column.formula else None

    def _ref(self, key: str) -> str:
        return f"${self._letters[key]}{_ROW}"


def _declared(canvas: Canvas, column: Column, computed: _Computed, row: int) -> dict[str, Any]:
    """The column as the table itself knows it; Excel carries its formula into rows that people add."""
    declared: dict[str, Any] = {
        "header": column.label(canvas.lang),
        "header_format": canvas.formats.header(column),
    }
    if text := computed.formula(column, row):
        declared["formula"] = text
    return declared


def _draw_row(
    canvas: Canvas,
    sheet: Sheet,
    computed: _Computed,
    row: Row,
    at: tuple[int, int],
    *,
    tinted: bool,
    pale: bool,
) -> None:
    line, left = at
    for place, column in enumerate(computed.table.columns, start=left):
        style = canvas.formats.spare(column) if pale else canvas.formats.cell(column, tinted=tinted)
        if text := computed.formula(column, line):
            sheet.write_formula(line, place, text, style, computed.shown(column, row))
        else:
            put(sheet, line, place, row.get(column.key), style)
