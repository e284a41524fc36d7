"""The live host's writer of cell text: what a program would read as something else gets an apostrophe before it."""

from __future__ import annotations

import re
import unicodedata
from datetime import time, timedelta
from typing import TYPE_CHECKING

from softenv_xl.grid.cell import CellError
from softenv_xl.schema.serial import serial

if TYPE_CHECKING:
    from softenv_xl.grid.cell import Value

# Programs take a typed formula, number, date, time, percentage, truth value or error for what it looks like.
# What has neither a digit nor one of these marks is text for every one of them, whatever its language.
_DOUBTFUL = re.compile(r"\d|[年月日号时分秒点]|^[\s=+\-@'#.,$¥￥(]|\s$|^(?:true|false|真|假)$", re.IGNORECASE)

LONGEST_IN_A_BLOCK = 8_000
"""So many characters can be written along with other cells: longer texts in a block make some Excels refuse it
(from 8,204 on), so they are written one by one.
"""


def literal(text: str) -> str:
    """Text to assign to a cell that isn't in a text format, so that it stays just that text."""
    # Digits may be wide, small or in circles: an apostrophe too many does no harm.
    return f"'{text}" if _DOUBTFUL.search(unicodedata.normalize("NFKC", text)) else text


def assigned(value: Value) -> object:
    """What is handed to a program for a cell that isn't in a text format."""
    match value:
        case str():
            return literal(value)
        case CellError():
            return value.words
        case (
            time() | timedelta()
        ):  # no program takes one by its own kind: a part of a day, as the cell holds it
            return serial(value)
        case bool():
            return value
        case int():  # numbers of cells are doubles, and 64 bits are more than COM can say
            return float(value)
        case _:
            return value
