"""What comes of reading one file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal, TypeVar

from softenv_xl import catalogue
from softenv_xl.issue_kind import IssueKind
from softenv_xl.issues import Issue
from softenv_xl.words import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from softenv_xl.grid.grid import Book

T = TypeVar("T")
U = TypeVar("U")


@dataclass(frozen=True, slots=True)
class Member:
    """A file that was packed in another; or, with an `issue`, something in it that is no file to be read.

    `name` is legible and has no folder in it. `senders` are the addresses of whom it came from, the nearest first; `saved`
    is when, naive UTC. `named`: the name is the sender's.
    """

    name: str
    content: bytes = b""
    senders: tuple[str, ...] = ()
    saved: datetime | None = None
    issue: Issue | None = None
    named: bool = True


@dataclass(frozen=True, slots=True)
class Contents:
    """What was packed in one file. Of a "mailbox", a file of many messages, nothing is taken out here: it may be of any size.

    `sender` is who sent a message.
    """

    kind: Literal["archive", "mail", "mailbox"]
    members: tuple[Member, ...] = ()
    sender: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A workbook with what was noticed about its file; or what was packed in it; or, where it can't be read, the one error
    why.
    """

    book: Book | None
    issues: tuple[Issue, ...] = ()
    contents: Contents | None = None


class Refused(Exception):  # noqa: N818 - a verdict on somebody's file, caught inside the gate
    """The file is not read any further; carries the one issue that says why."""

    def __init__(self, kind: IssueKind, **values: object) -> None:
        super().__init__(kind.code, values)
        self.issue = Issue(kind, arguments=values)

    @classmethod
    def unreadable(cls, zh: str, en: str, **values: object) -> Refused:
        return cls(catalogue.FILE_UNREADABLE, what=Text(zh, en).format(**values))

    @classmethod
    def suspicious(cls, zh: str, en: str, **values: object) -> Refused:
        return cls(catalogue.FILE_SUSPICIOUS, what=Text(zh, en).format(**values))

    @classmethod
    def too_large(cls, zh: str, en: str, limit: object, **values: object) -> Refused:
        return cls(catalogue.FILE_TOO_LARGE, what=Text(zh, en).format(**values), limit=limit)

    @property
    def is_damage(self) -> bool:
        """Is it only broken? What is unsafe or too large is refused wherever it stands."""
        return self.issue.kind is catalogue.FILE_UNREADABLE

    def reading(self) -> Reading:
        return Reading(None, (self.issue,))


def optional(read: Callable[[], T], otherwise: U) -> T | U:
    """Reads what no answer depends on: `otherwise` where it is missing or broken.

    Raises Refused where it is unsafe or too large.
    """
    try:
        return read()
    except Refused as refused:
        if not refused.is_damage:
            raise
    except MemoryError:
        raise
    except Exception:  # noqa: S110 - parsers of broken parts raise whatever they stumble over
        pass
    return otherwise


def catching_panics(ask: Callable[[], T]) -> T | None:
    """A library's answer about broken content; None where it gave up, be it by a panic."""
    try:
        return ask()
    except MemoryError:
        raise
    except Exception:
        return None
    except BaseException as panic:
        if not is_panic(panic):
            raise
        return None


def is_panic(error: BaseException) -> bool:
    """pyo3 doesn't export it; it isn't an Exception."""
    return type(error).__name__ == "PanicException"
