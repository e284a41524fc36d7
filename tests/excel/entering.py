"""What Excel makes of a text that is written into a cell, by hand or through Range.Value: the two do the same.

https://learn.microsoft.com/office/vba/api/excel.range.value : a String is taken as if it was typed. What typing
does: https://support.microsoft.com/office/stop-automatically-changing-numbers-to-dates-452bd2db-cc96-47d1-81e4-72cec11c4ed8
("12/2 changes to 2-Dec") and https://support.microsoft.com/office/format-numbers-as-text-583160db-936b-4e52-bdff-6f1863518ba4 .

A model can't know each user's regional settings, so it is as eager as both languages together: what is a date,
a number, a truth for either becomes one. Text that survives here survives in both.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from tests.excel.cells import ERRORS, Cell, Content, Fault
from tests.excel.pywin import NotModelled
from tests.excel.refusing import Refused

_NUMBER = re.compile(r"[-+]?[$¥€£]?\s?(\d{1,3}(,\d{3})+|\d+)?(\.\d*)?([eE][-+]?\d+)?\s?%?")
_ACCOUNT = re.compile(r"\([$¥€£]?[\d,]+(\.\d*)?\)")
_FRACTION = re.compile(r"-?\d+ \d{1,3}/\d{1,3}")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DATE = re.compile(
    r"\d{1,4}[-/.]\d{1,2}(?:[-/.]\d{1,4})?"
    rf"|\d{{1,2}}[- ]?{_MONTH}(?:[-, ]*\d{{2,4}})?|{_MONTH}[- ]?\d{{1,4}}(?:[-, ]+\d{{2,4}})?"
    r"|\d{2,4}年\d{1,2}月(?:\d{1,2}日)?|\d{1,2}月\d{1,2}日",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s?(?:am?|pm?|上午|下午)?|\d{1,2} ?(?:am?|pm?)"
    r"|(?:上午|下午)?\d{1,2}[时時点]\d{1,2}分(?:\d{1,2}秒)?",
    re.IGNORECASE,
)


class Entered(NamedTuple):
    """What stands in the cell then; `format` is the number format that Excel gives a General cell with it."""

    shows: Content
    formula: str | None = None
    prefix: str = ""
    format: str | None = None


def entered(text: str, cell: Cell) -> Entered:
    """Refused where Excel would say that there is a problem with this formula."""
    if cell.format == "@":
        if text.startswith("'"):
            # Public sources disagree whether the mark would be seen then.
            raise NotModelled("an apostrophe before text in a cell of the format Text")
        return Entered(text or None)
    if text.startswith("'"):
        return Entered(text[1:] or None, prefix="'")
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain:
        return Entered(text or None)
    if plain[0] == "=" and len(plain) > 1:
        if plain.count("(") != plain.count(")") or plain[-1] in "+-*/=(":
            raise Refused("refused")
        return Entered(None, formula=text)
    return _word(plain) or _figure(plain) or _sum(plain, text) or Entered(text)


def _word(plain: str) -> Entered | None:
    if plain.upper() in ("TRUE", "FALSE"):
        return Entered(plain.upper() == "TRUE")
    return Entered(Fault(plain.upper())) if plain.upper() in ERRORS else None


def _figure(plain: str) -> Entered | None:
    if _FRACTION.fullmatch(plain) or _ACCOUNT.fullmatch(plain):
        return Entered(0.0, format="# ?/?" if "/" in plain else None)
    if any(c.isdigit() for c in plain) and _NUMBER.fullmatch(plain):
        number = float(re.sub(r"[^\d.eE+-]", "", plain))
        return Entered(number / 100, format="0%") if plain.endswith("%") else Entered(number)
    day, _, time = plain.partition(" ")
    if _DATE.fullmatch(plain) or (_DATE.fullmatch(day) and _TIME.fullmatch(time)):
        return Entered(46_295.0, format="d-mmm")  # which day it would be doesn't matter: the text is lost
    return Entered(0.5, format="h:mm") if _TIME.fullmatch(plain) else None


def _sum(plain: str, text: str) -> Entered | None:
    """What begins like a sum is one: `+A1`, `-B2`, `@home`."""
    if plain[0] in "+-@" and len(plain) > 1:
        if not re.fullmatch(r"[-+@][\w.$!:()+*/, -]+", plain):
            raise Refused("refused")
        return Entered(Fault("#NAME?"), formula=f"={text.strip()}")
    return None
