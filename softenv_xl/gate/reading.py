"""What comes of reading one file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from softenv_xl.issues import Issue
from softenv_xl.words import Text

if TYPE_CHECKING:
    from softenv_xl.grid.grid import Book


@dataclass(frozen=True, slots=True)
class Reading:
    """A workbook with what was noticed about its file; or, where it can't be read, the one error why."""

    book: Book | None
    issues: tuple[Issue, ...] = ()


class Refused(Exception):  # noqa: N818 - a verdict on somebody's file, caught inside the gate
    """The file is not read any further; carries the one issue that says why."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code, values)
        self.issue = Issue(code, values=values)

    @classmethod
    def unreadable(cls, zh: str, en: str, **values: object) -> Refused:
        return cls("file.unreadable", what=Text(zh, en).format(**values))

    @classmethod
    def suspicious(cls, zh: str, en: str, **values: object) -> Refused:
        return cls("file.suspicious", what=Text(zh, en).format(**values))

    @classmethod
    def too_large(cls, zh: str, en: str, limit: object, **values: object) -> Refused:
        return cls("file.too-large", what=Text(zh, en).format(**values), limit=limit)

    def reading(self) -> Reading:
        return Reading(None, (self.issue,))
