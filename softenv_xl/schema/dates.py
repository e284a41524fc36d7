"""Dates that people type as text, in the usual Chinese and ISO forms."""

from __future__ import annotations

import re
from datetime import date
from unicodedata import normalize

_CHINESE_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_TIME = r"(?:[ T]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
_SEPARATED = re.compile(rf"(\d{{4}}|\d{{2}})\s*([-/.])\s*(\d{{1,2}})\s*\2\s*(\d{{1,2}}){_TIME}")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_MARKED = re.compile(rf"(?:(\d{{4}}|\d{{2}})\s*年)?\s*(\d{{1,2}})\s*月\s*(\d{{1,2}})\s*[日号]?{_TIME}")
_TENS = re.compile(r"([一二三四五六七八九]?)十([一二三四五六七八九]?)")


def read_date(text: str, year: int | None = None) -> date | None:
    """Reads 2026-09-30, 2026/9/30, 2026.9.30, 20260930, 2026年9月30日, 二〇二六年九月三十日 and, where
    `year` is known, 9月30日; full-width digits as well. None for anything else, and for days that don't exist.
    """
    plain = _in_digits(normalize("NFKC", text).strip())
    if match := _SEPARATED.fullmatch(plain):
        parts = (match[1], match[3], match[4])
    elif match := _COMPACT.fullmatch(plain):
        parts = (match[1], match[2], match[3])
    elif (match := _MARKED.fullmatch(plain)) and (match[1] or year):
        parts = (match[1] or str(year), match[2], match[3])
    else:
        return None
    year_said = parts[0] if len(parts[0]) == 4 else f"20{parts[0]}"
    return _day(int(year_said), int(parts[1]), int(parts[2]))


def _in_digits(text: str) -> str:
    """Chinese numerals as digits: 三十 → 30, 二〇二六 → 2026."""
    text = _TENS.sub(lambda m: f"{m[1] or '一'}{m[2] or '〇'}", text)
    return text.translate(_CHINESE_DIGITS)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
