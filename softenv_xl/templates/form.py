"""A form: labels in column A, values in column B, the check beside each in column C."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xlsxwriter.utility import xl_rowcol_to_cell

from softenv_xl.schema.column import Kind, Owner
from softenv_xl.schema.verdict import field_formula, field_verdict
from softenv_xl.templates.canvas import put
from softenv_xl.templates.conditional_formats import VERDICT, add_cell_formats
from softenv_xl.templates.inputs import guard

if TYPE_CHECKING:
    from softenv_xl.schema.column import Column
    from softenv_xl.schema.table import FormSpec
    from softenv_xl.templates.canvas import Canvas
    from softenv_xl.templates.sheet import Sheet

WIDTHS = (26, 44, 34)
_LABEL, _VALUE, _CHECK = range(3)
_ROW_POINTS, _LONG_POINTS = 21, 32


def draw_form(canvas: Canvas, sheet: Sheet, form: FormSpec, width: float) -> None:
    """Every field with its defined name; `width` is that of the values' column."""
    first = form.first_row - 1
    rows = {column.key: first + offset for offset, column in enumerate(form.columns)}
    for column in form.columns:
        row = rows[column.key]
        name = form.name(column.key)
        value = canvas.filling.values.get(name)
        sheet.fit_row(row, _LONG_POINTS if _may_be_long(column, width) else _ROW_POINTS)
        sheet.write_string(row, _LABEL, column.label(canvas.lang), canvas.formats.label())
        put(sheet, row, _VALUE, value, canvas.formats.field(column))
        canvas.name_cell(name, sheet, row, _VALUE)
        guard(canvas, sheet, column, (row, _VALUE, row, _VALUE))
        if column.owner is not Owner.COMPUTED:
            _draw_check(canvas, sheet, form, column, rows)
    add_cell_formats(canvas, sheet, VERDICT, check_area(form))


def check_area(form: FormSpec) -> tuple[int, int, int, int]:
    """Where the form's verdicts stand: top, left, bottom, right, zero-based."""
    first = form.first_row - 1
    return first, _CHECK, first + len(form.columns) - 1, _CHECK


def verdicts(canvas: Canvas, form: FormSpec) -> list[str]:
    """What the form's checks show before anybody recalculates."""
    return [_verdict(canvas, form, column) for column in form.inputs]


def _draw_check(canvas: Canvas, sheet: Sheet, form: FormSpec, column: Column, rows: dict[str, int]) -> None:
    text = field_formula(
        form, column.key, lambda key: xl_rowcol_to_cell(rows[key], _VALUE, True, True), canvas.lang
    )
    # Without a remembered result every program computes it on opening, whoever has filled in the value.
    sheet.write_formula(rows[column.key], _CHECK, f"={text}", canvas.formats.format(valign="vcenter"), "")


def _may_be_long(column: Column, width: float) -> bool:
    return column.kind is Kind.TEXT and column.limit > 2 * width


def _verdict(canvas: Canvas, form: FormSpec, column: Column) -> str:
    values = {c.key: canvas.filling.values.get(form.name(c.key)) for c in form.columns}
    return field_verdict(form, column.key, canvas.filling.scope(values, values.keys()), canvas.lang)
