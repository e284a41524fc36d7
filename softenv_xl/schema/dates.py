"""Dates that people type as text, in the usual Chinese, ISO and English forms.

A form that can be read as more than one day is never settled by guessing: only the campaign's year decides,
where exactly one of the days falls near it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from softenv_xl.grid.cell import without_marks
from softenv_xl.words import Text

FIRST_YEAR, LAST_YEAR = 2000, 2099
"""A date outside these years is a slip of the keyboard, or a plain number that was never meant as a date."""


class Unclear(NamedTuple):
    """What was typed may be any of these days, or all from the first to the last when `span` is set."""

    days: tuple[date, ...]
    span: bool = False

    def description(self) -> Text:
        """The readings, as a sentence names them."""
        zh, en = (" 至 ", " to ") if self.span else (" 或 ", " or ")
        days = [day.isoformat() for day in self.days]
        return Text(zh.join(days), en.join(days))


Parts = tuple[int, int, int]
"""Year, month and day, which needn't exist together."""

_CHINESE_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_TENS = re.compile(r"([一二三四五六七八九]?)十([一二三四五六七八九]?)")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))

# No date takes more letters; the patterns below are slow on a whole cell of commas.
_LONGEST = 80

# What may stand around a date and doesn't change it: the day of the week, the time of day with its zone.
_WEEKDAY = re.compile(
    r"[\s,(]*(?:(?:周|星期|礼拜)[一二三四五六日天]|\([一二三四五六日]\)|(?<![a-z])(?:mon(?:day)?|tue(?:s(?:day)?)?|"
    r"wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)(?![a-z])\.?)[\s,)]*"
)
_HALF = r"(?:上午|下午|中午|早上|晚上|凌晨|[ap]\.?m\b\.?)"
_CLOCK = (
    rf"(?:{_HALF}\s*)?\d{{1,2}}(?::\d{{1,2}}(?::\d{{1,2}}(?:[.,]\d+)?)?|[时点](?:\d{{1,2}}分?|半|整)?(?:\d{{1,2}}秒)?)"
    rf"\s*{_HALF}?|{_HALF}|\d{{1,2}}\s*[ap]\.?m\.?"
)
_ZONE = r"(?:\s*(?:z|(?:utc|gmt)?[+-]\d{1,2}(?::?\d{2})?|utc|gmt))?"
_TIME = re.compile(
    rf"(?:(?:\s+|(?<=\d)t|(?<=[日号]))(?:{_CLOCK}){_ZONE}|(?<=\d-\d\d)(?:z|[+-]\d{{2}}:\d{{2}}))$"
)

_SEP = r"\s*([-/.、,_\\ ])\s*"
_YEAR_FIRST = re.compile(rf"(\d{{4}}){_SEP}(\d{{1,2}})\s*\2\s*(\d{{1,2}})[日号]?")
_YEAR_LAST = re.compile(rf"(\d{{1,2}}){_SEP}(\d{{1,2}})\s*\2\s*(\d{{4}})")
_SHORT = re.compile(rf"(\d{{1,2}}){_SEP}(\d{{1,2}})\s*\2\s*(\d{{1,2}})")
_NO_YEAR = re.compile(r"(\d{1,2})\s*([-/.])\s*(\d{1,2})")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_CHINESE = re.compile(r"(?:(\d{4}|\d{2})\s*年)?\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_OF_DAY, _GAP = r"(\d{1,2})(?:st|nd|rd|th)?", r"[\s,./-]*"
_DAY_NAME = re.compile(rf"(?:the\s+)?{_OF_DAY}{_GAP}(?:of\s+)?{_NAME}(?:{_GAP}(\d{{4}}|'?\d{{2}}))?")
_NAME_DAY = re.compile(rf"{_NAME}{_GAP}{_OF_DAY}(?:{_GAP}(?<=[\s,./-])(\d{{4}}|'\d{{2}}))?")
_YEAR_NAME_DAY = re.compile(rf"(\d{{4}}){_GAP}{_NAME}{_GAP}{_OF_DAY}")
# A month without its day.
_MONTH = (
    re.compile(r"(?:(?P<year>\d{4}|\d{2})\s*年)?\s*(?P<month>\d{1,2})\s*月(?:份|初|中|底|末|[上中下]旬)?"),
    re.compile(r"(?P<year>\d{4})\s*[-/.]\s*(?P<month>\d{1,2})"),
    re.compile(rf"(?P<month>{_NAME})(?:{_GAP}(?P<year>\d{{4}}|'?\d{{2}}))?"),
)


def read_date(text: str, year: int | None = None) -> date | Unclear | None:
    """Reads 2026-09-30, 2026/9/30, 2026.9.30, 20260930, 30 Sep 2026, 2026年9月30日, 二〇二六年九月三十日, with a
    weekday or a time of day behind; 26-09-30, 30/9/26, 9月30日, 9.30 where `year`, the campaign's, decides.

    None for anything else, for days that don't exist, and outside FIRST_YEAR and LAST_YEAR.
    """
    plain = _plain(text)
    found = tuple(dict.fromkeys(_days(_readings(plain, year))))
    if _is_settled(plain) and len(found) == 1:
        return found[0]
    near = [day for day in found if year is None or abs(day.year - year) <= 1]
    if len(near) == 1:
        return near[0]
    return Unclear(tuple(sorted(found))) if found else _month(plain, year)


def read_decimal(number: float, year: int) -> date | Unclear | None:
    """Month and day typed with a point, which became a number: 9.15. In 8.1 the 1 may once have been 10."""
    if isinstance(number, int):
        return None
    text = f"{number:.10g}"
    whole, _, part = text.partition(".")
    if not part:
        return None
    read = [
        read_date(f"{whole}.{tail}", year) for tail in ((part, f"{part}0") if len(part) == 1 else (part,))
    ]
    days = {day for each in read for day in (each.days if isinstance(each, Unclear) else (each,)) if day}
    return days.pop() if len(days) == 1 else Unclear(tuple(sorted(days))) if days else None


def _plain(text: str) -> str:
    """Half-width, lower case, Chinese numerals as digits, without weekday, time of day and the last full stop."""
    plain = without_marks(text).translate(_DASHES).casefold()
    if len(plain) > _LONGEST:
        return ""
    plain = _WEEKDAY.sub(" ", plain).strip().rstrip(".。,;")
    plain = _TENS.sub(lambda m: f"{m[1] or '一'}{m[2] or '〇'}", plain).translate(_CHINESE_DIGITS)
    return _TIME.sub("", plain).strip()


def _is_settled(plain: str) -> bool:
    """The form itself says which figure is the year: no other year needs to decide."""
    return not (_SHORT.fullmatch(plain) or _NO_YEAR.fullmatch(plain))


def _readings(plain: str, year: int | None) -> Iterator[Parts]:
    """Everything that the text may mean."""
    if match := _YEAR_FIRST.fullmatch(plain):
        yield int(match[1]), int(match[3]), int(match[4])
    elif match := _COMPACT.fullmatch(plain):
        yield int(match[1]), int(match[2]), int(match[3])
    elif match := _YEAR_LAST.fullmatch(plain):
        yield int(match[4]), int(match[3]), int(match[1])
        yield int(match[4]), int(match[1]), int(match[3])
    elif match := _SHORT.fullmatch(plain):
        one, two, three = int(match[1]), int(match[3]), int(match[4])
        if len(match[1]) == 2:
            yield _century(one), two, three
        if len(match[4]) == 2:
            yield _century(three), two, one
            yield _century(three), one, two
    elif match := _CHINESE.fullmatch(plain):
        yield from _dated(match[1], int(match[2]), int(match[3]), year)
    elif year and (match := _NO_YEAR.fullmatch(plain)):
        yield year, int(match[1]), int(match[3])
        yield year, int(match[3]), int(match[1])
    else:
        yield from _english(plain, year)


def _english(plain: str, year: int | None) -> Iterator[Parts]:
    if match := _DAY_NAME.fullmatch(plain):
        yield from _dated(match[3], _number(match[2]), int(match[1]), year)
        if match[3] and len(match[3]) == 2:
            yield _century(int(match[1])), _number(match[2]), int(match[3])
    elif (match := _NAME_DAY.fullmatch(plain)) and (match[3] or not _may_be_year(match[2], year)):
        yield from _dated(match[3], _number(match[1]), int(match[2]), year)
    elif match := _YEAR_NAME_DAY.fullmatch(plain):
        yield int(match[1]), _number(match[2]), int(match[3])


def _may_be_year(figures: str, year: int | None) -> bool:
    """In `Aug 26` the figures may be the day, and the year as well."""
    return year is not None and len(figures) == 2 and abs(_century(int(figures)) - year) <= 1


def _dated(year_text: str | None, month: int, day: int, year: int | None) -> Iterator[Parts]:
    """With the year as said, or the campaign's."""
    if year_text:
        digits = year_text.lstrip("'")
        yield (int(digits) if len(digits) == 4 else _century(int(digits))), month, day
    elif year:
        yield year, month, day


def _number(name: str) -> int:
    return _MONTHS.index(name[:3]) + 1


def _century(year: int) -> int:
    return FIRST_YEAR + year


def _days(readings: Iterable[Parts]) -> Iterator[date]:
    """Those that exist."""
    for year, month, day in readings:
        if FIRST_YEAR <= year <= LAST_YEAR:
            try:
                yield date(year, month, day)
            except ValueError:
                continue


def _month(plain: str, year: int | None) -> Unclear | None:
    """A whole month: which day of it was meant nobody can tell."""
    match = next((found for form in _MONTH if (found := form.fullmatch(plain))), None)
    if match is None or not (match["year"] or year):
        return None
    year_text, name = (match["year"] or str(year)).lstrip("'"), match["month"]
    of_year = int(year_text) if len(year_text) == 4 else _century(int(year_text))
    month = int(name) if name.isdigit() else _number(name)
    days = tuple(_days((of_year, month, day) for day in range(1, 32)))
    return Unclear((days[0], days[-1]), span=True) if days else None
