"""Conditional formats: words that start with a symbol, verdicts, alarming counts, cells with an issue."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from xlsxwriter.utility import xl_rowcol_to_cell

from softenv_xl.registers.words import YES_NO
from softenv_xl.schema.column import Column, Kind, Owner
from softenv_xl.schema.vocabulary import Vocabulary
from softenv_xl.templates.looks import ALARMS, BAD, FINE, PALE_BLUE, SETTLED, SYMBOLS, WORDS, number_format
from softenv_xl.words import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from xlsxwriter.format import Format

    from softenv_xl.schema.table import TableSpec
    from softenv_xl.templates.canvas import Canvas
    from softenv_xl.templates.looks import Tone
    from softenv_xl.templates.sheet import Sheet

# The names over the Issues table's columns that the marks are fed by.
ISSUE_NAMES = {"issues_sheet": "sheet", "issues_row": "row_id", "issues_column": "column"}

# Shares of a department or the school: a bar from nothing to all.
BARS = ("coverage", "compliance")
_BAR = {
    "type": "data_bar",
    "bar_solid": True,
    "bar_color": PALE_BLUE,
    "bar_border_color": PALE_BLUE,
    "min_type": "num",
    "min_value": 0,
    "max_type": "num",
    "max_value": 1,
}

Area = tuple[int, int, int, int]

# A table that ends in columns of one kind, one per entry of the rulebook, may get more of them.
_SPARE = 20

# Verdicts that stand outside a table: beside a form's fields, on the return's guide.
VERDICT = Column("check", Text("检查", "Check"), Kind.CHECK, Owner.COMPUTED)


def mark_table(canvas: Canvas, sheet: Sheet, table: TableSpec, bottom: int) -> None:
    """All marks of a table, from its first row down to `bottom` (zero-based)."""
    top = table.header_row
    if table.faded:
        _fade(canvas, sheet, table, table.faded, bottom)
    if _is_marked(canvas, table):
        for left, right, columns in _alike(table, _issue_number_format):
            _mark_issues(canvas, sheet, table, columns[0], (top, left, bottom, right))
    for place, column in enumerate(table.columns):
        if column.key in BARS and column.kind is Kind.PERCENT:
            sheet.conditional_format(top, place, bottom, place, _BAR)
    for left, right, columns in _alike(table, _vocabulary):
        spare = _SPARE if len(columns) > 1 and columns[-1] is table.columns[-1] else 0
        mark_cells(canvas, sheet, columns[0], (top, left, bottom, right + spare))


def mark_cells(canvas: Canvas, sheet: Sheet, column: Column, area: Area) -> None:
    """What a column's cells show by their own content."""
    first = xl_rowcol_to_cell(area[0], area[1])
    for condition, tone in _conditions(canvas, column, first):
        _when(sheet, area, condition, canvas.looks.tone(tone))


def _conditions(canvas: Canvas, column: Column, cell: str) -> Iterator[tuple[str, Tone]]:
    if column.kind is Kind.CHECK:
        yield f'LEFT({cell},1)="✗"', BAD
        yield f'LEFT({cell},1)="✓"', FINE
    elif column.kind is Kind.NUMBER and column.owner is Owner.COMPUTED and column.key in ALARMS:
        yield f"AND(ISNUMBER({cell}),{cell}>0)", ALARMS[column.key]
    elif isinstance(column.choices, Vocabulary):
        yield from _words(canvas, column, column.choices, cell)


def _words(canvas: Canvas, column: Column, words: Vocabulary, cell: str) -> Iterator[tuple[str, Tone]]:
    yield from _symbols({word[0] for word in words.accepted} & SYMBOLS.keys(), cell)
    for key, tone in WORDS.get(words.key, {}).items():
        yield f'{cell}="{words.word(key, canvas.lang)}"', tone
    if words is YES_NO and column.owner is Owner.COMPUTED:
        yield f'{cell}="{words.word("yes", canvas.lang)}"', BAD


def _symbols(symbols: set[str], cell: str) -> Iterator[tuple[str, Tone]]:
    for symbol in (s for s in SYMBOLS if s in symbols):
        yield f'LEFT({cell},1)="{symbol}"', SYMBOLS[symbol]


def _fade(
    canvas: Canvas, sheet: Sheet, table: TableSpec, by: tuple[str, tuple[str, ...]], bottom: int
) -> None:
    """Rows that are settled step back, whatever their other colours are."""
    key, settled = by
    at = [column.key for column in table.columns].index(key)
    words = table.columns[at].choices
    assert isinstance(words, Vocabulary)  # noqa: S101 - a table fades by a word of a vocabulary
    cell = xl_rowcol_to_cell(table.header_row, at, col_abs=True)
    area = (table.header_row, 0, bottom, len(table.columns) - 1)
    for word in settled:
        _when(sheet, area, f'{cell}="{words.word(word, canvas.lang)}"', canvas.looks.tone(SETTLED))


def _is_marked(canvas: Canvas, table: TableSpec) -> bool:
    """Issues about a table's rows can be shown in it; the Issues table itself has none."""
    keys = {spec.key for _, spec in canvas.book.tables()}
    return "issues" in keys and table.key != "issues" and table.id_column is not None


def _mark_issues(canvas: Canvas, sheet: Sheet, table: TableSpec, column: Column, area: Area) -> None:
    """Marks follow their row when people sort, because they go by the row's id and the column's header."""
    top, left = area[:2]
    at = next(i for i, c in enumerate(table.columns) if c.key == table.id_column)
    row_id = xl_rowcol_to_cell(top, at, col_abs=True)
    header = xl_rowcol_to_cell(top - 1, left, row_abs=True)
    name = sheet.get_name().replace('"', '""')
    found = f'COUNTIFS(issues_sheet,"{name}",issues_row,{row_id},issues_column,{header})'
    shape = _issue_number_format(column)
    marked = canvas.looks.tone(BAD, border=1, border_color=BAD.ink, num_format=shape)
    _when(sheet, area, f'AND({row_id}<>"",{found}>0)', marked)


def _issue_number_format(column: Column) -> str:
    """Puts the symbol before what the cell shows, without changing what it holds."""
    shown = number_format(column)
    if shown in {"@", "General"}:
        return '"✗ "@'
    # Dates and numbers keep their width: a wider one would show as ###. Text in their place is what is wrong.
    plus, minus, zero = (shown.split(";") * 3)[:3] if ";" in shown else (shown, f"-{shown}", shown)
    return f'{plus};{minus};{zero};"✗ "@'


def _vocabulary(column: Column) -> object:
    """Columns next to each other with the same words take one range together; others stand alone."""
    return column.choices if isinstance(column.choices, Vocabulary) else column.key


def _alike(table: TableSpec, by: Callable[[Column], object]) -> Iterator[tuple[int, int, list[Column]]]:
    """Neighbouring columns of one kind: the first one's and the last one's place, and the columns."""
    left = 0
    for _, group in groupby(table.columns, by):
        columns = list(group)
        yield left, left + len(columns) - 1, columns
        left += len(columns)


def _when(sheet: Sheet, area: Area, condition: str, style: Format) -> None:
    sheet.conditional_format(*area, {"type": "formula", "criteria": f"={condition}", "format": style})
