"""One run of a button on an open workbook: its signs of life, Cancel, and the one sentence that it ends with.

Nothing is ever raised: a macro that presses a button needs no error handling of its own.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

from softenv_xl import history, sentences, store
from softenv_xl.books import BOOKS
from softenv_xl.clock import today
from softenv_xl.errors import Stop, log_of
from softenv_xl.hosts.live import LiveWorkbook
from softenv_xl.hosts.live.program import cancelled
from softenv_xl.legible import legible_lines
from softenv_xl.words import Lang, Text

if TYPE_CHECKING:
    from collections.abc import Callable

    import xlwings as xw

_NAME = "softenv-xl"
# How often a count is shown and Cancel asked for: a program takes milliseconds to answer.
_COUNT_SECONDS = 0.25
_STATUS_LENGTH = 255


@dataclass
class ButtonRun:
    """What a run works with: the open workbook, its host, the language to speak, and the day to compute as of.

    A run that closes the workbook puts the one that it opens instead into `book`.
    """

    book: xw.Book
    title: Text
    lang: Lang
    as_of: date
    live: LiveWorkbook = field(init=False)
    _counted: float = field(init=False, default=0.0)

    def __post_init__(self) -> None:
        self.live = LiveWorkbook(self.book, self.title, self.step)
        self._cancelled = cancelled(self.book)

    def step(self, words: Text) -> None:
        """Says what begins now, where nothing is half done: Stop(press.cancelled) if somebody wants it to end here."""
        if self._cancelled():
            raise Stop("press.cancelled")
        _status(self.book, words(self.lang))

    def asked(self, words: Text) -> bool:
        """Shows the words in a box and waits for OK; a program without windows says no."""
        self.step(self.title)
        prompt, title = legible_lines(words(self.lang)), f"{_NAME} · {self.title(self.lang)}"
        return bool(self.book.app.alert(prompt, title, buttons="ok_cancel") == "ok")

    def counted(self, words: Text, number: int, of: int) -> None:
        """A step of many alike: said a few times a second at most."""
        if (now := monotonic()) >= self._counted + _COUNT_SECONDS:
            self._counted = now
            self.step(Text(*(f"{text} {number}/{of}" for text in words)))


class Outcome(NamedTuple):
    """How a run ended: `boxed` when people shall confirm that they have read it."""

    words: Text
    boxed: bool = True


def run_button(
    book: xw.Book | None, title: Text, job: Callable[[ButtonRun], Outcome], as_of: date | None = None
) -> str:
    """Runs the job on the workbook that called, unless one is given, and says how it ended."""
    book = book or _caller()
    lang, name = _language(book), _name(book)
    boxed, mode = True, "critical"
    run: ButtonRun | None = None
    store.reset()
    history.begins(title)
    try:
        run = ButtonRun(book, title, lang, as_of or today())
        outcome = job(run)
        sentence, boxed, mode = outcome.words(lang), outcome.boxed, "info"
    except Stop as stop:
        sentence = stop.sentence(lang)
        mode = "info" if stop.code == "press.cancelled" else mode
    except ConnectionError:
        sentence = Stop("program.gone", file=name).sentence(lang)
    except Exception as error:
        refused = store.refused(error)
        sentence = (
            refused.sentence(lang) if refused else sentences.crashed(_changed(run), log_of(error))(lang)
        )
    sentence = legible_lines(sentence)
    book = run.book if run else book  # it may have been opened anew
    # The program may be gone, or refuse to talk: there is nobody to tell then.
    with suppress(Exception):
        _status(book, " ".join(sentence.split()))
    with suppress(Exception):
        if boxed:
            book.app.alert(sentence, f"{_NAME} · {title(lang)}", mode=mode)
    return sentence


def _changed(run: ButtonRun | None) -> Text:
    """What is changed although the run failed: in the open workbook, or of files."""
    if run and run.live.changed:
        return sentences.CHANGED if run.live.can_be_undone else sentences.UNSAVED
    return sentences.changed(store.written())


def _status(book: xw.Book, words: str) -> None:
    """Puts words into the program's status bar, as many as Excel takes."""
    text = f"{_NAME}: {words}"
    book.app.status_bar = text if len(text) <= _STATUS_LENGTH else f"{text[: _STATUS_LENGTH - 1]}…"


def _language(book: xw.Book) -> Lang:
    """The workbook's own language by its sheets' names, else that of the user's system."""
    with suppress(Exception):
        names = set(book.sheet_names)
        known = [sheet.name for spec in BOOKS for sheet in spec.sheets]
        hits = {lang: sum(name(lang) in names for name in known) for lang in ("zh", "en")}
        if any(hits.values()):
            return "zh" if hits["zh"] >= hits["en"] else "en"
    return sentences.users_language()


def folder_of(book: xw.Book) -> Path:
    """Where the workbook is saved. Stop(workbook.no-folder) for one that isn't, or that only a web address tells."""
    path = Path()
    with suppress(Exception):  # xlwings knows no folder for some web addresses, and says so in its own words
        path = Path(book.fullname)
    if not path.is_absolute() or not path.exists():
        raise Stop("workbook.no-folder", file=book.name)
    return path.parent


def _caller() -> xw.Book:
    import xlwings as xw

    return xw.Book.caller()


def _name(book: xw.Book) -> str:
    with suppress(Exception):
        return book.name
    return "?"
