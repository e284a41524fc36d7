"""The only way out to a terminal, or to the pipe or file that stands in its place. Printing never raises.

What the other end has no letters for is spelt in escapes, so that names can still be distinguished. Where nothing can
be printed any more (a full disk, a pipe that nobody reads, a stream that is closed), the work goes on: it is
written to its files, and the exit code says how it ended.
"""

from __future__ import annotations

import codecs
import errno
import io
import json
import os
import re
import select
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Literal, TextIO

from softenv_xl.legible import UNSHOWN, escape, legible_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Stream = Literal["stdout", "stderr"]

_ERRORS = "softenv-xl"
# What our own sentences are written with, and what stands for it where a code page lacks it, best first.
_INSTEAD = {
    "✗": ("×", "x"),
    "✓": ("√", "+"),
    "×": ("x",),
    "→": (">",),
    "…": ("...",),
    "–": ("-",),
    "—": ("--",),
    "“": ('"',),
    "”": ('"',),
    "’": ("'",),
    "·": ("-",),
}
# Who closes the other end, or hangs up, doesn't want to read on. (Windows says EINVAL of a pipe without a reader.)
_UNWANTED = {errno.EPIPE, errno.EBADF, errno.EIO} | ({errno.EINVAL} if sys.platform == "win32" else set())

_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\U00020000-\U0003ffff"
_CLOSING = "，。；：、！？”’）》】…"
_BETWEEN = re.compile(rf"(?<=[{_WIDE}])(?=[^{_CLOSING}\s])|(?<=[^（“‘《【\s])(?=[{_WIDE}])(?![{_CLOSING}])")


def print_line(
    words: str,
    *,
    indent: int = 0,
    symbol: str = "",
    style: str = "",
    whole: Iterable[str] = (),
    to: Stream = "stdout",
) -> None:
    """Prints one line. Who watches gets it as wide as the window, broken between words, but never inside one of the
    names that are to stay `whole`; a pipe gets it in one.
    """
    stream: TextIO = getattr(sys, to)
    words = f"{symbol}{legible_lines(words)}"
    if not stream.isatty():
        print(f"{' ' * indent}{words}", file=stream)
        return
    from rich.console import Console
    from rich.text import Text as Styled

    console = Console(file=stream, highlight=False)
    for number, text in enumerate(wrapped(words, console.width - indent, whole)):
        styled = Styled(f"{' ' * indent}{text}")
        if not number:
            styled.stylize(style, indent, indent + len(symbol))
        # What is longer than the window is left to the terminal to break: it is still copied as one.
        console.print(styled, soft_wrap=True)


def print_json(found: Sequence[object]) -> None:
    """Prints JSON for a program. What a terminal would obey, and what the other end has no letters for, is spelt
    `\\u…` there, so a program reads the very text.
    """
    encoding = sys.stdout.encoding or "utf-8"
    for row in json.dumps(found, ensure_ascii=False, indent=1).split("\n"):
        plain = not UNSHOWN.search(row) and _fits(row, encoding)
        print(row if plain else "".join(_in_json(letter, encoding) for letter in row))  # noqa: T201


def wrapped(words: str, width: int, whole: Iterable[str] = ()) -> list[str]:
    """The words in lines of at most that many columns: broken at spaces; a run without spaces that is longer, as in
    Chinese, between its letters. Only what is to stay `whole`, and a single long word, sticks out.
    """
    from rich.cells import cell_len

    lines = []
    for part in words.split("\n"):
        now = ""
        for piece in _pieces(part, width, whole):
            if cell_len(f"{now}{piece}".rstrip()) <= width:
                now += piece
                continue
            lines += [now.rstrip()] if now.strip() else []
            now = piece.lstrip()
        lines.append(now.rstrip())
    return lines


def _pieces(words: str, width: int, whole: Iterable[str]) -> Iterator[str]:
    """What may be parted from what comes next."""
    from rich.cells import cell_len

    names = sorted({name for name in map(legible_lines, whole) if name}, key=len, reverse=True)
    kept = [re.escape(name) for name in names]
    solid = "|".join((*kept, r"\S"))
    for word in re.findall(rf"\s*(?:{solid})+\s*|\s+", words):
        if cell_len(word.strip()) <= width:
            yield word
        else:
            name = re.compile(rf"((?:{'|'.join(kept)})[{_CLOSING}.,;:!?)\]]*)") if kept else _BETWEEN
            for run in name.split(word):
                yield from [run] if kept and name.fullmatch(run) else filter(None, _BETWEEN.split(run))


def flush() -> None:
    """Has whoever reads along see by now what was printed, a pipe or a file as well."""
    with suppress(Exception):
        sys.stdout.flush()


def is_watched() -> bool:
    """Is there somebody at a terminal who can be asked?"""
    return bool(sys.stdin and sys.stdin.isatty())


def ask(words: str) -> str:
    """What somebody types in answer; nothing where nobody can."""
    if not is_watched():
        return ""
    print(legible_lines(words), end="", flush=True)  # noqa: T201
    try:
        return input().strip()
    except EOFError:
        return ""


def ask_hidden(words: str) -> str:
    """The same for a secret: what is typed isn't shown."""
    if not is_watched():
        return ""
    import getpass  # only for these

    try:
        return getpass.getpass(legible_lines(words)).strip()
    except EOFError:
        return ""


class _Outlet(io.RawIOBase):
    """Bytes to where a stream goes; `lost` is what kept the last of them from it."""

    def __init__(self, below: Any) -> None:
        """`below`: a raw stream, or None where the stream was closed from the beginning."""
        super().__init__()
        self._below = below
        self.lost: Exception | None = None

    def writable(self) -> bool:
        return True

    def isatty(self) -> bool:
        with suppress(OSError, ValueError):
            return bool(self._below and self._below.isatty())
        return False

    def fileno(self) -> int:
        if self._below is None:
            raise io.UnsupportedOperation("fileno")
        return int(self._below.fileno())

    def write(self, some: Any) -> int:
        """Says that all is written once nothing can be: there is nobody to tell."""
        if self._below and not self.lost:
            try:
                while (
                    wrote := self._below.write(some)
                ) is None:  # a terminal that somebody else set not to wait
                    select.select([], [self._below], [])
                return int(wrote)
            except (OSError, ValueError) as error:
                self.lost = error
        return len(some)


class Output:
    """The two streams for as long as the program runs."""

    def __init__(self) -> None:
        self._outlet = _Outlet(None)
        self.stdout, self._outlet = _outlet(sys.stdout)
        self.stderr, _ = _outlet(sys.stderr)

    @property
    def lost(self) -> OSError | None:
        """Why what was printed can't be read, where somebody wants to: not where the reader went away."""
        with suppress(Exception):
            self.stdout.flush()
        error = self._outlet.lost
        return error if isinstance(error, OSError) and error.errno not in _UNWANTED else None


@contextmanager
def output() -> Iterator[Output]:
    """Inside, whatever prints does so safely, libraries included."""
    _hold_numbers()
    before, now = (sys.stdout, sys.stderr), Output()
    sys.stdout, sys.stderr = now.stdout, now.stderr
    try:
        yield now
    finally:
        for stream in (now.stdout, now.stderr):
            with suppress(Exception):
                stream.flush()
        sys.stdout, sys.stderr = before


def _outlet(stream: TextIO | None) -> tuple[io.TextIOWrapper, _Outlet]:
    buffer = getattr(stream, "buffer", None)
    with suppress(Exception):
        if stream:
            stream.flush()
    outlet = _Outlet(getattr(buffer, "raw", buffer))
    encoding = getattr(stream, "encoding", None) or "utf-8"
    text = io.TextIOWrapper(
        io.BufferedWriter(outlet), encoding, _ERRORS, line_buffering=outlet.isatty() or stream is sys.stderr
    )
    return text, outlet


def _hold_numbers() -> None:
    """Opens what was closed of the first three files: else the next workbook to be opened gets the number, and
    what a library prints goes into it.
    """
    if sys.platform != "win32":
        for number in range(3):
            try:
                os.fstat(number)
            except OSError:
                os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)


def _fits(words: str, encoding: str) -> bool:
    try:
        words.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _in_json(letter: str, encoding: str) -> str:
    if letter == "\x7f":
        return r"\u007f"
    return json.dumps(letter)[1:-1] if UNSHOWN.match(letter) or not _fits(letter, encoding) else letter


def _spelt(error: UnicodeError) -> tuple[str, int]:
    """What codecs ask for letters that they don't have."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(
        _instead(letter, error.encoding) for letter in error.object[error.start : error.end]
    ), error.end


def _instead(letter: str, encoding: str) -> str:
    return next((one for one in _INSTEAD.get(letter, ()) if _fits(one, encoding)), escape(letter))


codecs.register_error(_ERRORS, _spelt)
