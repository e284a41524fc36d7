"""What a cell can hold, whichever host writes it."""

from __future__ import annotations

import math
from datetime import date

from softenv_xl.grid.cell import Value
from softenv_xl.hosts.refusal import cannot_hold

LONGEST_TEXT = 32_767  # in UTF-16 units, as Excel counts


def checked_text(text: str, place: str) -> str:
    """The text; Stop(cell.cannot-hold) where it is too long for the cell at `place`, or damaged."""
    if text.isascii() and len(text) <= LONGEST_TEXT:
        return text
    try:
        length = len(text.encode("utf-16-le")) // 2
    except UnicodeEncodeError as error:
        raise cannot_hold(
            place, "文字中有残缺字符。", "The text has half a character in it (a lone surrogate)."
        ) from error
    if length > LONGEST_TEXT:
        raise cannot_hold(
            place,
            "文字有 {length} 个字符，单元格最多容纳 {limit} 个。",
            "The text has {length} characters; a cell holds {limit} at most.",
            length=length,
            limit=LONGEST_TEXT,
        )
    return text


def checked_number(number: float, value: Value, place: str) -> float:
    """The number that `value` is kept as; Stop(cell.cannot-hold) where Excel knows no such number or date."""
    if not math.isfinite(number):
        raise cannot_hold(
            place,
            "数字超出 Excel 的范围。",
            "The number is beyond what Excel can hold.",
        )
    if isinstance(value, date) and number < 0:
        raise cannot_hold(
            place,
            "日期 {date} 早于 Excel 能表示的最早日期。",
            "The date {date} is before the first one that Excel knows.",
            date=value.isoformat(),
        )
    return number
