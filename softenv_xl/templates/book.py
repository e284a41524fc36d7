"""Walks a BookSpec and draws every sheet that it declares."""

from __future__ import annotations

from io import BytesIO
from itertools import accumulate
from math import ceil
from types import MappingProxyType
from typing import TYPE_CHECKING

from softenv_xl.books import MADE
from softenv_xl.registers import departments
from softenv_xl.schema.column import Column
from softenv_xl.templates import figures, lists, page
from softenv_xl.templates.canvas import Canvas, Filling
from softenv_xl.templates.chart_defaults import with_chart_defaults
from softenv_xl.templates.conditional_formats import ISSUE_NAMES
from softenv_xl.templates.dashboard import draw_dashboard
from softenv_xl.templates.figures import draw_figures
from softenv_xl.templates.form import WIDTHS, draw_form
from softenv_xl.templates.formats import BLUE, GREEN, ORANGE, PURPLE, Formats
from softenv_xl.templates.guide import draw_guide
from softenv_xl.templates.pledge import draw_pledge
from softenv_xl.templates.school import draw_school
from softenv_xl.templates.sheet import Sheet, new_workbook
from softenv_xl.templates.start_sheet import draw_start
from softenv_xl.templates.table_drawing import draw_table, ignore_text_numbers, set_widths

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from softenv_xl.schema.table import BookSpec, FormSpec, SheetSpec, TableSpec
    from softenv_xl.words import Lang

# What people may do on a protected sheet besides filling in what is open.
_TIDYING = {"format_columns": True, "format_rows": True, "sort": True, "autofilter": True}

_TAB = {"results": BLUE, "returns": ORANGE, "campaign": PURPLE, "registers": GREEN}


def draw(
    book: BookSpec,
    lang: Lang,
    filling: Filling,
    add: Callable[[Canvas], None] | None = None,
    own: Mapping[str, Callable[[Canvas, Sheet, SheetSpec], None]] = MappingProxyType({}),
) -> bytes:
    """The workbook as an .xlsx package; `add` draws more on it when all sheets are there, and sheets with those keys are
    drawn by what `own` has for them.
    """
    file = BytesIO()
    workbook = new_workbook(file)
    workbook.set_properties(
        {"title": book.title(lang), "author": "softenv-xl", "created": MADE}
    )  # not today: the same sources build the same file
    canvas = Canvas(book, lang, filling, workbook, Formats(workbook, lang))
    sheets = {spec.key: workbook.add_worksheet(spec.name(lang), Sheet) for spec in book.sheets}
    for spec in book.sheets:
        own.get(spec.key, _draw_sheet)(canvas, sheets[spec.key], spec)
    if page.HOME in sheets:
        draw_figures(canvas, workbook.add_worksheet(figures.SHEET(lang), Sheet))
    lists.draw_lists(canvas, workbook.add_worksheet(lists.SHEET(lang), Sheet))
    lists.name_lists(canvas)
    _name_issues(canvas, sheets)
    if add:
        add(canvas)
    workbook.close()
    return with_chart_defaults(file.getvalue())


def _draw_sheet(canvas: Canvas, sheet: Sheet, spec: SheetSpec) -> None:
    if spec.group:
        sheet.set_tab_color(_TAB[spec.group])
    if spec.key == "start":
        draw_start(canvas, sheet, spec)
    elif spec.key == page.HOME:
        draw_dashboard(canvas, sheet)
    elif spec.key == "guide":
        draw_guide(canvas, sheet, spec)
    else:
        _draw_declared(canvas, sheet, spec)


def _draw_declared(canvas: Canvas, sheet: Sheet, spec: SheetSpec) -> None:
    """A sheet with a form, a table, or a form above a table."""
    owners = {column.owner for column in _columns(spec)}
    page.head(canvas, sheet, spec.guide, owners, *_link_place(canvas, spec.table))
    if spec.table:
        _draw_table(canvas, sheet, spec, spec.table)
    if spec.form:
        _draw_form(canvas, sheet, spec, spec.form)
    if canvas.book.key == "pack":
        sheet.protect(options=_TIDYING)
    paper = page.A3 if spec.wide else page.A4
    page.print_setup(canvas, sheet, paper, landscape=spec.table is not None, one_page=spec.one_page)
    if spec.table and spec.table.unfolded:
        _print_unfolded(sheet, spec.table, page.ROOM[paper])


def _print_unfolded(sheet: Sheet, table: TableSpec, room: float) -> None:
    """As many pages wide as it takes to read it, each with the columns that say which row it is."""
    pages = ceil(sum(column.width for column in table.columns if not column.hidden) / room)
    if pages > 1:
        sheet.fit_to_pages(pages, 0)
        sheet.repeat_columns(0, max(0, _kept_in_view(table) - 1))


def _draw_table(canvas: Canvas, sheet: Sheet, spec: SheetSpec, table: TableSpec) -> None:
    set_widths(canvas, sheet, table)
    draw_table(canvas, sheet, table, tinted=canvas.book.key != "control")
    ignore_text_numbers(sheet, table)
    if table is departments.SPEC:
        draw_school(canvas, sheet)
    if spec.form:
        sheet.write_string(
            table.header_row - 2, 0, table.title(canvas.lang), canvas.formats.label(font_size=12)
        )
    else:
        sheet.freeze_panes(table.header_row, _kept_in_view(table))
        sheet.repeat_rows(table.header_row - 1)


def _draw_form(canvas: Canvas, sheet: Sheet, spec: SheetSpec, form: FormSpec) -> None:
    """Above a table it takes the table's widths; alone in a return it is signed, and protected as nothing grows there."""
    if spec.table:
        draw_form(canvas, sheet, form, spec.table.columns[1].width)
        return
    for place, width in enumerate(WIDTHS):
        sheet.set_column(place, place, width)
    draw_form(canvas, sheet, form, WIDTHS[1])
    if canvas.book.key == "return":
        draw_pledge(canvas, sheet, form.first_row + len(form.columns), WIDTHS[0] + WIDTHS[1])
        sheet.protect(options={"format_columns": True, "format_rows": True})


def _columns(spec: SheetSpec) -> Iterator[Column]:
    yield from spec.form.columns if spec.form else ()
    yield from spec.table.columns if spec.table else ()


def _kept_in_view(table: TableSpec) -> int:
    """How many columns stay when one scrolls to the right: those up to the name, or the id alone."""
    keys = [column.key for column in table.columns]
    for key in ("name", "who", table.id_column):
        if key in keys[:3]:
            return keys.index(key) + 1
    return 0


def _link_place(canvas: Canvas, table: TableSpec | None) -> tuple[int, int]:
    """The first column in view, and how many from there on the link to the dashboard takes: so wide that it shows
    whole, and up to another column in view.
    """
    columns = table.columns if table else ()
    left = next(
        (place for place, column in enumerate(columns) if table and table.in_view(column, canvas.lang)), 0
    )
    widths = accumulate(column.width for column in columns[left:])
    wide = next((count for count, width in enumerate(widths, 1) if width >= page.LINK_WIDTH), 1)
    shown = (
        count for count, column in enumerate(columns[left:]) if table and table.in_view(column, canvas.lang)
    )
    return left, next((count for count in shown if count >= wide), wide)


def _name_issues(canvas: Canvas, sheets: dict[str, Sheet]) -> None:
    """What the marks in all tables are fed by."""
    for spec, table in canvas.book.tables():
        if table.key == "issues":
            for name, key in ISSUE_NAMES.items():
                at = [column.key for column in table.columns].index(key)
                canvas.name_range(name, sheets[spec.key], (table.header_row, at, table.reach - 1, at))
