"""Dropdowns, date limits and the notes that show when a cell is selected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from softenv_xl.books import LISTS
from softenv_xl.schema.column import FIRST_DAY, LAST_DAY, Kind, Owner
from softenv_xl.schema.serial import from_serial
from softenv_xl.schema.vocabulary import PICK, ListOf
from softenv_xl.words import Text

if TYPE_CHECKING:
    from softenv_xl.schema.column import Column
    from softenv_xl.templates.canvas import Canvas
    from softenv_xl.templates.sheet import Sheet

_STOP = Text("不能这样填写", "This does not fit here")
_PICK = Text("请从下拉列表中选择。", "Pick one from the list.")
_PICK_REGISTERED = Text(
    "请从下拉列表中选择；列表中没有的，请先在“{table}”表中登记。",
    "Pick one from the list; if it isn't there, add it on the sheet {table} first.",
)
_NOT_LISTED = Text("下拉列表中没有这一项，确定这样填写吗？", "This is not in the list. Keep it all the same?")
_DATE = Text("请填写日期，样式：2026-09-30。", "Type a date like 2026-09-30.")
_RANGE = Text("请填写 {low} 到 {high} 之间的数字。", "Type a number from {low} to {high}.")


def guard(canvas: Canvas, sheet: Sheet, column: Column, area: tuple[int, int, int, int]) -> None:
    """Says what cells may hold; `area` is top, left, bottom, right, zero-based. Computed columns need none."""
    rule = _rule(canvas, column)
    if column.owner is Owner.COMPUTED or not (rule or column.hint):
        return
    options: dict[str, Any] = rule or {"validate": "any"}
    if column.hint:
        options |= {"input_title": column.label(canvas.lang), "input_message": column.hint(canvas.lang)}
    sheet.data_validation(*area, options)


def _rule(canvas: Canvas, column: Column) -> dict[str, Any] | None:
    if column.choices:
        return _choice(canvas, column)
    if column.kind is Kind.DATE:
        days = {"minimum": from_serial(FIRST_DAY), "maximum": from_serial(LAST_DAY)}
        return {"validate": "date", "criteria": "between", **days, **_refusal(canvas, _DATE)}
    if column.low is not None and column.high is not None:
        words = _RANGE.format(low=f"{column.low:g}", high=f"{column.high:g}")
        limits = {"minimum": column.low, "maximum": column.high}
        return {"validate": "decimal", "criteria": "between", **limits, **_refusal(canvas, words)}
    return None


def _choice(canvas: Canvas, column: Column) -> dict[str, Any]:
    """A choice column takes only listed words; a plain one is offered them, and asked about others.

    With "ignore blank" Excel takes any word at all while the list's range holds an empty cell. So a choice
    column doesn't ignore blanks, and a plain one does: nobody is asked while no list has been filled in.
    """
    name = column.choices.name if isinstance(column.choices, ListOf) else f"{PICK}{column.choices.key}"  # type: ignore[union-attr]
    strict = column.kind is Kind.CHOICE
    words = _pick_words(canvas, column) if strict else _NOT_LISTED
    alert = _refusal(canvas, words)
    return {
        "validate": "list",
        "source": f"={name}",
        "ignore_blank": not strict,
        **(alert if strict else {**alert, "error_type": "warning"}),
    }


def _pick_words(canvas: Canvas, column: Column) -> Text:
    if isinstance(column.choices, ListOf):
        table = LISTS[column.choices.name][0]
        for sheet, spec in canvas.book.tables():
            if spec.key == table and not spec.prefilled:
                return _PICK_REGISTERED.format(table=sheet.name)
    return _PICK


def _refusal(canvas: Canvas, words: Text) -> dict[str, Any]:
    return {"error_title": _STOP(canvas.lang), "error_message": words(canvas.lang)}
