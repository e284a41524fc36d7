"""Repairing reads what can be read and says so; what it can't read it leaves as typed."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from softenv_xl import catalogue
from softenv_xl.grid.cell import CellError, Value
from softenv_xl.issue_kind import IssueKind
from softenv_xl.registers.words import ANSWER
from softenv_xl.schema.column import Column, Kind
from softenv_xl.schema.repair import Repaired, repair, typed
from softenv_xl.schema.serial import serial
from softenv_xl.schema.vocabulary import ListOf
from softenv_xl.words import same

DAY = Column("day", same("Day"), Kind.DATE)
COUNT = Column("count", same("Count"), Kind.NUMBER)
SHARE = Column("share", same("Share"), Kind.PERCENT)
NUMBER = Column("number", same("Number"), Kind.ID)
WORDS = Column("words", same("Words"))
CHOICE = Column("choice", same("Choice"), Kind.CHOICE, choices=ANSWER)
COLUMNS = (DAY, COUNT, SHARE, NUMBER, WORDS, CHOICE)

VALUES: st.SearchStrategy[Value] = st.one_of(
    st.none(),
    st.text(),
    st.integers(-(10**15), 10**15),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(date(1900, 3, 1)),
    st.datetimes(datetime.combine(date(1900, 3, 1), time())),
    st.times(),
    st.timedeltas(timedelta(0), timedelta(days=400)),
    st.sampled_from(["#N/A", "#REF!"]).map(CellError),
)


def _repaired(column: Column, raw: Value) -> Repaired:
    return repair(column, raw, 2026, ANSWER.accepted)


@given(st.sampled_from(COLUMNS), VALUES)
def test_it_never_fails_and_repairing_twice_changes_nothing(column: Column, raw: Value) -> None:
    once = _repaired(column, raw)
    again = _repaired(column, once.value)
    assert again.value == once.value
    assert again.kind is None or once.kind in (None, catalogue.DATE_UNCLEAR)
    typed(column, once.value)


@pytest.mark.parametrize(
    "blank", [None, "", " ", "\u3000", "\u00a0 \u3000", "\n", "\t\r\n", "\u200b\ufeff", "\u3164"]
)
@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.key)
def test_blanks_of_any_width_are_nothing(column: Column, blank: Value) -> None:
    assert _repaired(column, blank) == Repaired(None)
    assert typed(column, None) is None


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_date_is_the_same_however_the_cell_holds_it(day: date) -> None:
    midnight = datetime.combine(day, time())
    number = serial(day)
    assert number is not None
    for raw in (day, midnight, number, int(number)):
        found = _repaired(DAY, raw)
        assert found.kind is None
        assert typed(DAY, found.value) == day
    for text in (day.isoformat(), f"{day.year}年{day.month}月{day.day}日", float(f"{day:%Y%m%d}")):
        found = _repaired(DAY, text)
        assert (found.kind, found.arguments) == (catalogue.DATE_AS_TEXT, {"read": day.isoformat()})
        assert typed(DAY, found.value) == day


@pytest.mark.parametrize("raw", ["soon", -3, 12, 1e12, 20261399, True])
def test_what_is_no_date_stays_as_typed(raw: Value) -> None:
    assert _repaired(DAY, raw) == Repaired(raw)


@pytest.mark.parametrize(
    ("raw", "read", "shown"),
    [
        ("５", 5, "5"),
        (" 1,234 ", 1234, "1234"),
        ("-2", -2, "-2"),
        ("3.5", 3.5, "3.5"),
        ("１２．５", 12.5, "12.5"),
        ("1e3", 1000, "1000"),
    ],
)
def test_numbers_typed_as_text(raw: str, read: float, shown: str) -> None:
    found = _repaired(COUNT, raw)
    assert found == (read, catalogue.NUMBER_AS_TEXT, {"read": shown})


@pytest.mark.parametrize("raw", ["five", "nan", "inf", "1_0x", "12%"])
def test_other_words_are_no_numbers(raw: str) -> None:
    assert _repaired(COUNT, raw) == Repaired(raw)


def test_percent_signs_count_where_shares_are_asked_for() -> None:
    assert math.isclose(float(str(_repaired(SHARE, "４５％").value)), 0.45)
    assert _repaired(SHARE, 0.45) == Repaired(0.45)


@given(st.integers(0, 10**15 - 1))
def test_ids_typed_as_numbers(number: int) -> None:
    for raw in (number, float(number)):
        found = _repaired(NUMBER, raw)
        assert (found.value, found.kind) == (str(number), catalogue.ID_AS_NUMBER)


def test_spaces_around_an_id_are_told_where_the_cell_compares_it_with_a_list() -> None:
    listed = replace(NUMBER, choices=ListOf("people_numbers"))
    assert repair(listed, " T01 ", 2026, ()) == Repaired("T01", catalogue.TEXT_UNSEEN, {"read": "T01"})
    assert repair(listed, "T01", 2026, ()) == repair(NUMBER, " T01 ", 2026, ()) == Repaired("T01")


@given(st.text("0123456789ABCT-", min_size=1, max_size=12))
def test_ids_in_full_width(text: str) -> None:
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in text)
    found = _repaired(NUMBER, f"　{wide} ")
    assert (found.value, found.kind) == (text, catalogue.TEXT_FULL_WIDTH)
    assert _repaired(NUMBER, f" {text}\u00a0") == Repaired(text)


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("　没有 ", "没有"),
        ("ＹＥＳ", "Yes"),
        ("no", "No"),
        ("没 有", "没有"),
        ("N\u200bo", "No"),
    ],
)
def test_choices_that_differ_in_spaces_width_and_case_are_read_with_a_note(raw: Value, read: Value) -> None:
    assert _repaired(CHOICE, raw) == Repaired(read, catalogue.CHOICE_READ_AS, {"read": read})


@pytest.mark.parametrize("raw", ["有", "No", "maybe", 1.0])
def test_choices_to_the_letter_and_other_words_stay_as_they_are(raw: Value) -> None:
    assert _repaired(CHOICE, raw) == Repaired(raw)


def test_typed_values_are_keys_days_and_whole_numbers() -> None:
    assert typed(CHOICE, "有") == typed(CHOICE, "Yes") == "yes"
    assert typed(CHOICE, "maybe") is None
    noon = _repaired(DAY, datetime.combine(date(2026, 9, 30), time(12, 30)))
    assert noon.value == typed(DAY, noon.value) == date(2026, 9, 30)
    assert isinstance(typed(COUNT, 3.0), int)
    assert typed(WORDS, 3.0) == "3"
    assert typed(WORDS, CellError("#N/A")) is None


def test_a_day_without_a_year_is_of_the_campaigns() -> None:
    day = Column("day", same("Day"), Kind.DATE)
    assert repair(day, "9月30日", 2026, ()).value == date(2026, 9, 30)
    assert repair(day, "9月30日", None, ()).value == "9月30日"


@pytest.mark.parametrize(
    ("typed_in", "kind"), [("ＡＢ", catalogue.TEXT_FULL_WIDTH), ("A\u200bB", catalogue.TEXT_UNSEEN)]
)
def test_an_id_in_other_letters_is_told_as_it_was_read(typed_in: str, kind: IssueKind) -> None:
    assert repair(Column("id", same("Id"), Kind.ID), typed_in, None, ()) == Repaired(
        "AB", kind, {"read": "AB"}
    )


@pytest.mark.parametrize(
    ("raw", "told"),
    [("a" * 5, False), (" a ", False), ("a" * 4 + "  ", True), ("a" * 6, False), ("a" * 6 + "  ", False)],
)
def test_ends_that_nobody_sees_are_told_where_the_cell_counts_them(raw: str, told: bool) -> None:
    found = repair(replace(WORDS, limit=5), raw, None, ())
    assert found.value == raw.strip()
    assert (found.kind is catalogue.TEXT_UNSEEN) is told
