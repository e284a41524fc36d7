"""The button that merges the packs that departments sent back: those that are open, else those of the folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from softenv_xl import sentences
from softenv_xl.button_run import ButtonRun, Outcome, folder_of
from softenv_xl.clock import now
from softenv_xl.exchange.merge.recognising import has_tables_of_a_pack
from softenv_xl.gate.limits import RETURN
from softenv_xl.gate.read import read
from softenv_xl.grid.grid import NO_TOKENS
from softenv_xl.hosts.live import LiveWorkbook
from softenv_xl.intake.delivery import deliveries, files_in, workers
from softenv_xl.intake.returns import Delivery
from softenv_xl.words import Text

if TYPE_CHECKING:
    import xlwings as xw

    from softenv_xl.grid.grid import Tokens

_READING = Text("正在读取部门表", "Reading packs")


def merge_back(run: ButtonRun) -> Outcome:
    from softenv_xl.exchange.merge.merging import folders, merge_packs  # slow to load, and only this needs it

    beside = folder_of(run.book)
    found: Iterable[Delivery] = list(_open_packs(run))
    if not found:

        def seen(done: int, of: int) -> None:
            run.counted(_READING, done, of)

        found = deliveries(files_in(folders(beside)), workers(), seen)
    took = merge_packs(run.live, beside / run.live.name, found, run.as_of)
    return Outcome(sentences.with_news(sentences.merged(took), changed=took.changed))


def _open_packs(run: ButtonRun) -> Iterator[Delivery]:
    """The packs that are open beside the control workbook, as they are on the screen."""
    for book in run.book.app.books:
        if book.name == run.book.name:
            continue
        live = LiveWorkbook(book, run.title)
        if has_tables_of_a_pack(live.tables()):
            run.step(_READING)
            yield _delivery(live, book)


def _delivery(live: LiveWorkbook, book: xw.Book) -> Delivery:
    shown = live.read()
    return Delivery(live.name, live.name, now(), replace(shown, passport=_tokens(book)))


def _tokens(book: xw.Book) -> Tokens:
    """The passport that its file carries: what is open doesn't tell."""
    with suppress(Exception):
        path = Path(book.fullname)
        if path.is_file() and (found := read(path.read_bytes(), RETURN).book):
            return found.passport
    return NO_TOKENS
