"""Ways to spoil a return that is filled in rightly, each as people do it.

A change gets the return as openpyxl has loaded it; cells are those of the form as it is sent out.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.table import Table, TableColumn
from openpyxl.worksheet.worksheet import Worksheet

from softenv_xl.books import RETURN
from softenv_xl.grid.address import Area
from softenv_xl.registers.words import ANSWER
from softenv_xl.return_form import problems, selfcheck
from softenv_xl.schema.table import TableSpec
from softenv_xl.schema.verdict import formula
from softenv_xl.words import Lang, Text

Corruption = Callable[[bytes, Lang], bytes]
Change = Callable[[Workbook, Lang], None]
Typed = Text | str | int | float | date | datetime | None

_SPECS: dict[str, TableSpec] = {"selfcheck": selfcheck.SPEC, "problems": problems.SPEC}


def edited(*changes: Change) -> Corruption:
    """A damage that opens the return, makes the changes one after the other and saves it."""

    def damage(package: bytes, lang: Lang) -> bytes:
        book = load_workbook(BytesIO(package))
        for change in changes:
            change(book, lang)
        out = BytesIO()
        book.save(out)
        return out.getvalue()

    return damage


def sheet_of(book: Workbook, key: str, lang: Lang) -> Worksheet:
    sheet = book[RETURN.sheet(key).name(lang)]
    assert isinstance(sheet, Worksheet)  # noqa: S101 - returns have no chart sheets
    return sheet


def typed(key: str, cell: str, value: Typed) -> Change:
    """Something else typed into a cell; None clears it."""

    def change(book: Workbook, lang: Lang) -> None:
        sheet_of(book, key, lang)[cell] = value(lang) if isinstance(value, Text) else value

    return change


def name_misspelt(book: Workbook, lang: Lang) -> None:
    """A character that sounds like the right one, or a letter too many."""
    cell = sheet_of(book, "identity", lang)["B14"]
    name = str(cell.value)
    cell.value = name[:-1] + "芬" if lang == "zh" else name + name[-1]


def item_misspelt(book: Workbook, lang: Lang) -> None:
    """The item typed by hand instead of picked from the list, with a word left out."""
    cell = sheet_of(book, "problems", lang)["B5"]
    cell.value = str(cell.value)[:-1]


def answered(row: int, key: str) -> Change:
    """Another answer to the entry in that row of the self-check."""
    return typed("selfcheck", f"C{row}", Text(ANSWER.word(key, "zh"), ANSWER.word(key, "en")))


def denied(book: Workbook, lang: Lang) -> None:
    """Everything answered with no."""
    sheet = sheet_of(book, "selfcheck", lang)
    for row in range(selfcheck.SPEC.header_row + 1, sheet.max_row + 1):
        sheet[f"C{row}"] = ANSWER.word("no", lang)


def typed_as_number(key: str, cell: str) -> Change:
    """A staff number typed into a cell that is no longer formatted as text."""

    def change(book: Workbook, lang: Lang) -> None:
        there = sheet_of(book, key, lang)[cell]
        there.value, there.number_format = int(str(there.value)), "General"

    return change


def in_full_width(key: str, cell: str) -> Change:
    """The same digits typed with a Chinese input method."""

    def change(book: Workbook, lang: Lang) -> None:
        there = sheet_of(book, key, lang)[cell]
        there.value = "".join(chr(ord(digit) + 0xFEE0) for digit in str(there.value))

    return change


def digits_swapped(book: Workbook, lang: Lang) -> None:
    """The staff number with its last two digits the wrong way round, or one more if they are the same."""
    cell = sheet_of(book, "identity", lang)["B13"]
    number = str(cell.value)
    swapped = number[:-2] + number[-1] + number[-2]
    cell.value = swapped if swapped != number else number + number[-1]


def row_copied(book: Workbook, lang: Lang) -> None:
    """A problem row copied to the next one, its number included."""
    sheet = sheet_of(book, "problems", lang)
    for column in range(1, len(problems.SPEC.columns)):
        sheet.cell(6, column).value = sheet.cell(5, column).value


def row_below_the_table(book: Workbook, lang: Lang) -> None:
    """A second problem written below the table's end, with a number of its own."""
    sheet = sheet_of(book, "problems", lang)
    for column in range(1, len(problems.SPEC.columns)):
        sheet.cell(46, column).value = sheet.cell(5, column).value
    sheet["A46"] = 41


def plain_range(key: str) -> Change:
    """The table turned into a plain range, which is how people get to merge cells."""

    def change(book: Workbook, lang: Lang) -> None:
        del sheet_of(book, key, lang).tables[_SPECS[key].key]

    return change


def merged(key: str, area: str) -> Change:
    def change(book: Workbook, lang: Lang) -> None:
        sheet_of(book, key, lang).merge_cells(area)

    return change


def row_deleted(key: str, row: int) -> Change:
    """One row of a table deleted; the table ends one row earlier."""

    def change(book: Workbook, lang: Lang) -> None:
        sheet = sheet_of(book, key, lang)
        sheet.delete_rows(row)
        area = _area(sheet, key)
        _span(sheet, key, area._replace(bottom=area.bottom - 1))
        _renew_check(sheet, key, lang)

    return change


def header_gone(key: str) -> Change:
    """The row with the headers deleted; without it there can be no table."""

    def change(book: Workbook, lang: Lang) -> None:
        sheet = sheet_of(book, key, lang)
        del sheet.tables[_SPECS[key].key]
        sheet.delete_rows(_SPECS[key].header_row)

    return change


def renamed(key: str, cell: str, header: Text) -> Change:
    """A header written over."""

    def change(book: Workbook, lang: Lang) -> None:
        sheet = sheet_of(book, key, lang)
        sheet[cell] = header(lang)
        _rehead(sheet, key)

    return change


def column_inserted(key: str, at: int, header: Text) -> Change:
    """A column of one's own between the others; `at` is its sheet column, from 1."""

    def change(book: Workbook, lang: Lang) -> None:
        sheet = sheet_of(book, key, lang)
        sheet.insert_cols(at)
        sheet.cell(_SPECS[key].header_row, at).value = header(lang)
        _reshape(sheet, key, +1, lang)

    return change


def column_deleted(key: str, at: int) -> Change:
    def change(book: Workbook, lang: Lang) -> None:
        sheet = sheet_of(book, key, lang)
        sheet.delete_cols(at)
        _reshape(sheet, key, -1, lang)

    return change


def column_moved(key: str, source: int, target: int) -> Change:
    """A column cut out and put in another place; both count from 1 in the form as sent."""

    def change(book: Workbook, lang: Lang) -> None:
        sheet = sheet_of(book, key, lang)
        for row in range(_SPECS[key].header_row, sheet.max_row + 1):
            cells = [sheet.cell(row, column) for column in range(1, len(_SPECS[key].columns) + 1)]
            looks = [(cell.value, cell.number_format) for cell in cells]
            looks.insert(target - 1, looks.pop(source - 1))
            for cell, (value, number_format) in zip(cells, looks, strict=True):
                cell.value, cell.number_format = value, number_format
        _reshape(sheet, key, 0, lang)

    return change


def sheet_deleted(key: str) -> Change:
    """A sheet deleted; names that pointed at it then point nowhere."""

    def change(book: Workbook, lang: Lang) -> None:
        sheet = sheet_of(book, key, lang)
        book.remove(sheet)
        for name in book.defined_names.values():
            name.attr_text = name.attr_text.replace(f"{sheet.title}!", "#REF!")

    return change


def cut_short(package: bytes, lang: Lang) -> bytes:
    """An attachment that did not come through whole."""
    return package[: len(package) * 2 // 3]


def emptied(package: bytes, lang: Lang) -> bytes:
    return b""


def as_csv(package: bytes, lang: Lang) -> bytes:
    """The self-check exported as text, then given the ending that the office asked for."""
    sheet = sheet_of(load_workbook(BytesIO(package)), "selfcheck", lang)
    rows = sheet.iter_rows(min_row=selfcheck.SPEC.header_row, max_col=4, values_only=True)
    lines = (",".join(str(value or "") for value in row) for row in rows)
    return "\r\n".join(lines).encode("gb18030" if lang == "zh" else "utf-8")


def as_web_page(package: bytes, lang: Lang) -> bytes:
    """What some websites give out as an Excel file."""
    sheet = sheet_of(load_workbook(BytesIO(package)), "selfcheck", lang)
    rows = sheet.iter_rows(min_row=selfcheck.SPEC.header_row, max_col=4, values_only=True)
    body = "".join(f"<tr>{''.join(f'<td>{value or str()}</td>' for value in row)}</tr>\n" for row in rows)
    return f'<html><head><meta charset="utf-8"></head><body><table>\n{body}</table></body></html>'.encode()


def _table(sheet: Worksheet, key: str) -> Table:
    table = sheet.tables[_SPECS[key].key]
    assert isinstance(table, Table)  # noqa: S101
    return table


def _area(sheet: Worksheet, key: str) -> Area:
    return Area.parse(_table(sheet, key).ref)


def _span(sheet: Worksheet, key: str, area: Area) -> None:
    table = _table(sheet, key)
    table.ref = area.ref
    table.autoFilter = AutoFilter(ref=area.ref)


def _rehead(sheet: Worksheet, key: str) -> None:
    """The table's column names as the headers have them, without which Excel would not open it."""
    area = _area(sheet, key)
    for offset, column in enumerate(_table(sheet, key).tableColumns):
        column.name = str(sheet.cell(area.top, area.left + offset).value)


def _reshape(sheet: Worksheet, key: str, wider: int, lang: Lang) -> None:
    """The table over one column more or less, as a program leaves it after columns moved."""
    area = _area(sheet, key)
    area = area._replace(right=area.right + wider)
    _span(sheet, key, area)
    columns = range(1, area.right - area.left + 2)
    _table(sheet, key).tableColumns = [TableColumn(id=number, name=str(number)) for number in columns]
    _rehead(sheet, key)
    _renew_check(sheet, key, lang)


def _renew_check(sheet: Worksheet, key: str, lang: Lang) -> None:
    """The check's formulas pointing at the columns where they are now."""
    spec, area = _SPECS[key], _area(sheet, key)
    columns = {str(cell.value): cell.column_letter for cell in sheet[spec.header_row] if cell.value}
    letters = {c.key: columns[c.label(lang)] for c in spec.columns if c.label(lang) in columns}
    for row in range(area.top + 1, area.bottom + 1):
        text = formula(spec, lambda name, n=row: f"${letters[name]}{n}" if name in letters else "#REF!", lang)
        sheet[f"{letters['check']}{row}"] = f"={text}"
