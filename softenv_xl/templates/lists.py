"""The hidden sheet of dropdown words, and the names that dropdowns and checks read their words from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from softenv_xl.books import DEPARTMENT_LIST, LISTS
from softenv_xl.grid.cell import BLANKS
from softenv_xl.schema.expression import BLANKS_LIST, BLANKS_TEXT
from softenv_xl.schema.vocabulary import LIST, PICK, ListOf, Vocabulary
from softenv_xl.templates.canvas import reference
from softenv_xl.templates.table_drawing import draw_table, set_widths
from softenv_xl.words import LANGS, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from softenv_xl.schema.column import Column
    from softenv_xl.schema.table import BookSpec, TableSpec
    from softenv_xl.templates.canvas import Canvas
    from softenv_xl.templates.sheet import Sheet

SHEET = Text("选项", "Lists")


def draw_lists(canvas: Canvas, sheet: Sheet) -> None:
    """Two columns for every vocabulary, two for what nobody sees, then the departments if they have no sheet."""
    column = 0
    for words in _vocabularies(canvas.book):
        _draw_vocabulary(canvas, sheet, words, column)
        column += len(LANGS)
    _draw_blanks(canvas, sheet, column)
    column += 2
    if not _own_departments(canvas.book):
        set_widths(canvas, sheet, DEPARTMENT_LIST, column + 1)
        draw_table(canvas, sheet, DEPARTMENT_LIST, column + 1)
        _name_growing(canvas, "pick_departments", sheet.get_name(), DEPARTMENT_LIST, column + 1)
    sheet.protect()
    sheet.hide()


def name_lists(canvas: Canvas) -> None:
    """The names that read a column of one of the workbook's own tables."""
    offered = {c.choices.name for c in _columns(canvas.book) if isinstance(c.choices, ListOf)}
    for name, (key, column) in LISTS.items():
        for sheet, table in canvas.book.tables():
            if table.key != key:
                continue
            at = [c.key for c in table.columns].index(column)
            if name in offered:
                _name_growing(canvas, name, sheet.name(canvas.lang), table, at)
            else:
                _name_plain(canvas, name, sheet.name(canvas.lang), table, at)


def _name_growing(canvas: Canvas, name: str, sheet: str, table: TableSpec, column: int) -> None:
    """Ends with the last word, so that the dropdown shows no blank tail; "" from a formula is no word."""
    whole = reference(sheet, (table.header_row, column, table.reach - 1, column))
    first = reference(sheet, (table.header_row, column, table.header_row, column))
    words = f"ROWS({whole})-COUNTBLANK({whole})"
    canvas.workbook.define_name(name, f"={first}:INDEX({whole},MAX(1,{words}))")


def _name_plain(canvas: Canvas, name: str, sheet: str, table: TableSpec, column: int) -> None:
    area = (table.header_row, column, table.reach - 1, column)
    canvas.workbook.define_name(name, f"={reference(sheet, area)}")


def _draw_vocabulary(canvas: Canvas, sheet: Sheet, words: Vocabulary, left: int) -> None:
    bottom = len(words.words)
    for column, lang in enumerate(LANGS, start=left):
        sheet.set_column(column, column, 20)
        sheet.write_string(0, column, f"{words.key} ({lang})", canvas.formats.label())
        for row, word in enumerate(words.allowed_words(lang), start=1):
            sheet.write_string(row, column, word, canvas.formats.format())
    canvas.name_range(f"{LIST}{words.key}", sheet, (1, left, bottom, left + len(LANGS) - 1))
    own = left + LANGS.index(canvas.lang)
    canvas.name_range(f"{PICK}{words.key}", sheet, (1, own, bottom, own))


def _draw_blanks(canvas: Canvas, sheet: Sheet, left: int) -> None:
    """The letters that nobody sees, from which the in-cell checks know a cell that only looks empty."""
    for column, name in enumerate((BLANKS_LIST, BLANKS_TEXT), start=left):
        sheet.write_string(0, column, name, canvas.formats.label())
    for row, letter in enumerate(BLANKS, start=1):
        sheet.write_string(row, left, letter)
    sheet.write_string(1, left + 1, BLANKS)
    canvas.name_range(BLANKS_LIST, sheet, (1, left, len(BLANKS), left))
    canvas.name_range(BLANKS_TEXT, sheet, (1, left + 1, 1, left + 1))


def _columns(book: BookSpec) -> Iterator[Column]:
    for sheet in book.sheets:
        yield from sheet.form.columns if sheet.form else ()
        yield from sheet.table.columns if sheet.table else ()


def _vocabularies(book: BookSpec) -> list[Vocabulary]:
    """Every vocabulary that some column of the book uses, once, in the order of use."""
    return list(dict.fromkeys(c.choices for c in _columns(book) if isinstance(c.choices, Vocabulary)))


def _own_departments(book: BookSpec) -> bool:
    return any(table.key == LISTS["pick_departments"][0] for _, table in book.tables())
