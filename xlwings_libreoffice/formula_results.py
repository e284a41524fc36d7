"""What sort of value a formula gives, as far as its text tells."""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

_QUIET = re.compile(r'"[^"]*"|\'[^\']*\'|\[[^\]]*\]')
_CALL = re.compile(r"([A-Z][A-Z0-9_.]*)\(")
_COMPARISON = re.compile(r"[<>=]")
_TRUTHS = frozenset(
    (
        *("AND", "OR", "NOT", "XOR", "TRUE", "FALSE", "EXACT", "ISBLANK", "ISERR", "ISERROR", "ISEVEN"),
        *("ISFORMULA", "ISLOGICAL", "ISNA", "ISNONTEXT", "ISNUMBER", "ISODD", "ISREF", "ISTEXT"),
    )
)
_MOMENTS = frozenset(("TODAY", "NOW", "DATE", "TIME"))
# these hand on what they are given
_PASSING = frozenset(
    (
        *("IF", "IFERROR", "IFNA", "IFS", "SWITCH", "CHOOSE", "INDEX", "OFFSET", "INDIRECT"),
        *("LOOKUP", "VLOOKUP", "HLOOKUP", "XLOOKUP", "LET"),
    )
)


class Result(Enum):
    TRUTH = "true or false"
    MOMENT = "date or time"
    NUMBER = "number"
    UNKNOWN = "the text doesn't tell"


@lru_cache(maxsize=65_536)
def result(formula: str) -> Result:
    """For a formula in LibreOffice's own spelling that gives a number."""
    outer = _without_arguments(_QUIET.sub("_", formula[1:]))
    if _COMPARISON.search(outer):
        return Result.TRUTH
    call = _CALL.fullmatch(outer.strip().removesuffix(")"))
    name = call[1] if call else None
    if name in _TRUTHS:
        return Result.TRUTH
    if name in _MOMENTS:
        return Result.MOMENT
    if name in _PASSING or not re.search(r"[-+*/^%&(]", outer):
        return Result.UNKNOWN
    return Result.NUMBER


def _without_arguments(text: str) -> str:
    """The formula's outermost level: `IF(a>b;1;2)` → `IF()`; a formula all in parentheses, its inside."""
    while text.startswith("(") and _closing(text, 0) == len(text) - 1:
        text = text[1:-1]
    kept, depth = [], 0
    for character in text:
        if character == ")":
            depth -= 1
        if depth == 0:
            kept.append(character)
        if character == "(":
            depth += 1
    return "".join(kept)


def _closing(text: str, opening: int) -> int:
    depth = 0
    for position in range(opening, len(text)):
        depth += {"(": 1, ")": -1}.get(text[position], 0)
        if depth == 0:
            return position
    return -1
