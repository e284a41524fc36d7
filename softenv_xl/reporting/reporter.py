"""Who reports: in which language, to whom; the exit codes, and a bar while files are read."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from softenv_xl import sentences
from softenv_xl.issues import Issue, Severity
from softenv_xl.legible import legible
from softenv_xl.terminal import print_line
from softenv_xl.words import Lang, Text

if TYPE_CHECKING:
    pass

FINE, FOUND, STOPPED = 0, 1, 2
INTERRUPTED = 128
"""Plus the number of the signal that ended the program."""


@dataclass(frozen=True, slots=True)
class Reporter:
    """Which language to speak, and whether to people or to a program."""

    lang: Lang
    json: bool = False

    def say(self, zh: str, en: str, *names: object) -> None:
        """`names` are those in the words that stay whole at a line's end."""
        if not self.json:
            print_line(Text(zh, en)(self.lang), whole=map(legible, map(str, names)))


def summed_up(reporter: Reporter, found: Sequence[Issue]) -> int:
    zh, en = sentences.counted(found)
    reporter.say(f"{zh}。", f"{en.capitalize()}.")
    return exit_code(found)


def exit_code(found: Sequence[Issue]) -> int:
    grave = any(issue.severity in (Severity.ERROR, Severity.WARNING) for issue in found)
    return FOUND if grave else FINE


@contextmanager
def progress(reporter: Reporter, total: int) -> Iterator[Callable[[int, int], None]]:
    """A bar on stderr while files are read; nothing where no one watches. What it yields is told how many are done, of how
    many.
    """
    if reporter.json or not sys.stderr.isatty():
        yield lambda done, of: None
        return
    from rich.console import Console  # slow to load
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(Text("检查自查表", "Checking returns")(reporter.lang), total=total)
        yield lambda done, of: bar.update(task, completed=done, total=of)
