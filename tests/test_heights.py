"""How high a row must be."""

from __future__ import annotations

from unicodedata import east_asian_width

import pytest
from hypothesis import given
from hypothesis import strategies as st

from softenv_xl.sheets.heights import MARGIN, lines, points, text_units

_TEXT = st.text(alphabet=st.characters(codec="utf-8", categories=["L", "N", "Zs", "Po"]), max_size=200)


@given(_TEXT, st.floats(4, 80), st.floats(1, 40))
def test_a_wider_column_never_needs_more_lines(text: str, width: float, more: float) -> None:
    assert 1 <= lines(text, width + more) <= lines(text, width)


@given(_TEXT, _TEXT, st.floats(4, 80))
def test_more_text_never_needs_fewer_lines(text: str, more: str, width: float) -> None:
    assert text_units(text) <= text_units(text + more)
    assert (points([(text, width)], 15) or 0) <= (points([(text, width), (more, width)], 15) or 0)


@given(_TEXT)
def test_text_is_as_wide_as_its_letters_among_each_other(text: str) -> None:
    chinese = any(east_asian_width(letter) in "WF" for letter in text)
    among = "整" if chinese else ""
    letters = sum(text_units(letter + among) - text_units(among) for letter in text)
    assert text_units(text) == pytest.approx(letters)


def test_chinese_takes_twice_the_room() -> None:
    assert lines("整" * 9, 20) == 1
    assert lines("整" * 17, 20) == 2
    assert lines("a" * 18, 20) == 1


def test_words_wrap_whole_and_round_letters_take_their_room() -> None:
    assert lines("Huang Xiaodong", 14) == 2
    assert lines("Huang Xiaodong", 16) == 1
    assert lines("illicit till ill", 12) == 1
    assert lines("corporal punishment", 14) == 2
    assert lines("one\ntwo\n", 40) == 3


def test_a_letter_is_never_broken_however_narrow_its_column() -> None:
    assert lines("序号", 2.5) == 2
    assert lines("序号和", 2.5) == 3


def test_what_just_fits_its_line_leaves_no_room_for_more() -> None:
    room = text_units("ab") + MARGIN
    assert lines("ab", room) == 1
    assert lines("ab ab", room) == 2
