"""What a cell is given it can hold, whatever somebody typed."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from softenv_xl.gate.limits import SHARE
from softenv_xl.grid.cell import Value, display_text
from softenv_xl.hosts.cell_limits import LONGEST_TEXT
from softenv_xl.hosts.file.content import Content
from softenv_xl.schema.column import Column, Kind, Owner
from softenv_xl.sheets.text import cell, truncated
from softenv_xl.words import Text

_LETTERS = st.characters(exclude_categories=()) | st.sampled_from("\ud800\udfff\U0010ffff\x00表")
_VALUES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.dates()
    | st.datetimes()
    | st.times()
    | st.text(_LETTERS)
    | st.builds(lambda text, times: text * times, st.text(_LETTERS, max_size=4), st.integers(0, 20_000))
)


@given(_VALUES, st.sampled_from((100, SHARE.text, LONGEST_TEXT)))
def test_every_cell_can_hold_it(value: Value, longest: int) -> None:
    content = Content(list, date1904=False)
    found = truncated(value, longest)
    content._wanted(found, "A1")  # raises Stop(cell.cannot-hold)
    if isinstance(found, str):
        assert len(found.encode("utf-16-le")) <= 2 * longest


@pytest.mark.parametrize(
    "value",
    ["", "x" * SHARE.text, "表", 0.5, -1e300, 2**60, date(1900, 1, 1), datetime(2026, 9, 1, 8), None, True],  # noqa: DTZ001
)
def test_what_it_can_hold_stays(value: Value) -> None:
    assert truncated(value) == value
    assert type(truncated(value)) is type(value)


def test_a_text_that_is_cut_says_how_long_it_was() -> None:
    assert str(truncated("表" * 32_767)).endswith("表… [32,767]")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (date(1899, 12, 31), "1899-12-31"),
        (date(1900, 1, 1), date(1900, 1, 1)),
        (1e308, str(display_text(1e308))),
        ("表" * SHARE.text, "表" * SHARE.text),
        ("表" * (SHARE.text + 1), "表" * (SHARE.text - len("… [4,001]")) + "… [4,001]"),
    ],
)
def test_what_no_cell_can_hold_is_said_in_words(value: Value, shown: Value) -> None:
    assert truncated(value) == shown


NOTE = Text("说明", "Note")


@pytest.mark.parametrize(
    ("column", "whole"),
    [
        (Column("note", NOTE, owner=Owner.COMPUTED), False),
        (Column("note", NOTE, owner=Owner.COMPUTED, hidden=True), True),
        (Column("note", NOTE, Kind.ID, owner=Owner.COMPUTED), True),
        (Column("note", NOTE, owner=Owner.STAFF), True),
    ],
)
def test_only_what_the_program_says_to_people_is_cut_short(column: Column, whole: bool) -> None:
    long = "x" * (SHARE.text + 1)
    assert (cell(column, long, "en") == long) is whole
