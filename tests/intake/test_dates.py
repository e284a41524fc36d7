"""Dates as people type them: every usual form is read back to the same day, and nothing else is taken for a date."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from softenv_xl.grid.cell import BLANKS
from softenv_xl.schema.dates import Unclear, read_date, read_decimal

DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
SEPARATED = st.sampled_from("-/.")
_DIGITS = "〇一二三四五六七八九"
_FULL_WIDTH = str.maketrans("0123456789-/.", "０１２３４５６７８９－／．")


def _tens(number: int) -> str:
    """A number under a hundred as Chinese writes it: 三十一, 十, 二十, 九."""
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else _DIGITS[tens]) + ("十" if tens else "") + (_DIGITS[ones] if ones else "")


@given(DAYS, SEPARATED, st.booleans())
def test_separated_in_any_way(day: date, mark: str, padded: bool) -> None:
    month, of_month = (f"{day.month:02d}", f"{day.day:02d}") if padded else (str(day.month), str(day.day))
    assert read_date(mark.join((str(day.year), month, of_month))) == day
    assert read_date(f"  {day.year} {mark} {month}{mark} {of_month} ") == day


def _readings(one: int, two: int, three: int) -> set[date]:
    """What three pairs of figures may mean: year, month, day; day, month, year; month, day, year."""
    days = set()
    for year, month, day in ((one, two, three), (three, two, one), (three, one, two)):
        with suppress(ValueError):
            days.add(date(2000 + year, month, day))
    return days


PAIRS = st.integers(0, 40)


@given(PAIRS, PAIRS, PAIRS, SEPARATED, st.integers(2000, 2040))
def test_a_year_of_two_figures_is_settled_by_the_campaigns_year_alone(
    one: int, two: int, three: int, mark: str, year: int
) -> None:
    found = read_date(f"{one:02d}{mark}{two:02d}{mark}{three:02d}", year)
    possible = _readings(one, two, three)
    near = {day for day in possible if abs(day.year - year) <= 1}
    if isinstance(found, date):
        assert {found} == near or {found} == possible
    elif found:
        assert set(found.days) == possible
        assert len(near) != 1
    else:
        assert not possible


def test_day_month_year_is_never_taken_for_another_century() -> None:
    assert read_date("13/08/26", 2026) == date(2026, 8, 13)
    assert read_date("26-08-01", 2026) == date(2026, 8, 1)
    assert read_date("26/8/26", 2026) == date(2026, 8, 26)
    assert read_date("15/01/27", 2026) == date(2027, 1, 15)
    days = (date(2001, 8, 26), date(2026, 1, 8), date(2026, 8, 1))
    assert read_date("01/08/26", 2026) == Unclear(days)
    assert read_date("01/08/26") == Unclear(days)
    assert isinstance(read_date("25/12/26", 2026), Unclear)


@given(DAYS, st.sampled_from("/.-"))
def test_the_year_at_the_end(day: date, mark: str) -> None:
    """Day and month may be either way round, unless one of them is past twelve."""
    found = read_date(f"{day.day}{mark}{day.month}{mark}{day.year}")
    if day.day > 12 or day.day == day.month:
        assert found == day
    else:
        assert found == Unclear(tuple(sorted((day, date(day.year, day.day, day.month)))))


@given(DAYS, st.sampled_from("/.-"))
def test_month_and_day_alone_take_the_campaigns_year(day: date, mark: str) -> None:
    found = read_date(f"{day.month}{mark}{day.day}", day.year)
    if day.day > 12 or day.day == day.month:
        assert found == day
    else:
        assert found == Unclear(tuple(sorted((day, date(day.year, day.day, day.month)))))


def test_month_and_day_that_became_a_number() -> None:
    """A cell holds 8.1 for 8.10 as well."""
    assert read_decimal(9.15, 2026) == date(2026, 9, 15)
    found = read_decimal(8.1, 2026)
    assert isinstance(found, Unclear)
    assert {date(2026, 8, 1), date(2026, 8, 10)} <= set(found.days)
    assert read_decimal(8.0, 2026) is None
    assert read_decimal(0.5, 2026) is None


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


ZONES = st.sampled_from(["", "Z", "+08:00", "-0500", " UTC", ".000Z", ".1234567+08:00"])


@given(DAYS, ZONES)
def test_as_programs_write_it(day: date, zone: str) -> None:
    """The day is the one that is written, as it is read in .ods: nobody converts a form's dates."""
    assert read_date(f"{day}T00:00:00{zone}") == day
    assert read_date(f"{day} 23:59:59{zone}") == day


WEEKDAYS = ["（周六）", " 周六", "星期六", " 星期日", "(六)", " 礼拜天", " Sat", " (Sunday)", ", Monday"]


@given(DAYS, st.sampled_from(WEEKDAYS), st.sampled_from(["", " 18:00", " 上午九点半", " 3:00 PM", "下午3点"]))
def test_with_a_weekday_and_a_time(day: date, weekday: str, time: str) -> None:
    for text in (f"{day}{weekday}", f"{day.year}年{day.month}月{day.day}日{weekday}{time}"):
        assert read_date(text) == day


ENGLISH = [
    "%d %b %Y",
    "%d %B %Y",
    "%b %d, %Y",
    "%B %d %Y",
    "%d-%b-%Y",
    "%d. %B %Y",
    "%A, %d %B %Y",
    "%Y %b %d",
    "%B %dth, %Y",
]


@given(DAYS, st.sampled_from(ENGLISH))
def test_english_months(day: date, form: str) -> None:
    for text in (f"{day:{form}}", f"{day:{form}}".upper()):
        assert read_date(text) == day


@given(
    DAYS,
    st.sampled_from(
        ["{0.year}年{0.month}月", "{0.month}月", "{0:%Y-%m}", "{0:%B %Y}", "{0.month}月底", "{0.month}月中旬"]
    ),
)
def test_a_month_without_its_day_is_unclear(day: date, form: str) -> None:
    found = read_date(form.format(day), day.year)
    assert isinstance(found, Unclear)
    assert found.span
    assert found.days[0] <= day <= found.days[1]
    assert found.days[0].day == 1
    assert found.description().en == f"{found.days[0]} to {found.days[1]}"


@given(
    DAYS,
    st.text(BLANKS, max_size=3),
    st.text("\u200b\ufeff\u00ad\u2060\u202a\u202c", max_size=2),
    st.integers(0, 9),
)
def test_what_nobody_sees_makes_no_difference(day: date, outside: str, inside: str, at: int) -> None:
    text = day.isoformat()
    assert read_date(f"{outside}{text[:at]}{inside}{text[at:]}{outside}") == day


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
        "30 Feb 2026",
        "1999-12-31",
        "2100-01-01",
        "1026-08-01",
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
        "first of May",
        "Monday",
        "18:00",
        "1 2",
        "2026-09-30前",
        "约2026-09-30",
        "2026年",
        "1,234",
    ],
)
def test_other_words(text: str) -> None:
    assert read_date(text, 2026) is None


@given(st.text())
def test_whatever_is_typed_it_is_a_date_or_none(text: str) -> None:
    found = read_date(text, 2026)
    days = found.days if isinstance(found, Unclear) else (found,) if found else ()
    assert all(2000 <= day.year <= 2099 for day in days)


@pytest.mark.parametrize("filling", [" ", ",", "(", "1", "2026-08-01 ", "周"])
def test_a_whole_cell_of_it_is_no_date(filling: str) -> None:
    assert read_date(f"1{filling * (32_765 // len(filling))}1", 2026) is None


@given(st.text("0123456789 -/.年月日TZ:+周六JanugSep", max_size=14), st.sampled_from([None, 2026]))
def test_what_looks_like_a_date_is_one_or_several_or_none(text: str, year: int | None) -> None:
    found = read_date(text, year)
    if isinstance(found, Unclear):
        assert found.days == tuple(sorted(set(found.days)))
    else:
        assert found is None or 2000 <= found.year <= 2099
