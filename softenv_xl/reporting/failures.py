"""Why a command ended without having done its work: one sentence on stderr."""

from __future__ import annotations

from typing import TYPE_CHECKING

from softenv_xl import sentences, store
from softenv_xl.errors import Stop, file_names, log_of
from softenv_xl.legible import legible
from softenv_xl.reporting.reporter import INTERRUPTED, STOPPED
from softenv_xl.terminal import print_line
from softenv_xl.words import Lang, Text

if TYPE_CHECKING:
    pass


def report_stop(stop: Stop, lang: Lang) -> int:
    """What the operator has to put right; and what was done all the same before that was found."""
    _print_error(f"{stop.sentence(lang)} [{stop.code}]", *file_names(stop.arguments))
    if store.written():
        print_line(sentences.changed(store.written())(lang), indent=2, whole=_written(), to="stderr")
    return STOPPED


def report_crash(error: BaseException, lang: Lang, *, known: bool) -> int:
    """Something nobody foresaw: one sentence, and the file that has the details. `known`: whatever this command
    writes goes through the store. A file or folder that the system refuses needs no log.
    """
    if refused := store.refused(error):
        return report_stop(refused, lang)
    log = log_of(error)
    _print_error(sentences.crashed(_changed(known=known), log)(lang), log, *_written())
    return STOPPED


def report_interrupt(signal: int, lang: Lang, *, known: bool) -> int:
    """Somebody ended the program: Ctrl-C, a system that shuts down, a terminal that was closed."""
    _print_error(sentences.interrupted(_changed(known=known))(lang), *_written())
    return INTERRUPTED + signal


def report_unprintable(error: OSError, lang: Lang) -> None:
    """The work is done, and what it came to is lost; the exit code is the work's."""
    words = Text(
        "结果无法输出：{reason}。工作本身已完成，退出码照常。",
        "What was to be printed could not be written: {reason}. The work itself is done, and the exit code is that "
        "of the work.",
    )
    _print_error(words.format(reason=store.reason(error))(lang))


def _changed(*, known: bool) -> Text:
    written = store.written()
    return sentences.changed(written) if known or written else sentences.NOT_KNOWN


def _written() -> list[str]:
    return [legible(part) for one in store.written() for part in (one.path, one.path.parent)]


def _print_error(words: str, *names: str) -> None:
    print_line(f"✗ {words}", whole=names, to="stderr")
