"""One press of a button of the LibreOffice extension, in the Python that does the work.

It connects to the office that started it and presses the button on the workbook that is open there. The macro
hears of it through the note, a file: LISTENING as soon as the button itself can speak to people, and DONE at
the end; or else the sentence that the macro is to show.
"""

from __future__ import annotations

import argparse
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import xlwings as xw

from softenv_xl import buttons, captions
from softenv_xl.errors import Stop, log_of
from softenv_xl.legible import legible_lines
from softenv_xl.resident import handover
from softenv_xl.sentences import NOTHING, crashed
from xlwings_libreoffice import OfficeGone, OfficeMissing, attach, end_all, engine

if TYPE_CHECKING:
    from softenv_xl.words import Lang

LISTENING, DONE = "+", "."


def press(arguments: list[str], client: int) -> int:
    """The press that the process `client` wants. The exit code is 0 where the button ran, otherwise 1."""
    asked = _parser().parse_args(arguments)
    try:
        try:
            book = _book(asked.pipe, asked.document, office_of(client))
        except Exception as error:
            _answer(asked.note, _sentence(error, asked.lang))
            return 1
        _answer(asked.note, LISTENING)
        getattr(buttons, asked.button)(book)
        _answer(asked.note, DONE)
        return 0
    finally:
        end_all()  # the macro hears by it that the press has ended


def press_and_stay(arguments: list[str]) -> int:
    """The press, done by this Python; the next one finds a Python that stays."""
    code = press(arguments, os.getpid())
    if office := office_of(os.getpid()):
        handover.start(office)
    return code


def broken(arguments: list[str]) -> int:
    """The Python that stays took the press and didn't come back: the macro sees by itself if it had begun to work."""
    asked = _parser().parse_args(arguments)
    with suppress(FileNotFoundError):
        if not asked.note.stat().st_size:
            _answer(asked.note, legible_lines(Stop("press.broken").sentence(asked.lang)))
    return 1


def load() -> None:
    """Loads what a press would load when it comes to it."""
    from xlwings_libreoffice.uno_runtime import uno

    with suppress(OfficeMissing):
        uno()


def _answer(note: Path, words: str) -> None:
    """Adds to the note at one stroke: the macro reads it all the time."""
    with note.open("ab", buffering=0) as file:
        file.write(words.encode())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m softenv_xl.addin.press")
    parser.add_argument("button", choices=captions.BUTTONS)
    parser.add_argument("--pipe", required=True, help="where the office listens")
    parser.add_argument("--document", required=True, help="the RuntimeUID of the workbook")
    parser.add_argument("--lang", choices=("zh", "en"), default="en", help="the language of the menus")
    parser.add_argument("--note", required=True, type=Path, help="the file to answer in")
    return parser


def _book(pipe: str, document: str, office: int) -> xw.Book:
    """The workbook that the button was pressed on. Raises Stop(workbook.closed), OfficeMissing, OfficeGone."""
    xw.engines.add(xw.Engine(impl=engine))
    xw.engines["libreoffice"].activate()
    app = attach(pipe)
    app.impl.office.pid = office
    for book in app.books:
        if book.api.RuntimeUID == document:
            return book
    raise Stop("workbook.closed")


def office_of(process: int) -> int:
    """The office that started a process, 0 where none did. One that listens since a moment ago can't be told by its
    command line.
    """
    with suppress(psutil.Error):
        parents = psutil.Process(process).parents()
        return next((parent.pid for parent in parents if parent.name().startswith("soffice")), 0)
    return 0


def _sentence(error: Exception, lang: Lang) -> str:
    """What stopped the press before the button could say so itself."""
    if isinstance(error, OfficeMissing | OfficeGone):
        error = Stop("office.not-reached", reason=str(error))
    return legible_lines(
        error.sentence(lang) if isinstance(error, Stop) else crashed(NOTHING, log_of(error))(lang)
    )
