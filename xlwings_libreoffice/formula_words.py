"""A formula cut into words, whichever of the two spellings it has."""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache
from typing import NamedTuple


class Sort(Enum):
    TEXT = '"in double quotes"'
    SHEET = "'in single quotes'"
    BRACKET = "[in brackets, however deep]"
    ERROR = "#REF! and the like"
    NUMBER = "1.5e3"
    WORD = "cells, names, functions, bare sheets"
    SPACE = "white space"
    SIGN = "one character of anything else"


class Word(NamedTuple):
    sort: Sort
    text: str


_PATTERNS = {
    Sort.TEXT: r'"(?:[^"]|"")*"',
    Sort.SHEET: r"\$?'(?:[^']|'')*'",
    Sort.ERROR: r"#(?:REF!|DIV/0!|N/A|NAME\?|NULL!|NUM!|VALUE!|GETTING_DATA|SPILL!|CALC!)",
    Sort.NUMBER: r"(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?(?![\w$:])",
    Sort.WORD: r"[\w$\\](?:[\w$\\?]|\.(?!'|$))*",
    Sort.SPACE: r"\s+",
    Sort.SIGN: r".",
}
_WORD = re.compile("|".join(f"({pattern})" for pattern in _PATTERNS.values()), re.DOTALL)
_SORTS = list(_PATTERNS)


@lru_cache(maxsize=4096)
def words(formula: str) -> tuple[Word, ...]:
    """The words in order; together they are the formula."""
    found = []
    position = 0
    while position < len(formula):
        if formula[position] == "[":
            end = _bracket_end(formula, position)
            found.append(Word(Sort.BRACKET, formula[position:end]))
        else:
            match = _WORD.match(formula, position)
            assert match is not None  # noqa: S101 - any character matches
            end = match.end()
            found.append(Word(_SORTS[(match.lastindex or 0) - 1], match[0]))
        position = end
    return tuple(found)


def _bracket_end(text: str, start: int) -> int:
    """Behind the bracket that closes the one at `start`; an apostrophe escapes what follows it."""
    depth, position = 0, start
    while position < len(text):
        character = text[position]
        if character == "'":
            position += 1
        elif character == "[":
            depth += 1
        elif character == "]":
            depth -= 1
            if depth == 0:
                return position + 1
        position += 1
    return len(text)
