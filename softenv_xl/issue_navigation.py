"""What is selected, and what comes next: from one cell with an issue to the next, in the order in which people read."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from softenv_xl.grid.address import Address

if TYPE_CHECKING:
    from collections.abc import Iterable

    import xlwings as xw

    from softenv_xl.issues import Issue


def issues_with_cells(book: xw.Book, issues: Iterable[Issue]) -> list[Issue]:
    """The issues that have a cell, from the first sheet's top to the last one's end; several in a cell once."""
    order = {name: number for number, name in enumerate(book.sheet_names)}
    cells = {
        (issue.place.sheet, issue.place.cell): issue
        for issue in reversed(list(issues))
        if _has_cell(issue, order)
    }
    return sorted(cells.values(), key=lambda issue: _rank(issue, order))


def after_selection(book: xw.Book, issues: list[Issue]) -> int:
    """The place in the list of the first issue after the selected cell; the first one again after the last."""
    order = {name: number for number, name in enumerate(book.sheet_names)}
    selected = book.app.selection
    if selected is None:
        return 0
    here = (order.get(selected.sheet.name, -1), Address(selected.row, selected.column))
    return next((i for i, issue in enumerate(issues) if _rank(issue, order) > here), 0)


def selected_row(book: xw.Book) -> tuple[str, int]:
    """The sheet and the row of the selected cell; no sheet where none is selected."""
    selected = book.app.selection
    return ("", 0) if selected is None else (selected.sheet.name, selected.row)


def show_sheet(book: xw.Book, title: str) -> xw.Sheet:
    """Brings a sheet to the front."""
    sheet = book.sheets[title]
    book.app.engine.activate()  # xlwings looks for the program in front with the engine that is active
    sheet.activate()
    return sheet


def select_cell(book: xw.Book, issue: Issue) -> bool:
    """Selects the issue's cell; whether its row can't be seen."""
    cell = show_sheet(book, issue.place.sheet).range(issue.place.cell)
    cell.select()
    return bool(cell.rows.hidden)


def _has_cell(issue: Issue, order: dict[str, int]) -> bool:
    with suppress(ValueError):
        return issue.place.sheet in order and bool(Address.parse(issue.place.cell))
    return False


def _rank(issue: Issue, order: dict[str, int]) -> tuple[int, Address]:
    return order[issue.place.sheet], Address.parse(issue.place.cell)
