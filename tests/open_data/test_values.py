"""How cells are spelt in csv and read back: without loss, and never as a formula."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from softenv_xl.grid.cell import Value
from softenv_xl.open_data.values import guarded, plain, read_back, spelt, unguarded
from softenv_xl.registers.words import YES_NO
from softenv_xl.schema.column import Column, Kind
from softenv_xl.schema.repair import repair, typed
from softenv_xl.words import same

TEXT = Column("text", same("Text"))
DATE = Column("day", same("Day"), Kind.DATE)
NUMBER = Column("number", same("Number"), Kind.NUMBER)
CHOICE = Column("choice", same("Choice"), Kind.CHOICE, choices=YES_NO)
COLUMNS = (
    TEXT,
    Column("id", same("Id"), Kind.ID),
    DATE,
    NUMBER,
    Column("part", same("Part"), Kind.PERCENT),
    CHOICE,
)

# What a cell of a workbook may hold: no lone surrogates, no controls but tab and line ends.
WORDS = st.text(
    st.one_of(
        st.sampled_from("'=+-@\t\r\n\",;＝＋－＠ 是否yesno0123456789./年月日%"),
        st.characters(exclude_categories=("Cs", "Cc")),
    ),
    max_size=12,
)
DAYS = st.dates(date(1900, 3, 1), date(2199, 12, 31))
NUMBERS = st.one_of(
    st.integers(-(10**15), 10**15),
    st.floats(-1e15, 1e15, allow_nan=False).filter(lambda number: not number.is_integer()),
)


@given(WORDS)
def test_guarding_is_taken_back_and_leaves_no_formula(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert guarded(text)[:1] not in tuple("=+-@\t\r＝＋－＠") or not text


@pytest.mark.parametrize(
    ("text", "in_csv"),
    [
        ("=1+1", "'=1+1"),
        ("'=1+1", "''=1+1"),
        ("''=1+1", "'''=1+1"),
        ("-5", "'-5"),
        ("@sum", "'@sum"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("'x", "'x"),
        ("'", "'"),
        ("a=1", "a=1"),
        ("＝1", "'＝1"),
    ],
)
def test_text_that_looks_like_a_formula(text: str, in_csv: str) -> None:
    assert guarded(text) == in_csv
    assert unguarded(in_csv) == text


def through_csv(cells: list[str]) -> list[str]:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\r\n").writerow(cells)
    (row,) = csv.reader(io.StringIO(stream.getvalue(), newline=""), strict=True)
    return row


def meant(column: Column, raw: Value) -> Value:
    accepted = YES_NO.accepted if column.choices is YES_NO else ()
    return typed(column, repair(column, raw, 2026, accepted).value)


@given(st.sampled_from(COLUMNS), st.one_of(WORDS, DAYS, NUMBERS, st.booleans(), st.none()))
def test_a_cell_means_the_same_after_csv(column: Column, raw: Value) -> None:
    said = plain(column, raw, meant(column, raw))
    (cell, _) = through_csv([spelt(said), "x"])
    back = read_back(column, cell, 2026)
    in_words = (
        YES_NO.word(back, "zh")
        if column is CHOICE and isinstance(back, str) and back in ("yes", "no")
        else back
    )
    assert meant(column, in_words) == meant(column, raw)
    if isinstance(raw, str) and column.kind in (Kind.TEXT, Kind.ID):
        assert back == (raw or None)


@given(NUMBERS)
def test_numbers_keep_every_digit(number: float) -> None:
    assert read_back(NUMBER, spelt(plain(NUMBER, number, meant(NUMBER, number))), None) == number


@given(DAYS)
def test_days_are_iso_and_come_back(day: date) -> None:
    assert spelt(plain(DATE, day, day)) == day.isoformat()
    assert read_back(DATE, day.isoformat(), None) == day


@pytest.mark.parametrize(
    ("column", "cell", "value"),
    [
        (DATE, "2026/9/1", date(2026, 9, 1)),  # as Excel saves csv
        (NUMBER, "1,234.5", 1234.5),
        (NUMBER, "-5", -5),
        (CHOICE, "yes", "yes"),
        (CHOICE, "是", "yes"),
        (CHOICE, "maybe", "maybe"),
        (DATE, "soon", "soon"),
        (TEXT, "2026/9/1", "2026/9/1"),
        (TEXT, "", None),
    ],
)
def test_what_spreadsheets_and_people_make_of_it_is_read(column: Column, cell: str, value: Value) -> None:
    assert read_back(column, cell, 2026) == value
