"""What the commands say, in the user's language: tables for people, JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.text import Text as Styled

from softenv_xl import listing, sentences
from softenv_xl.errors import Stop
from softenv_xl.issues import Issue, Severity
from softenv_xl.listing import line
from softenv_xl.sheets.pressed import Pressed
from softenv_xl.store import Undone
from softenv_xl.words import Lang, Text

if TYPE_CHECKING:
    from softenv_xl.hosts.file.grafting import Addition

FINE, FOUND, STOPPED = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Voice:
    """Which language to speak, and whether to people or to a program."""

    lang: Lang
    json: bool = False

    def say(self, zh: str, en: str) -> None:
        if not self.json:
            line(Text(zh, en)(self.lang))


def records(found: Sequence[Mapping[str, object]]) -> None:
    """Prints objects for a program."""
    print(json.dumps(found, ensure_ascii=False, indent=1))  # noqa: T201


def created(voice: Voice, path: Path) -> None:
    voice.say(f"已新建 {path}。", f"Made {path}.")


def distributed(voice: Voice, counts: tuple[int, int], out: Path) -> None:
    """`counts`: how many returns were written, and how many stood there already."""
    voice.say(*sentences.distributed(counts, out))


def undone(voice: Voice, what: Undone) -> None:
    voice.say(
        f"已撤销 {what.written:%Y-%m-%d %H:%M} 对 {what.path.name} 的写入。",
        f"Undid the write of {what.path.name} at {what.written:%Y-%m-%d %H:%M}.",
    )


def upgraded(voice: Voice, path: Path, additions: Sequence[Addition], *, dry_run: bool) -> None:
    """Everything that was done to the workbook, or would be, sheet by sheet."""
    if voice.json:
        return records([addition.as_record(voice.lang) for addition in additions])
    for words in sentences.additions(additions):
        line(words(voice.lang), indent=2)
    voice.say(*sentences.upgraded(path.name, additions, dry_run=dry_run))
    return None


def issues(voice: Voice, found: Sequence[Issue], *, verbose: bool = False) -> int:
    """Prints the issues, but late returns only as a number unless `verbose`; the exit code is 1 when there is
    an error or a warning among them.
    """
    if voice.json:
        records([issue.as_record(voice.lang) for issue in found])
        return _exit_code(found)
    late = None if verbose else listing.late(found)
    listing.issues([issue for issue in found if not (late and issue.code == listing.COUNTED)], voice.lang)
    if late:
        voice.say(*late)
    return _summed_up(voice, found)


def pressed(voice: Voice, result: Pressed, *, changed: bool, verbose: bool = False) -> int:
    """What became of the files, who is missing, what is wrong: what is new in full, all else as numbers unless
    `verbose`; the exit code as for `issues`.
    """
    found = result.all_issues
    if voice.json:
        records([issue.as_record(voice.lang) for issue in found])
        return _exit_code(found)
    show = listing.everything if verbose else listing.attention
    show(result, voice.lang)
    if result.outcomes:
        voice.say(*sentences.collected(result))
    code = _summed_up(voice, found)
    for words in sentences.waiting(result):
        voice.say(*words)
    if not changed:
        voice.say(*sentences.UP_TO_DATE)
    return code


def _summed_up(voice: Voice, found: Sequence[Issue]) -> int:
    zh, en = sentences.counted(found)
    voice.say(f"{zh}。", f"{en.capitalize()}.")
    return _exit_code(found)


def _exit_code(found: Sequence[Issue]) -> int:
    grave = any(issue.severity in (Severity.ERROR, Severity.WARNING) for issue in found)
    return FOUND if grave else FINE


@contextmanager
def progress(voice: Voice, total: int) -> Iterator[Callable[[Path], None]]:
    """A bar on stderr while files are read; nothing where no one watches."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(
        *columns, console=console, transient=True, disable=voice.json or not console.is_terminal
    ) as bar:
        task = bar.add_task(Text("检查自查表", "Checking returns")(voice.lang), total=total)
        yield lambda path: bar.advance(task)


def stopped(stop: Stop, lang: Lang) -> int:
    Console(stderr=True).print(Styled(f"✗ {stop.sentence(lang)} [{stop.code}]"))
    return STOPPED


def crashed(error: BaseException, lang: Lang) -> int:
    """Something nobody foresaw: one sentence, and the file that has the details."""
    Console(stderr=True).print(Styled(f"✗ {sentences.crashed(error)(lang)}"))
    return STOPPED
