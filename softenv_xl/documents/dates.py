"""Days as documents and letters have them."""

from __future__ import annotations

from datetime import date

from softenv_xl.grid.cell import Value, display_text
from softenv_xl.words import Lang


def written(day: Value, lang: Lang) -> str:
    """A day as a document has it: 2026年9月1日, 1 September 2026 (GB/T 9704-2012, 7.3.5.4: no noughts)."""
    if not isinstance(day, date):
        return display_text(day)
    return f"{day.year}年{day.month}月{day.day}日" if lang == "zh" else f"{day.day} {day:%B} {day.year}"
