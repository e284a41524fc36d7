"""What the commands say, in the user's language: tables for people, JSON for programs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from softenv_xl import listing, sentences, store
from softenv_xl.errors import Stop, log_of, names
from softenv_xl.issues import Issue, Severity
from softenv_xl.legible import legible
from softenv_xl.sheets.pressed import Pressed
from softenv_xl.store import Undone
from softenv_xl.terminal import line, records
from softenv_xl.words import Lang, Text

if TYPE_CHECKING:
    from softenv_xl.hosts.file.grafting import Addition

FINE, FOUND, STOPPED = 0, 1, 2
INTERRUPTED = 128
"""Plus the number of the signal that ended the program."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Which language to speak, and whether to people or to a program."""

    lang: Lang
    json: bool = False

    def say(self, zh: str, en: str, *names: object) -> None:
        """`names` are those in the words that stay whole at a line's end."""
        if not self.json:
            line(Text(zh, en)(self.lang), whole=map(legible, map(str, names)))


def created(voice: Voice, path: Path) -> None:
    voice.say(*Text("已新建 {file}。", "Made {file}.").format(file=str(path)), path)


def distributed(voice: Voice, counts: tuple[int, int], out: Path) -> None:
    """`counts`: how many returns were written, and how many stood there already."""
    voice.say(*sentences.distributed(counts, out), out)


def undone(voice: Voice, what: Undone) -> None:
    words = Text("已撤销 {time} 对 {file} 的写入。", "Undid the write of {file} at {time}.")
    voice.say(*words.format(time=f"{what.written:%Y-%m-%d %H:%M}", file=what.path.name), what.path.name)


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
    listing.issues([issue for issue in found if not (late and issue.kind is listing.COUNTED)], voice.lang)
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
    if result.outcomes or result.elsewhere:
        voice.say(*sentences.collected(result))
    code = _summed_up(voice, found)
    for words in sentences.waiting(result):
        voice.say(*words, *(file for file, _ in result.ledger.doubtful))
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
    """What the operator has to put right; and what was done all the same before that was found."""
    _complain(f"{stop.sentence(lang)} [{stop.code}]", *names(stop.values))
    if store.written():
        line(sentences.changed(store.written())(lang), indent=2, whole=_written(), to="stderr")
    return STOPPED


def crashed(error: BaseException, lang: Lang, *, known: bool) -> int:
    """Something nobody foresaw: one sentence, and the file that has the details. `known`: whatever this command
    writes goes through the store. A file or folder that the system refuses needs no log.
    """
    if refused := store.refused(error):
        return stopped(refused, lang)
    log = log_of(error)
    _complain(sentences.crashed(_changed(known=known), log)(lang), log, *_written())
    return STOPPED


def interrupted(signal: int, lang: Lang, *, known: bool) -> int:
    """Somebody ended the program: Ctrl-C, a system that shuts down, a terminal that was closed."""
    _complain(sentences.interrupted(_changed(known=known))(lang), *_written())
    return INTERRUPTED + signal


def unprinted(error: OSError, lang: Lang) -> None:
    """The work is done, and what it came to is lost; the exit code is the work's."""
    words = Text(
        "结果无法输出：{reason}。工作本身已完成，退出码照常。",
        "What was to be printed could not be written: {reason}. The work itself is done, and the exit code is that "
        "of the work.",
    )
    _complain(words.format(reason=store.reason(error))(lang))


def _changed(*, known: bool) -> Text:
    written = store.written()
    return sentences.changed(written) if known or written else sentences.NOT_KNOWN


def _written() -> list[str]:
    return [legible(part) for one in store.written() for part in (one.path, one.path.parent)]


def _complain(words: str, *names: str) -> None:
    line(f"✗ {words}", whole=names, to="stderr")
