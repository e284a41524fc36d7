"""Does a part, or a formula, mention a table that changed at all? Asked of everything, so it has to be cheap."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from softenv_xl.hosts.resize import Resize

_WORD = re.compile(r"\w+")
_REACH = 800
"""Bytes from a word of a sheet's title to the `!` behind it, at most: two titles of 31 letters, each an apostrophe
doubled and escaped.
"""
_FIXED_ROW = re.compile(r"\$([1-9]\d{0,6})")


def names_a_sheet(xml: bytes) -> bool:
    """May a formula in there name another sheet than its own? Only `!` does that, spelt so or as a reference."""
    return b"!" in xml or b"&#" in xml


class Mention:
    """Answers yes too often rather than too seldom."""

    def __init__(self, resizes: Sequence[Resize]) -> None:
        self.resizes = resizes
        self.titles = {resize.sheet.lower() for resize in resizes}
        # Titles may be spelt with escapes of all kinds; their longest word is in every spelling but one of
        # character references.
        words = {max(_WORD.findall(resize.sheet), key=len, default="") for resize in resizes}
        spelt = "|".join(re.escape(word) for word in sorted(words))
        self._words = (b"&#", *(word.encode().lower() for word in words))
        self._texts = re.compile(spelt, re.IGNORECASE)

    def in_part(self, data: bytes, title: str = "") -> bool:
        """`title` is the sheet that the part belongs to: what names no sheet means that one."""
        return title.lower() in self.titles or self._is_in(data)

    def in_sheet(self, data: bytes, title: str) -> bool:
        """The same of an ordinary sheet's part, where a formula names another sheet only with a `!` behind it."""
        if title.lower() in self.titles:
            return True
        lower = data.lower()
        return b"&#" in lower or any(_has_mark_behind(lower, word) for word in self._words)

    def in_row(self, xml: bytes, title: str) -> bool:
        """The same of a row of that sheet: where rows only joined or went, few name the last one."""
        own = [resize for resize in self.resizes if resize.sheet.lower() == title.lower()]
        if not own and not names_a_sheet(xml):
            return False
        if any(resize.moves or resize.gone or resize.below or resize.columns for resize in own):
            return True
        ends = {end for resize in own for end in (resize.before.last, resize.before.bottom)}
        return any(str(end).encode() in xml for end in ends) or self._is_in(xml)

    def _is_in(self, xml: bytes) -> bool:
        """Is any of the words in there, in whatever case? (Many times faster than a pattern that ignores case.)"""
        lower = xml.lower()
        return any(word in lower for word in self._words)

    def in_text(self, text: str, title: str, beside: bool = False) -> bool:
        """The same of a formula on the sheet of that title; `beside`: only fixed rows are followed singly."""
        if "!" in text and self._texts.search(text):
            return True
        return any(
            resize.sheet.lower() == title.lower() and _may_name(text, resize, beside)
            for resize in self.resizes
        )


def _has_mark_behind(lower: bytes, word: bytes) -> bool:
    at = lower.find(word)
    while at >= 0:
        if lower.find(b"!", at, at + _REACH) >= 0:
            return True
        at = lower.find(word, at + (len(word) or _REACH))
    return False


def _may_name(text: str, resize: Resize, beside: bool) -> bool:
    if resize.below or resize.columns or (not beside and (resize.moves or resize.gone)):
        return True
    if str(resize.before.last) in text or str(resize.before.bottom) in text:
        return True
    if not (resize.moves or resize.gone) or "$" not in text:
        return False
    fixed = {int(row) for row in _FIXED_ROW.findall(text)}
    return any(row in resize.moves or row in resize.gone for row in fixed)
