"""What a cell may hold, at its worst."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from random import Random

from softenv_xl.bans.default import ENTRIES
from softenv_xl.books import BOOKS
from softenv_xl.grid.cell import CellError, Value
from softenv_xl.registers.words import PROGRESS, PURPOSE, RETURN_STATE, STATUS, YES_NO
from tests.support.small_school import NAMES, NUMBERS

_NUMBERS: tuple[Value, ...] = (
    float("nan"), float("inf"), float("-inf"), 1e308, -1e308, 5e-324, -0.0, 0, 0.5, -1, 1.1, 2.0, 1e15, 1e16,
    10**30, -(10**30), 46000, 46000.5, 2958465, 2958466, -693594, 1_048_577, True, False,
)  # fmt: skip
_MOMENTS: tuple[Value, ...] = (
    date.min, date.max, datetime.min, datetime.max, datetime(1900, 1, 1), datetime(2026, 9, 1, 23, 59, 59, 999999),
    time(23, 59), timedelta(days=-1), timedelta(days=999_999_999), date(2026, 2, 28), date(1999, 12, 31),
)  # fmt: skip
_ERRORS = tuple(CellError(words) for words in ("#REF!", "#N/A", "#DIV/0!", "#BUSY!", "", "x" * 300))
_LONG = (
    "x" * 32_766, "表" * 32_767, "\U00020000" * 16_384, "\U00020000" * 32_767, "\n" * 5_000, " " * 32_767, "，" * 9_000,
    "(" * 9_000, "1" * 5_000, "1-" * 9_000, "a b " * 8_000, "有，" * 8_000, "9" * 400, "[" * 30_000, "{" * 3_000,
)  # fmt: skip
_ODD = (
    "", " ", "\u3000", "\u200b", "\x00", "\x1b[31m", "\x85", "\ufffe", "\ud800", "a\udcff", "\u202eabc", "{", "}", "{0}",
    "{file}", "{found}", "%s", "=1+1", "'", "@SUM(A1)", "_x000D_", "_xD800_", "<&>\"'", "\r\n", "a\tb", "nan", "NaN",
    "inf", "-Infinity", "1e400", "-1e400", "1e999999", "0x10", "１２", "٣", "²", "½", "12%", "1,2", "1_000", "--", "?",
    "*", "~", "T001-01", "K-999999999", "SC-1-1", "?-00000000", "?", "、", "·", "|", "#5", "2026-02-30", "9月", "30/2/26",
    "ß", "İ", "ﬁ", "e\u0301", "null", "None", "[]", "[1]", "[" * 2_000, '["2009017", 1]', '{"id":1}', "NULL", "/", "\\",
    '{"id":"2009017-01","seen":"9999","told":{"problem":["9",{"day":"x"}]}}',
    '{"id":"2009017-01","seen":"9999","told":{"problem":["9",{"sha":[]}],"deadline":["1",{"day":"2026-09-09"},true,true]}}',
)  # fmt: skip


def _words() -> tuple[str, ...]:
    """Labels, names and choices of the product: what is right elsewhere."""
    sheets = [sheet for book in BOOKS for sheet in book.sheets]
    declared = [each for sheet in sheets for each in (sheet.form, sheet.table) if each]
    labels = [words for each in declared for column in each.columns for words in column.label]
    keys = [each.key for each in declared]
    lists = (YES_NO, RETURN_STATE, STATUS, PROGRESS, PURPOSE)
    choices = [word for each in lists for _, text in each.words for word in text]
    entries = [f"{entry.number} {words}" for entry in ENTRIES for words in entry.title]
    people = [*NUMBERS, *(word for name in NAMES for word in name)]
    return (*labels, *keys, *choices, *entries, *people, *(word for sheet in sheets for word in sheet.name))


WORDS = _words()
TEXTS = (*_ODD, *_LONG)


def anything(random: Random) -> Value:
    """A value of any kind."""
    kinds: tuple[tuple[Value, ...], ...] = ((None,), _NUMBERS, _MOMENTS, _ERRORS, _ODD, _LONG, WORDS)
    return random.choice(random.choices(kinds, (1, 3, 2, 1, 4, 2, 3))[0])
