"""Computed columns come to the same in a spreadsheet as in Python: generated rows, hard recalculation, no difference."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

import pytest
import xlsxwriter

from softenv_xl import books
from softenv_xl.grid.address import column_letters
from softenv_xl.grid.cell import Value
from softenv_xl.schema.column import Column, Kind, worded
from softenv_xl.schema.computed import LinkTo
from softenv_xl.schema.expression import AS_OF
from softenv_xl.schema.table import TableSpec
from softenv_xl.schema.vocabulary import Vocabulary
from softenv_xl.templates.sheet import Sheet
from softenv_xl.words import LANGS, Lang
from tests.schema.test_parity import ENGINES

ROWS = 400
TODAY = date(2026, 10, 15)
SPECS = [
    spec
    for book in books.BOOKS
    for _, spec in book.tables()
    if any(column.formula for column in spec.columns)
]


def _value(column: Column, dice: random.Random) -> Value:
    """Blank, or of the column's kind."""
    if dice.random() < 0.25:
        return None
    if isinstance(column.choices, Vocabulary):
        return dice.choice([key for key, _ in column.choices.words])
    if column.kind is Kind.DATE:
        return TODAY + timedelta(days=dice.randrange(-200, 60))
    return dice.randrange(1, 40) if column.kind is Kind.NUMBER else dice.choice(("1", "S7", "words", "收费"))


def _write(file: Path, rows_of: dict[str, list[dict[str, Value]]], lang: Lang) -> None:
    book = xlsxwriter.Workbook(file)
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    names = book.add_worksheet("names")
    names.write_datetime(0, 0, TODAY, day)
    book.define_name(AS_OF, "=names!$A$1")
    for spec in SPECS:
        sheet = book.add_worksheet(spec.key, Sheet)
        letters = {column.key: column_letters(at) for at, column in enumerate(spec.columns, 1)}
        for r, row in enumerate(rows_of[spec.key]):
            for c, column in enumerate(spec.columns):
                value = worded(column, row[column.key], lang)
                if column.formula:
                    text = column.formula.excel(lambda key, n=r + 1, at=letters: f"${at[key]}{n}", lang)
                    sheet.write_formula(r, c, f"={text}", None, "stale")
                elif isinstance(value, date):
                    sheet.write_datetime(r, c, value, day)
                elif value is not None:
                    sheet.write(r, c, value)
    book.close()


@pytest.mark.parametrize("engine", [pytest.param("libreoffice", marks=pytest.mark.libreoffice), "ironcalc"])
@pytest.mark.parametrize("lang", LANGS)
def test_the_formula_comes_to_what_python_computes(lang: Lang, engine: str, tmp_path: Path) -> None:
    dice = random.Random(lang)
    rows_of = {
        spec.key: [{column.key: _value(column, dice) for column in spec.columns} for _ in range(ROWS)]
        for spec in SPECS
    }
    file = tmp_path / "rows.xlsx"
    _write(file, rows_of, lang)
    sheets = ENGINES[engine](file)
    for spec in SPECS:
        for place, column in enumerate(spec.columns):
            if column.formula:
                ours = [column.formula.value(row, lang, TODAY) for row in rows_of[spec.key]]
                theirs = [row[place] if row[place] is not None else "" for row in sheets[spec.key]]
                assert theirs == ours, column.key
                assert len(set(ours)) > (1 if isinstance(column.formula, LinkTo) else 3)


def test_every_formula_is_short_enough_for_excel_in_the_last_row() -> None:
    def refs_of(spec: TableSpec) -> dict[str, str]:
        return {column.key: f"${column_letters(at)}99999" for at, column in enumerate(spec.columns, 1)}

    lengths = {
        (spec.key, column.key): len(column.formula.excel(refs_of(spec).__getitem__, lang))
        for spec in SPECS
        for column in spec.columns
        for lang in LANGS
        if column.formula
    }
    assert {key: length for key, length in lengths.items() if length > 8192} == {}
