"""Conditional formats: words that start with a symbol, verdicts, alarming counts, cells with an issue."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from xlsxwriter.utility import xl_rowcol_to_cell

from softenv_xl.registers.words import SEVERITY, YES_NO
from softenv_xl.schema.column import Column, Kind, Owner
from softenv_xl.schema.listing import CELLS, ROWS, SAID, cell_key_formula, listed_formula
from softenv_xl.schema.vocabulary import Vocabulary
from softenv_xl.templates.formats import ALARMS, BAD, FINE, PALE_BLUE, SETTLED, SYMBOLS, WORDS, number_format
from softenv_xl.words import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from xlsxwriter.format import Format

    from softenv_xl.schema.table import TableSpec
    from softenv_xl.templates.canvas import Canvas
    from softenv_xl.templates.formats import Tone
    from softenv_xl.templates.sheet import Sheet

# The names over the Issues table's columns that marks and check columns are fed by.
ISSUE_NAMES = {CELLS: "key", ROWS: "about", SAID: "said"}

# Shares of a department: a bar from nothing to all, by the table's and the columns' keys.
BARS = {"departments": ("coverage", "compliance")}
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


def add_table_formats(canvas: Canvas, sheet: Sheet, table: TableSpec, bottom: int) -> None:
    """All marks of a table, from its first row down to `bottom` (zero-based)."""
    top = table.header_row
    if canvas.lists_issues and table.key != "issues" and table.id_column and table.inputs:
        for place, column in enumerate(table.columns):
            if not column.hidden and column.kind is not Kind.CHECK:
                _add_issue_formats(canvas, sheet, table, column, (top, place, bottom, place))
    if table.faded:
        _fade(canvas, sheet, table, table.faded, bottom)
    for place, column in enumerate(table.columns):
        if column.key in BARS.get(table.key, ()):
            sheet.conditional_format(top, place, bottom, place, _BAR)
    for left, right, columns in _alike(table, _vocabulary):
        spare = _SPARE if len(columns) > 1 and columns[-1] is table.columns[-1] else 0
        add_cell_formats(canvas, sheet, columns[0], (top, left, bottom, right + spare))


def add_cell_formats(canvas: Canvas, sheet: Sheet, column: Column, area: Area) -> None:
    """What a column's cells show by their own content."""
    first = xl_rowcol_to_cell(area[0], area[1])
    for condition, tone in _conditions(canvas, column, first):
        _when(sheet, area, condition, canvas.formats.tone(tone))


def _conditions(canvas: Canvas, column: Column, cell: str) -> Iterator[tuple[str, Tone]]:
    if column.kind is Kind.CHECK:
        yield f'LEFT({cell},1)="✗"', BAD
        yield f'LEFT({cell},1)="△"', SYMBOLS["△"]
        yield f'LEFT({cell},1)="○"', SYMBOLS["○"]
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
    key, resolved = by
    at = [column.key for column in table.columns].index(key)
    words = table.columns[at].choices
    assert isinstance(words, Vocabulary)  # noqa: S101 - a table fades by a word of a vocabulary
    cell = xl_rowcol_to_cell(table.header_row, at, col_abs=True)
    area = (table.header_row, 0, bottom, len(table.columns) - 1)
    for word in resolved:
        _when(sheet, area, f'{cell}="{words.word(word, canvas.lang)}"', canvas.formats.tone(SETTLED))


def _add_issue_formats(canvas: Canvas, sheet: Sheet, table: TableSpec, column: Column, area: Area) -> None:
    """Marks follow their row when people sort, because they go by the row's id; the gravest comes first."""
    at = next(i for i, c in enumerate(table.columns) if c.key == table.id_column)
    row_id = xl_rowcol_to_cell(area[0], at, col_abs=True)
    for _, word in SEVERITY.words:
        symbol = word(canvas.lang)[0]
        tone = SYMBOLS[symbol]
        shape = _issue_number_format(column, symbol)
        marked = canvas.formats.tone(tone, border=1, border_color=tone.ink, num_format=shape)
        found = listed_formula(cell_key_formula(symbol, table.key, column.key, row_id))
        _when(sheet, area, found, marked)


def _issue_number_format(column: Column, symbol: str) -> str:
    """Puts the symbol before what the cell shows, without changing what it holds."""
    shown = number_format(column)
    if shown in {"@", "General"}:
        return f'"{symbol} "@'
    # Dates and numbers keep their width: a wider one would show as ###. Text in their place is what is wrong.
    plus, minus, zero = (shown.split(";") * 3)[:3] if ";" in shown else (shown, f"-{shown}", shown)
    return f'{plus};{minus};{zero};"{symbol} "@'


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
