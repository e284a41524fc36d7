"""A kind of issue: its code, severity, message, remedy and brief words, in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from softenv_xl.words import Text


class Severity(StrEnum):
    """Gravest first. An error keeps a return from being accepted; a warning was read all the same."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def symbol(self) -> str:
        """What cells and lists show of it."""
        return _SYMBOLS[self]

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(Severity).index(self)


_SYMBOLS = {Severity.ERROR: "✗", Severity.WARNING: "△", Severity.NOTE: "○"}

SEE_LIST = Text("见问题清单", "see the sheet Issues")
"""What the check column says of an issue that has no brief words of its own."""


@dataclass(frozen=True, slots=True)
class IssueKind:
    """`message` and `remedy` may hold `{placeholders}`. `brief` is what the check column says after the column's
    label: as short as a cell is wide. Codes are stable: people quote them on the phone.
    """

    code: str
    severity: Severity
    message: Text
    remedy: Text
    brief: Text = SEE_LIST


def error(
    code: str, zh: str, en: str, zh_remedy: str, en_remedy: str, *, brief: Text = SEE_LIST
) -> IssueKind:
    """Something that keeps a return, or a row, from counting."""
    return IssueKind(code, Severity.ERROR, Text(zh, en), Text(zh_remedy, en_remedy), brief)


def warning(
    code: str, zh: str, en: str, zh_remedy: str, en_remedy: str, *, brief: Text = SEE_LIST
) -> IssueKind:
    """Something that was read or counted all the same, and that somebody should look at."""
    return IssueKind(code, Severity.WARNING, Text(zh, en), Text(zh_remedy, en_remedy), brief)


def note(code: str, zh: str, en: str, zh_remedy: str, en_remedy: str, *, brief: Text = SEE_LIST) -> IssueKind:
    """Something that people may want to know."""
    return IssueKind(code, Severity.NOTE, Text(zh, en), Text(zh_remedy, en_remedy), brief)
