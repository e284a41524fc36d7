"""What a button of the LibreOffice extension runs: `python -m softenv_xl.addin.press BUTTON …`.

It connects to the office that started it and presses the button on the workbook that is open there. The macro
hears of it through the note, a file: LISTENING as soon as the button itself can speak to people, and DONE at
the end; or else the sentence that the macro is to show. The exit code is 0 where the button ran, otherwise 1.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import xlwings as xw

from softenv_xl import buttons
from softenv_xl.errors import Stop, log_of
from softenv_xl.legible import legible_lines
from softenv_xl.sentences import NOTHING, crashed
from xlwings_libreoffice import OfficeGone, OfficeMissing, attach, engine

if TYPE_CHECKING:
    from softenv_xl.words import Lang

LISTENING, DONE = "+", "."


def main(arguments: list[str] | None = None) -> int:
    asked = _parser().parse_args(arguments)
    try:
        book = _book(asked.pipe, asked.document)
    except Exception as error:
        _answer(asked.note, _sentence(error, asked.lang))
        return 1
    _answer(asked.note, LISTENING)
    getattr(buttons, asked.button)(book)
    _answer(asked.note, DONE)
    return 0


def _answer(note: Path, words: str) -> None:
    """Adds to the note at one stroke: the macro reads it all the time."""
    with note.open("ab", buffering=0) as file:
        file.write(words.encode())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m softenv_xl.addin.press")
    parser.add_argument("button", choices=buttons.BUTTONS)
    parser.add_argument("--pipe", required=True, help="where the office listens")
    parser.add_argument("--document", required=True, help="the RuntimeUID of the workbook")
    parser.add_argument("--lang", choices=("zh", "en"), default="en", help="the language of the menus")
    parser.add_argument("--note", required=True, type=Path, help="the file to answer in")
    return parser


def _book(pipe: str, document: str) -> xw.Book:
    """The workbook that the button was pressed on. Raises Stop(workbook.closed), OfficeMissing, OfficeGone."""
    xw.engines.add(xw.Engine(impl=engine))
    xw.engines["libreoffice"].activate()
    app = attach(pipe)
    app.impl.office.pid = _office()
    for book in app.books:
        if book.api.RuntimeUID == document:
            return book
    raise Stop("workbook.closed")


def _office() -> int:
    """The process that started this one. An office that listens since a moment ago can't be told by its command line."""
    parents = psutil.Process().parents()
    return next((parent.pid for parent in parents if parent.name().startswith("soffice")), 0)


def _sentence(error: Exception, lang: Lang) -> str:
    """What stopped the press before the button could say so itself."""
    if isinstance(error, OfficeMissing | OfficeGone):
        error = Stop("office.not-reached", reason=str(error))
    return legible_lines(
        error.sentence(lang) if isinstance(error, Stop) else crashed(NOTHING, log_of(error))(lang)
    )


if __name__ == "__main__":
    raise SystemExit(main())
