"""The check column says the same in a spreadsheet as in Python: generated rows, hard recalculation, no difference."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path

import ironcalc
import pytest
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from softenv_xl import books
from softenv_xl.grid.address import column_letters
from softenv_xl.grid.cell import BLANKS, CellError, Value
from softenv_xl.registers.options import default_words
from softenv_xl.schema.column import Column, Kind
from softenv_xl.schema.expression import BLANKS_LIST, BLANKS_TEXT, Scope
from softenv_xl.schema.listing import ROWS as ABOUT
from softenv_xl.schema.listing import SAID, Listing, row_key, row_name
from softenv_xl.schema.table import TableSpec
from softenv_xl.schema.verdict import Judge, formula
from softenv_xl.schema.vocabulary import ListOf, Vocabulary
from softenv_xl.templates.sheet import Sheet
from softenv_xl.words import LANGS, Lang
from tests import libreoffice
from tests.support.thorough import THOROUGH, some

ROWS = {
    "libreoffice": 20_000 if THOROUGH else 12_000,
    "ironcalc": 3_000,
}  # IronCalc takes its time over lookups
ROW = "\ue000"
"""Stands in a formula for the row's number."""
LISTS = {
    **{name: ["T001", "0002"] for name in books.LISTS},
    "selfcheck_items": ["1 有偿补课", "2 违规收费", "S1 Cold"],
    "problems_items": ["1 有偿补课", "S1 Cold"],
    "pick_departments": ["语文组", "Maths"],
    "people_numbers": ["T001", "0002"],
    "rulebook_items": ["1 有偿补课", "S1 Cold"],
}
NAMES: dict[str, Value] = {
    "identity_rectify_from": date(2026, 9, 11),
    "identity_rectify_until": date(2026, 12, 30),
    "settings_as_of": date(2026, 10, 15),
    **default_words("zh"),
}
ODD: list[Value] = [
    None,
    " ",
    "　",
    "\u00a0",
    " 　 ",
    "x",
    "0",
    "=1+1",
    "'",
    "  text  ",
    "TRUE",
    "a\nb",
    "～*?",
    True,
    False,
    0,
    1,
    -1,
    3.5,
    1e9,
    20260930,
    45000,
    36525,
    36526,
    73050,
    73051,
    73051.5,
    date(2026, 9, 30),
    date(2026, 12, 30),
    date(2026, 12, 31),
    date(2026, 9, 10),
    date(1999, 12, 31),
    datetime(2026, 12, 30, 12, 0),  # noqa: DTZ001 - cells know no time zone
    time(12, 30),
    "2026-09-30",
    "2026年9月30日",
    "三十",
    "y" * 499,
    "长" * 500,
    *["长" * 501] * 6,
    CellError("#N/A"),
    CellError("#DIV/0!"),
    "没有",
    "有",
    "Yes",
    "yes",
    "No ",
    "√",
    "没有\u200b",
    "\u200b没有",
    "\n\u3164 \ufeff",
    BLANKS,
    BLANKS * 3,
    BLANKS + "x",
    "\u200b" * 600,
    "\U000e0100",
    "_x000D_",
    datetime(2026, 12, 30, 18, 0),  # noqa: DTZ001
    datetime(2026, 9, 11, 0, 1),  # noqa: DTZ001
    73050.99,
]


def _likely(column: Column, dice: random.Random) -> Value:
    """A value that the column might well hold."""
    if isinstance(column.choices, Vocabulary):
        return dice.choice([word for _, text in column.choices.words for word in text])
    if isinstance(column.choices, ListOf):
        blank = [] if column.kind is Kind.CHOICE else [None]
        return dice.choice([*LISTS[column.choices.name] * 3, *blank, "not in the list"])
    match column.kind:
        case Kind.DATE:
            day = date(2026, 9, 1) + timedelta(days=dice.randrange(140))
            return datetime.combine(day, time(dice.randrange(24), 30)) if dice.random() < 0.2 else day
        case Kind.NUMBER | Kind.PERCENT:
            return dice.choice([1, 2, 5, 10, 11, 2026])
    return dice.choice(["words", "更多文字", "T001", "1 有偿补课"])


def _row(spec: TableSpec, dice: random.Random) -> dict[str, Value]:
    blank_row = dice.random() < 0.05
    # Some rows are nearly right, so that the last rules have their say too.
    odd = dice.choice((0.02, 0.12))
    row: dict[str, Value] = {}
    for column in spec.columns:
        chance = dice.random()
        if column.kind is Kind.CHECK or (blank_row and chance < 0.97):
            row[column.key] = None
        else:
            strange = ODD if dice.random() < 0.7 else list(BLANKS)
            row[column.key] = dice.choice(strange) if chance < odd * 1.5 else _likely(column, dice)
        # Few rows share what is listed; and TRUE as an id is joined to text as TRUE by Excel, as 1 by LibreOffice.
        if column.key == spec.id_column and (chance > 0.3 or isinstance(row[column.key], bool)):
            row[column.key] = f"K-{dice.randrange(9999)}"
    return row


def _write(sheet: Worksheet, row: int, column: int, value: Value, day: object) -> None:
    match value:
        case None:
            return
        case CellError():
            error = {"#N/A": "=NA()", "#DIV/0!": "=1/0"}[value.words]
            sheet.write_formula(row, column, error, None, value.words)
        case bool():
            sheet.write_boolean(row, column, value)
        case str():
            sheet.write_string(row, column, value)
        case date() | time():
            sheet.write_datetime(row, column, value, day)
        case _:
            sheet.write_number(row, column, value)


def _workbook(rows_of: dict[str, list[dict[str, Value]]], lang: Lang) -> bytes:
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for spec in SPECS:
        _fill(book.add_worksheet(spec.key, Sheet), spec, rows_of[spec.key], lang, day)
    lists = book.add_worksheet("lists")
    at = 0
    columns = [column for spec in SPECS for column in spec.columns]
    vocabularies = {c.choices.key: c.choices for c in columns if isinstance(c.choices, Vocabulary)}
    words: dict[str, list[tuple[str, ...]]] = {
        f"list_{key}": [text for _, text in v.words] for key, v in vocabularies.items()
    }
    words |= {name: [(word,) for word in items] for name, items in LISTS.items()}
    words |= {BLANKS_LIST: [(letter,) for letter in BLANKS], BLANKS_TEXT: [(BLANKS,)]}
    listing = _listing(rows_of)
    words |= {ABOUT: [(key,) for key in listing.rows], SAID: [(said,) for said in listing.rows.values()]}
    for name, column in words.items():
        for i, row in enumerate(column):
            lists.write_row(i, at, row)
        wide = len(column[0])
        first, last = column_letters(at + 1), column_letters(at + wide)
        book.define_name(name, f"=lists!${first}$1:${last}${len(column)}")
        at += wide
    for name, value in NAMES.items():
        _write(lists, 0, at, value, day)
        book.define_name(name, f"=lists!${column_letters(at + 1)}$1")
        at += 1
    book.close()
    return stream.getvalue()


def _fill(sheet: Worksheet, spec: TableSpec, rows: list[dict[str, Value]], lang: Lang, day: object) -> None:
    letters = {column.key: column_letters(i + 1) for i, column in enumerate(spec.columns)}
    checks = {
        block.check.key: formula(
            spec, lambda key: f"${letters[key]}{ROW}", lang, listed=spec.key in LISTED, block=block
        )
        for block in spec.blocks
    }
    for r, values in enumerate(rows):
        for c, column in enumerate(spec.columns):
            if text := checks.get(column.key):
                sheet.write_formula(r, c, "=" + text.replace(ROW, str(r + 1)), None, "stale")
            else:
                _write(sheet, r, c, values[column.key], day)


def _listing(rows_of: dict[str, list[dict[str, Value]]]) -> Listing:
    """What a press might have listed: something about every twentieth row."""
    return Listing(
        {
            row_key(spec.blocks[0].name, row_name(row[spec.id_column or ""], number)): f"△ {number}"
            for spec in SPECS
            if spec.key in LISTED
            for number, row in enumerate(rows_of[spec.key], 1)
            if number % 20 == 0 and isinstance(row[spec.id_column or ""], str | None)
        }
    )


def _recalculated_by_ironcalc(file: Path) -> dict[str, list[list[Value]]]:
    """Every sheet's cells as IronCalc computes them. In formulas that it reads from a file it takes only one cell of
    a list that a function inside SUMPRODUCT is given, not in those that are typed: so they are typed anew.
    """
    model = ironcalc.load_from_xlsx(str(file), "en", "UTC", "en")
    for index, _ in enumerate(model.get_worksheets_properties()):
        _, bottom, _, right = model.get_sheet_dimensions(index)
        for row in range(1, bottom + 1):
            for column in range(1, right + 1):
                text = model.get_cell_content(index, row, column)
                if text.startswith("=IF("):
                    model.set_user_input(index, row, column, text.replace("@", ""))
    model.evaluate()
    sheets: dict[str, list[list[Value]]] = {}
    for index, sheet in enumerate(model.get_worksheets_properties()):
        _, bottom, _, right = model.get_sheet_dimensions(index)
        sheets[sheet["name"]] = [
            [model.get_cell_value(index, row, column) for column in range(1, right + 1)]
            for row in range(1, bottom + 1)
        ]
    return sheets


ENGINES: dict[str, Callable[[Path], dict[str, list[list[Value]]]]] = {
    "libreoffice": lambda file: {key: each["rows"] for key, each in libreoffice.recalculated(file).items()},
    "ironcalc": _recalculated_by_ironcalc,
}


SPECS = [spec for book in books.BOOKS for _, spec in book.tables() if spec.check_column()]


LISTED = {spec.key for _, spec in books.CONTROL.tables()}


# The two languages differ in words alone: LibreOffice, which takes its time, computes one of them.
CASES = [
    *(pytest.param(lang, "libreoffice", marks=pytest.mark.libreoffice) for lang in some(LANGS, 1, "parity")),
    *((lang, "ironcalc") for lang in LANGS),
]


@pytest.mark.parametrize(("lang", "engine"), CASES)
def test_the_check_column_says_what_python_says(lang: Lang, engine: str, tmp_path: Path) -> None:
    each = ROWS[engine] // len(SPECS) // len(LANGS) + 1
    dice = random.Random(lang)
    rows_of = {spec.key: [_row(spec, dice) for _ in range(each)] for spec in SPECS}
    file = tmp_path / "rows.xlsx"
    file.write_bytes(_workbook(rows_of, lang))
    sheets = ENGINES[engine](file)
    for spec in SPECS:
        listing = _listing(rows_of) if spec.key in LISTED else None
        words: set[str] = set()
        for block in spec.blocks:
            place = spec.columns.index(block.check)
            judge = Judge(spec, lang, listing, block)
            told = [
                judge.verdict(Scope(row, NAMES, LISTS), row_name(row[spec.id_column or ""], number))
                for number, row in enumerate(rows_of[spec.key], 1)
            ]
            shown = [row[place] or "" for row in sheets[spec.key]]
            both = zip(told, shown, rows_of[spec.key], strict=True)
            different = [(spec.key, ours, theirs, row) for ours, theirs, row in both if ours != theirs]
            assert not different, (len(different), different[:5])
            words |= set(told)
        # Nearly every rule has had its say, so that agreement means something.
        rules = len({(rule.kind, rule.column) for rule in spec.all_rules})
        assert engine == "ironcalc" or len(words) > 0.8 * rules
