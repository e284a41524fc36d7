"""The live host's writer of cell text: what a program would read as something else gets an apostrophe before it."""

from __future__ import annotations

import re

# Programs take a typed formula, number, date, time, percentage, truth value or error for what it looks like.
# What has neither a digit nor one of these marks is text for every one of them, whatever its language.
_DOUBTFUL = re.compile(r"\d|[年月日号时分秒点]|^[\s=+\-@'#.,$¥￥(]|\s$|^(?:true|false|真|假)$", re.IGNORECASE)


def literal(text: str) -> str:
    """Text to assign to a cell that isn't in a text format, so that it stays just that text."""
    return f"'{text}" if _DOUBTFUL.search(text) else text
