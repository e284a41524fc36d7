"""Dates as people type them: every usual form is read back to the same day, and nothing else is taken for a date."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from softenv_xl.schema.dates import read_date

DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
SEPARATED = st.sampled_from("-/.")
_DIGITS = "〇一二三四五六七八九"
_FULL_WIDTH = str.maketrans("0123456789-/.", "０１２３４５６７８９－／．")


def _tens(number: int) -> str:
    """A number under a hundred as Chinese writes it: 三十一, 十, 二十, 九."""
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else _DIGITS[tens]) + ("十" if tens else "") + (_DIGITS[ones] if ones else "")


@given(DAYS, SEPARATED, st.booleans(), st.booleans())
def test_separated_in_any_way(day: date, mark: str, padded: bool, short: bool) -> None:
    month, of_month = (f"{day.month:02d}", f"{day.day:02d}") if padded else (str(day.month), str(day.day))
    year = f"{day.year % 100:02d}" if short else str(day.year)
    assert read_date(mark.join((year, month, of_month))) == day
    assert read_date(f"  {year} {mark} {month}{mark} {of_month} ") == day


@given(DAYS, SEPARATED)
def test_in_full_width(day: date, mark: str) -> None:
    assert read_date(f"{day.year}{mark}{day.month}{mark}{day.day}".translate(_FULL_WIDTH)) == day
    assert read_date(f"{day.year}年{day.month}月{day.day}日".translate(_FULL_WIDTH)) == day


@given(DAYS)
def test_without_marks(day: date) -> None:
    assert read_date(f"{day:%Y%m%d}") == day
    assert read_date(f"{day:%y%m%d}") is None  # could be anything


@given(DAYS, st.sampled_from(["日", "号", ""]), st.booleans())
def test_with_chinese_marks(day: date, mark: str, short: bool) -> None:
    year = f"{day.year % 100:02d}" if short else str(day.year)
    assert read_date(f"{year}年{day.month}月{day.day}{mark}") == day
    assert read_date(f"{year} 年 {day.month} 月 {day.day} {mark}") == day


@given(DAYS, st.sampled_from(_DIGITS[0] + "零○"))
def test_in_chinese_numerals(day: date, zero: str) -> None:
    year = "".join(_DIGITS[int(digit)] for digit in str(day.year)).replace("〇", zero)
    assert read_date(f"{year}年{_tens(day.month)}月{_tens(day.day)}日") == day


@given(DAYS, st.times())
def test_with_a_time_behind(day: date, time: object) -> None:
    assert read_date(f"{day} {time}") == day
    assert read_date(f"{day}T{str(time)[:5]}") == day


@given(DAYS)
def test_without_a_year_it_takes_the_campaigns(day: date) -> None:
    text = f"{day.month}月{day.day}日"
    assert read_date(text) is None
    assert read_date(text, day.year) == day


@given(DAYS, st.sampled_from("-/."), st.sampled_from("-/."))
def test_two_kinds_of_marks_are_no_date(day: date, one: str, other: str) -> None:
    read = read_date(f"{day.year}{one}{day.month}{other}{day.day}")
    assert read == (day if one == other else None)


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-30",
        "2026-13-01",
        "2026/0/1",
        "20261301",
        "2026年2月30日",
        "0000-01-01",
        "二〇二六年十三月一日",
    ],
)
def test_days_that_do_not_exist(text: str) -> None:
    assert read_date(text, 2026) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "月底前",
        "end of month",
        "9.30",
        "30/9/2026",
        "2026-09-30前",
        "约2026-09-30",
        "2026年",
        "9月",
        "1,234",
    ],
)
def test_other_words(text: str) -> None:
    assert read_date(text, 2026) is None


@given(st.text())
def test_whatever_is_typed_it_is_a_date_or_none(text: str) -> None:
    assert read_date(text, 2026) is None or isinstance(read_date(text, 2026), date)
